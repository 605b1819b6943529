"""The desk at which all advisors sit: one workload, its candidates, and figures on request."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from math import inf, isfinite

from advisors.base import Base
from advisors.candidates import Candidate, Search
from advisors.changes import EVERY_CALL, PLAIN, Changes
from advisors.classic import Classic, classic_for, effort_of, latency_ms, price_classic
from advisors.classic_choice import Weighed, sold, weigh
from advisors.criteria import Judge, Measured
from advisors.demand import answer_tokens, demand_of
from advisors.extras import kind_of
from advisors.figures import Priced, computed_leaf, outcome_of, outcomes_of
from advisors.gather import search
from advisors.managed_leaves import list_price
from advisors.managed_models import batch_price, cached_price, leaves_of_call
from advisors.places import Place, open_routes
from advisors.reasoning import hidden_count, hidden_tokens
from advisors.replicas import replicas_of
from advisors.rungs import Rung, prompt_tokens
from advisors.sizing import Layouts
from advisors.ways import WEEKS, keeps_answers, keeps_prompts
from advisors.weights import Hosting, effort_weeks, weights_of
from advisors.workload import Workload
from advisors.workload_types import UseCase
from advisors.yearly import REFERENCE_INSTANCE
from estimators.annual import Demand, Managed
from estimators.facts import Facts
from estimators.figure import Input

SERVICE = "service"
PLACES = 8
"""Regions in which a smaller approach is measured, those with the best sites."""


class Desk:
    """One workload on the table; all is computed when first asked for, sentences kept in `said`."""

    def __init__(self, workload: Workload, base: Base) -> None:
        self.workload = workload
        self.base = base
        self.judge = Judge(weights_of(workload), workload.market_based)
        self._measured: dict[tuple[Candidate, Changes], Measured] = {}
        self._small: dict[tuple[Classic, Place], Measured] = {}
        self._demands: dict[float, Demand] = {}
        self.said: dict[Hashable, str] = {}

    @property
    def facts(self) -> Facts:
        """The facts, with the user's own laid over them."""
        return self.base.facts

    @cached_property
    def search(self) -> Search:
        """All generative candidates."""
        return search(self.workload, self.base)

    @cached_property
    def free(self) -> "Desk | None":
        """The same workload with a free choice of model; None where the choice is free."""
        if not self.workload.committed_model:
            return None
        return Desk(replace(self.workload, committed_model=""), self.base)

    @property
    def best(self) -> Candidate | None:
        """The best generative candidate."""
        return self.search.best

    @cached_property
    def weighed(self) -> tuple[Weighed, ...]:
        """The smaller approach on each machine that it could run on, best first."""
        item = classic_for(self.workload, self.base) if self.search.regions else None
        if item is None:
            return ()
        return tuple(weigh(item, self.search.extras, self.judge, self._best_sites(item)))

    @cached_property
    def smaller(self) -> Classic | None:
        """The smaller approach that could do the job, None when only a generative one does."""
        return self.weighed[0].item if self.weighed else None

    @cached_property
    def classic(self) -> Classic | None:
        """The smaller approach, where it is the one to choose.

        Rules and search are chosen wherever they can do the work: they are exact, and nothing is
        made up. A classifier has to be the better choice under the architect's weights.
        """
        item, place = self.smaller, self.classic_place
        if item is None or place is None:
            return None
        if item.approach != "classifier" or self.best is None:
            return item
        small = self.judge.score(self.measure_classic(item, place))
        large = self.judge.score(self.measure(self.best))
        return item if small <= large else None

    @cached_property
    def contested(self) -> bool:
        """Whether a classifier and the best generative design cannot be told apart."""
        item, place, best = self.smaller, self.classic_place, self.best
        if item is None or place is None or best is None or item.approach != "classifier":
            return False
        pair = [self.measure_classic(item, place), self.measure(best)]
        first, second = sorted(pair, key=self.judge.score)
        return not self.judge.apart(first, second)

    @cached_property
    def classic_place(self) -> Place | None:
        """Where the smaller approach runs best; None when there is none or no Region is open."""
        item = self.smaller
        if item is None or not self.classic_places:
            return None

        def key(place: Place) -> tuple[float, str]:
            score = self.judge.score(self.measure_classic(item, place))
            return score if isfinite(score) else inf, place.id

        return min(self.classic_places, key=key)

    @cached_property
    def classic_places(self) -> tuple[Place, ...]:
        """A few Regions for the smaller approach, those with the best sites first."""
        item = self.smaller
        if item is None:
            return ()
        return tuple(p for p in self._best_sites(item) if sold(item, p, self.base))[:PLACES]

    def _best_sites(self, item: Classic) -> tuple[Place, ...]:
        """Open Regions for a smaller approach, the best site first."""

        def key(place: Place) -> tuple[float, str]:
            latency = latency_ms(item, self.workload, place, self.base)
            return self.judge.site_score(self.base.site(place), latency), place.id

        return tuple(sorted(self.search.regions, key=key))

    @cached_property
    def routes(self) -> Mapping[str, tuple[str, ...]]:
        """Cross-Region profiles that keep data where it may be."""
        return open_routes(self.workload, self.facts)

    def measure(self, item: Candidate, changes: Changes = PLAIN) -> Measured:
        """Figures of a candidate.

        Raises:
            InputError: A number that physics cannot take.
        """
        key = (item, changes)
        if key not in self._measured:
            self.foresee([key])
        return self._measured[key]

    def foresee(self, asked: Iterable[tuple[Candidate, Changes]]) -> None:
        """Measure candidates in one pass, as each alone takes several times as long.

        Raises:
            InputError: A number that physics cannot take.
        """
        new = [key for key in dict.fromkeys(asked) if key not in self._measured]
        outcomes = outcomes_of([self.price(*key) for key in new], self.base.ledger)
        for key, outcome in zip(new, outcomes, strict=True):
            item, changes = key
            self._measured[key] = Measured(
                outcome,
                self.search.latency_of(item),
                self.effort(item, changes.trained or item.rung),
            )

    def measure_layouts(self, item: Candidate, layouts: Layouts, row: int) -> Measured:
        """Figures of a candidate served by another layout than those of the search."""
        priced = self._self_hosted(item, layouts, row, self._served(item, PLAIN))
        written = self.answer + hidden_count(self.facts, self.facts.models[item.model])
        own = float(layouts.ttft_ms[row] + layouts.inter_token_ms[row] * written)
        trip = item.place.rtt_ms or 0.0
        outcome = outcome_of(priced, self.base.ledger)
        return Measured(outcome, own + trip, self.effort(item, item.rung))

    def measure_classic(self, item: Classic, place: Place) -> Measured:
        """Figures of a smaller approach.

        Raises:
            InputError: A number that physics cannot take.
        """
        if (item, place) not in self._small:
            priced = price_classic(item, place, self.search.extras)
            weeks = effort_of(item, self.workload, self.base)
            latency = latency_ms(item, self.workload, place, self.base)
            found = Measured(outcome_of(priced, self.base.ledger), latency, weeks)
            self._small[item, place] = found
        return self._small[item, place]

    @property
    def answer(self) -> float:
        """Tokens of an answer."""
        return answer_tokens(self.workload)

    def effort(self, item: Candidate, rung: Rung) -> float:
        """Person-weeks of a candidate on a rung."""
        kind: Hosting = "managed" if item.managed else "self"
        neuron = item.layout is not None and self.chip_kind(item.layout.instance) != "gpu"
        return effort_weeks(self.workload, kind, rung, neuron=neuron) + WEEKS[item.serving]

    def chip_kind(self, instance: str) -> str:
        """Kind of the chips of an instance type."""
        return self.facts.chip(self.facts.instances[instance].chip).kind

    def chip_of(self, item: Candidate) -> str:
        """Chip that serves a candidate; `service` where a managed service chooses it."""
        return SERVICE if item.layout is None else self.facts.instances[item.layout.instance].chip

    def price(self, item: Candidate, changes: Changes = PLAIN) -> Priced:
        """A candidate with every leaf that its graph needs."""
        changes = self._served(item, changes)
        if item.layout is None:
            return self._managed(item, changes)
        layouts, row = self.search.layouts_of(item)
        return self._self_hosted(item, layouts, row, changes)

    def _served(self, item: Candidate, changes: Changes) -> Changes:
        """Changes with what an answer cache keeps away, where the candidate has one."""
        if not keeps_answers(item.serving):
            return changes
        return replace(changes, answered_share=self.workload.repeat_share)

    def _self_hosted(
        self, item: Candidate, layouts: Layouts, row: int, changes: Changes = PLAIN
    ) -> Priced:
        prompt = prompt_tokens(self.workload, item.rung, self.base)
        replicas = replicas_of(self.base, layouts, prompt, self.answer)
        rung = changes.trained or item.rung
        return Priced(
            replicas.option(row, changes.policy or self.search.policy),
            self._demand(prompt, changes),
            self.base.site(item.place),
            replicas.exponents(row),
            (),
            kind_of(rung),
            self.search.extras.leaves(rung, item.model),
            hidden_tokens(self.facts, self.facts.models[item.model]),
        )

    def _managed(self, item: Candidate, changes: Changes) -> Priced:
        facts = self.facts
        model = facts.models[item.model]
        hardware = self.base.hardware(REFERENCE_INSTANCE)
        kept = changes.cached
        if kept is None and keeps_prompts(item.serving):
            kept = self.search.cached.managed[item.rung, item.model, item.serving]
        share = kept.share if kept is not None else 0.0
        tools = self.workload.use_case is UseCase.AGENT
        prefix = "usd_global_" if item.place.profile == "global." else "usd_"
        option = Managed(
            managed_wh_per_call=computed_leaf(),
            reference_node_kw=facts.constant("reference_node_kw"),
            instance_embodied_kg=hardware.instance_embodied_kg,
            lifetime_years=hardware.lifetime_years,
            embodied_active_share=hardware.embodied_active_share,
            usd_per_million_input_tokens=list_price(model, prefix, "per_million_input_tokens"),
            usd_per_million_output_tokens=list_price(model, prefix, "per_million_output_tokens"),
            cached_share=Input("cached_share", share, share, share, "1", "answer"),
            cached_price_fraction=kept.price if kept is not None else cached_price(facts, model),
            batch_price_fraction=changes.tier_price or batch_price(facts, model, tools=tools),
        )
        prompt = prompt_tokens(self.workload, item.rung, self.base)
        demand = self._demand(prompt, changes)
        size = self.search.calls[item.rung][item.model].size
        call = leaves_of_call(self.base, size, demand.input_tokens, demand.output_tokens)
        return Priced(
            option,
            demand,
            self.base.site(item.place),
            (),
            call,
            kind_of(item.rung),
            self.search.extras.leaves(item.rung),
            hidden_tokens(facts, model),
            kept.energy if kept is not None else None,
        )

    def _demand(self, prompt: float, changes: Changes) -> Demand:
        """The demand, less what an answer cache keeps away."""
        if prompt not in self._demands:
            self._demands[prompt] = demand_of(self.workload, prompt)
        demand = self._demands[prompt]
        if changes.availability is not None:
            demand = replace(demand, availability=changes.availability)
        if changes.tier_price is not None:
            demand = replace(demand, async_share=EVERY_CALL)
        if changes.answered_share is None:
            return demand
        return replace(demand, repeat_share=changes.answered_share)


__all__ = ["PLAIN", "SERVICE", "Changes", "Desk"]
