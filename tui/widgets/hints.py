"""What the keys of a dialog do, each by a click as well."""

from textual.widgets import Static


class Hints(Static):
    """A line of keys; the words of ours in it are markup, nobody else's are."""

    def __init__(self, *parts: tuple[str, str]) -> None:
        """A line of these texts, each with the action that its key has."""
        said = " · ".join(f"[@click={action}]{text}[/]" for text, action in parts)
        super().__init__(said, classes="quiet hints")
