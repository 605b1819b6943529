"""What stands beside the ranked ways of serving: trials, smaller models, other service levels.

None of it is recommended, and sizing it takes as long as the rest of the advice: it is worked out
when someone opens the decision.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.desk import Desk
from advisors.hosting_filled import put_off
from advisors.options import Exclusion, Option
from advisors.ranking import Rated, against
from advisors.rules import cards_of
from advisors.service_levels import relaxations, standing
from advisors.shown import Said, rated
from advisors.smaller_model import in_brief, priced, smaller_models
from advisors.techniques import TECHNIQUES, Tried, plain_of, try_all, without
from advisors.unranked import named
from advisors.ways import (
    ANSWER_CACHE,
    AS_DESIGNED,
    BOTH_CACHES,
    PROMPT_CACHE,
    QUIET,
    RESTS_ON,
    SPREAD,
)

LABELS: Mapping[str, str] = {
    AS_DESIGNED: "As designed: continuous batching, right-sized",
    PROMPT_CACHE: "Prompt caching",
    ANSWER_CACHE: "Answer cache for repeated questions",
    BOTH_CACHES: "Prompt caching and an answer cache together",
    SPREAD: "Spread over the day instead of gathered into full hours",
    QUIET: "What may wait only put off to quiet hours",
    "int4": "4-bit weights",
    "speculative": "Speculative decoding",
}
CARDS: Mapping[str, tuple[str, ...]] = {
    AS_DESIGNED: ("infer-continuous-batching", "infer-right-size-endpoint"),
    PROMPT_CACHE: ("prompt-caching", "prompt-cache-break-even"),
    ANSWER_CACHE: ("prompt-semantic-cache",),
    BOTH_CACHES: ("prompt-semantic-cache", "prompt-caching", "prompt-cache-break-even"),
    SPREAD: ("infer-idle-cost",),
    QUIET: ("infer-idle-cost", "sla-queue-async"),
    "int4": ("infer-quantisation",),
    "speculative": ("infer-speculative-decoding",),
}
TO_TRY = "To try as well"
NO_GAIN = "No gain by your weights, unless a test shows one"
NEVER_LESS = "Not ranked: on the same machines it never takes less."
GUESSED = "To try, not ranked: the effect rests on an assumption that only a test confirms."


@dataclass(frozen=True)
class Beside:
    """Beside the best design.

    Attributes:
        known: Techniques that were tried to rank them.
        ranked: Those that have an effect.
    """

    desk: Desk
    best: Candidate
    known: Sequence[Tried]
    ranked: Sequence[Rated]

    def options(self) -> Iterator[Option]:
        """What a trial could gain, smaller models, the price of the service level."""
        yield from self._put_off
        yield from (option for option, _ in self._trials)
        yield from (item for item in self._smaller if priced(item))
        yield from self._relaxed
        yield from (item for item in self._smaller if not priced(item))

    def notes(self) -> Iterator[str]:
        """The same in a few lines; none where there is nothing."""
        _, what = self._base
        apart = self._plain.serving != self.best.serving
        beside = f",{what}" if apart else ""
        years = self.desk.workload.horizon_years.value
        unpriced = (item for item in self._smaller if not priced(item))
        lines = (
            in_brief(self._smaller, years).replace(":", f"{beside}:", 1),
            named(self._tried(gains=True, on=True), TO_TRY),
            named(self._tried(gains=True, on=False), f"{TO_TRY}{beside}"),
            named(self._tried(gains=False, on=True), NO_GAIN),
            named(self._tried(gains=False, on=False), f"{NO_GAIN}{beside}"),
            named(self._relaxed, f"Other service levels, for their owners{beside}"),
            named(unpriced, "Without figures, as evidence is missing"),
        )
        yield from filter(None, lines)

    def exclusions(self) -> Iterator[Exclusion]:
        """What has nothing to work on, is not needed, or does not suit."""
        tried = {item.id: item for item in (*self.known, *self._guessed)}
        for name in TECHNIQUES:
            if name in tried and tried[name].measured is None:
                yield _excluded(tried[name])
        yield from self._needless
        yield from standing(self.desk, self.best)

    def flips(self) -> Iterator[str]:
        """Techniques that would come first, did a test confirm their effect."""
        least = min(item.score for item in self.ranked)
        guessed = [
            rate(self.desk, item, item.measured)
            for item in self._guessed
            if item.measured is not None
        ]
        for item in sorted(guessed, key=lambda item: item.score):
            if item.score < least:
                yield (
                    f"a test on your own requests that confirms its effect: {item.option.label} "
                    "would come first"
                )

    @cached_property
    def _plain(self) -> Candidate:
        return plain_of(self.desk, self.best)

    @cached_property
    def _base(self) -> tuple[Rated, str]:
        """What most of it is held against, and how that differs from the best, in words."""
        plain = self._plain
        return option_of(self.ranked, plain.serving), without(self.best, plain)

    @cached_property
    def _guessed(self) -> tuple[Tried, ...]:
        """Techniques whose effect only a trial confirms."""
        return try_all(self.desk, self.best, to_try(self.desk))

    @cached_property
    def _sized(self) -> tuple[Sequence[Option], Sequence[Exclusion]]:
        base, what = self._base
        return smaller_models(self.desk, self._plain, base, f"the design{what}")

    @property
    def _smaller(self) -> Sequence[Option]:
        return self._sized[0]

    @property
    def _needless(self) -> Sequence[Exclusion]:
        return self._sized[1]

    @cached_property
    def _relaxed(self) -> tuple[Option, ...]:
        base, what = self._base
        return relaxations(self.desk, self._plain, base, f"the design{what}")

    @property
    def _put_off(self) -> Iterator[Option]:
        """The same machines with what may wait only put off to quiet hours."""
        found = put_off(self.desk, self.best)
        if found is None:
            return
        base = option_of(self.ranked, self.best.serving)
        why = "Served there like the rest, without a queue that fills what stands free."
        own = rated(self.desk, QUIET, LABELS[QUIET], found, Said((why,), CARDS[QUIET]))
        effect = against(base, own, "the design as it is")
        yield replace(own.option, reasons=(why, effect, NEVER_LESS))

    def _tried(self, *, gains: bool, on: bool) -> Iterator[Option]:
        """Trials that better the score or not, on top of how the best is served or not."""
        for option, better in self._trials:
            if better is gains and on_top(option.id, self.best) is on:
                yield option

    @cached_property
    def _trials(self) -> tuple[tuple[Option, bool], ...]:
        """What only a trial confirms, held against what it is sized beside; whether it betters."""
        desk, best, found = self.desk, self.best, []
        for item in self._guessed:
            if item.measured is None:
                continue
            own = rate(desk, item, item.measured)
            beside = best if on_top(item.id, best) else self._plain
            base, what = option_of(self.ranked, beside.serving), without(best, beside)
            effect = against(base, own, f"the design{what}")
            reasons = (*own.option.reasons, effect, GUESSED)
            found.append((replace(own.option, reasons=reasons), own.score < base.score))
        return tuple(found)


def to_try(desk: Desk) -> frozenset[str]:
    """Techniques whose effect only a trial confirms: they are priced, not recommended."""
    guessed = {way for way, asked in RESTS_ON.items() if desk.workload.assumed(asked)}
    return frozenset({"int4", "speculative", *guessed})


def on_top(name: str, best: Candidate) -> bool:
    """Whether a technique is sized beside the way in which the best design is served."""
    return (
        best.serving == AS_DESIGNED
        or name == ANSWER_CACHE
        or (name == PROMPT_CACHE and best.layout is not None)
    )


def option_of(options: Sequence[Rated], way: str) -> Rated:
    """The option that is served in a way; the first where none is."""
    return next((item for item in options if item.option.id == way), options[0])


def rate(desk: Desk, item: Tried, measured: Measured) -> Rated:
    """A technique with its figures as an option."""
    return rated(desk, item.id, LABELS[item.id], measured, Said((item.reason,), CARDS[item.id]))


def _excluded(item: Tried) -> Exclusion:
    cards = cards_of(item.rule)
    return Exclusion(item.id, LABELS[item.id], item.rule, item.reason, item.unlock, cards)
