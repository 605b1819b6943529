"""Worked example designs, to open, to change, and to test against."""

from importlib import resources

from advisors.design import SUFFIX, Design, parse_design
from advisors.errors import UnknownNameError


def examples() -> dict[str, Design]:
    """All examples by name, in alphabetical order."""
    return {name: load_example(name) for name in example_names()}


def example_names() -> tuple[str, ...]:
    """Names of all examples, in alphabetical order."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(f.name.removesuffix(SUFFIX) for f in files if f.name.endswith(SUFFIX)))


def load_example(name: str) -> Design:
    """One example.

    Raises:
        UnknownNameError: There is none of that name; carries the nearest ones.
    """
    known = example_names()
    if name not in known:
        raise UnknownNameError("example", name, known)
    return parse_design(resources.files(__name__).joinpath(f"{name}{SUFFIX}").read_text("utf-8"))
