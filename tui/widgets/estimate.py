"""The live estimate: what the recommended design would use, as the answers stand."""

from textwrap import wrap
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from advisors.format import compact, digits_of, value
from tui.clashes import clash_lines
from tui.widgets.range_bar import range_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisors.contradiction import Contradiction
    from advisors.options import Advice
    from estimators.figure import Figure

ASSUMED = 5
"""Assumptions that are named; the record lists all of them."""
ROWS = (
    ("energy_kwh_per_year", "Energy"),
    ("carbon_location_kg_per_year", "Carbon, location-based"),
    ("carbon_market_kg_per_year", "Carbon, market-based"),
    ("water_l_per_year", "Water"),
    ("cost_usd_per_year", "Cost"),
)
ROOM = 41
"""Columns of the pane between its edge and its scroll bar."""
CURRENT = "Estimate of the recommended design"
UPDATING = "Estimate · updating, figures below are of the earlier answers"


class EstimatePane(VerticalScroll):
    """Five figures with their ranges, and the choices behind them."""

    HELP = """\
# Live estimate

Recomputed after every answer. The bar spans the 5th to the 95th percentile on a
logarithmic scale, ┃ marks the central value. It narrows as assumptions become answers.
"""

    BAR_WIDTH = 22

    def compose(self) -> ComposeResult:
        """Clashing answers, heading, figures, choices."""
        yield Static("", id="clashes", classes="problem", markup=False)
        yield Static("Estimate", id="estimate-title", classes="heading", markup=False)
        yield Static("Working out the figures…", id="estimate", markup=False)

    def mark_old(self) -> None:
        """Grey the figures while new ones are being computed."""
        self.add_class("-old")
        self.query_one("#estimate-title", Static).update(UPDATING)

    def show(self, advice: "Advice") -> None:
        """Show the figures of new advice."""
        self.remove_class("-old")
        self.query_one("#estimate-title", Static).update(CURRENT)
        lines: list[str] = []
        for name, label in ROWS:
            if (figure := advice.totals.get(name)) is not None:
                lines += self._row(label, figure)
        lines.append("")
        lines += [
            _hung(
                f"{decision.title}: "
                f"{decision.chosen.label if decision.chosen else '! nothing fits'}"
            )
            for decision in advice.decisions
        ]
        if advice.assumptions:
            from advisors.workload_assumptions import in_words

            said = in_words(advice.assumptions[:ASSUMED])
            more = len(advice.assumptions) - len(said)
            lines += ["", "~ Assumed:", *(_hung(f"  {text}") for text in said)]
            lines += [f"  and {more} more"] if more else []
        self.query_one("#estimate", Static).update("\n".join(lines))

    def show_clashes(self, found: "Sequence[Contradiction]") -> None:
        """Tell above the figures which answers clash, all of them, with the ways out."""
        clashes = self.query_one("#clashes", Static)
        clashes.update("\n".join(clash_lines(found)))
        clashes.display = bool(found)
        if found:
            self.scroll_home(animate=False)

    def fail(self, text: str) -> None:
        """Say why there is no estimate; the old figures go."""
        self.remove_class("-old")
        self.query_one("#estimate-title", Static).update("! No estimate")
        self.query_one("#estimate", Static).update(text)

    def _row(self, label: str, figure: "Figure") -> list[str]:
        if figure.value is None or figure.low is None or figure.high is None:
            return [label, f"  withheld: {figure.withheld}"]
        digits = digits_of(figure)
        reach = f"{compact(figure.low, digits)} to {compact(figure.high, digits)}"
        bar = range_bar(figure.value, figure.low, figure.high, self.BAR_WIDTH)
        return [f"{label}: {value(figure)}", f"{bar}  {reach}"]


def _hung(text: str) -> str:
    """A line whose further rows are set in, so that they are not taken for lines of their own."""
    first = " " * (len(text) - len(text.lstrip()))
    rows = wrap(text.strip(), ROOM, initial_indent=first, subsequent_indent=first + "  ")
    return "\n".join(rows)
