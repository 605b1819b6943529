"""Answers about whole designs beside the recommended one, and about answers that clash."""

from collections.abc import Iterator

from advisors.format import value_and_range
from advisors.options import Advice, Option
from advisors.record.labels import Labels
from advisors.workload import Workload
from advisors.workload_conflicts import find_contradictions
from tui.inquiry.page import CORE, Page
from tui.inquiry.tell_options import difference_of, side_of

_NOTHING = "No design passes the filters, so there is none to hold beside another."


def pareto(page: Page, advice: Advice) -> None:
    """The designs that no other beats in carbon, water, cost and latency at once."""
    found = advice.pareto
    if not found:
        page.unanswered = True
        page.say(_no_front(advice))
        page.show(advice.totals, CORE, "The design as recommended")
        return
    count = "One design is" if len(found) == 1 else f"{len(found)} designs are"
    page.say(
        f"{count} beaten by no other in carbon, water, cost and latency at once. To get less of "
        "one of them you give up another."
        if len(found) > 1
        else f"{count} beaten by no other in carbon, water, cost and latency at once; it is the "
        "recommended one."
    )
    page.section("Designs that no other beats", (f"{i.label}: {difference_of(i)}" for i in found))
    for item in found:
        page.section(item.label, _figures(page, item))
        page.support(item.cards)
    page.section(
        "Which one comes first",
        ("your weights decide: `priorities` in the interview moves the order along this front.",),
    )
    page.support(("frame-sustainable-innovation",))


def _no_front(advice: Advice) -> str:
    if advice.smallest is None:
        return _NOTHING
    return (
        "A smaller approach does this work, so the advice weighs approaches, not designs of "
        "language models: there is no Pareto front here."
    )


def _figures(page: Page, item: Option) -> Iterator[str]:
    labels = Labels(page.facts)
    for name in CORE:
        if name in item.figures:
            page.figures[f"{item.id}/{name}"] = item.figures[name]
            yield f"{labels.of(name)}: {value_and_range(item.figures[name])}"


def smallest(page: Page, advice: Advice) -> None:
    """The smallest thing that works beside the recommended design."""
    item = advice.smallest
    if item is None:
        page.unanswered = True
        page.say(_NOTHING)
        return
    label = item.label.removeprefix("Smallest: ")
    page.say(f"The smallest thing that works: {label}.")
    same = all(
        item.figures[name].value == advice.totals[name].value
        for name in CORE
        if name in item.figures and name in advice.totals
    )
    if same:
        page.say("That is the recommended design: nothing is larger than it need be.")
        page.show(advice.totals, CORE, "In figures")
    else:
        page.say("The recommended design is another one; here is what it takes beside it.")
        page.beside(side_of(item), ("recommended", "Recommended", advice.totals), CORE)
    page.section("Why", item.reasons)
    page.section("To know", item.notes)
    lead = advice.carbon_figure
    if lead in item.figures:
        page.open(lead, item.figures[lead])
    page.support((*item.cards, "model-simple-baseline"))


def conflicts(page: Page, workload: Workload) -> None:
    """Answers that cannot hold together, and the ways out."""
    found = find_contradictions(workload, page.facts)
    if not found:
        page.say("No: none of the answers of this design contradicts another.")
        page.section(
            "What was looked for",
            ("law and Regions, hosting and the model that is given, waiting and latency, languages "
             "and quality, among others.",),
        )  # fmt: skip
        return
    count = "One pair of answers clashes" if len(found) == 1 else f"{len(found)} clashes"
    page.say(f"Yes. {count}: {found[0].what}")
    for item in found:
        page.section(item.what, item.ways_out)
