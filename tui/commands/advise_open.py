"""`wattbrief advise PATH… --open`: the open questions, those first whose answer could turn most."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from functools import partial

from advisors.interview_value import Telling, Weighed, decider, set_aside, weigh
from advisors.presets import TrafficPresets
from advisors.questions import question
from advisors.questions.names import all_called, called
from advisors.questions.resolve import Resolved, resolve
from advisors.workload import show
from estimators.facts import load_facts
from tui.commands.advise_budget import ANSWERS
from tui.commands.advise_many import Told, tell_all
from tui.designs import find_design
from tui.exit_codes import ExitCode
from tui.failures import UsageError
from tui.telling import HOW, against, barred, given, nothing_more, turned


def run(arguments: Namespace) -> ExitCode:
    """List what is open in each design; always OK, because both outcomes are an answer."""
    if arguments.budget_kgco2e is not None or arguments.budget_usd is not None:
        raise UsageError(
            "--open takes no budget",
            "it lists questions, and a budget judges options",
            "Leave one of them out.",
        )
    return tell_all(arguments.paths, partial(_listed, as_json=arguments.json))


def _listed(name: str, *, as_json: bool) -> Told:
    design, facts = find_design(name), load_facts()
    presets = TrafficPresets(facts)
    resolved = resolve(design.answers, presets)
    *_, found = weigh(design, decider(design, facts), presets)
    if as_json:
        return ExitCode.OK, _as_dict(found, resolved)
    return ExitCode.OK, [*_text(found, resolved), *_set_aside(found, resolved)]


def _as_dict(found: Weighed, resolved: Mapping[str, Resolved]) -> dict[str, object]:
    rest = [item for item in found.items if not item.turns]
    return {
        "settled": found.settled,
        "tried": found.total,
        "questions": [_entry(item, resolved) for item in (*found.telling, *rest)],
    }


def _entry(item: Telling, resolved: Mapping[str, Resolved]) -> dict[str, object]:
    asked = question(item.question)
    return {
        "id": item.question,
        "text": asked.text,
        "core": asked.core,
        "state": "dont_know" if item.dont_know else "open",
        "stands": resolved[item.question].value,
        "tried": item.tried,
        "influence": item.influence,
        "decisions": item.decisions,
        "turns": list(item.turns),
        "answer": item.answer.value if item.answer is not None else None,
        "nothing_fits_with": [answer.value for answer in item.barred],
        "contradicts_with": [answer.value for answer in item.clashing],
    }


def _text(found: Weighed, resolved: Mapping[str, Resolved]) -> Iterator[str]:
    if not found.items:
        yield "Every question has an answer."
        return
    if not found.telling:
        yield nothing_more(found)
    for place, item in enumerate(found.telling, start=1):
        yield from _row(place, item, resolved)
    yield from _rest(found, resolved)
    yield ""
    yield HOW


def _rest(found: Weighed, resolved: Mapping[str, Resolved]) -> Iterator[str]:
    """Open questions that turn nothing, or of which that is not known."""
    if found.barred:
        shown = "; ".join(barred(item, resolved) for item in found.barred)
        yield f"Would leave nothing that fits, so not counted as turning: {shown}"
    clashing = [item for item in found.items if item.clashing]
    if clashing:
        shown = "; ".join(against(item, resolved) for item in clashing)
        yield f"Would contradict an answer given, so not counted as turning: {shown}"
    still = [
        item.question
        for item in found.items
        if item.tried and not (item.turns or item.barred or item.clashing)
    ]
    if still:
        yield f"Open, but would turn nothing: {all_called(still)}"
    untried = [item.question for item in found.items if not item.tried]
    named = [name for name in untried if question(name).kind == "model"]
    if named:
        yield f"Open, and not tried, though a name may turn decisions: {all_called(named)}"
    limits = [name for name in untried if name in ANSWERS]
    if limits:
        names = all_called(limits)
        yield f"Open budgets; they turn no decision, options are held against them: {names}"
    free = [name for name in untried if name not in (*named, *limits)]
    if free:
        yield f"Open, and not tried because no decision depends on them: {all_called(free)}"


def _set_aside(found: Weighed, resolved: Mapping[str, Resolved]) -> Iterator[str]:
    """Choices that were not tried, by question; nothing where all were."""
    use_case = resolved["use_case"]
    for item in found.items:
        labels = set_aside(resolved[item.question], str(use_case.value))
        if labels:
            yield f"Not plausible for {show(use_case)}, so not tried: {called(item.question)}: " + (
                ", ".join(labels)
            )


def _row(place: int, item: Telling, resolved: Mapping[str, Resolved]) -> Iterator[str]:
    asked = question(item.question)
    state = "~" if item.dont_know else "·"
    core = " (core)" if asked.core else ""
    yield f"{place:>2} {state} {item.question}{core}: {asked.text}"
    yield f"      stands at {show(resolved[item.question])}"
    yield f"      {given(item, resolved)} would turn {turned(item)}"
    share, count = f"{item.influence:.0%}", item.tried
    yield f"      decisions turned on average: {share}, answers tried: {count}"
