"""The recommended design as a whole beside others, in the shape of a decision to be shown."""

from advisors.options import FIGURE_NAMES, Advice, Decision, Option

_RULE = (
    "Every choice together: the best score under your weights. The others stand without any "
    "serving technique."
)


def whole_designs(advice: Advice) -> Decision:
    """The recommended design, the smallest thing that works, and the Pareto set."""
    least = min((item.confidence for item in advice.decisions), key=_LEVELS.index)
    others = [*([advice.smallest] if advice.smallest is not None else []), *advice.pareto]
    return Decision(
        id="need",  # the shape wants one of the eight; the tab decides what is shown
        title="The design as a whole",
        question="Which whole design?",
        rule=_RULE,
        options=(_recommended(advice), *others) if _complete(advice) else (),
        exclusions=(),
        cards=(),
        confidence=least,
        confidence_reason=_which(advice, least),
    )


_LEVELS = ("low", "medium", "high")


def _which(advice: Advice, least: str) -> str:
    """Which decisions make the whole no surer; each says why in its own tab."""
    titles = [item.title for item in advice.decisions if item.confidence == least]
    if len(titles) == len(advice.decisions):
        return "That of every decision; each tab says why."
    return f"That of the least sure: {', '.join(titles)}. Their tabs say why."


def _complete(advice: Advice) -> bool:
    return all(name in advice.totals for name in FIGURE_NAMES)


def _recommended(advice: Advice) -> Option:
    chosen = [item.chosen.label for item in advice.decisions if item.chosen and item.id != "need"]
    return Option(
        id="recommended",
        label="Recommended: " + ", ".join(chosen[:3]),
        figures=advice.totals,
        reasons=tuple(
            f"{item.title}: {item.chosen.label}{'' if item.clear else ' (no clear winner)'}"
            for item in advice.decisions
            if item.chosen
        ),
    )
