"""What is said of an option that the advice on a design does not list."""

from collections.abc import Sequence

from advisors.options import Decision
from tui.inquiry.page import Page, title_of

_PROCESSORS = frozenset({"graviton", "arm", "cpu", "cpus", "graviton2", "graviton3", "graviton4"})
_NO_CPU = (
    "It sizes language models on GPUs, Trainium and Inferentia alone. A processor such as Graviton "
    "comes in where a small classifier, rules or a search would do: that is the need decision."
)


def unlisted(page: Page, decision: Decision, ids: Sequence[str], phrase: str) -> str:
    """The advice says nothing about that option."""
    page.unanswered = True
    page.say(
        f"The advice on this design does not list “{phrase}” for {title_of(decision)}, neither "
        "among the options nor among those that fell out, so there is no figure and no reason "
        "to give."
    )
    if decision.id == "silicon" and phrase in _PROCESSORS:
        page.unanswered = False
        page.say(_NO_CPU)
        page.support(("silicon-classifiers-on-cpu",))
    page.section("What it lists", (item.label for item in decision.options))
    page.section("How it decided", (decision.rule, *decision.trace[:1]))
    page.section("What would change it", decision.flips)
    page.support(decision.cards)
    return ids[0] if ids else ""
