"""An answer while it is written: lines, the figures shown in them, cards that support them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from advisors.format import amount, value_and_range
from advisors.options import FIGURE_NAMES, Advice, Decision, Exclusion, Option
from advisors.record.labels import Labels
from estimators.facts import Facts
from estimators.figure import Figure

LEAF_ROWS = 3
SOURCE_ROWS = 4


@dataclass
class Page:
    """Lines in reading order.

    Attributes:
        figures: Figures shown, as `DesignPart` names them.
        cards: Cards that support what is said, best first.
        unanswered: True when the design cannot answer.
    """

    facts: Facts
    lines: list[str] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    cards: list[str] = field(default_factory=list)
    unanswered: bool = False

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
        leaves = [leaf for leaf in figure.leaves() if leaf.low > 0 and not leaf.certain]
        leaves.sort(key=lambda leaf: (-leaf.high / leaf.low, leaf.name))
        widest = [
            f"{labels.of(leaf.name)} {amount(leaf.value, leaf.low, leaf.high, leaf.unit)}"
            for leaf in leaves[:LEAF_ROWS]
        ]
        sources = [
            self.facts.sources[key].title for key in figure.sources if key in self.facts.sources
        ]
        more = ", and others" if len(sources) > SOURCE_ROWS else ""
        self.section(
            f"How “{title or labels.of(name)}” comes about",
            (
                figure.formula.equation,
                f"Least certain under it: {'; '.join(widest)}." if widest else "",
                f"Sources: {'; '.join(sources[:SOURCE_ROWS])}{more}." if sources else "",
            ),
        )


def entries(decision: Decision) -> tuple[Option | Exclusion, ...]:
    """Options, best first, then what fell out."""
    passed: tuple[Option | Exclusion, ...] = decision.options
    return (*passed, *decision.exclusions)


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


def changes_it(page: Page, decision: Decision) -> None:
    """Under what conditions another option would come first, and how sure the order is."""
    points = list(decision.flips)
    if not decision.clear:
        points.append("The ranges overlap: there is no clear winner between the first two.")
    page.section("What would change it", points)
    if decision.confidence_reason:
        page.section(f"Certainty: {decision.confidence}", (decision.confidence_reason,))


CORE = FIGURE_NAMES
