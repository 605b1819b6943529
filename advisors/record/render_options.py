"""The options of each decision as Markdown: figures, arguments, and why the others fell out."""

from collections.abc import Iterable

from advisors.record import shown
from advisors.record.bars import LEGEND, bars
from advisors.record.markdown import bullets, fence, table, text, wrap
from advisors.record.model import DecisionNote, ExclusionNote, OptionNote, Quantity, Record

IN_FULL = 3


def pros_and_cons(record: Record) -> list[str]:
    """Every decision with all its options."""
    whole = tuple(item.evidence for item in record.totals)
    lines: list[str] = []
    for place, item in enumerate(record.decisions, start=1):
        lines += [f"### {place}. {text(item.title)}", ""]
        lines += [*wrap(f"{text(item.question)} {text(item.rule)}"), ""]
        lines += _chart(item, record.charted)
        for rank, option in enumerate(item.options[:IN_FULL], start=1):
            lines += _in_full(option, rank, whole)
        lines += _in_brief(item.options[IN_FULL:])
        lines += _fallen(item.exclusions)
        lines += _trace(item.trace)
    return lines


def _chart(item: DecisionNote, name: str) -> list[str]:
    """Bars of one figure over the options; nothing where they do not differ."""
    rows = [(o.label, figure) for o in item.options for figure in o.figures if figure.name == name]
    known = [figure for _, figure in rows if figure.value is not None]
    if len({figure.value for figure in known}) < 2:
        return []
    return fence([f"{known[0].label}, {known[0].unit}", LEGEND, "", *bars(rows, common=True)])


def _in_full(option: OptionNote, rank: int, whole: tuple[str, ...]) -> list[str]:
    chosen = " (chosen)" if rank == 1 else ""
    lines = [f"#### {rank}. {text(option.label)}{chosen}", ""]
    if option.figures and tuple(item.evidence for item in option.figures)[: len(whole)] == whole:
        lines += [*wrap(f"Its figures are those of the design as a whole: {_range(whole)}."), ""]
    elif option.figures:
        rows = [(text(item.label), text(shown.quantity(item))) for item in option.figures]
        lines += table(("Figure", "Value (P5 to P95)"), rows)
    return [*lines, *bullets(_points(option))]


def _range(whole: tuple[str, ...]) -> str:
    known = [item for item in whole if item]
    return ", ".join(f"[{item}]" for item in known) or "withheld"


def _points(option: OptionNote) -> list[str]:
    return [
        *(text(reason) for reason in option.reasons),
        *(f"{item.side.capitalize()}, because {text(item.text)}" for item in option.arguments),
        *(f"To know: {text(note)}" for note in option.notes),
    ]


def _in_brief(options: Iterable[OptionNote]) -> list[str]:
    lines: list[str] = []
    for rank, option in enumerate(options, start=IN_FULL + 1):
        figures = "; ".join(_brief(item) for item in option.figures)
        said = " ".join([*(text(reason) for reason in option.reasons)])
        lines += wrap(f"**{text(option.label)}**. {said} {figures}", f"{rank}. ")
    return ["#### Further behind", "", *lines, ""] if lines else []


def _brief(item: Quantity) -> str:
    return f"{text(item.label)}: {text(shown.quantity(item))}"


def _fallen(exclusions: Iterable[ExclusionNote]) -> list[str]:
    """Options that fell out; those with one and the same reason together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in exclusions:
        groups.setdefault((item.reason, item.unlock), []).append(text(item.label))
    if not groups:
        return []
    lines = []
    for (reason, unlock), names in groups.items():
        back = f" What would bring it back: {text(unlock)}" if unlock else ""
        lines.append(f"**{', '.join(names)}**: {text(reason)}{back}")
    return ["#### Fell out before ranking", "", *bullets(lines)]


def _trace(trace: tuple[str, ...]) -> list[str]:
    return ["#### How the rule was applied", "", *bullets(text(s) for s in trace)] if trace else []
