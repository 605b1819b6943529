"""What a "what if" is asked for, said first: yes or no, the option that is named, its figure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisors.format import amount, value_and_range
from advisors.options import Advice, Decision, DecisionId, Exclusion, Option
from advisors.record.labels import Labels
from estimators.figure import Figure
from estimators.traffic import DAYS_PER_YEAR
from tui.inquiry.aliases import FIGURES
from tui.inquiry.names import Named
from tui.inquiry.page import Page, decision_of, find, title_of
from tui.inquiry.readings import Reading
from tui.inquiry.tell_fixed import main_reason
from tui.inquiry.tell_options import names_of, place_of
from tui.inquiry.turns_on_parts import KEPT

_ASKS = (
    r"(?:^|[,;:.?!] |\band |\bbut |\bso |\bthen )(?:would|does|do|did|is|are|will|can|could|should|"
    r"might)\b[^,;.?!]*"
)
_TAKES_OVER = re.compile(
    rf"{_ASKS}\b(?:take over|takes over|(?:come|comes|be|is|are) (?:first|ahead|on top|chosen|"
    r"recommended|picked|better|best)|wins?|overtakes?|replaces?|make it|makes it|(?:back )?in)\b"
)
_LESS = re.compile(
    rf"{_ASKS}\b(?P<of>cheaper|cost less|save money|greener|cleaner|emit less|thriftier|"
    r"less (?:carbon|water|energy|expensive)|more expensive|dearer|dirtier|more carbon)\b"
)
_MORE = frozenset({"more expensive", "dearer", "dirtier", "more carbon"})
_OF: tuple[tuple[str, str], ...] = (
    (r"green|clean|emit|carbon|dirt", "carbon"),
    (r"water", "water"),
    (r"energy", "energy"),
    (r"", "cost"),
)
_STAYS = re.compile(
    rf"{_ASKS}\b(?:still|same|unchanged|stays?|remains?|hold|holds|stands?|stick with)\b|"
    r"[,;:.] (?:the |still the )?same (?:\w+ )?(?:model|chip|machine|region|place|hosting|design|"
    r"advice|answer|choice|recommendation|result)\b"
)
_COPES = re.compile(
    r"\b(?:does|do|will|would|can|could|is|are) (?:the |our |that |this )?(?:same |one )?"
    r"(?:machines?|instances?|gpus?|chips?|box(?:es)?|hardware|fleet|servers?|design|it)\b"
    r"[^,;.?!]*\b(?:copes?|handles?|manages?|suffices?|keeps? up|holds? up|enough|take it|do it)\b"
)
_CHANGES = re.compile(
    rf"{_ASKS}\b(?:anything|something|advice|recommendation|choice|decision|answer|design)\b"
    rf"[^,;.?!]*\b(?:chang\w+|turns?|flips?|differ\w*)\b|{_ASKS}\bchang\w+ (?:anything|something|"
    r"(?:the|your|our) (?:advice|recommendation|choice|decision|answer|design))\b"
)
_CHANGED: Mapping[DecisionId, frozenset[str]] = {
    "inference": frozenset({"ttft_ms", "inter_token_ms", "availability", "async_share"}),
    "region": frozenset({"allowed_regions", "residency"}),
}
"""Answers that a name of a decision's option is but another word for."""
_CLOSE = 0.005
"""Share up to which a change of a figure is none at the digits shown."""
_TWICE = 2.0


@dataclass(frozen=True)
class Asked:
    """What is asked of the changed design.

    Attributes:
        before: On the design as it is.
        after: On the changed one.
        reading: The question.
        text: The question in lower case, as typed.
        changes: As `question=answer`.
    """

    before: Advice
    after: Advice
    reading: Reading
    text: str
    changes: tuple[str, ...]

    def lead(self, page: Page) -> Iterator[str]:
        """The first sentences; none where nothing in particular is asked."""
        told = False
        for decision, named in _options_named(self):
            told = True
            yield from self._of_option(page, decision, named)
        if said := self._of_region():
            yield said
        copes = self._copes(page)
        if copes:
            yield copes
        elif not told and (said := self._yes_or_no()):
            yield said
        if not (told or copes) and self.reading.kind != KEPT:
            held = (key for key in self.reading.metrics if key in FIGURES)
            names = dict.fromkeys(FIGURES[key][0] for key in held)
            yield from (line for name in names if (line := self._figure(page, name)))

    def _yes_or_no(self) -> str:
        """Whether decisions stay, or that of them which is named; empty where it is not asked."""
        stays, changes = _STAYS.search(self.text), _CHANGES.search(self.text)
        if not (stays or changes):
            return ""
        wanted = (
            [self.reading.decision]
            if self.reading.decision
            else [d.id for d in self.after.decisions]
        )
        turned = [key for key in wanted if _first(self.before, key) != _first(self.after, key)]
        yes = bool(turned) == bool(changes)
        if (
            len(wanted) == 1
            and (decision := decision_of(self.after, wanted[0]))
            and decision.chosen
        ):
            return f"{'Yes' if yes else 'No'}: {decision.chosen.label} for {title_of(decision)}."
        return "Yes." if yes else "No."

    def _copes(self, page: Page) -> str:
        """Whether the same machines do the work, and for how long; empty where it is not asked."""
        silicon = decision_of(self.after, "silicon")
        hours = [x.totals.get("instance_hours_per_year") for x in (self.after, self.before)]
        if not _COPES.search(self.text) or silicon is None or silicon.chosen is None:
            return ""
        held = [item for item in hours if item is not None and item.value]
        if len(held) != len(hours):
            return ""
        same = _first(self.before, "silicon") == silicon.chosen.id
        page.figures |= {"instance_hours_per_year": held[0]}
        page.figures |= {"before/instance_hours_per_year": held[1]}
        now, then = (_a_day(item) for item in held)
        return (
            f"{'Yes' if same else 'No'}: {silicon.chosen.label} {'stays' if same else 'comes'} "
            f"first for {title_of(silicon)}, sized so that your limits hold: {now} a day instead "
            f"of {then}, a mean over the horizon."
        )

    def _of_region(self) -> str:
        """Which Region comes first, where the places that are allowed change.

        Empty where one alone is allowed and comes first: the change itself has said so.
        """
        if not _CHANGED["region"] & {change.partition("=")[0] for change in self.changes}:
            return ""
        new = decision_of(self.after, "region")
        if new is None or new.chosen is None:
            return ""
        stays = _first(self.before, "region") == new.chosen.id
        if not stays and f"allowed_regions={new.chosen.id}" in self.changes:
            return ""
        return f"{new.chosen.label} {'stays' if stays else 'comes'} first for {title_of(new)}."

    def _figure(self, page: Page, name: str) -> str:
        """One figure of the design as a whole, after and before."""
        then, now = self.before.totals.get(name), self.after.totals.get(name)
        if then is None or now is None:
            return ""
        label, shown = Labels(page.facts).of(name), value_and_range(now)
        if shown == value_and_range(then):
            return f"{label} stays {shown}."
        return f"{label}: {shown} instead of {value_and_range(then)}{change(now, then)}."

    def _of_option(self, page: Page, decision: Decision, named: Named) -> Iterator[str]:
        """How an option stands in the changed design, and against the one as it is."""
        items = [item for key in named.ids if (item := find(decision, key)) is not None]
        ranked = [item for item in items if isinstance(item, Option)]
        first = decision.chosen
        option = first if first and first.id in named.ids else next(iter(ranked), None)
        less, takes = _LESS.search(self.text), _TAKES_OVER.search(self.text)
        of = less["of"] if less else ""
        if option is None:
            fallen = [item for item in items if isinstance(item, Exclusion)]
            yield f"{'No: ' if of or takes else ''}{self._fallen(decision, fallen)}"
            return
        rival = self._rival(decision, option)
        name = _name_of(of, self.reading)
        pair = (option.figures.get(name), rival.figures.get(name) if rival is not None else None)
        yes = _answer(takes=bool(takes), first=option is first, of=of, pair=pair)
        yield f"{yes}{self._place(decision, option)}.{_held(page, option, rival, name)}"
        if out := self._out_before(decision, option):
            yield f"As answered now it is out: {out}"

    def _fallen(self, decision: Decision, fallen: Sequence[Exclusion]) -> str:
        """That what is named stays or falls out, what comes first, and why it is out now."""
        was = decision_of(self.before, decision.id)
        old = [item for x in fallen if was is not None and (item := find(was, x.id)) is not None]
        out = [item for item in old if isinstance(item, Exclusion)]
        verb = "stay" if len(out) == len(fallen) else "fall"
        said = f"{names_of(fallen)} {verb}{'s' if len(fallen) == 1 else ''} out"
        first = f"{self._place(decision, decision.chosen)}. " if decision.chosen is not None else ""
        now = f" As answered now: {main_reason(out)}" if out and verb == "stay" else ""
        same = now.endswith(main_reason(fallen))
        return f"{said}; {first}{main_reason(fallen)}{'' if same else now}"

    def _rival(self, decision: Decision, option: Option) -> Option | None:
        """What an option is held against: the first one, or the one that was first before it."""
        if decision.chosen is not option:
            return decision.chosen
        was = decision_of(self.before, decision.id)
        old = was.chosen if was is not None else None
        if old is None or old.id == option.id:
            return None
        return next((item for item in decision.options if item.id == old.id), old)

    def _place(self, decision: Decision, option: Option) -> str:
        """Where an option stands with the change."""
        first = decision.chosen
        if first is None or first.id == option.id:
            kept = _first(self.before, decision.id) == option.id
            return f"{option.label} {'stays' if kept else 'comes'} first for {title_of(decision)}"
        place = place_of(decision, option.id)
        return f"{option.label} passes with that, and stands {place}behind {first.label}"

    def _out_before(self, decision: Decision, option: Option) -> str:
        """Why an option is out of the design as it is; empty where it is not."""
        was = decision_of(self.before, decision.id)
        old = find(was, option.id) if was is not None else None
        return old.reason if isinstance(old, Exclusion) else ""


def _a_day(hours: Figure) -> str:
    """Hours of machines a year as those of a day."""
    value, low, high = (end / DAYS_PER_YEAR for end in hours.numbers)
    return amount(value, low, high, "instance hours")


def _held(page: Page, option: Option, rival: Option | None, name: str) -> str:
    """A figure of an option against that of another; empty where one of them has none."""
    mine = option.figures.get(name)
    theirs = rival.figures.get(name) if rival is not None else None
    if mine is None or theirs is None or rival is None:
        return ""
    page.figures[f"{option.id}/{name}"] = mine
    page.figures[f"{rival.id}/{name}"] = theirs
    return (
        f" {Labels(page.facts).of(name)}: {value_and_range(mine)} against "
        f"{value_and_range(theirs)} with {rival.label}{change(mine, theirs)}."
    )


def _answer(*, takes: bool, first: bool, of: str, pair: tuple[Figure | None, Figure | None]) -> str:
    """Yes or no to what is asked of an option; empty where it is not asked so."""
    values = [item.value for item in pair if item is not None and item.value is not None]
    if of and len(values) == len(pair):
        return "Yes: " if (values[0] < values[1]) != (of in _MORE) else "No: "
    if takes:
        return "Yes: " if first else "No: "
    return ""


def _name_of(of: str, reading: Reading) -> str:
    """The figure by which an option is held against another."""
    if of:
        return FIGURES[next(key for words, key in _OF if re.search(words, of))][0]
    metric = next((key for key in reading.metrics if key in FIGURES), "cost")
    return FIGURES[metric][0]


def change(now: Figure, then: Figure) -> str:
    """By how much a figure changes, from the values: ` (-4%)`, ` (x 2.6)`; empty for nothing."""
    if not now.value or not then.value:
        return ""
    ratio = now.value / then.value
    if abs(ratio - 1.0) < _CLOSE:
        return ""
    if ratio >= _TWICE:
        return f" (x {ratio:.2g})"
    return f" ({'+' if ratio > 1.0 else '-'}{abs(ratio - 1.0) * 100.0:.0f}%)"


def _first(advice: Advice, key: str) -> str:
    decision = decision_of(advice, key)
    return decision.chosen.id if decision is not None and decision.chosen is not None else ""


def _options_named(asked: Asked) -> Iterator[tuple[Decision, Named]]:
    """What is named beside the change itself, in the order of the question."""
    keys = {change.partition("=")[0] for change in asked.changes}
    told: set[str] = set()
    for item in asked.reading.named:
        decision = decision_of(asked.after, item.decision)
        given_up = "hosting" in keys and _first(asked.before, "hosting") in item.ids
        itself = _CHANGED.get(item.decision, frozenset()) & keys or given_up
        known = decision is not None and any(find(decision, key) is not None for key in item.ids)
        if decision is None or not known or item.decision in told or itself:
            continue
        told.add(item.decision)
        yield decision, item
