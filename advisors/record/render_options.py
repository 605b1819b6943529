"""The options of each decision as Markdown: figures, arguments, and why the others fell out."""

from collections.abc import Iterable

from advisors.record import shown
from advisors.record.bars import bars, legend
from advisors.record.markdown import bullets, fence, table, text, wrap
from advisors.record.model import (
    IN_FULL,
    DecisionNote,
    ExclusionNote,
    OptionNote,
    Quantity,
    Record,
)


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
    return fence([f"{known[0].label}, {known[0].unit}", legend(rows), "", *bars(rows, common=True)])


def _in_full(option: OptionNote, rank: int, whole: tuple[str, ...]) -> list[str]:
    chosen = " (chosen)" if rank == 1 else ""
    lines = [f"#### {rank}. {text(option.label)}{chosen}", ""]
    known = [item for item in option.figures if item.value is not None]
    if known and {item.evidence for item in known} <= set(whole):
        ids = ", ".join(f"[{item.evidence}]" for item in known)
        lines += [*wrap(f"Its figures are those of the design as a whole: {ids}."), ""]
    elif known:
        rows = [(text(item.label), text(shown.quantity(item))) for item in known]
        lines += table(("Figure", "Value (P5 to P95)"), rows)
    return [*lines, *bullets([*_withheld(option.figures), *_points(option)])]


def _withheld(figures: Iterable[Quantity]) -> list[str]:
    """Figures without evidence, those with one and the same reason together."""
    groups: dict[str, list[str]] = {}
    for item in figures:
        if item.value is None:
            groups.setdefault(item.withheld, []).append(text(item.label))
    return [f"Withheld: {'; '.join(names)}. {text(why)}" for why, names in groups.items()]


def _points(option: OptionNote) -> list[str]:
    return [
        *(text(reason) for reason in option.reasons),
        *(f"{item.side.capitalize()}, because {text(item.text)}" for item in option.arguments),
        *(f"To know: {text(note)}" for note in option.notes),
    ]


def _in_brief(options: Iterable[OptionNote]) -> list[str]:
    lines: list[str] = []
    for rank, option in enumerate(options, start=IN_FULL + 1):
        known = (item for item in option.figures if item.value is not None)
        figures = "; ".join(f"{text(item.label)} {text(shown.quantity(item))}" for item in known)
        parts = [text(reason) for reason in option.reasons]
        parts += [f"{figures}."] if figures else []
        parts += _withheld(option.figures)
        lines += wrap(f"**{text(option.label)}**. {' '.join(parts)}", f"{rank}. ")
    return ["#### Further behind", "", *lines, ""] if lines else []


def _fallen(exclusions: Iterable[ExclusionNote]) -> list[str]:
    """Options that fell out, by what would bring them back, then by reason."""
    groups: dict[str, dict[str, list[str]]] = {}
    for item in exclusions:
        reasons = groups.setdefault(item.unlock, {})
        reasons.setdefault(item.reason, []).append(text(item.label))
    lines: list[str] = []
    for unlock, reasons in groups.items():
        said = [f"**{'; '.join(names)}**: {text(reason)}" for reason, names in reasons.items()]
        back = f"What would lift the reason: {text(unlock)}" if unlock else ""
        if len(said) == 1 or not back:
            lines += [line for item in said for line in wrap(f"{item} {back}", "- ")]
        else:
            lines += wrap(back.replace(" it ", " these ", 1), "- ")
            lines += [line for item in said for line in wrap(item, "  - ")]
    return ["#### Fell out before ranking", "", *lines, ""] if lines else []


def _trace(trace: tuple[str, ...]) -> list[str]:
    return ["#### How the rule was applied", "", *bullets(text(s) for s in trace)] if trace else []
