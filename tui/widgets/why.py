"""Why a question is asked, below the questions; what has no room there is in the help."""

from tui.widgets.fitted import Fitted

ROWS, ROWS_TALL = 4, 9
TALL = 32
"""Rows of a terminal from which there is room for more."""


class Why(Fitted):
    """A few rows; a click opens the help, which has all of it."""

    def __init__(self) -> None:
        """Nothing to say yet."""
        super().__init__("F1 has the rest", "why")

    def most(self, height: int) -> int:
        """More of it on a tall terminal."""
        return ROWS_TALL if height >= TALL else ROWS

    async def on_click(self) -> None:
        """Open the help, or close it."""
        await self.run_action("app.help")
