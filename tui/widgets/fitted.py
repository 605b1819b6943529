"""A paragraph that takes the rows it needs, up to a limit, and says so where it is cut."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.fitting import fitted


class Fitted(Widget):
    """Text as high as it has to be; its last row says where the rest of a cut text stands.

    Height and rows come from one place when they are asked for: what is fitted after a resize
    would stand in the height of the rows before.
    """

    def __init__(self, more: str, name_id: str) -> None:
        """Nothing to say yet.

        Args:
            more: Where the rest of a cut text stands.
            name_id: Id of the widget.
        """
        super().__init__(id=name_id)
        self._more = f" … {more}"
        self._text = ""

    def tell(self, text: str) -> None:
        """Say this from now on."""
        self._text = text
        self.refresh(layout=True)

    def most(self, height: int) -> int:  # noqa: ARG002 - for subclasses
        """Rows it may take in a terminal of that height."""
        return 6

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Rows of what is shown at that width."""
        return len(self._rows(width, viewport.height))

    def render(self) -> Content:
        """As much as there is room for."""
        return Content("\n".join(self._rows(self.size.width, self.app.size.height)))

    def _rows(self, width: int, height: int) -> list[str]:
        return fitted(self._text, width, self.most(height), self._more)
