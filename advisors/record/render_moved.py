"""What moves the answer and what would change it, as Markdown."""

from collections.abc import Sequence

from advisors import format as numbers
from advisors.criteria import MARKET
from advisors.record.markdown import bullets, paragraph, table, text, wrap
from advisors.record.model_moved import FlipNote, InfluenceNote, MovedNote, RivalPart, TornadoNote
from advisors.weights import SURE

LEAST_SHARE = 0.005


def moves(found: MovedNote) -> list[str]:
    """A tornado a figure, as tables."""
    lines = paragraph(
        f"Of {text(found.recommended)}. Each input at the 5th and 95th percentile of its range, "
        f"all others central; the share is its part of the ranking over {found.draws:,} common "
        "draws of all inputs at once."
    )
    for item in found.tornadoes:
        lines += _tornado(item)
    return lines


def changes(found: MovedNote) -> list[str]:
    """Flips, nearest rivals, and what was held fixed."""
    lines = paragraph(verdict(found))
    likely = [item for item in found.flips if item.likely]
    certain = [item for item in found.flips if item.certain and not item.likely]
    beyond = [item for item in found.flips if not item.likely and not item.certain]
    lines += _flips("Within the range of the input:", likely)
    lines += _flips("Of an input that is taken as certain:", certain)
    lines += _flips("Beyond the range of the input:", beyond)
    if not found.flips:
        lines += paragraph(
            "No single input turns it, at up to 20 times or down to a 20th of its value."
        )
    if found.rivals:
        lines += ["### The nearest rivals", ""]
        lines += [line for item in found.rivals for line in _rival(item)]
        lines += [""]
    return [*lines, *(line for note in found.notes for line in paragraph(note))]


def influence(item: InfluenceNote, charted: str) -> str:
    """What an assumed answer does to the result, in one sentence.

    Args:
        item: The answer.
        charted: Name of the carbon figure that ranks.
    """
    if not item.tried:
        return "Its influence was not tried."
    if item.turns:
        return f"Another answer changes the recommendation to {text(item.instead)}."
    low, high = item.carbon_low, item.carbon_high
    if low and high and high > low:
        what = "market-based carbon" if charted == MARKET else "carbon"
        return f"Yearly {what} moves from {_plain(low)} to {_plain(high)} kg CO2e with it."
    return "No other answer that was tried moves the recommendation or its carbon."


def verdict(found: MovedNote) -> str:
    """Whether the recommended design is clearly the best, with its share of the draws."""
    share = f"{found.first_of_all:.0%} of the joint draws of all uncertain inputs"
    if not found.rivals:
        return "There is no rival to hold it against."
    if found.clear:
        return f"The recommended design is the best of all in {share}: a clear winner."
    if found.first_of_all < SURE:
        return f"No clear winner: the recommended design is the best of all in {share}."
    near = next(item for item in found.rivals if not item.clear)
    return (
        f"The recommended design is best in {share}, yet {near.label} is too near: no clear winner."
    )


def _tornado(item: TornadoNote) -> list[str]:
    amount = numbers.amount(item.value, item.low, item.high, item.unit)
    shown = [mover for mover in item.movers if mover.share >= LEAST_SHARE]
    rows = [
        (
            text(mover.label),
            f"{_plain(mover.low)} to {text(numbers.with_unit(_plain(mover.high), mover.unit))}",
            f"{_plain(mover.at_low)} to {_plain(mover.at_high)}",
            f"{mover.share:.0%}",
        )
        for mover in shown
    ]
    head = ("Input", "P5 to P95", f"{text(item.label)} there", "Share")
    others = item.others + len(item.movers) - len(shown)
    rest = f"{others} more inputs move it less." if others > 1 else ""
    return [
        f"### {text(item.label)}",
        "",
        *wrap(f"{text(amount)} as a whole."),
        "",
        *(table(head, rows) if rows else paragraph("None of its inputs has a range.")),
        *(paragraph(rest) if rest else []),
    ]


def _flips(head: str, flips: Sequence[FlipNote]) -> list[str]:
    return [*paragraph(head), *bullets(_flip(item) for item in flips)] if flips else []


def _flip(item: FlipNote) -> str:
    anew = " Sized anew." if item.resized else ""
    key = f" Change it as `{item.key}`." if item.key else ""
    return f"{text(item.words)}: {text(item.instead)}.{anew}{key}"


def _rival(item: RivalPart) -> list[str]:
    better = f" It is better in {', '.join(item.better)}." if item.better else ""
    verdict = "clear" if item.clear else "no clear winner"
    who = f"**{text(item.label)}** ({', '.join(item.decisions)}): {text(item.design)}."
    wins = f"The recommended design wins {item.wins:.0%} of the draws: {verdict}."
    lines = wrap(f"{who} {wins} {text(item.why)}{better}", "- ")
    for flip in item.flips:
        lines += wrap(f"Flips with {text(flip.words)}", "  - ")
    for flip in item.by_criterion:
        lines += wrap(f"Less {flip.criterion} with {text(flip.words)}", "  - ")
    return lines


def _plain(value: float) -> str:
    return numbers.number(value, 3)
