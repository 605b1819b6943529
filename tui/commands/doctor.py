"""`wattbrief doctor`: checks this installation and says what to mend."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile

from tui.exit_codes import ExitCode
from tui.failures import exit_code_of
from tui.paths import config_dir, data_dir


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `detail` says what was found, `fix` what to do."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def run(arguments: Namespace) -> ExitCode:
    """Print every check; exit code 1 when one failed."""
    checks = [_guarded(name, look) for name, look in LOOKS]
    if arguments.json:
        sys.stdout.write(json.dumps([asdict(check) for check in checks], indent=2) + "\n")
    else:
        for check in checks:
            sys.stdout.write(f"{'✔' if check.ok else '!'} {check.name}: {check.detail}\n")
            if check.fix:
                sys.stdout.write(f"    {check.fix}\n")
    return ExitCode.OK if all(check.ok for check in checks) else ExitCode.NO


def _guarded(name: str, look: Callable[[], tuple[str, str]]) -> Check:
    """A look that ends in an error of ours is a failed check; other errors are faults."""
    try:
        detail, fix = look()
    except Exception as error:
        if exit_code_of(error) is None:
            raise
        return Check(name, ok=False, detail=str(error), fix=str(getattr(error, "fix", "")))
    return Check(name, ok=True, detail=detail, fix=fix)


def _python() -> tuple[str, str]:
    from importlib.metadata import version

    here = ".".join(str(part) for part in sys.version_info[:3])
    names = ("textual", "pydantic", "numpy", "faiss-cpu", "onnxruntime")
    return f"{here}; " + ", ".join(f"{name} {version(name)}" for name in names), ""


def _facts() -> tuple[str, str]:
    from estimators.facts import load_facts

    facts = load_facts()
    counts = f"{len(facts.chips)} chips, {len(facts.instances)} instances, "
    counts += f"{len(facts.regions)} Regions, {len(facts.models)} models"
    return f"{counts}; version {facts.version[:24]}…", ""


def _weights() -> tuple[str, str]:
    from knowledge.weights import find_weights, verify

    weights = find_weights()
    verify(weights)
    return f"SHA-256 {weights.key[:12]}… as expected", ""


def _index() -> tuple[str, str]:
    from knowledge.base import KnowledgeBase

    if KnowledgeBase.is_built():
        return "built; questions need no network", ""
    return "not built yet", "The first question builds it; or run `wattbrief prepare` now."


def _folders() -> tuple[str, str]:
    from knowledge.paths import cache_dir
    from tui.failures import UsageError

    for folder in (config_dir(), data_dir(), cache_dir()):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            TemporaryFile(dir=folder).close()
        except OSError as error:
            raise UsageError(
                f"{folder} cannot be written", str(error), "Free space or change its permissions."
            ) from None
    return ", ".join(_short(folder) for folder in (config_dir(), data_dir(), cache_dir())), ""


def _short(folder: Path) -> str:
    return str(folder).replace(str(Path.home()), "~", 1)


LOOKS: tuple[tuple[str, Callable[[], tuple[str, str]]], ...] = (
    ("Python and packages", _python),
    ("Facts", _facts),
    ("Embedding weights", _weights),
    ("Guidance index", _index),
    ("Folders", _folders),
)
