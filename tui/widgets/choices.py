"""Several choices out of a list; what is chosen is told by a mark, not by colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Choices(OptionList):
    """A list in which Space, or a click, marks and unmarks; Enter is done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Mark", id="choices.mark", tooltip="Mark or unmark"),
        Binding("enter", "done", "Done", id="choices.done", show=False),
    ]

    @dataclass
    class Changed(Message):
        """A mark was set or taken away."""

        choices: "Choices"

    @dataclass
    class Done(Message):
        """Enter was pressed."""

        choices: "Choices"

    def __init__(
        self, items: Iterable[tuple[str, str]], chosen: Iterable[str], name_id: str
    ) -> None:
        """A list of (id, text) with some chosen."""
        self._texts = dict(items)
        self._chosen = set(chosen)
        super().__init__(
            *(Option(self._line(key), id=key) for key in self._texts),
            compact=True,
            markup=False,
            id=name_id,
        )

    @property
    def chosen(self) -> list[str]:
        """Ids of what is marked, in the order of the list."""
        return [key for key in self._texts if key in self._chosen]

    def choose(self, chosen: Iterable[str]) -> None:
        """Mark exactly these, without a message."""
        self._chosen = set(chosen)
        for key in self._texts:
            self.replace_option_prompt(key, self._line(key))

    def action_done(self) -> None:
        """Hand over what is marked."""
        self.post_message(self.Done(self))

    @on(OptionList.OptionSelected)
    def toggle(self, event: OptionList.OptionSelected) -> None:
        """Turn one mark over."""
        event.stop()
        key = str(event.option.id)
        self._chosen ^= {key}
        self.replace_option_prompt(key, self._line(key))
        self.post_message(self.Changed(self))

    def _line(self, key: str) -> Content:
        return Content(f"{'[✔]' if key in self._chosen else '[ ]'} {self._texts[key]}")
