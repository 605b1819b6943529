"""Opening and starting designs: the steps that the app and the command line share."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from advisors.design import SUFFIX, Design, load_design, save_design
from advisors.interview import Interview
from tui.paths import history_file
from tui.recent import remember
from tui.session import Session


def open_session(path: Path) -> Session:
    """Open a design file; remembers it among the recent ones. Raises DesignError."""
    design = load_design(path)
    remember(path)
    return Session(path, Interview(design, path=path, history=history_file(path)))


def create_design(path: Path, example: Design | None = None) -> None:
    """Write a new design file, empty or a copy of an example under a new name."""
    design = replace(example or Design(), name=path.name.removesuffix(SUFFIX))
    with suppress(OSError):  # saving says what is wrong with the folder, and what to do
        path.parent.mkdir(parents=True, exist_ok=True)
    save_design(path, design)
