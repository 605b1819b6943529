"""One choice out of a list that opens; typed letters find one in it, at anybody's pace."""

from typing import ClassVar, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Select
from textual.widgets._select import SelectCurrent, SelectOverlay

PACE_S = 2.0
"""A pause between two letters that begins another word."""

NO_ANSWER = "No answer"

Id = TypeVar("Id")


class OpenList(SelectOverlay):
    """The list as it stands open."""

    # Short, so that every key of the interview stays in sight at 80 columns.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", tooltip="Close the list and choose nothing")
    ]

    def __init__(self) -> None:
        """A list that waits longer for the next letter: a busy machine hands them out late."""
        super().__init__(type_to_search=True)
        self._search_reset_delay = PACE_S

    def _find_search_match(self, query: str) -> int | None:
        """The choice in which the letters come first; the row that chooses nothing is none."""
        found: list[tuple[int, int]] = []
        for index, option in enumerate(self._options[1:], start=1):
            place = str(option.prompt).lower().find(query.lower())
            if place >= 0:
                found.append((place, index))
        return min(found)[1] if found else None


class Pick(Select[Id]):
    """A field that opens such a list."""

    def compose(self) -> ComposeResult:
        """What is chosen, and the list."""
        yield SelectCurrent(self.prompt)
        yield OpenList().data_bind(compact=Select.compact)

    def _setup_options_renderables(self) -> None:
        """The first row says what it does; the prompt tells how the list is opened."""
        super()._setup_options_renderables()
        self._name_first_row()

    def _watch_prompt(self, prompt: str) -> None:
        """Show it where nothing is chosen, and in no row of the list."""
        super()._watch_prompt(prompt)
        if self.is_mounted:
            self._name_first_row()

    def _name_first_row(self) -> None:
        row = Text(NO_ANSWER, style="dim")
        self.query_one(OpenList).replace_option_prompt_at_index(0, row)
