"""What the screen of the options says: headline, rows of the table, and what explains them."""

from collections.abc import Iterator

from rich.text import Text

from advisors.format import compact, digits_of, value_and_range
from advisors.options import FIGURE_NAMES, Decision, Exclusion, Option
from estimators.figure import Figure

OPENS = "o opens these figures: formulas, facts, sources."


def headline(decision: Decision) -> str:
    """The question, what is recommended, and how sure that is."""
    chosen = decision.chosen
    if chosen is None:
        return f"! {decision.question}\nNo option fits; each row says why."
    clear = "" if decision.clear else " · no clear winner"
    return f"{decision.question}\n✔ {chosen.label} · {decision.confidence} confidence{clear}"


def label(mark: str, label: str) -> Text:
    """A label for the table, never read as markup, cut where the column ends."""
    return Text(f"{mark} {label}", no_wrap=True, overflow="ellipsis")


def known(decision: Decision) -> tuple[str, ...]:
    """Figures that at least one option has; a column of question marks tells nothing."""
    return tuple(
        name
        for name in FIGURE_NAMES
        if any(option.figures[name].value is not None for option in decision.options)
    )


def cells(option: Option, names: tuple[str, ...]) -> tuple[str, ...]:
    """The figures of an option as its row shows them."""
    shown = []
    for name in names:
        figure = option.figures[name]
        shown.append("?" if figure.value is None else compact(figure.value, digits_of(figure)))
    return tuple(shown)


def option_of(decision: Decision, key: str) -> Option | None:
    """The option in the row with that key; None for what is excluded."""
    kind, _, name = key.partition(":")
    return next((item for item in decision.options if kind == "option" and item.id == name), None)


def explain(decision: Decision, key: str) -> str:
    """What is told of the row with that key: reasons and figures, or why it fell out."""
    kind, _, name = key.partition(":")
    if kind == "excluded":
        return _explain_exclusion(decision.exclusions[int(name)])
    option = next(item for item in decision.options if item.id == name)
    lines = [f"• {reason}" for reason in option.reasons]
    lines += ["", *figure_lines(option)]
    if known_of(option):
        lines.append(OPENS)
    lines += [f"Note: {note}" for note in option.notes]
    if option is decision.chosen:
        lines += ["", f"Rule: {decision.rule}", *(f"Flips: {flip}" for flip in decision.flips)]
        if decision.confidence_reason:
            lines.append(f"Why {decision.confidence} confidence: {decision.confidence_reason}")
        lines.append("m opens what moves the answer and what would turn it.")
    if cards := option.cards or decision.cards:
        lines.append("Guidance: " + ", ".join(cards))
    return "\n".join(lines)


def named(decision: Decision, key: str) -> str:
    """The label of an option, or of what is excluded, in full."""
    kind, _, name = key.partition(":")
    if kind == "excluded":
        return decision.exclusions[int(name)].label
    return next(item.label for item in decision.options if item.id == name)


def known_of(option: Option) -> list[tuple[str, Figure]]:
    """The figures that an option has, each with what it measures."""
    shown = ((name, option.figures[name]) for name in FIGURE_NAMES)
    return [(_words(name), figure) for name, figure in shown if figure.value is not None]


def figure_lines(option: Option) -> Iterator[str]:
    """One line a figure; one line for all of them that are withheld for the same reason."""
    withheld: dict[str, list[str]] = {}
    for name in FIGURE_NAMES:
        figure = option.figures[name]
        if figure.value is None:
            withheld.setdefault(value_and_range(figure), []).append(_words(name))
        else:
            yield f"{_words(name)}: {value_and_range(figure)}"
    yield from (f"{'; '.join(names)}: {reason}" for reason, names in withheld.items())


def _explain_exclusion(fallen: Exclusion) -> str:
    lines = [f"Excluded: {fallen.reason}"]
    if fallen.unlock:
        lines.append(f"What would lift the reason: {fallen.unlock}")
    if fallen.cards:
        lines.append("Guidance: " + ", ".join(fallen.cards))
    return "\n".join(lines)


def _words(name: str) -> str:
    return {
        "energy_kwh_per_year": "Energy",
        "carbon_location_kg_per_year": "Carbon, location-based",
        "carbon_market_kg_per_year": "Carbon, market-based",
        "water_l_per_year": "Water",
        "cost_usd_per_year": "Cost",
    }[name]
