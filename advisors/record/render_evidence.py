"""Figures and evidence as Markdown: totals, one row a number, formulas opened, sources."""

from collections.abc import Iterable

from advisors.record import shown
from advisors.record.bars import LEGEND, bars
from advisors.record.markdown import bullets, clean, fence, link, paragraph, table, text, wrap
from advisors.record.model import Evidence, Quantity, Record, SourceNote


def figures_and_evidence(record: Record) -> list[str]:
    """Totals with bars, evidence table, how each number is known, sources."""
    return [
        *_totals(record),
        "### Evidence",
        "",
        *paragraph(
            f"Data version {record.reproduction.data_version}. Values stand with their 5th to 95th "
            "percentile; a value without range is certain. A number that names no option belongs "
            "to the design as a whole. S1, S2 are the sources below."
        ),
        *table(("Id", "Number", "Value (P5 to P95)", "Known by"), map(_row, record.evidence)),
        "### How each number is known",
        "",
        *_opened(record.evidence),
        "### Sources",
        "",
        *bullets(_source(item) for item in record.sources),
    ]


def _totals(record: Record) -> list[str]:
    if not record.totals:
        return paragraph("No option fits every decision, so the design as a whole has no figures.")
    drawn = bars([(item.label, item) for item in record.totals], common=False)
    rows = [(text(item.label), text(shown.quantity(item))) for item in record.totals]
    lines = ["### The design as a whole", ""]
    lines += paragraph(
        "Means a year over the horizon. Energy is that of the facility, PUE applied."
    )
    if drawn:
        lines += fence([f"{LEGEND}; each bar ends at its own P95", "", *drawn])
    return [*lines, *table(("Figure", "Value (P5 to P95)"), rows)]


def _row(item: Evidence) -> tuple[str, str, str, str]:
    name = text(item.quantity.label)
    subject = f" ({text(item.subject)})" if item.subject else ""
    return item.id, f"{name}{subject}", text(shown.quantity(item.quantity)), _known_by(item)


def _known_by(item: Evidence) -> str:
    if item.basis == "formula":
        return f"formula, {item.confidence}"
    if item.basis == "answer":
        return "answer"
    sources = source_list(item.sources) or "no source named"
    date = f", {text(item.date)}" if item.date else ""
    return f"{item.basis}, {sources}, {item.confidence}{date}"


def _opened(evidence: Iterable[Evidence]) -> list[str]:
    """One item a number; an equation stands in full where it is first used."""
    lines: list[str] = []
    first: dict[tuple[str, str], str] = {}
    for item in evidence:
        same = first.setdefault((item.formula, item.equation), item.id)
        lines += wrap(f"**{item.id}** {_how(item, same)}", "- ")
    return [*lines, ""]


def _how(item: Evidence, same: str) -> str:
    if item.basis != "formula":
        note = f": {text(item.note)}" if item.note else ""
        return f"{text(item.quantity.label)}, {item.basis}{note}"
    inputs = "; ".join(_input(part) for part in item.inputs)
    note = f" Note: {text(item.note)}." if item.note else ""
    opened = all(part.evidence for part in item.inputs)
    sources = f" Rests on {source_list(item.sources)}." if item.sources and not opened else ""
    if same != item.id:
        return f"as [{same}], with {inputs}.{note}{sources}"
    equation = clean(item.equation).replace("`", "'")
    return f"`{equation}` ({text(item.formula)}), with {inputs}.{note}{sources}"


def _input(item: Quantity) -> str:
    return f"{text(item.label)} {text(shown.quantity(item))}"


def source_list(ids: Iterable[str]) -> str:
    """Ids in order, three and more in a row as `S3 to S7`; nothing for none."""
    numbers = sorted(int(item.removeprefix("S")) for item in ids)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) > 2:
        return f"S{run[0]} to S{run[-1]}"
    return ", ".join(f"S{number}" for number in run)


def _source(item: SourceNote) -> str:
    publisher = f"{text(item.publisher)}: " if item.publisher else ""
    date = f" Read as of {text(item.date)}." if item.date else ""
    licence = f" Licence: {text(item.licence)}." if item.licence else ""
    return f"**{item.id}** {publisher}{link(item.title, item.url)}.{date}{licence}"
