"""Answers that clash, told where the questions are as long as they do."""

from collections.abc import Sequence

from advisors.contradiction import Contradiction
from tui.clashes import in_short
from tui.widgets.fitted import Fitted


class ClashLine(Fitted):
    """The gravest clash with its ways out; takes no room where there is none.

    It follows the answers, not the clock: it goes when an answer resolves the clash.
    """

    def __init__(self, key: str) -> None:
        """A line that names the key to where all clashes are listed."""
        super().__init__(f"{key} has the rest", "clash")
        self._key = key

    def show(self, found: Sequence[Contradiction]) -> None:
        """Tell what clashes among the answers as they stand."""
        self.tell(in_short(found, f"{self._key} lists them"))
        self.set_class(bool(found), "-some")

    async def on_click(self) -> None:
        """Go where all of them are listed."""
        await self.run_action("screen.leave('options')")
