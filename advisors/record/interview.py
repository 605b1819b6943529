"""What was asked, what was answered, and what was assumed in place of an answer."""

from collections.abc import Iterator, Mapping

from advisors.design import Design
from advisors.options import Advice
from advisors.questions import SECTIONS
from advisors.questions.resolve import Resolved
from advisors.record import shown
from advisors.record.evidence import Ledger, Node
from advisors.record.labels import Labels
from advisors.record.markdown import clean
from advisors.record.model import AnswerNote, AssumptionNote, OverrideNote
from estimators.figure import Figure, Input

DONT_KNOW = "don't know"
NOT_ASKED = "not asked"
ESTIMATED = "assumed by the estimators"


def answers(found: Mapping[str, Resolved], design: Design) -> tuple[AnswerNote, ...]:
    """Every question that applies, in the order of the interview."""
    return tuple(_answer(item, design) for item in found.values() if item.applies)


def assumptions(
    found: Mapping[str, Resolved], advice: Advice, ledger: Ledger, labels: Labels
) -> tuple[AssumptionNote, ...]:
    """Every default and every "don't know", the most influential first, then our own estimates."""
    asked = [key for key, item in found.items() if item.applies and item.guessed]
    first = [key for key in advice.assumptions if key in asked]
    order = dict.fromkeys((*first, *asked))
    notes = [_assumed(found[key], ledger) for key in order]
    estimated = (_estimated(item, ledger, labels) for item in _estimates(advice, found))
    return (*notes, *estimated)


def overrides(design: Design) -> tuple[OverrideNote, ...]:
    """The architect's own values, by key."""
    notes = []
    for item in sorted(design.overrides, key=lambda found: found.key):
        low = item.value if item.low is None else item.low
        high = item.value if item.high is None else item.high
        taken = shown.plain(item.value, low, high, item.unit)
        notes.append(
            OverrideNote(
                key=clean(item.key),
                taken=clean(taken),
                source=clean(item.source),
                date=clean(item.date),
            )
        )
    return tuple(notes)


def _answer(item: Resolved, design: Design) -> AnswerNote:
    given = design.answers.get(item.question.id)
    if item.origin == "default":
        how, note = "not asked", ""
    elif given is not None and given.not_applicable:
        how, note = "not applicable", given.not_applicable
    elif item.origin == "assumption":
        how, note = "don't know", given.note if given is not None else ""
    else:
        how, note = "answered", item.why
    return AnswerNote.model_validate(
        {
            "question": item.question.id,
            "section": SECTIONS[item.question.section],
            "text": item.question.text,
            "answer": clean(shown.answer(item)),
            "how": how,
            "note": clean(note),
        }
    )


def _assumed(item: Resolved, ledger: Ledger) -> AssumptionNote:
    return AssumptionNote(
        name=item.question.id,
        text=item.question.text,
        taken=clean(shown.answer(item)),
        how=DONT_KNOW if item.origin == "assumption" else NOT_ASKED,
        why=clean(item.why),
        sources=ledger.source_ids(item.sources),
    )


def _estimated(item: Input, ledger: Ledger, labels: Labels) -> AssumptionNote:
    return AssumptionNote(
        name=item.name,
        text=labels.of(item.name),
        taken=shown.plain(item.value, item.low, item.high, item.unit),
        how=ESTIMATED,
        why=clean(item.note),
        sources=ledger.source_ids(item.sources),
    )


def _estimates(advice: Advice, found: Mapping[str, Resolved]) -> Iterator[Input]:
    """Inputs of the recommended design that are neither facts nor questions."""
    seen: set[int | tuple[str, float]] = set()
    waiting: list[Node] = list(advice.totals.values())
    while waiting:
        node = waiting.pop(0)
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Figure):
            waiting.extend(node.inputs)
        elif node.origin in ("default", "assumption") and node.name not in found:
            if (node.name, node.value) not in seen:
                yield node
            seen.add((node.name, node.value))
