"""The rungs of the customization ladder: what each needs, and what it adds to a design.

The prompt in the answers holds everything: instructions, examples, and retrieved passages where
own documents are used. A rung that makes a part of it unnecessary shortens the prompt.
"""

from collections.abc import Mapping
from enum import StrEnum

from advisors.base import Base
from advisors.options import Exclusion
from advisors.rules import cards_of
from advisors.workload import Workload
from advisors.workload_types import Knowledge
from estimators.training_model import Method

RETRIEVED_AT_MOST = 0.8
"""Of a prompt, instructions included; the rest is the user's own text. Judged."""
EXAMPLES_AT_MOST = 0.4
FEW = 200.0
"""Labelled examples from which on tuning is tried, judged: small adapters learn from hundreds."""
LARGE_CORPUS, WHOLE_CORPUS = 5e8, 1e11
"""Tokens of own text from which further pre-training, or pre-training at all, is tried; judged."""
OFTEN = 4.0
"""Changes a year above which knowledge is looked up instead of trained in; judged. To gather
examples, train, evaluate and release takes weeks: what changes more than once a quarter would be
stale for a good part of the time, and an index takes it in within the hour."""


class Rung(StrEnum):
    """From a prompt to a model of one's own."""

    PROMPT = "prompt"
    RAG = "rag"
    PEFT = "peft"
    PEFT_RAG = "peft-with-rag"
    FULL = "full-fine-tuning"
    PRETRAIN = "continued-pretraining"
    SCRATCH = "from-scratch"


LABELS: Mapping[Rung, str] = {
    Rung.PROMPT: "Prompt engineering",
    Rung.RAG: "Retrieval (RAG)",
    Rung.PEFT: "PEFT (LoRA)",
    Rung.PEFT_RAG: "PEFT (LoRA) with retrieval",
    Rung.FULL: "Full fine-tuning",
    Rung.PRETRAIN: "Continued pre-training",
    Rung.SCRATCH: "Training from scratch",
}
TUNED = frozenset({Rung.PEFT, Rung.PEFT_RAG, Rung.FULL, Rung.PRETRAIN, Rung.SCRATCH})
TRAINED_IN = frozenset({Rung.PEFT, Rung.FULL, Rung.PRETRAIN, Rung.SCRATCH})
"""Rungs that hold own documents in the weights instead of retrieving them."""
TRY_FIRST: Mapping[Rung, str] = {
    Rung.RAG: "a short prompt that holds the documents, where they are few and small",
    Rung.PEFT: "a better prompt, and retrieval where knowledge is missing; tune when a test shows "
    "that behaviour, not knowledge, falls short",
    Rung.PEFT_RAG: "retrieval alone with a better prompt; tune when a test shows that behaviour, "
    "not knowledge, falls short",
    Rung.FULL: "an adapter (PEFT) on the same examples, measured on the same test",
    Rung.PRETRAIN: "retrieval over the field's texts, then tuning on labelled examples",
    Rung.SCRATCH: "every rung below, continued pre-training of an open model last",
}
"""What has to be tried, and to fall short in a test, before a rung is climbed."""
METHOD: Mapping[Rung, Method] = {
    Rung.PEFT: "lora",
    Rung.PEFT_RAG: "lora",
    Rung.FULL: "full",
    Rung.PRETRAIN: "continued",
    Rung.SCRATCH: "pretrain",
}


def needs_documents(w: Workload) -> bool:
    """Whether the answers rest on own or changing texts."""
    return bool(w.knowledge & {Knowledge.DOCUMENTS, Knowledge.FRESH})


def usual_rung(w: Workload) -> Rung:
    """The rung that the prompt of the answers was written for."""
    return Rung.RAG if needs_documents(w) else Rung.PROMPT


def prompt_tokens(w: Workload, rung: Rung, base: Base) -> float:
    """Prompt of one call on this rung.

    Tuning replaces instructions and examples, which are a part of what is the same in every call;
    trained-in knowledge also replaces passages, which are not. The user's own text stays.
    """
    full = w.input_tokens.value
    same = w.shared_prefix_share.value * full
    retrieved = 0.0
    if needs_documents(w) and rung in TRAINED_IN:
        room = max(RETRIEVED_AT_MOST * full - same, 0.0)
        retrieved = min(base.facts.constant("rag_context_tokens").value, room)
    return max(full - retrieved - _examples(w, rung, base), 1.0)


def same_share(w: Workload, rung: Rung, base: Base) -> float:
    """Share of the prompt on this rung that is the same in every call."""
    if rung not in TUNED:
        return w.shared_prefix_share.value
    same = w.shared_prefix_share.value * w.input_tokens.value - _examples(w, rung, base)
    return max(same, 0.0) / prompt_tokens(w, rung, base)


def _examples(w: Workload, rung: Rung, base: Base) -> float:
    """Tokens of the prompt that tuning makes unnecessary; none before it."""
    if rung not in TUNED:
        return 0.0
    full = w.input_tokens.value
    learned = base.facts.constant("few_shot_tokens").value
    return min(learned, EXAMPLES_AT_MOST * full, w.shared_prefix_share.value * full)


def try_first(rung: Rung) -> str:
    """What has to be tried before a rung, as a sentence; empty for a prompt alone."""
    found = TRY_FIRST.get(rung, "")
    return f"Try first: {found}." if found else ""


def open_rungs(w: Workload) -> tuple[tuple[Rung, ...], tuple[Exclusion, ...]]:
    """Rungs that make sense for this knowledge and these data, and why the others do not."""
    kept, fallen = [], []
    for rung in Rung:
        found = _closed(w, rung)
        if found is None:
            kept.append(rung)
        else:
            rule, reason, unlock = found
            unlock = f"{unlock} {try_first(rung)}".rstrip()
            fallen.append(Exclusion(rung.value, LABELS[rung], rule, reason, unlock, cards_of(rule)))
    return tuple(kept), tuple(fallen)


def _closed(w: Workload, rung: Rung) -> tuple[str, str, str] | None:
    """Why a rung makes no sense; the first rule that strikes."""
    return _by_knowledge(w, rung) or _by_data(w, rung)


def _by_knowledge(w: Workload, rung: Rung) -> tuple[str, str, str] | None:
    """What must be known against what the rung brings."""
    documents = needs_documents(w)
    yearly = w.corpus_refresh_per_year.value
    if rung in {Rung.RAG, Rung.PEFT_RAG} and not documents:
        return (
            "nothing-to-retrieve",
            "No own documents or changing facts are asked for.",
            "Own documents that the answers must rest on.",
        )
    if rung is Rung.PROMPT and documents:
        return (
            "unknown-knowledge",
            "The answers must rest on texts that no base model has seen.",
            "Documents small enough to stand in every prompt.",
        )
    changing = Knowledge.FRESH in w.knowledge or yearly > OFTEN
    if rung in TRAINED_IN and documents and changing:
        texts = "The texts hold changing facts"
        if yearly > OFTEN:
            texts = (
                f"The texts change {yearly:g} times a year, and training keeps up with {OFTEN:g}"
            )
        return (
            "knowledge-changes",
            f"{texts}; trained-in knowledge would be stale and cannot be withdrawn.",
            "Knowledge that stays as it is between trainings.",
        )
    return None


def _by_data(w: Workload, rung: Rung) -> tuple[str, str, str] | None:
    """What there is to train on."""
    if rung in TUNED and w.labelled_examples.value < FEW:
        return (
            "few-examples",
            f"{w.labelled_examples.value:,.0f} labelled examples; tuning starts to pay from some "
            f"{FEW:g}.",
            "More examples: corrected answers of a prompted pilot.",
        )
    if rung is Rung.PRETRAIN and not _field_text(w):
        return (
            "small-corpus",
            f"{w.corpus_tokens.value:,.0f} tokens of own text; further pre-training asks for "
            f"{LARGE_CORPUS:,.0f} and a field language of its own.",
            "A larger corpus in a language or field that base models do not know.",
        )
    if rung is Rung.SCRATCH and not (_field_text(w) and w.corpus_tokens.value > WHOLE_CORPUS):
        return (
            "last-resort",
            "Open models exist for this; pre-training one needs hundreds of billions of tokens.",
            "A modality or language that no open model covers, and the data for it.",
        )
    return None


def _field_text(w: Workload) -> bool:
    return Knowledge.DOMAIN in w.knowledge and w.corpus_tokens.value >= LARGE_CORPUS
