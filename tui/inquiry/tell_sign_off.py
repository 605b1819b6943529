"""Answers for those who sign: what to do before, what may go wrong, what work it is."""

import re
from collections.abc import Iterable, Iterator

from advisors.format import value
from advisors.options import Advice, Decision, Option
from advisors.questions import question
from advisors.workload import Workload
from estimators.figure import Figure
from tui.inquiry.contrast import as_figure
from tui.inquiry.page import CORE, Page, decision_of, plan_lines, title_of

_WEEKS = re.compile(r"\d[\d,]* person-weeks?[^.]*")
_DIFFER = re.compile(
    r"\b(?:diff\w*|apart|why|gap|two (?:\w+ )?(?:numbers?|figures?|values?)|mean|means)\b"
)
"""Asks by what the two carbon figures differ."""
_BOTH = ("carbon_location_kg_per_year", "carbon_market_kg_per_year")
_COUNTED = ("with the average of the grid", "with the renewable power that AWS buys")
TO_DO = ("before committing", "evaluate", "try first", "test", "mask", "plan some weeks", "check")
"""Words by which a note of an option asks for something to be done."""
OPEN = (
    *("not published", "disputed", "differ", "estimated", "barely", r"test \w+", "personal data"),
    *("no power limit", "without figures", "no single model"),
)
"""Words by which a note of an option says that something is not settled."""


def holding(words: Iterable[str]) -> re.Pattern[str]:
    """What finds one of some words, each a pattern, in any case."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_TO_DO, _OPEN = holding(TO_DO), holding(OPEN)


def _chosen(advice: Advice) -> list[tuple[Decision, Option]]:
    """Every decision with its chosen option, where one fits."""
    return [(item, item.chosen) for item in advice.decisions if item.chosen is not None]


def next_steps(page: Page, advice: Advice, workload: Workload, *, who: bool = False) -> None:
    """What to test, find out and settle before the design is agreed to.

    Args:
        page: Written to.
        advice: On the design.
        workload: Its answers.
        who: Whether it is asked who agrees to it.
    """
    found = list(dict.fromkeys(_to_do(advice)))
    if who:
        page.say(
            "The design names nobody: who decides, who reviews and who is told is filled in when "
            "the record is written. What they agree to is below."
        )
    page.say(
        f"First: {found[0]}"
        if found
        else "The advice asks for no test before the design is agreed to; settle the rest first."
    )
    page.section("To test and evaluate", found)
    page.section("To find out, as defaults stand in for it", _assumed(advice, workload))
    page.section("Decisions that could still go the other way", _unclear(advice))
    page.section("To agree on", _service_levels(advice))
    page.section("To set up with it", plan_lines(advice)[1:6])
    page.section(
        "Then",
        ("write the record, with who decides and who is told: `wattbrief export`, or the app.",),
    )
    page.show(advice.totals, CORE, "What is agreed to, in figures")
    page.support(("model-eval-workflow", "org-small-mvp-tests", "mon-alarms"))


def _to_do(advice: Advice) -> Iterator[str]:
    for decision, option in _chosen(advice):
        for note in option.notes:
            if _TO_DO.search(note) and not note.startswith("Other service levels"):
                yield f"{decision.title}: {note}"


def _assumed(advice: Advice, workload: Workload) -> Iterator[str]:
    by_id = {item.question: item for item in workload.assumptions}
    for key in advice.assumptions:
        if key in by_id:
            yield f"{by_id[key].text} Taken as {by_id[key].shown}."


def _unclear(advice: Advice) -> Iterator[str]:
    for decision in advice.decisions:
        if not decision.clear or decision.confidence == "low":
            yield f"{decision.title}, certainty {decision.confidence}: {decision.confidence_reason}"


def _service_levels(advice: Advice) -> Iterator[str]:
    for _, option in _chosen(advice):
        yield from (note for note in option.notes if note.startswith("Other service levels"))


def risks(page: Page, advice: Advice, workload: Workload) -> None:
    """What could go wrong: doubtful decisions, open points, assumptions, what would turn it."""
    doubtful = list(_unclear(advice))
    if doubtful:
        page.say(f"The weakest point: {doubtful[0]}")
    else:
        page.say("No decision is doubtful; what is left are open points of what was chosen.")
    page.section("Decisions that could go the other way", doubtful)
    page.section(
        "Open points of what was chosen",
        dict.fromkeys(
            f"{decision.title}: {note}"
            for decision, option in _chosen(advice)
            for note in option.notes
            if _OPEN.search(note)
        ),
    )
    page.section("What rests on a default", _assumed(advice, workload))
    page.section(
        "Ranges",
        dict.fromkeys(
            i.confidence_reason for i in advice.decisions if "spans" in i.confidence_reason
        ),
    )
    page.section(
        "What would turn it",
        (f"{item.title}: {flip}" for item, _ in _chosen(advice) for flip in item.flips[:1]),
    )
    page.show(advice.totals, CORE, "In figures, with their ranges")
    page.section("Of one option", ("ask for its catch: “what is the catch with …?”",))
    page.support(("model-eval-workflow", "measure-energy-not-given", "mon-drift"))


def skills(page: Page, advice: Advice, workload: Workload) -> str:
    """Who runs it: what the team has run, as answered, and what the hosting asks of it."""
    hosting = decision_of(advice, "hosting")
    chosen = hosting.chosen if hosting is not None else None
    asked = question("skills")
    label = next(c.label for c in asked.choices if c.id == workload.skills.value)
    if chosen is not None and chosen.id == "bedrock":
        page.say(
            f"The design runs on {chosen.label}: the provider runs machines and chips, so nobody "
            "of yours has to run a GPU."
        )
    elif chosen is not None:
        own = ": that is for your own team to run" if chosen.id == "ec2-eks" else ""
        page.say(f"The design runs on {chosen.label}{own}.")
    page.say(f"{asked.text} Taken as: {label}.")
    return effort(page, advice, workload)


def effort(page: Page, advice: Advice, workload: Workload) -> str:
    """Person-weeks of the chosen rung and of the others; returns its id."""
    decision = decision_of(advice, "customization")
    chosen = decision.chosen if decision is not None else None
    weeks = _weeks(chosen) if chosen is not None else ""
    if decision is None or chosen is None or not weeks:
        page.unanswered = True
        page.say("The advice on this design holds no person-weeks.")
        return ""
    page.say(f"{chosen.label}: {weeks}.")
    page.say(
        "Person-weeks are a judgement by rung, hosting and the team's experience, no figure with "
        "a range."
    )
    for key in ("customization", "hosting"):
        item = decision_of(advice, key)
        others = item.options[1:] if item is not None else ()
        page.section(
            f"Others that pass, {title_of(item)}" if item is not None else "",
            (f"{option.label}: {_weeks(option)}." for option in others if _weeks(option)),
        )
    skill = next(c.label for c in question("skills").choices if c.id == workload.skills.value)
    page.section(
        "What it rests on",
        (f"{question('skills').text} {skill}.",
         f"Effort counts for {100.0 * workload.effort_weight:.0f}% of the weights."),
    )  # fmt: skip
    page.show(advice.totals, ("cost_usd_per_year",), "Paid beside the work")
    page.support((*chosen.cards, "frame-managed-services"))
    return chosen.id


def _weeks(option: Option) -> str:
    hits = (_WEEKS.search(note) for note in option.notes)
    return next((hit[0] for hit in hits if hit), "")


def _methods(page: Page, advice: Advice) -> Iterator[str]:
    """What each carbon figure counts the electricity with, and the hardware that is in both."""
    hardware = None
    for name, counted in zip(_BOTH, _COUNTED, strict=True):
        total = advice.totals.get(name)
        if total is None or total.value is None:
            continue
        parts = {item.name: item for item in total.parts()}
        grid = next((item for key, item in parts.items() if key.endswith("_g_per_kwh")), None)
        own = next((parts[key] for key in parts if key.startswith("carbon_electricity")), None)
        hardware = parts.get("embodied_kg_per_year", hardware)
        if grid is None or not isinstance(own, Figure):
            continue
        page.figures |= {own.name: own, grid.name: as_figure(grid)}
        yield (
            f"{value(total)} counts the electricity {counted} ({value(as_figure(grid))}): "
            f"{value(own)}."
        )
    if isinstance(hardware, Figure):
        page.figures[hardware.name] = hardware
        yield f"The share of making the hardware, {value(hardware)}, is in both."


def reporting(page: Page, advice: Advice, workload: Workload, text: str) -> None:
    """By which method carbon is ranked, both figures, and by what they differ."""
    label = "market-based" if workload.market_based else "location-based"
    apart = " ".join(_methods(page, advice))
    if _DIFFER.search(text) and apart:
        page.say(apart)
    page.say(
        f"The design ranks carbon by the {label} method, as answered; both figures are held, and a "
        "report should give both, each with its method."
    )
    if not _DIFFER.search(text) and apart:
        page.say(apart)
    names = _BOTH
    page.show(advice.totals, sorted(names, key=lambda name: name != advice.carbon_figure), "Carbon")
    region = decision_of(advice, "region")
    if region is not None and region.chosen is not None:
        page.section(region.chosen.label, (*region.chosen.reasons[:1], *region.chosen.notes[:2]))
    page.section(
        "Who is told",
        ("the record names who decides, who was asked and who is told; the monitoring plan says "
         "when the figures are looked at again.", *plan_lines(advice, "Review")),
    )  # fmt: skip
    page.section(
        "To rank by the other method", ("answer `reporting_method` in the interview anew.",)
    )
    page.open(advice.carbon_figure, advice.totals[advice.carbon_figure])
    page.support(("measure-market-vs-location", "region-reporting-method", "measure-scope3"))
