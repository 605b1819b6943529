"""Answers to "what if": the design with some answers changed, advised on anew."""

from collections.abc import Iterator, Sequence

from advisors.format import exact, value_and_range
from advisors.options import Advice, Option
from advisors.questions import question
from advisors.record.labels import Labels
from estimators.figure import Figure, Formula
from estimators.footprint import HOURS_PER_YEAR
from tui.inquiry.page import CORE, Page, decision_of
from tui.inquiry.tell_options import SHOWN

EXAMPLES = (
    "traffic, prompt or answer length, growth, peak: doubled, halved, up or down by percent, or a "
    "number",
    "time to the first word, in seconds; the share of requests that may wait",
    "hosting: managed or self-hosted; Regions; quality; licences",
)


Turn = tuple[str, Option | None, Option | None]
"""A decision that turns: its title, what came first, what comes first now."""
PER_REQUEST = ("wh_per_request", "g_per_request")
MANAGED = "bedrock"


def what_if(
    page: Page,
    before: Advice,
    after: Advice,
    changes: Sequence[str],
    *,
    guessed: bool = False,
    lead: Sequence[str] = (),
) -> None:
    """The recommended design before and after, and which decisions turn.

    Args:
        page: Written to.
        before: On the design as it is.
        after: With the changes.
        changes: As `question=answer`.
        guessed: Whether the question gave no number, so that twice or half was tried.
        lead: What is asked in particular, said first.
    """
    turns = turned(before, after)
    for line in lead:
        page.say(line)
    page.say(_lead(before, after, turns))
    if guessed:
        page.say("The question gives no new number, so the one below was tried; ask with yours.")
    page.section("With", change_lines(changes))
    page.section("In figures", (*_figures(page, before, after), *_fleets(page, before, after)))
    for title, _, option in turns:
        if option is not None:
            page.section(f"{title}: why {option.label}", option.reasons)
            page.support(option.cards)
    _nothing_fits(page, after)
    for key in ("model", "silicon", "region"):
        decision = decision_of(after, key)
        if decision is not None and decision.chosen is not None:
            page.support(decision.chosen.cards)


def _figures(page: Page, before: Advice, after: Advice) -> Iterator[str]:
    """What the design as a whole takes, after and before."""
    labels = Labels(page.facts)
    for name in (*CORE, *PER_REQUEST):
        then, now = before.totals.get(name), after.totals.get(name)
        if then is None or now is None:
            continue
        page.figures[name] = now
        page.figures[f"before/{name}"] = then
        yield f"{labels.of(name)}: {value_and_range(now)}; before: {value_and_range(then)}"


def _nothing_fits(page: Page, after: Advice) -> None:
    """Why nothing passes any more, for the first decision of which that holds."""
    fallen = next((item.exclusions for item in after.decisions if not item.options), ())
    reasons = dict.fromkeys(f"{item.label}: {item.reason}" for item in fallen[:SHOWN])
    page.section("Nothing fits any more", reasons)


def _lead(before: Advice, after: Advice, turns: Sequence[Turn]) -> str:
    """Whether decisions turn, figures move, or nothing does."""
    if turns:
        said = "; ".join(
            f"{title.lower()} turns from {old.label if old else 'nothing that fits'} to "
            f"{new.label if new else 'nothing that fits'}"
            for title, old, new in turns
        )
        return f"The advice changes: {said}."
    if _moves(before, after):
        return "Every decision stays as it is; the figures move."
    return "Nothing moves: every decision and every figure stays as it is at the digits shown."


def _moves(before: Advice, after: Advice) -> bool:
    """Whether a figure that is shown reads otherwise than before."""
    names = (*CORE, *PER_REQUEST)
    pairs = ((before.totals.get(name), after.totals.get(name)) for name in names)
    shown = [(value_and_range(a), value_and_range(b)) for a, b in pairs if a and b]
    return any(then != now for then, now in shown)


def _up(advice: Advice) -> Figure | None:
    """Instances up on average; None of a managed design, which has none of its own."""
    hosting = decision_of(advice, "hosting")
    hours = advice.totals.get("instance_hours_per_year")
    managed = hosting is None or hosting.chosen is None or hosting.chosen.id == MANAGED
    if managed or hours is None or hours.value is None:
        return None
    value, low, high = (part / HOURS_PER_YEAR for part in hours.numbers)
    formula = Formula(
        "tell_whatif.up", f"instances = instance hours/year ÷ {exact(HOURS_PER_YEAR)} hours"
    )
    return Figure("instances_up", value, low, high, "instances", formula, (hours,))


def _fleets(page: Page, before: Advice, after: Advice) -> list[str]:
    """Instances up on average, before and after; nothing where neither design has its own."""
    then, now = _up(before), _up(after)
    shown = {"instances_up": now, "before/instances_up": then}
    page.figures |= {name: item for name, item in shown.items() if item is not None}
    if then is None and now is None:
        return []
    said = [value_and_range(item) if item is not None else "none" for item in (now, then)]
    return [f"Own instances up on average: {said[0]}; before: {said[1]}"]


def turned(before: Advice, after: Advice) -> list[Turn]:
    """Decisions whose first option is another one: title, before, after."""
    found = []
    for old in before.decisions:
        new = decision_of(after, old.id)
        if new is None:
            continue
        if (old.chosen.id if old.chosen else "") != (new.chosen.id if new.chosen else ""):
            found.append((old.title, old.chosen, new.chosen))
    return found


def not_changeable(page: Page, how: str = "") -> None:
    """A "what if" that names no answer of the design.

    Args:
        page: Written to.
        how: What is known of it and how to ask instead; empty where nothing is.
    """
    page.unanswered = True
    page.say("That is no answer of the design that I could change, so nothing was computed.")
    if how:
        page.say(how)
        return
    page.section("What can be asked so", EXAMPLES)
    page.section("Otherwise", ("change the answer in the interview; the advice follows at once.",))


def impossible(page: Page, reason: str, fix: str) -> None:
    """A change that the question behind it refuses."""
    page.unanswered = True
    page.say(f"That cannot be computed: {reason}.")
    page.section("What would help", (fix,))


def change_lines(changes: Sequence[str]) -> list[str]:
    """Changed answers under their questions."""
    return [_change(item) for item in changes]


def _change(change: str) -> str:
    key, _, value = change.partition("=")
    item = question(key)
    unit = f" {item.unit}" if item.unit and not value.endswith(")") else ""
    return f"{item.text} {value or 'no limit'}{unit if value else ''}"
