"""Answers that clash, told where the questions are as long as they do."""

from collections.abc import Sequence

from textual.widgets import Static

from advisors.contradiction import Contradiction
from tui.clashes import in_short


class ClashLine(Static):
    """The gravest clash with its ways out; takes no room where there is none.

    It follows the answers, not the clock: it goes when an answer resolves the clash.
    """

    def __init__(self, more_at: str) -> None:
        """A line that says where the other clashes are listed."""
        super().__init__("", id="clash", markup=False)
        self._more_at = more_at

    def show(self, found: Sequence[Contradiction]) -> None:
        """Tell what clashes among the answers as they stand."""
        self.update(in_short(found, self._more_at))
        self.set_class(bool(found), "-some")
