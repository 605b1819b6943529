"""What may wait on a managed model: by which tier it is priced, or why no price of it is known."""

from collections.abc import Mapping

from advisors.candidates import Candidate
from advisors.desk import Desk
from advisors.managed_models import (
    BATCH_PRICE,
    batch_known,
    batch_price,
    batch_unknown,
    deferred_tier,
)
from advisors.options import Exclusion
from advisors.rules import RULES
from advisors.workload_types import AnswerForm, UseCase
from estimators.facts import Model

TIER_NAMES: Mapping[str, str] = {"batch": "batch inference", "flex": "the Flex tier"}
BATCH_LABEL = "Batch or flex tier for what may wait"


def uses_tools(desk: Desk) -> bool:
    """Whether the model calls tools, which batch inference does not support."""
    return desk.workload.use_case is UseCase.AGENT


def standing(desk: Desk, best: Candidate) -> Exclusion | None:
    """How what may wait is priced on a managed model; None where nothing may."""
    model, share = desk.facts.models[best.model], desk.workload.async_share.value
    if not best.managed or share <= 0:
        return None
    cards = ("infer-batch-bedrock", "infer-flex-tier")
    if batch_known(desk.facts, model, tools=uses_tools(desk)):
        reason = f"{share:.0%} of the requests may wait and are counted {_priced(desk, model)}."
        rule = "already-there"
        return Exclusion("batch", BATCH_LABEL, rule, reason, "", (*cards, *RULES[rule].cards))
    return Exclusion(
        "batch",
        BATCH_LABEL,
        "not-there",
        f"{share:.0%} of the requests may wait, but {why_unknown(desk, model)}: they are counted "
        "at the list price.",
        "Its line in the batch section of the Bedrock user guide; the batch price as an override "
        f"of constants.{BATCH_PRICE}.",
        (*cards, *RULES["not-there"].cards),
    )


def _priced(desk: Desk, model: Model) -> str:
    """The tier of what may wait in words, with what has to be heeded."""
    tools = uses_tools(desk)
    price = batch_price(desk.facts, model, tools=tools)
    tier = deferred_tier(desk.facts, model, tools=tools) if price.origin == "fact" else ""
    words = f"at {price.value:.0%} of the price on demand"
    if tier:
        words += f", by {TIER_NAMES[tier]}"
    if tier == "batch" and desk.workload.answer_form is AnswerForm.STRUCTURED:
        words += ", which takes no output schema: ask for the form in the prompt and check it"
    return words


def why_unknown(desk: Desk, model: Model) -> str:
    """Why the price of what may wait is not known, as a clause."""
    row = desk.facts.tiers.get(f"{model.id}/batch")
    if row is not None and not row.offered:
        return f"{model.name} has no batch price. {row.note.rstrip('.')}"
    if row is not None and uses_tools(desk):
        return f"{model.name} has a batch price alone, and batch inference calls no tools"
    return batch_unknown(model)
