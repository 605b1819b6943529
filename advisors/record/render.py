"""A record as Markdown: front matter, abstract, then the sections of MADR 4 and our own.

Everything comes from the record, nothing from clock, files or settings: the same record gives the
same bytes.
"""

import json
from collections.abc import Iterable

from advisors.errors import RecordReadError
from advisors.record.digest import text_digest
from advisors.record.markdown import bullets, clean, paragraph, table, text, wrap
from advisors.record.model import SUMMARY_FROM, Argument, DecisionNote, Record
from advisors.record.render_designs import whole_designs
from advisors.record.render_evidence import figures_and_evidence, source_list
from advisors.record.render_moved import changes, influence, moves
from advisors.record.render_options import pros_and_cons
from advisors.record.render_summary import contents, summary

_NAMED = 6
_OWNER = "to be named"


def render_markdown(record: Record, *, front_matter: bool = True) -> str:
    """The record as Markdown, readable at 80 columns and on a web forge.

    Args:
        record: What to render.
        front_matter: False for viewers that do not know front matter.
    """
    detail = _detail(record)
    lines = [
        *_head(record, front_matter=front_matter),
        *(contents(detail) if record.schema_version >= SUMMARY_FROM else ()),
        *detail,
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def render_short(record: Record) -> str:
    """The first page alone: abstract and summary; what it cites stands in the whole record.

    Raises:
        RecordReadError: The record is of a schema that had no summary.
    """
    if record.schema_version < SUMMARY_FROM:
        raise RecordReadError(
            "there is no short form of this record",
            f"it has schema {record.schema_version}, which has no summary",
            "Export the design again.",
        )
    note = f"[E1] and its like open in the whole record: {record.id}.md, or .json."
    lines = [*_head(record, front_matter=True), *wrap(note)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(record: Record, *, front_matter: bool) -> list[str]:
    """Title, abstract and, where the record has one, the summary."""
    return [
        *(_front_matter(record) if front_matter else ()),
        *_heading(1, record.title),
        *paragraph(record.abstract),
        *(summary(record) if record.schema_version >= SUMMARY_FROM else ()),
    ]


def _detail(record: Record) -> list[str]:
    """The sections of MADR 4, then our own, always in this order."""
    return [
        *_heading(2, "Context and Problem Statement"),
        *(line for item in record.context for line in paragraph(item)),
        *_heading(2, "Decision Drivers"),
        *bullets(text(item) for item in record.drivers),
        *_heading(2, "Considered Options"),
        *bullets(_considered(item) for item in record.decisions),
        *_heading(2, "Decision Outcome"),
        *_outcome(record),
        *_heading(2, "Pros and Cons of the Options"),
        *pros_and_cons(record),
        *_heading(2, "More Information"),
        *_more(record),
        *_heading(2, "Figures and Evidence"),
        *figures_and_evidence(record),
        *_heading(2, "Assumptions"),
        *_assumptions(record),
        *_moved(record),
        *_heading(2, "Sensitivity"),
        *_sensitivity(record),
        *_heading(2, "Interview"),
        *_interview(record),
        *_heading(2, "Reproduction"),
        *_reproduction(record),
        *_heading(2, "Sign-off"),
        *_sign_off(record),
    ]


def _front_matter(record: Record) -> list[str]:
    fields: tuple[tuple[str, str | int | tuple[str, ...]], ...] = (
        ("id", record.id),
        ("status", record.status),
        ("date", record.date),
        ("review-by", record.review_by),
        ("decision-makers", record.decision_makers),
        ("consulted", record.consulted),
        ("informed", record.informed),
        ("supersedes", record.supersedes),
        ("superseded-by", record.superseded_by),
        ("schema", record.schema_version),
    )
    return ["---", *(f"{key}: {_yaml(value)}" for key, value in fields), "---", ""]


def _yaml(value: str | int | tuple[str, ...]) -> str:
    """A quoted scalar or a list of them; JSON strings of clean text are YAML strings."""
    if isinstance(value, tuple):
        return f"[{', '.join(_yaml(item) for item in value)}]"
    return json.dumps(clean(value), ensure_ascii=False) if isinstance(value, str) else str(value)


def _heading(level: int, title: str) -> list[str]:
    shown = text(title) or "Untitled"
    if shown.endswith("#"):
        shown = f"{shown[:-1]}\\#"
    return [f"{'#' * level} {shown}", ""]


def _considered(item: DecisionNote) -> str:
    names = [text(option.label) for option in item.options]
    if names:
        names[0] = f"{names[0]} (chosen)"
    fallen = [text(option.label) for option in item.exclusions]
    if len(fallen) > _NAMED:
        fallen = [*fallen[:_NAMED], f"and {len(fallen) - _NAMED} more"]
    out = f" Fell out before ranking: {'; '.join(fallen)}." if fallen else ""
    return f"**{text(item.title)}**: {'; '.join(names) or 'no option fits'}.{out}"


def _outcome(record: Record) -> list[str]:
    rows = [
        (text(item.title), _chosen(item), text(item.confidence), _clear(item))
        for item in record.decisions
    ]
    return [
        *table(("Decision", "Chosen", "Confidence", "Clear"), rows),
        *bullets(_because(item) for item in record.decisions if item.chosen),
        *whole_designs(record),
        *_heading(3, "Consequences"),
        *bullets(_argument(item) for item in record.consequences),
        *_heading(3, "Confirmation"),
        *paragraph("The decision holds while these hold; when one breaks, advise again."),
        *bullets(
            f"**{text(item.metric)}**: {text(item.threshold)}. Measured: {text(item.where)}."
            for item in record.confirmation
        ),
    ]


def _chosen(item: DecisionNote) -> str:
    return text(item.chosen.label) if item.chosen else "no option fits"


def _clear(item: DecisionNote) -> str:
    if not item.options:
        return "open"
    return "yes" if item.clear else "no clear winner"


def _because(item: DecisionNote) -> str:
    label = text(item.chosen.label) if item.chosen else ""
    reasons = " ".join(text(reason) for reason in item.chosen.reasons) if item.chosen else ""
    return f"{text(item.title)}: chosen **{label}**, because: {reasons or text(item.rule)}"


def _argument(item: Argument) -> str:
    return f"{item.side.capitalize()}, because {text(item.text)}"


def _more(record: Record) -> list[str]:
    cards = sorted(
        {card for item in record.decisions for card in item.cards}
        | {card for item in record.decisions for option in item.options for card in option.cards}
        | {card for item in record.decisions for fallen in item.exclusions for card in fallen.cards}
    )
    lines = [
        *paragraph(f"To be looked at again by {record.review_by}, or when a check above breaks."),
        *_named("Guidance cards that support this record", cards),
        *_named("Replaces", record.supersedes),
        *_named("Replaced by", record.superseded_by),
    ]
    return [
        *lines,
        *paragraph("The JSON file of the same name is the record; this is how it reads."),
    ]


def _named(what: str, names: Iterable[str]) -> list[str]:
    found = ", ".join(text(name) for name in names)
    return [*wrap(f"{what}: {found}."), ""] if found else []


def _assumptions(record: Record) -> list[str]:
    lines = paragraph(
        "Every value that nobody gave, the most influential first. Each needs an owner who "
        "replaces it by an answer or accepts it."
    )
    tried = record.moved.influences if record.moved is not None else ()
    does = {item.question: f" {influence(item, record.charted)}" for item in tried}
    for place, item in enumerate(record.assumptions, start=1):
        sources = f" Sources: {source_list(item.sources)}." if item.sources else ""
        why = f" {_sentence(text(item.why))}" if item.why else ""
        said = f"{text(item.taken)} ({item.how}).{does.get(item.name, '')}{why}{sources}"
        shown = f"**{text(item.text)}** {said}"
        owner = f" Owner: {text(item.owner) or _OWNER}."
        lines += wrap(f"{shown}{owner}", f"{place}. ")
    lines.append("")
    if not record.assumptions:
        lines = paragraph("None: every question that applies was answered.")
    if record.overrides:
        lines += paragraph("The architect's own values, laid over the shipped facts:")
        lines += bullets(
            f"{text(item.key)}: {text(item.taken)}, {text(item.source)} {text(item.date)}".strip()
            for item in record.overrides
        )
    return lines


def _moved(record: Record) -> list[str]:
    """What moves the answer and what would change it; nothing where it was not asked for."""
    if record.moved is None:
        return []
    return [
        *_heading(2, "What Moves the Answer"),
        *moves(record.moved),
        *_heading(2, "What Would Change the Recommendation"),
        *changes(record.moved),
    ]


def _sensitivity(record: Record) -> list[str]:
    lines = paragraph("How firmly each decision stands, and what would turn it.")
    for item in record.decisions:
        reason = f": {text(item.confidence_reason)}" if item.confidence_reason else ""
        clear = {
            "open": " No option fits: what would bring one back stands with the exclusions.",
            "no clear winner": " No clear winner: the ranges of the first two overlap.",
        }.get(_clear(item), "")
        sure = f"{item.confidence} confidence{_sentence(reason) or '.'}"
        lines += wrap(f"**{text(item.title)}**: {sure}{clear}", "- ")
        for flip in item.flips:
            lines += wrap(f"Flips: {text(flip)}", "  - ")
    return [*lines, ""]


def _interview(record: Record) -> list[str]:
    sections: dict[str, list[str]] = {}
    for item in record.interview:
        how = "" if item.how == "answered" else f" ({item.how})"
        note = f" Note: {_sentence(text(item.note))}" if item.note else ""
        said = f"{text(item.text)} **{text(item.answer)}**{how}.{note}"
        sections.setdefault(item.section, []).append(said)
    return [line for key, said in sections.items() for line in (*_heading(3, key), *bullets(said))]


def _reproduction(record: Record) -> list[str]:
    made = record.reproduction
    return [
        *bullets(
            (
                f"Digest of the answers: `{_code(made.design_digest)}`",
                f"Data version: `{_code(made.data_version)}`",
                f"Program: {text(made.tool)}",
                f"Schema of the record: {record.schema_version}",
            )
        ),
        *paragraph("The same answers, data and date give the same record:"),
        "    " + clean(made.command),
        "",
    ]


def _sign_off(record: Record) -> list[str]:
    rows = [
        (text(item.name), text(item.role), text(item.date), text(item.digest))
        for item in record.sign_offs
    ]
    lines = [*wrap(f"Digest of this text, to sign: `{text_digest(record)}`"), ""]
    if not rows:
        lines += paragraph("Nobody has signed yet.")
    return [*lines, *table(("Name", "Role", "Date", "Digest"), rows or [("", "", "", "")])]


def _code(value: str) -> str:
    return clean(value).replace("`", "'")


def _sentence(value: str) -> str:
    """With a full stop at its end; nothing stays nothing."""
    return value if not value or value.endswith((".", "!", "?", "…")) else f"{value}."
