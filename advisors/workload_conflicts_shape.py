"""Contradictions about what goes in and comes out: lengths, forms, documents."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from advisors.contradiction import Contradiction, Rule
from advisors.questions import question
from advisors.workload import Workload
from advisors.workload_types import AnswerForm, Knowledge, UseCase

if TYPE_CHECKING:
    from estimators.facts import Facts

_LABEL_TOKENS = 100.0
_CLOSED = frozenset({AnswerForm.FIXED_LIST, AnswerForm.RULES, AnswerForm.RANKING})
_WORDED = frozenset({UseCase.CONTENT, UseCase.TRANSLATION, UseCase.SUMMARIZATION})
_TALKING = _WORDED | {UseCase.CHAT, UseCase.RAG, UseCase.CODE, UseCase.AGENT}
_CAUSES = {
    "quality-bar": "quality",
    "quality-unknown": "quality",
    "language": "languages",
    "licence": "licences",
    "modality": "modalities",
    "domain": "domain",
}
"""Which answer keeps a model out, by the rule that did."""


def context(w: Workload, facts: "Facts") -> Iterable[Contradiction]:
    """Prompts longer than any model takes, or any that can do the work."""
    if w.assumed("input_tokens"):
        return
    needed = w.input_tokens.value + w.output_tokens.value
    largest = max((model.context_tokens or 0 for model in facts.models.values()), default=0)
    if needed > largest > 0:
        yield Contradiction(
            "context-too-long",
            ("input_tokens",),
            f"One call holds {needed:,.0f} tokens, but the longest context of the catalogue is "
            f"{largest:,}.",
            ("retrieve passages instead of whole documents", "split the work into several calls"),
            "blocks",
        )
        return
    capable, causes = _capable_contexts(w, facts)
    if capable and needed > max(capable):
        questions = tuple(q for q in causes if not w.assumed(q))
        yield Contradiction(
            "context-beyond-capable",
            ("input_tokens", *questions),
            f"One call holds {needed:,.0f} tokens, but of the models that can do this work none "
            f"takes more than {max(capable):,}"
            + (
                f": longer ones fall out by the answers on {' and '.join(map(_spaced, questions))}."
                if questions
                else "."
            ),
            (
                "retrieve passages instead of whole documents",
                "split the work into several calls",
                *(f"widen the answer on {_spaced(q)}" for q in questions),
            ),
            "blocks",
        )


def _capable_contexts(w: Workload, facts: "Facts") -> tuple[list[int], tuple[str, ...]]:
    """Contexts of the models that can do the work but for its length, and what closes longer ones.

    The list is empty where one of them has no published context: it may take anything.
    """
    from advisors.base import base_of
    from advisors.capability import capable_models

    one = replace(w.input_tokens, value=1.0, low=1.0, high=1.0)
    short = replace(w, input_tokens=one, committed_model="")
    capable, fallen = capable_models(short, base_of(facts))
    needed = w.input_tokens.value + w.output_tokens.value
    long_enough = {key for key, m in facts.models.items() if (m.context_tokens or 0) >= needed}
    causes = (_CAUSES.get(item.rule) for item in fallen if item.id in long_enough)
    contexts = [item.model.context_tokens for item in capable]
    known = [tokens for tokens in contexts if tokens is not None]
    return known if len(known) == len(contexts) else [], tuple(dict.fromkeys(filter(None, causes)))


def _label(name: str, value: str) -> str:
    """A choice as it is called where it is asked for."""
    return question(name).choice(value).label.lower()


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def documents(w: Workload, _: "Facts") -> Iterable[Contradiction]:
    """Own documents of which there are none."""
    if Knowledge.DOCUMENTS in w.knowledge and w.corpus_tokens.value == 0:
        yield Contradiction(
            "documents-without-text",
            ("knowledge", "corpus_tokens"),
            "It must know your own documents, but they hold no text.",
            ("say how much text there is", "drop own documents from what it must know"),
        )


def form(w: Workload, _: "Facts") -> Iterable[Contradiction]:
    """The form of a right answer against the use case."""
    if w.answer_form in _CLOSED and w.use_case in _WORDED:
        yield Contradiction(
            "fixed-answers-to-free-task",
            ("answer_form", "use_case"),
            f"The use case ({_label('use_case', w.use_case)}) words every answer anew, but the "
            f"form of a right answer is said to be: {_label('answer_form', w.answer_form)}.",
            ("choose free text", "choose classification or extraction as the use case"),
        )
    elif w.answer_form is AnswerForm.OPEN_TEXT and w.use_case is UseCase.CLASSIFICATION:
        yield Contradiction(
            "free-text-for-labels",
            ("answer_form", "use_case"),
            "The use case is classification, which gives each input one of your labels, but the "
            "answers are said to be free text.",
            (
                "choose one of a fixed list as the form",
                "choose another use case, if a text is to be written",
            ),
        )


def length(w: Workload, _: "Facts") -> Iterable[Contradiction]:
    """How long an answer is against its form."""
    if w.answer_form in {AnswerForm.FIXED_LIST, AnswerForm.RULES} and w.use_case not in _WORDED:
        if w.output_tokens.low > _LABEL_TOKENS:
            yield Contradiction(
                "long-labels",
                ("answer_form", "output_tokens"),
                "Answers come from a fixed list, but are "
                f"{w.output_tokens.value:,.0f} tokens long.",
                ("let the model return the label alone", "choose free text"),
            )
        return
    if w.output_tokens.high >= 1.0:
        return
    written = {AnswerForm.OPEN_TEXT: "free text", AnswerForm.STRUCTURED: "fields or JSON"}
    by_form = w.answer_form in written and not w.assumed("answer_form")
    if by_form or w.use_case in _TALKING:
        said = (
            written[w.answer_form]
            if by_form
            else f"the use case ({_label('use_case', w.use_case)}) writes text"
        )
        yield Contradiction(
            "no-tokens-for-text",
            ("output_tokens", "answer_form" if by_form else "use_case"),
            (f"Answers are {said}" if by_form else said[:1].upper() + said[1:])
            + ", but no tokens come out of a model call.",
            (
                "say how many tokens an answer has; 75 words are about 100",
                f"choose {_unwritten(w, by_form=by_form)}, if nothing is written",
            ),
        )


def _unwritten(w: Workload, *, by_form: bool) -> str:
    """What asks for no text, where the form, the use case or both ask for it."""
    use_case = "another use case" if w.use_case in _TALKING else ""
    form = "a ranked list or a fixed list" if by_form else ""
    return " and ".join(filter(None, (use_case, form)))


SHAPE: tuple[Rule, ...] = (context, documents, form, length)
