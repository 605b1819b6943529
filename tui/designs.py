"""Which design an argument means: a file, or the name of an example."""

from pathlib import Path

from advisors.design import Design, load_design
from advisors.examples import load_example


def find_design(argument: str) -> Design:
    """The design in that file, or the example of that name when no such file exists.

    Raises:
        DesignError: The file cannot be used.
        UnknownNameError: Neither a file nor an example has that name.
    """
    path = Path(argument)
    if path.exists() or path.suffix or "/" in argument:
        return load_design(path)
    return load_example(argument)
