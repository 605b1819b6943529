"""Kinds of question that name one decision by their turn alone: need, size, tuning."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from advisors.options import DecisionId
from tui.inquiry.answer import Intent
from tui.inquiry.names import Named
from tui.inquiry.readings import Reading

TUNED = ("peft", "peft-with-rag", "full-fine-tuning", "train-classifier", "continued-pretraining")
"""Rungs on which weights are trained."""


def _need(blank: Reading) -> Reading:
    """Whether a generative model is needed, or what is named would do."""
    named = tuple(item for item in blank.named if item.decision == "need")
    intent = Intent.WHY_NOT if named else Intent.WHICH
    return replace(blank, intent=intent, decision="need", named=named, metrics=())


def _sized(blank: Reading, **sizes: bool) -> Reading:
    return replace(blank, intent=Intent.WHY_NOT, decision="model", named=(), **sizes)  # type: ignore[arg-type]


def _of(decision: DecisionId, ids: tuple[str, ...], phrase: str) -> Callable[[Reading], Reading]:
    """About options of a decision, by those that are named or by their kind."""

    def read(blank: Reading) -> Reading:
        named = tuple(item for item in blank.named if item.decision == decision)
        found = named or (Named(decision, ids, phrase),)
        return replace(blank, intent=Intent.WHY_NOT, decision=decision, named=found, metrics=())

    return read


def _deferred(blank: Reading) -> Reading:
    """What it brings that requests may wait: whether the cheaper tier is counted."""
    batch = Named("inference", ("batch",), "a tier for what may wait")
    why = replace(blank, intent=Intent.WHY, kind="included", decision="inference", metrics=())
    return replace(why, named=(batch,))


APART: Mapping[str, Callable[[Reading], Reading]] = {
    "need": _need,
    "larger": lambda blank: _sized(blank, larger=True),
    "smaller": lambda blank: _sized(blank, smaller=True),
    "tuning": _of("customization", TUNED, "training on your own data"),
    "deferred": _deferred,
}
"""Readers by kind; none of them needs anything named."""
