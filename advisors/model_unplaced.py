"""Why models that could do the work are not served here."""

from advisors.capability import Capable, bar_of, may_self_host
from advisors.desk import Desk
from advisors.options import Exclusion
from advisors.rules import cards_of
from advisors.rungs import TUNED
from advisors.workload_types import Hosting


def unplaced(desk: Desk, placed: set[str]) -> tuple[Exclusion, ...]:
    """Models that could do the work, but that nobody can serve here."""
    found = []
    for item in desk.search.capable:
        if item.model.id not in placed:
            rule, reason, unlock = _closed_to_you(desk, item) or _not_served(desk, item)
            found.append(
                Exclusion(item.model.id, item.model.name, rule, reason, unlock, cards_of(rule))
            )
    return tuple(found)


def _closed_to_you(desk: Desk, item: Capable) -> tuple[str, str, str] | None:
    """Why it is not among what may be served at all."""
    model, wish = item.model, desk.workload.hosting
    if item.needs_tuning and not (_tuning_is_open(desk) and may_self_host(model)):
        return (
            "quality-bar",
            f"It scores {item.index:.1f} for a bar of {bar_of(desk.workload):g} and would need "
            "tuning, which is not open here.",
            "Labelled examples and open weights that you may serve yourself.",
        )
    if wish is Hosting.SELF_HOSTED and not model.open_weights:
        return "no-weights", "Its weights are closed; it cannot be self-hosted.", "Bedrock."
    if wish is Hosting.MANAGED and not model.bedrock_model_id:
        return "not-on-bedrock", "Bedrock does not offer it on demand.", "Hosting it yourself."
    return None


def _tuning_is_open(desk: Desk) -> bool:
    """Whether a model may be tuned at all, and served once it is."""
    own = desk.workload.hosting is not Hosting.MANAGED
    return own and any(rung in TUNED for rung in desk.search.rungs)


def _not_served(desk: Desk, item: Capable) -> tuple[str, str, str]:
    """Why it may be served but is not: Region, size unknown, too slow, or behind smaller ones."""
    model = item.model
    on_bedrock = bool(model.bedrock_model_id) and not item.needs_tuning
    if model.id not in desk.base.architectures and not on_bedrock:
        return (
            "not-sized",
            "Its architecture is not published in enough detail to size it.",
            "Its config.json as architecture columns.",
        )
    own = desk.search.too_slow(model.id)
    if on_bedrock and desk.workload.hosting is not Hosting.SELF_HOSTED:
        slow = desk.search.slow.get(model.id)
        if slow is not None:
            return slow.rule, slow.reason, slow.unlock
        beside = f" On machines of your own it is too slow: {own.reason}" if own else ""
        return (
            "not-offered-there",
            "Bedrock does not offer it in a Region, or through a profile, that law, wishes and "
            f"latency leave open.{beside}",
            f"Another Region or residency{', a relaxed service level' if own else ''}, or a later "
            "roll-out.",
        )
    if own is not None:
        return own.rule, own.reason, own.unlock
    for chip in desk.facts.chips:
        misfit = desk.search.misfit(model.id, chip)
        if misfit is not None and misfit.rule in {"does-not-fit", "too-slow"}:
            return misfit.rule, misfit.reason, misfit.unlock
    return (
        "not-on-bedrock",
        "Only the smallest capable models are sized for self-hosting, and it is not one of them.",
        "Closing the smaller models out by a higher bar.",
    )
