"""The first page of a record: what was decided, in figures, how firmly, and what is still open."""

import re
from collections.abc import Iterable, Sequence

from advisors import format as numbers
from advisors.options import FIGURE_NAMES
from advisors.record import shown
from advisors.record.contrast import noun
from advisors.record.markdown import bullets, paragraph, table, text, wrap
from advisors.record.model import (
    AssumptionNote,
    BudgetNote,
    DecisionNote,
    OptionNote,
    Quantity,
    Record,
)
from advisors.record.model_moved import FlipNote, MovedNote
from advisors.record.render_moved import verdict

_FLIPS, _ASSUMPTIONS = 3, 5
_SAME = 0.02
_PART = re.compile(r", (?![^()]*\))")
"""Between the parts of a design's name; what stands in brackets is one of them."""
_HEADING = re.compile(r"^(#{2,3}) (.*)$")
_FENCE = re.compile(r"^`{3,}")


def summary(record: Record) -> list[str]:
    """One page; all figures in it are those of the sections below."""
    return [
        "## Summary",
        "",
        *wrap(
            f"{record.status.capitalize()} on {record.date}, to be looked at again by "
            f"{record.review_by}. Figures are yearly means over the horizon, their 5th to 95th "
            "percentile in brackets; [E1] opens under Figures and Evidence."
        ),
        "",
        *_numbered(_decided(item, record.charted) for item in record.decisions),
        *_totals(record),
        *_turns(record),
        *_open(record.assumptions),
        *_held(record),
    ]


def contents(detail: Sequence[str]) -> list[str]:
    """A table of contents of rendered sections, decisions named under their options."""
    lines = ["## Contents", ""]
    fenced = False
    for line in detail:
        fenced ^= bool(_FENCE.match(line))
        found = None if fenced else _HEADING.match(line)
        if found is None:
            continue
        if found[1] == "##":
            lines += wrap(f"[{found[2]}](#{anchor(found[2])})", "- ")
        elif found[2][:1].isdigit():
            lines += wrap(f"[{found[2]}](#{anchor(found[2])})", "  - ")
    return [*lines, ""]


def anchor(title: str) -> str:
    """The name that web forges give a heading: small letters, hyphens for spaces."""
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _decided(item: DecisionNote, charted: str) -> str:
    """One decision: what was chosen, a figure of it, the next best beside it, how sure."""
    chosen = item.chosen
    if chosen is None:
        return f"**{text(item.title)}**: no option fits; see what would bring one back."
    clear = "" if item.clear else ", no clear winner"
    head = f"**{text(item.title)}**: {text(chosen.label)} ({item.confidence} confidence{clear})."
    rival = item.options[1] if len(item.options) > 1 else None
    mine, theirs = _telling(chosen, rival, charted)
    figure = f" {text(mine.label)} {text(shown.quantity(mine))}" if mine is not None else ""
    if rival is None:
        nothing = " No other option passed." if item.exclusions else ""
        return f"{head}{figure}{'.' if figure else ''}{nothing}"
    beside = f", {text(shown.quantity(theirs))}" if theirs is not None else ""
    but = _won_by(chosen, rival) if _less(theirs, mine) else ""
    return f"{head}{figure}{';' if figure else ''} next {text(rival.label)}{beside}{but}."


def _telling(
    chosen: OptionNote, rival: OptionNote | None, charted: str
) -> tuple[Quantity | None, Quantity | None]:
    """A figure by which two options differ: the one that ranks, if it does."""
    mine = {item.name: item for item in chosen.figures if item.value is not None}
    theirs = {item.name: item for item in rival.figures if item.value is not None} if rival else {}
    order = [name for name in (charted, *FIGURE_NAMES) if name in mine]
    telling = (name for name in order if name in theirs and _apart(mine[name], theirs[name]))
    name = next(telling, order[0] if order else "")
    return mine.get(name), theirs.get(name)


def _won_by(chosen: OptionNote, rival: OptionNote) -> str:
    """Where the next best has less of the figure shown: one that speaks for the chosen option."""
    theirs = {item.name: item for item in rival.figures}
    for item in chosen.figures:
        other = theirs.get(item.name)
        if other is not None and _less(item, other):
            here, there = text(shown.quantity(item)), text(shown.quantity(other))
            return f"; but {noun(item.name)} {here} against {there}"
    return ""


def _less(one: Quantity | None, two: Quantity | None) -> bool:
    """Whether the first is less by more than a reader would call the same."""
    if one is None or two is None or one.value is None or two.value is None:
        return False
    return one.value < two.value and _apart(one, two)


def _apart(one: Quantity, two: Quantity) -> bool:
    """Whether two values differ by more than a reader would call the same."""
    first, second = abs(one.value or 0.0), abs(two.value or 0.0)
    return abs(first - second) > _SAME * max(first, second)


def _totals(record: Record) -> list[str]:
    rows = [(text(item.label), text(shown.quantity(item))) for item in record.totals]
    if not rows:
        return paragraph("No option fits every decision, so the design as a whole has no figures.")
    return table(("The design as a whole", "Value (P5 to P95)"), rows)


def _turns(record: Record) -> list[str]:
    """The nearest changes that would make another design the better one."""
    if record.moved is None:
        flips = [f"{item.title}: {flip}" for item in record.decisions for flip in item.flips[:1]]
        return _headed("What would turn it", (text(flip) for flip in flips[:_FLIPS]))
    moved = record.moved
    found = _nearest(moved)
    said = (
        f"{text(item.words)}: then {text(_otherwise(item.instead, moved.recommended))}."
        for item in found
    )
    none = "No single input does, at up to 20 times its value." if not found else "Nearest:"
    head = f"**What would turn it**. {text(verdict(moved))} {none}"
    return [*wrap(head), "", *bullets(said)]


def _nearest(found: MovedNote) -> list[FlipNote]:
    """Flips within what may well happen first, each with another outcome where there are any."""
    order = sorted(found.flips, key=lambda flip: (not flip.likely, not flip.certain))
    first: dict[str, FlipNote] = {}
    for flip in order:
        first.setdefault(flip.instead, flip)
    return list(first.values())[:_FLIPS]


def _otherwise(design: str, recommended: str) -> str:
    """The parts of a design that the recommended one has not, as their names are written."""
    here = _PART.split(recommended)
    other = [part for part in _PART.split(design) if part not in here]
    return ", ".join(other) or design


def _open(assumptions: Sequence[AssumptionNote]) -> list[str]:
    rows = [f"{text(item.text)} {text(item.taken)} ({item.how})" for item in assumptions]
    left = len(rows) - _ASSUMPTIONS
    more = f"; {left} more under Assumptions" if left > 0 else ""
    return _headed(
        f"Assumed, the most influential first{more}", rows[:_ASSUMPTIONS], "nothing: all was given"
    )


def _held(record: Record) -> list[str]:
    """Contradictions and budgets; one line where there is neither."""
    totals = {item.name: item for item in record.totals}
    clashes = [text(item) for item in record.contradictions or ()]
    budgets = [_budget(item, totals.get(item.name)) for item in record.budgets or ()]
    if not clashes and not budgets:
        return [*wrap("**Contradictions among the answers**: none. **Budgets**: none."), ""]
    return [
        *_headed("Contradictions among the answers", clashes, "none"),
        *_headed("Budgets", budgets, "none was given"),
    ]


def _budget(item: BudgetNote, total: Quantity | None) -> str:
    unit = total.unit if total is not None else ""
    limit = numbers.with_unit(numbers.exact(item.limit), unit)
    value = text(shown.quantity(total)) if total is not None else "no value"
    if item.holds is None:
        verdict = "cannot be judged"
    elif not item.holds:
        verdict = "does **not** hold"
    else:
        verdict = "holds" if item.holds_high else "holds by its central value, not over its range"
    ways = "".join(f" {text(way)}" for way in item.ways)
    return f"{text(item.label)}, at most {text(limit)}: {verdict} ({value}).{ways}"


def _numbered(values: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for place, value in enumerate(values, start=1):
        lines += wrap(value, f"{place}. ")
    return [*lines, ""]


def _headed(title: str, values: Iterable[str], none: str = "") -> list[str]:
    """A line in bold and its points; one line where there are none."""
    points = list(values)
    if not points:
        return [*wrap(f"**{title}**: {none}."), ""] if none else []
    return [*wrap(f"**{title}**:"), "", *bullets(points)]
