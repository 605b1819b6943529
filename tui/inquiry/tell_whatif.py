"""Answers to "what if": the design with some answers changed, advised on anew."""

from collections.abc import Sequence

from advisors.format import value_and_range
from advisors.options import Advice, Option
from advisors.questions import question
from advisors.record.labels import Labels
from tui.inquiry.page import CORE, Page, decision_of

EXAMPLES = (
    "traffic, prompt or answer length, growth, peak: doubled, halved, up or down by percent, or a "
    "number",
    "time to the first word, in seconds; the share of requests that may wait",
    "hosting: managed or self-hosted; Regions; quality; licences",
)


def what_if(page: Page, before: Advice, after: Advice, changes: Sequence[str]) -> None:
    """The recommended design before and after, and which decisions turn."""
    turned = _turned(before, after)
    if turned:
        said = "; ".join(
            f"{title.lower()} turns from {old.label if old else 'nothing that fits'} to "
            f"{new.label if new else 'nothing that fits'}"
            for title, old, new in turned
        )
        page.say(f"The advice changes: {said}.")
    else:
        page.say("Every decision stays as it is; the figures move.")
    page.section("With", (_change(item) for item in changes))
    labels = Labels(page.facts)
    points = []
    per_request = ("wh_per_request", "g_per_request")
    for name in (*CORE, *per_request):
        then, now = before.totals.get(name), after.totals.get(name)
        if then is None or now is None:
            continue
        page.figures[name] = now
        page.figures[f"before/{name}"] = then
        points.append(f"{labels.of(name)}: {value_and_range(now)}; before: {value_and_range(then)}")
    page.section("In figures", points)
    for title, _, option in turned:
        if option is not None:
            page.section(f"{title}: why {option.label}", option.reasons)
            page.support(option.cards)
    empty = [item for item in after.decisions if not item.options]
    for item in empty[:1]:
        fallen = item.exclusions[:4]
        page.section(
            "Nothing fits any more", dict.fromkeys(f"{e.label}: {e.reason}" for e in fallen)
        )
    for key in ("model", "silicon", "region"):
        decision = decision_of(after, key)
        if decision is not None and decision.chosen is not None:
            page.support(decision.chosen.cards)


def _turned(before: Advice, after: Advice) -> list[tuple[str, Option | None, Option | None]]:
    """Decisions whose first option is another one: title, before, after."""
    found = []
    for old in before.decisions:
        new = decision_of(after, old.id)
        if new is None:
            continue
        if (old.chosen.id if old.chosen else "") != (new.chosen.id if new.chosen else ""):
            found.append((old.title, old.chosen, new.chosen))
    return found


def not_changeable(page: Page) -> None:
    """A "what if" that names no answer of the design."""
    page.unanswered = True
    page.say("That is no answer of the design that I could change, so nothing was computed.")
    page.section("What can be asked so", EXAMPLES)
    page.section("Otherwise", ("change the answer in the interview; the advice follows at once.",))


def impossible(page: Page, reason: str, fix: str) -> None:
    """A change that the question behind it refuses."""
    page.unanswered = True
    page.say(f"That cannot be computed: {reason}.")
    page.section("What would help", (fix,))


def _change(change: str) -> str:
    key, _, value = change.partition("=")
    item = question(key)
    unit = f" {item.unit}" if item.unit and not value.endswith(")") else ""
    return f"{item.text} {value or 'no limit'}{unit if value else ''}"
