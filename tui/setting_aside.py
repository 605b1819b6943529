"""Answers that their design file could not take are kept in another one."""

from itertools import count
from pathlib import Path
from tempfile import gettempdir

from advisors.design import SUFFIX, dump_design, save_design
from advisors.errors import DesignWriteError
from advisors.interview import Interview
from tui.failures import explain
from tui.paths import data_dir


def set_aside(path: Path, interview: Interview) -> str:
    """Write the answers of an interview into a file that is not there yet.

    It stands beside the design, or in the data folder or the one for temporary files where that
    cannot be written. Where none of them can, the words hold the answers themselves.

    Args:
        path: The design file, left as it is.
        interview: Holds the answers and why they could not be saved.

    Returns:
        What to tell; empty where all is saved.
    """
    if interview.unsaved is None:
        return ""
    told = f"Answers of this session are NOT saved in {path.name}. {explain(interview.unsaved)}"
    for folder in (path.parent, data_dir() / "unsaved", Path(gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            aside = _free(folder, path.name.removesuffix(SUFFIX))
            save_design(aside, interview.design)
        except (DesignWriteError, OSError):
            continue
        return f"{told}\nThey stand in {aside}"
    return f"{told}\nNo folder takes them. Copy them from here:\n{dump_design(interview.design)}"


def _free(folder: Path, name: str) -> Path:
    """The first file of a row of names that is not there."""
    names = (f"{name}.unsaved{'' if n == 1 else f'-{n}'}{SUFFIX}" for n in count(1))
    return next(folder / item for item in names if not (folder / item).exists())
