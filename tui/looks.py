"""The theme that was chosen last: one word in a file beside the list of recent designs."""

from tui.paths import config_dir

FILE = "theme"


def chosen_theme() -> str:
    """Its name; empty where none was chosen, or the file cannot be read."""
    try:
        return (config_dir() / FILE).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def keep_theme(name: str) -> None:
    """Keep it for the next start; a folder that cannot be written changes nothing."""
    target = config_dir() / FILE
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{name}\n", encoding="utf-8")
    except OSError:
        return
