"""A "what if" tried on the design: what is changed, what it has already, what cannot be told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisors.design import Design
from advisors.design_changes import changed
from advisors.errors import AdvisorError
from advisors.options import Advice
from advisors.workload import Workload, workload_from
from advisors.workload_places import within
from advisors.workload_types import Residency
from estimators.errors import EstimatorError
from estimators.facts import Facts
from tui.inquiry import tell_limit, tell_standing, tell_whatif
from tui.inquiry.changes import changes_in
from tui.inquiry.conditions import dropping, kept_within
from tui.inquiry.limits import cap_in
from tui.inquiry.page import Page
from tui.inquiry.readings import KIND, Reading
from tui.inquiry.supposed import supposed
from tui.inquiry.tell_units import Drawn
from tui.inquiry.told_how import by_heads, how_to_ask
from tui.inquiry.turns_on_parts import KEPT

_NUMBER = re.compile(r"(?<![\w-])\d")
"""Who gives a number that no answer holds is told so; any other would answer another question."""
_GONE = re.compile(
    r"\b(?:not|no longer|cannot|unavailable|without|closes?|closed|lost?|loses?|except|forbidden|"
    r"banned|drops?|dropped)\b|n't\b"
)
"""Words by which a Region that is named is taken away."""
_MANY = 4
"""Regions from which a kind of Region is named, and no place to hold the design to."""


@dataclass(frozen=True)
class Trial:
    """What a question changes.

    Attributes:
        changes: As `question=answer`; empty for none.
        guessed: Whether the question gives no number, so that twice or half is tried.
        region: The Region that the design is held to; empty for none.
        said: What the change rests on, as a sentence.
    """

    changes: tuple[str, ...]
    guessed: bool = False
    region: str = ""
    said: str = ""


def trial_of(
    text: str,
    reading: Reading,
    design: Design,
    workload: Workload,
    *,
    facts: Facts,
    places: Sequence[str] = (),
) -> Trial:
    """What a question changes; no changes where it names no answer of the design.

    Args:
        text: Question in lower case.
        reading: How it is read.
        design: Its answers.
        workload: What it says and assumes.
        facts: With the Regions.
        places: Regions that passed; what is left of them where one is said not to be there.
    """
    if kept := _kept(text, reading, workload, facts, places):
        return kept
    text = "" if reading.kind == KEPT else text
    named = [key for item in reading.named if item.decision == "region" for key in item.ids]
    regions = [key for key in named if key in facts.regions]
    if regions and _GONE.search(text):
        left = [key for key in places if key in facts.regions and key not in regions]
        regions = []
        if left:
            return Trial((f"allowed_regions={', '.join(left)}",), region=left[0])
    changes = changes_in(text, workload, regions[:1] if len(regions) < _MANY else ())
    region = regions[0] if regions else ""
    if changes:
        return Trial(changes, region=region)
    if heads := by_heads(text, design, workload):
        return Trial(heads.changes, said=heads.said)
    if reading.named or how_to_ask(text, workload) or _NUMBER.search(text):
        return Trial((), region=region)
    return Trial(supposed(text, workload), guessed=True)


def _kept(
    text: str, reading: Reading, workload: Workload, facts: Facts, places: Sequence[str]
) -> Trial | None:
    """Data held to an area of several Regions, without those that are said to drop out."""
    area = kept_within(text)
    family = any(len(x.ids) > KIND for x in reading.named if x.decision == "region")
    if not area or (reading.kind == KEPT and family):
        return None  # the first Region of a family that is named is told in figures
    items = [item for item in reading.named if item.decision == "region" and len(item.ids) <= KIND]
    gone = dropping(text, [item.phrase for item in items])
    out = {key for item in items if item.phrase in gone for key in item.ids}
    inside = [
        key for key in (workload.allowed_regions or places)
        if key in facts.regions and within(Residency(area), facts.regions[key])
    ]  # fmt: skip
    left = [key for key in inside if key not in out]
    listed = bool(workload.allowed_regions) or len(left) < len(inside)
    regions = (f"allowed_regions={', '.join(left)}",) if listed else ()
    return Trial((f"residency={area}", *regions))


def tell(
    page: Page,
    trial: Trial,
    design: Design,
    advice: Advice,
    advise: Callable[[Design], Advice],
    *,
    asked: Callable[[Advice], Sequence[str]] = lambda _: (),
) -> None:
    """Advise anew with the changes, or say that they stand so already.

    Args:
        page: Written to.
        trial: What is changed.
        design: As it is.
        advice: On the design as it is.
        advise: Advises on a changed one.
        asked: What is asked of it in particular, as sentences.
    """
    try:
        other = changed(design, trial.changes)
        if _same(workload_from(design, page.facts), workload_from(other, page.facts)):
            tell_standing.standing(
                page, advice, trial.changes, lambda to: advise(changed(design, to))
            )
            return
        after = advise(other)
    except (AdvisorError, EstimatorError) as error:
        tell_whatif.impossible(page, error.what, error.fix)
        return
    lead = asked(after)
    tell_whatif.what_if(page, advice, after, trial.changes, guessed=trial.guessed, lead=lead)
    if trial.said:
        page.section("What that rests on", (trial.said,))


def unchanged(
    page: Page, text: str, advice: Advice, workload: Workload, draw: Callable[[], Drawn]
) -> None:
    """A question that changes no answer: a limit to hold the design against, or how to ask."""
    if limit := cap_in(text):
        tell_limit.against(page, advice, draw(), limit, None)
    else:
        tell_whatif.not_changeable(page, how_to_ask(text, workload))


def _same(one: Workload, other: Workload) -> bool:
    """Whether all that is advised on is the same, whoever said it."""
    return _bare(one) == _bare(other)


def _bare(workload: Workload) -> Sequence[object]:
    numbers = workload.inputs()
    rest = (item for key, item in vars(workload).items() if key not in {*numbers, *_ABOUT})
    return [*((item.value, item.low, item.high) for item in numbers.values()), *rest]


_ABOUT = frozenset({"assumptions", "set_aside"})
