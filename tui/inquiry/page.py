"""An answer while it is written: lines, the figures shown in them, cards that support them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from advisors.budgets import BudgetReport
from advisors.format import amount, value_and_range
from advisors.options import FIGURE_NAMES, Advice, Decision, Exclusion, Option
from advisors.record.labels import Labels
from estimators.facts import Facts
from estimators.figure import Figure, Input
from estimators.graph import FloatArray
from estimators.uncertainty import shares

LEAF_ROWS = 3
SOURCE_ROWS = 4
Whole = tuple[Mapping[str, Figure], Mapping[str, FloatArray]]
"""Figures of the design as a whole by name, and the draws of those that are not withheld."""


def _nothing() -> Whole:
    return {}, {}


def _as_it_is(report: BudgetReport) -> BudgetReport:
    return report


@dataclass
class Page:
    """Lines in reading order.

    Attributes:
        figures: Figures shown, as `DesignPart` names them.
        cards: Cards that support what is said, best first.
        unanswered: True when the design cannot answer.
        whole: Figures of the recommended design and their draws, worked out when asked for.
        advice: That is spoken of, for what a decision tells of another one.
        further: Searches every design where none that was advised holds a budget.
    """

    facts: Facts
    lines: list[str] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    cards: list[str] = field(default_factory=list)
    unanswered: bool = False
    whole: Callable[[], Whole] = _nothing
    advice: Advice | None = None
    further: Callable[[BudgetReport], BudgetReport] = _as_it_is

    def say(self, text: str) -> None:
        """One sentence or line."""
        self.lines.append(text)

    def section(self, title: str, points: Iterable[str]) -> None:
        """A heading with points; nothing when there are none."""
        found = [point for point in points if point]
        if found:
            self.lines += ["", f"{title}:", *(f"- {point}" for point in found)]

    def support(self, cards: Iterable[str]) -> None:
        """Cards behind what was said."""
        self.cards += [card for card in cards if card not in self.cards]

    def show(self, figures: Mapping[str, Figure], names: Iterable[str], title: str) -> None:
        """Figures with value, range and unit, one line each."""
        found = [(name, figures[name]) for name in names if name in figures]
        self.figures |= dict(found)
        labels = Labels(self.facts)
        self.section(title, (f"{labels.of(name)}: {value_and_range(item)}" for name, item in found))

    def beside(
        self,
        mine: tuple[str, str, Mapping[str, Figure]],
        other: tuple[str, str, Mapping[str, Figure]],
        names: Iterable[str],
    ) -> None:
        """Figures of two options, line by line.

        Args:
            mine: Id, label and figures of the option asked about.
            other: The same of what it is compared with.
            names: Figures to show.
        """
        labels = Labels(self.facts)
        points = []
        for name in names:
            if name not in mine[2] or name not in other[2]:
                continue
            self.figures[name] = mine[2][name]
            self.figures[f"{other[0]}/{name}"] = other[2][name]
            points.append(
                f"{labels.of(name)}: {value_and_range(mine[2][name])}; "
                f"{other[1]}: {value_and_range(other[2][name])}"
            )
        self.section(f"{mine[1]} beside {other[1]}", points)

    def open(self, name: str, figure: Figure, title: str = "") -> None:
        """How a figure comes about: formula, what is least certain under it, sources.

        Args:
            name: Of the figure.
            figure: To open; nothing is said of a withheld one.
            title: What to call it; its label by default.
        """
        if figure.value is None:
            return
        labels = Labels(self.facts)
        leaves = {leaf.name: leaf for leaf in figure.leaves()}
        told = self.moves(name, figure)
        wide = sorted((leaf for leaf in leaves.values() if width(leaf)), key=_widest)
        head = "What moves it most" if told else "Widest ranges under it, whatever their weight"
        widest = [
            f"{labels.of(leaf.name)} {amount(leaf.value, leaf.low, leaf.high, leaf.unit)}"
            for leaf in ([leaves[key] for key in told] or wide)[:LEAF_ROWS]
        ]
        sources = [
            self.facts.sources[key].title for key in figure.sources if key in self.facts.sources
        ]
        more = ", and others" if len(sources) > SOURCE_ROWS else ""
        self.section(
            f"How “{title or labels.of(name)}” comes about",
            (
                figure.formula.equation,
                f"{head}: {'; '.join(widest)}." if widest else "",
                f"Sources: {'; '.join(sources[:SOURCE_ROWS])}{more}." if sources else "",
            ),
        )

    def moves(self, name: str, figure: Figure) -> dict[str, float]:
        """Share of each input in how a figure of the whole design varies, largest first.

        Empty for a figure of another option, whose draws are not kept.
        """
        figures, drawn = self.whole()
        own, draws = figures.get(name), drawn.get(name)
        if draws is None or own is None or figure.numbers != own.numbers:
            return {}
        return shares(figure.leaves(), draws)


def width(leaf: Input) -> float:
    """Width of a range on a logarithmic scale; 0 for what is certain or may be nought."""
    return log(leaf.high / leaf.low) if leaf.low > 0 and not leaf.certain else 0.0


def _widest(leaf: Input) -> tuple[float, str]:
    return -width(leaf), leaf.name


def entries(decision: Decision) -> tuple[Option | Exclusion, ...]:
    """Options, best first, then what fell out."""
    return (*decision.options, *decision.exclusions)


def find(decision: Decision, option: str) -> Option | Exclusion | None:
    """An option or exclusion by id."""
    return next((item for item in entries(decision) if item.id == option), None)


def rank(decision: Decision, option: str) -> int:
    """Place in the ranking from one; 0 when it is not ranked."""
    ids = [item.id for item in decision.options]
    return ids.index(option) + 1 if option in ids else 0


def decision_of(advice: Advice, name: str | None) -> Decision | None:
    """A decision by id; None when it was not taken."""
    return next((item for item in advice.decisions if item.id == name), None)


def title_of(decision: Decision) -> str:
    """How a sentence speaks of a decision."""
    return f"the {decision.title.lower()} decision"


def plan_lines(advice: Advice, start: str = "") -> tuple[str, ...]:
    """Lines of the chosen monitoring plan that begin with a word; none where there is no plan."""
    decision = decision_of(advice, "monitoring")
    chosen = decision.chosen if decision is not None else None
    return tuple(x for x in chosen.reasons if x.startswith(start)) if chosen is not None else ()


def changes_it(page: Page, decision: Decision) -> None:
    """Under what conditions another option would come first, and how sure the order is."""
    points = list(decision.flips)
    if not decision.clear:
        points.append("The ranges overlap: there is no clear winner between the first two.")
    page.section("What would change it", points)
    if decision.confidence_reason:
        page.section(f"Certainty: {decision.confidence}", (decision.confidence_reason,))


CORE = FIGURE_NAMES
