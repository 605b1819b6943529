"""Sentences on two options: whose figures are told, and what still stands in an option's way."""

from collections.abc import Sequence

from advisors.format import value_and_range
from advisors.options import Decision, Exclusion, Option
from advisors.record.labels import Labels
from tui.inquiry.page import CORE, Page

AGAINST = "Against the best: "
"""How an advice begins the line that holds an option against the first one."""
_NOT_READ = "does not take"
"""Says in a note that an option cannot read the requests as they are."""
_SECOND = 1


def against(option: Option, ahead: Option | None) -> str:
    """By which figures an option differs, and from which; empty where the advice does not say.

    Args:
        option: It stands behind.
        ahead: The one that its figures are held against.
    """
    line = next((reason for reason in option.reasons if reason.startswith("Against")), "")
    if ahead is None or not line.startswith(AGAINST):
        return line
    return f"{option.label} against {ahead.label}: {line.removeprefix(AGAINST)}"


def stands(page: Page, option: Option, ahead: Option, place: str, title: str) -> str:
    """That an option passes and stands behind another, or what it does not take.

    Args:
        page: Written to; its figures name themselves.
        option: Not the first one.
        ahead: The first one.
        place: Before "behind", as `second, `.
        title: Of the decision.
    """
    held = against(option, ahead) or _first_figure(page, option, ahead)
    note = next((line for line in option.notes if _NOT_READ in line), "")
    if note:
        return (
            f"{option.label} is held beside {ahead.label} for {title} by its price alone and "
            f"stands {place}behind it; it would not do for the requests as they are. {note} {held}"
        ).rstrip()
    return (
        f"{option.label} is not out: it passes, and stands {place}behind {ahead.label} for "
        f"{title}. {held}"
    ).rstrip()


def closeness(decision: Decision, ahead: Option, behind: Option) -> str:
    """How sure the order of the first two is, where they are those and it is not clear."""
    first = decision.options[: _SECOND + 1]
    if decision.clear or len(first) <= _SECOND or (ahead, behind) != (first[0], first[_SECOND]):
        return ""
    return f"There is no clear winner between the two. {decision.confidence_reason}".rstrip()


def unlocks(items: Sequence[Exclusion]) -> list[str]:
    """What would bring each of them back, with its name, where not all of a family are out."""
    names: dict[str, list[str]] = {}
    for item in items:
        if item.unlock:
            names.setdefault(item.unlock, []).append(item.label)
    return [f"{', '.join(labels)}: {unlock}" for unlock, labels in names.items()]


def _first_figure(page: Page, option: Option, ahead: Option) -> str:
    """The first figure that both have, where no line of the advice holds them together."""
    labels = Labels(page.facts)
    for name in CORE:
        one, other = option.figures.get(name), ahead.figures.get(name)
        if one is None or other is None or one.value is None or other.value is None:
            continue
        said, beside = value_and_range(one), value_and_range(other)
        return f"{labels.of(name)}: {said} against {beside} with {ahead.label}."
    return ""
