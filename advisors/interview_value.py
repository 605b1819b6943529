"""Value of information: which open question could still move the decision, and which could not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import TYPE_CHECKING

from advisors.design import Design
from advisors.plausible import fits
from advisors.questions import QUESTIONS, Answer, Question
from advisors.questions.model import Value
from advisors.questions.resolve import Presets, Resolved, resolve

if TYPE_CHECKING:
    from estimators.facts import Facts

Decide = Callable[[Design], Mapping[str, str]]
"""From a design to what is recommended, by decision."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What an answer to one open question could turn, all else as it stands.

    Attributes:
        question: Its id.
        dont_know: Whether it was answered "don't know"; else it has no answer yet.
        shares: Of each answer that leaves something to recommend, the share of decisions that come
            out otherwise; none for a question whose answers cannot be foreseen.
        answer: The one that turns most; None when none turns anything.
        turns: Decisions that this answer turns.
        decisions: How many decisions there are with it.
        barred: Answers tried after which nothing fits. They turn no decision, they end all of
            them: that tells of a clash with the other answers, not of what to recommend.
        clashing: Answers tried that turn something, but contradict one that was given.
    """

    question: str
    dont_know: bool
    shares: tuple[float, ...] = ()
    answer: Answer | None = None
    turns: tuple[str, ...] = ()
    decisions: int = 0
    barred: tuple[Answer, ...] = ()
    clashing: tuple[Answer, ...] = ()

    @property
    def tried(self) -> int:
        """How many answers were tried."""
        return len(self.shares) + len(self.barred) + len(self.clashing)

    @property
    def influence(self) -> float:
        """Mean of the shares, from 0 to 1."""
        return fsum(self.shares) / len(self.shares) if self.shares else 0.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known of the open questions after some of their answers were tried.

    Attributes:
        items: Every open question, in the order of the interview.
        done: Answers tried.
        total: Answers to try.
    """

    items: tuple[Telling, ...]
    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether all was tried."""
        return self.done == self.total

    @property
    def values(self) -> dict[str, float]:
        """Influence by question id; what `Interview.open_questions` takes."""
        return {item.question: item.influence for item in self.items}

    @property
    def settled(self) -> bool:
        """Whether no single further answer, all tried, changes what is recommended."""
        ended = any(item.barred or item.clashing for item in self.items)
        return self.complete and not ended and settled(self.values)

    @property
    def barred(self) -> tuple[Telling, ...]:
        """Those with answers that leave nothing that fits, in the order of the interview."""
        return tuple(item for item in self.items if item.barred)

    @property
    def telling(self) -> tuple[Telling, ...]:
        """Those that could turn something, the most telling first."""
        by_id = {item.question: item for item in self.items}
        return tuple(by_id[key] for key in most_telling(self.values))

    @property
    def next(self) -> Telling | None:
        """The one to ask next: what has no answer yet comes before what is not known."""
        return min(self.telling, key=lambda item: item.dont_know, default=None)


def weigh(design: Design, decide: Decide, presets: Presets | None = None) -> Iterator[Weighed]:
    """Try the answers that the open questions could get, one at a step.

    Each question that applies and has no value yet ("don't know" included) is answered in turn
    with the ends of its range or each other choice that is plausible for the use case, all else
    as it stands. Whoever iterates may stop at any step.

    Args:
        design: Answers so far.
        decide: What is recommended for a design; called once, and once more at each step.
        presets: Token defaults by use case.

    Yields:
        What is known so far: before the first trial, and after each.
    """
    resolved = resolve(design.answers, presets)
    open_items = [item for item in resolved.values() if item.applies and item.assumed]
    use_case, residency = (str(resolved[key].value) for key in ("use_case", "residency"))
    trials = [
        (item.question.id, answer)
        for item in open_items
        for answer in alternatives(item, use_case, residency)
    ]
    found = {
        item.question.id: Telling(item.question.id, item.origin == "assumption")
        for item in open_items
    }
    base = decide(design)
    known = _clashes(decide, design)
    yield Weighed(tuple(found.values()), 0, len(trials))
    for done, (key, answer) in enumerate(trials, start=1):
        trial = design.answered(key, answer)
        tried = _tried(found[key], answer, base, decide(trial))
        if any(tried.shares[len(found[key].shares) :]) and _clashes(decide, trial) - known:
            tried = replace(found[key], clashing=(*found[key].clashing, answer))
        found[key] = tried
        yield Weighed(tuple(found.values()), done, len(trials))


def influence(design: Design, decide: Decide, presets: Presets | None = None) -> dict[str, float]:
    """By open question, how much of the advice it could turn, from 0 to 1; `weigh` to its end."""
    values: dict[str, float] = {}
    for found in weigh(design, decide, presets):
        values = found.values
    return values


@dataclass(frozen=True)
class Decider:
    """What the advice puts first in each decision, for a design and for changes of its answers."""

    facts: "Facts"
    between: Callable[[], None]

    def __call__(self, trial: Design) -> dict[str, str]:
        """The first option by decision; one for which nothing fits is missing."""
        from advisors.advice import ADVISORS, desk_of

        # With its overrides, each trial would derive a base of facts anew.
        desk = desk_of(replace(trial, overrides=()), self.facts)
        found: dict[str, str] = {}
        for advisor in ADVISORS:
            self.between()
            decision = advisor(desk)
            if decision.chosen is not None:
                found[decision.id] = decision.chosen.id
        return found

    def clashes(self, design: Design) -> frozenset[str]:
        """Rules that find a contradiction among the answers."""
        from advisors.workload import workload_from
        from advisors.workload_conflicts import find_contradictions

        found = find_contradictions(workload_from(design, self.facts), self.facts)
        return frozenset(item.id for item in found)


def decider(design: Design, facts: "Facts", between: Callable[[], None] = lambda: None) -> Decider:
    """Who decides on a design and on changes of its answers.

    Args:
        design: Its own values are laid over the facts as shipped, once for all trials.
        facts: As shipped.
        between: Called before each decision; may pause, or raise to break the trial off.

    Raises:
        OverrideError: An override names no fact, or cannot be that fact's.
        InputError: An override has the wrong unit.
    """
    from advisors.workload import facts_with

    return Decider(facts_with(design, facts), between)


def _clashes(decide: Decide, design: Design) -> frozenset[str]:
    """Contradictions among the answers, as far as who decides can tell."""
    return decide.clashes(design) if isinstance(decide, Decider) else frozenset()


def alternatives(item: Resolved, use_case: str = "", residency: str = "") -> tuple[Answer, ...]:
    """Answers that a question could plausibly get besides the value that stands in for it.

    Args:
        item: The question as it stands.
        use_case: What is asked of the workload; choices that it hardly ever has are left out.
        residency: Where data may be; only Regions there are named as allowed.
    """
    values = _plausible(item, use_case, residency)
    return tuple(Answer(value) for value in values if value != item.value)


def set_aside(item: Resolved, use_case: str) -> tuple[str, ...]:
    """Labels of the choices that are not tried, because the use case hardly ever has them."""
    asked = item.question
    choices = asked.choices if asked.kind in ("choice", "multi") else ()
    return tuple(c.label for c in choices if not fits(asked.id, c.id, use_case))


def _plausible(item: Resolved, use_case: str, residency: str) -> Sequence[Value]:
    """The ends of a number's range, each choice, a few names far apart; nothing for text."""
    question = item.question
    if question.numeric:
        return sorted({end for end in (item.low, item.high) if end is not None})
    ids = [choice.id for choice in question.choices if fits(question.id, choice.id, use_case)]
    by_kind: dict[str, Sequence[Value]] = {
        "choice": ids,
        "multi": [_with(item, key) for key in ids],
        "weights": [_all_on(question, key) for key in ids],
        "region": _FAR_APART,
        "regions": [(code,) for code in _WITHIN.get(residency, _FAR_APART)],
        "languages": _LANGUAGES,
    }
    return by_kind.get(question.kind, ())


def _with(item: Resolved, key: str) -> tuple[str, ...]:
    """A choice beside those that stand; alone where either excludes others."""
    alone = {choice.id for choice in item.question.choices if choice.alone}
    stands = item.value if isinstance(item.value, tuple) else ()
    if key in alone or alone.intersection(stands):
        return (key,)
    return tuple(c.id for c in item.question.choices if c.id in {*stands, key})


_FAR_APART = ("us-west-2", "eu-central-1", "ap-southeast-1", "sa-east-1")
"""One Region on each side of the world stands for all users there."""
_WITHIN: Mapping[str, tuple[str, ...]] = {
    "eu": ("eu-central-1", "eu-west-1", "eu-north-1", "eu-south-2"),
    "eu-and-adequate": ("eu-central-1", "eu-west-2", "ca-central-1", "ap-northeast-1"),
    "us": ("us-east-1", "us-east-2", "us-west-1", "us-west-2"),
    "uk": ("eu-west-2",),
    "japan": ("ap-northeast-1", "ap-northeast-3"),
    "australia": ("ap-southeast-2", "ap-southeast-4"),
    "india": ("ap-south-1", "ap-south-2"),
    "canada": ("ca-central-1", "ca-west-1"),
}
"""By residency, Regions that lie inside the law; one that is not here leaves the whole world."""
_LANGUAGES = (("en",), ("de", "en"), ("ar",), ("hi",), ("ja",))
"""From what nearly every model writes to what few write well."""


def _all_on(question: Question, name: str) -> dict[str, float]:
    return {choice.id: 100.0 if choice.id == name else 0.0 for choice in question.choices}


def _tried(
    item: Telling, answer: Answer, base: Mapping[str, str], trial: Mapping[str, str]
) -> Telling:
    """One more answer tried; a decision that exists on one side only counts as turned."""
    if _PLACE in base and _PLACE not in trial:
        return replace(item, barred=(*item.barred, answer))
    names = tuple(dict.fromkeys((*base, *trial)))
    turns = tuple(name for name in names if base.get(name) != trial.get(name))
    share = len(turns) / len(names) if names else 0.0
    shares = (*item.shares, share)
    if len(turns) <= len(item.turns):
        return replace(item, shares=shares)
    return replace(item, shares=shares, answer=answer, turns=turns, decisions=len(names))


_PLACE = "region"
"""Every design runs somewhere: without this decision nothing fits."""


def settled(values: Mapping[str, float]) -> bool:
    """Whether no further answer alone would change what is recommended."""
    return not any(values.values())


def most_telling(values: Mapping[str, float]) -> tuple[str, ...]:
    """Ids of the questions that could move the decision, the most telling first."""
    telling = [item.id for item in QUESTIONS if values.get(item.id, 0.0) > 0]
    return tuple(sorted(telling, key=lambda key: -values[key]))
