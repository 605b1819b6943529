"""Ways out of a contradiction, as answers that can be tried before they are named.

A way out is named only where the contradiction is gone once it is taken: the answers are put into
the workload and the rule is asked again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from advisors.base import Base
from advisors.capability import may_self_host, served_by_bedrock
from advisors.contradiction import Contradiction
from advisors.near import near_enough
from advisors.places import open_places, open_routes, profile_places
from advisors.questions.model import NO_MODEL
from advisors.workload import Workload
from advisors.workload_types import AnswerForm, Hosting, Licences, Quality, Residency
from estimators.facts.model_rows import Model

PATIENT_MS = 86_400_000.0
"""A wait that no network exceeds: what is left then is law and availability."""


@dataclass(frozen=True)
class Way:
    """A way out.

    Attributes:
        words: What to do, one clause.
        answers: By question, as they would be typed.
        workload: The workload with these answers.
    """

    words: str
    answers: Mapping[str, str]
    workload: Workload


Says = Callable[[Workload, Base], str]
"""The answers and why they clash, in a sentence; empty where they do not."""


@dataclass(frozen=True)
class Clash:
    """One rule about answers that cannot all hold.

    Attributes:
        id: Key of the rule.
        says: What clashes, if anything does.
        questions: Ids of the questions for a workload in which it does.
        ways: Ways out to try, best first.
        blocks: Whether no option can meet all of the answers.
        leads: Whether answers have a design; ways out that lead to one are told alone, where any
            does.
    """

    id: str
    says: Says
    questions: Callable[[Workload], tuple[str, ...]]
    ways: Callable[[Workload, Base], Iterable[Way]]
    blocks: bool = True
    leads: Callable[[Workload, Base], bool] | None = None

    def found(self, w: Workload, base: Base) -> Iterator[Contradiction]:
        """The contradiction with those ways out that end it; nothing where there is none."""
        what = self.says(w, base)
        if not what:
            return
        ways = self._told(w, base)
        yield Contradiction(
            self.id,
            self.questions(w),
            what,
            tuple(item.words for item in ways),
            "blocks" if self.blocks else "check",
            tuple(tuple(f"{key}={text}" for key, text in item.answers.items()) for item in ways),
        )

    def _told(self, w: Workload, base: Base) -> list[Way]:
        """Ways out in one answer, else in two, that lead to a design; else that end it alone."""
        if self.leads is None:
            return self._ending(w, base) or self._in_two(w, base)
        ending = self._ending(w, base)
        return self._leading(ending, base) or self._in_two(w, base) or ending

    def _leading(self, ways: list[Way], base: Base) -> list[Way]:
        """Those that lead to a design; all where nothing is asked of them."""
        return [way for way in ways if self.leads is None or self.leads(way.workload, base)]

    def _ending(self, w: Workload, base: Base) -> list[Way]:
        """Ways out that end the contradiction, each once."""
        tried: dict[frozenset[tuple[str, str]], Way] = {}
        for item in self.ways(w, base):
            tried.setdefault(frozenset(item.answers.items()), item)
        return [item for item in tried.values() if not self.says(item.workload, base)]

    def _in_two(self, w: Workload, base: Base) -> list[Way]:
        """Ways out where other answers clash too: one of those is loosened first."""
        for first in _looser(w):
            ways = self._leading(self._ending(first.workload, base), base)
            if ways:
                return [_joined(first, item) for item in ways]
        return []


def _looser(w: Workload) -> Iterator[Way]:
    """Limits that close models or places whatever the model is, each loosened alone."""
    if w.allowed_regions and w.residency is not Residency.ONE_REGION:
        yield way(w, "drop the limit on Regions", allowed_regions="none")
    if w.hosting is not Hosting.ANY:
        yield way(w, "allow both ways of hosting", hosting=Hosting.ANY.value)
    if w.licences is not Licences.ANY:
        words = "accept any licence that allows commercial use"
        yield way(w, words, licences=Licences.ANY.value)
    if w.residency is not Residency.ANYWHERE:
        words = "widen the residency to anywhere, if law and contracts permit"
        yield way(w, words, residency=Residency.ANYWHERE.value)


def _joined(first: Way, then: Way) -> Way:
    """Two ways as one; what the second answers anew counts."""
    answers = {**first.answers, **then.answers}
    return Way(f"{first.words}, and {then.words}", answers, then.workload)


def way(w: Workload, words: str, **answers: str) -> Way:
    """A way out that replaces some answers, given as they would be typed."""
    fields: dict[str, Any] = {key: _READ[key](w, text) for key, text in answers.items()}
    return Way(words, answers, replace(w, **fields))


class Openings:
    """Which models find someone to serve them in the places that the answers leave open."""

    def __init__(self, w: Workload, base: Base) -> None:
        self._w, self._base = w, base

    def has(self, model: Model) -> bool:
        """Whether someone can serve it, in the way of hosting that is wished."""
        wish = self._w.hosting
        return (wish is not Hosting.SELF_HOSTED and self.on_bedrock(model)) or (
            wish is not Hosting.MANAGED and self.by_oneself(model)
        )

    def on_bedrock(self, model: Model) -> bool:
        """Whether Bedrock serves it in an open Region or through a profile that stays inside."""
        if not served_by_bedrock(model) or self._base.managed_size(model) is None:
            return False
        if any(code in self._trips for code in model.bedrock_regions):
            return True
        return bool(profile_places(model, self._routes, self._trips))

    def by_oneself(self, model: Model) -> bool:
        """Whether an open Region sells machines for it, and it may be run on them."""
        sized = may_self_host(model) and model.id in self._base.architectures
        return sized and not self._sold.isdisjoint(self._trips)

    @cached_property
    def _trips(self) -> dict[str, float | None]:
        """Round trip in ms to each Region that law, wishes and network leave open."""
        places, _ = near_enough(self._w, open_places(self._w, self._base.facts)[0])
        return {place.region: place.rtt_ms for place in places}

    @cached_property
    def _routes(self) -> dict[str, tuple[str, ...]]:
        return open_routes(self._w, self._base.facts)

    @cached_property
    def _sold(self) -> set[str]:
        """Regions that sell machines with accelerators at a known price."""
        rows = (row for row in self._base.serving_instances if row.on_demand_usd_per_hour)
        return {code for row in rows for code in row.regions}


def placed(w: Workload, model: Model, base: Base) -> bool:
    """Whether someone can serve a model in an open Region, in the way of hosting that is wished."""
    return Openings(w, base).has(model)


def anywhere_near(w: Workload) -> Workload:
    """The workload as if the network took no time: what is closed then, law has closed."""
    wait = replace(w.ttft_ms, value=PATIENT_MS, low=PATIENT_MS, high=PATIENT_MS)
    return replace(w, ttft_ms=wait)


def unlimited(w: Workload) -> Workload:
    """The workload as if every commercial Region were open, however far."""
    return replace(anywhere_near(w), residency=Residency.ANYWHERE, allowed_regions=())


def _regions(_: Workload, text: str) -> tuple[str, ...]:
    return () if text == "none" else tuple(sorted(_many(text)))


def _many(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


def _number(name: str) -> Callable[[Workload, str], Any]:
    def read(w: Workload, text: str) -> Any:  # noqa: ANN401 - an Input, as `replace` takes it
        value = float(text)
        return replace(getattr(w, name), value=value, low=value, high=value)

    return read


_READ: Mapping[str, Callable[[Workload, str], Any]] = {
    "residency": lambda _, text: Residency(text),
    "allowed_regions": _regions,
    "hosting": lambda _, text: Hosting(text),
    "licences": lambda _, text: Licences(text),
    "quality": lambda _, text: Quality(text),
    "answer_form": lambda _, text: AnswerForm(text),
    "committed_model": lambda _, text: "" if text == NO_MODEL else text,
    "languages": lambda _, text: _many(text),
    "modalities": lambda _, text: frozenset({"text", *_many(text)}),
    "commitments": lambda _, text: frozenset(_many(text)) - {"none"},
    "domain": lambda _, text: text,
    "input_tokens": _number("input_tokens"),
    "ttft_ms": _number("ttft_ms"),
    "inter_token_ms": _number("inter_token_ms"),
}
