"""The desk at which all advisors sit: one workload, its candidates, and figures on request."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import log

from advisors.base import REFERENCE_CHIP, REFERENCE_PRECISION, Base
from advisors.candidates import Candidate, Search, demand_of, search
from advisors.classic import Classic, classic_for, latency_ms, price_classic
from advisors.elasticity import Tokens, tokens_of
from advisors.figures import Extra, Priced, outcome_of
from advisors.managed_models import BATCH, node_kw
from advisors.places import Place
from advisors.rungs import Rung, added, prompt_tokens
from advisors.sizing import Layout, Layouts, leaves_of
from advisors.weights import Hosting, effort_weeks, weights_of
from advisors.workload import Workload
from estimators.annual import Demand, Leaf, Managed, Missing, Policy, SelfHosted, Site
from estimators.errors import EvidenceError
from estimators.facts import Facts
from estimators.figure import Input
from estimators.graph import Outcome

EMBODIED_REFERENCE = "p5.48xlarge"


@dataclass(frozen=True)
class Measured:
    """A candidate with its figures and what else ranks it.

    Attributes:
        latency_ms: From the question to the last word, network included; None when unknown.
        effort_weeks: Person-weeks.
    """

    outcome: Outcome
    latency_ms: float
    effort_weeks: float


@dataclass(frozen=True)
class Changes:
    """What an inference technique changes about a managed call or a served replica.

    Attributes:
        cached_share: Share of the prompt that a cache serves.
        energy_factor: Energy of a call over what it was, where physics does not say it.
        policy: Another way to run the fleet.
        answered_share: Share of the requests that never reach the model.
    """

    cached_share: float = 0.0
    energy_factor: Input | None = None
    policy: Policy | None = None
    answered_share: Input | None = None


class Desk:
    """One workload on the table; everything is computed when it is first asked for."""

    def __init__(self, workload: Workload, base: Base) -> None:
        self.workload = workload
        self.base = base
        self.weights = weights_of(workload)

    @property
    def facts(self) -> Facts:
        """The facts, with the user's own laid over them."""
        return self.base.facts

    @cached_property
    def search(self) -> Search:
        """All generative candidates."""
        return search(self.workload, self.base)

    @cached_property
    def classic(self) -> Classic | None:
        """The smaller approach that does the job, None when only a generative one does."""
        return classic_for(self.workload, self.base)

    @property
    def best(self) -> Candidate | None:
        """The best generative candidate."""
        return self.search.best

    @cached_property
    def open_regions(self) -> tuple[Place, ...]:
        """Single Regions that pass law, wishes, state of service and network."""
        return tuple(place for place in self.search.places if not place.profile)

    @cached_property
    def classic_place(self) -> Place | None:
        """Where the smaller approach runs best; None when there is none or no Region is open."""
        if self.classic is None or not self.open_regions:
            return None
        rated = [(self._classic_score(self.classic, p), p.id, p) for p in self.open_regions]
        return min(rated, key=lambda item: item[:2])[2]

    def measure_classic(self, item: Classic, place: Place) -> Measured:
        """Figures of a smaller approach.

        Raises:
            InputError: A number that physics cannot take.
        """
        priced = price_classic(item, self.workload, place, self.base)
        weeks = effort_weeks(self.workload, "classic", Rung.PROMPT, neuron=False)
        return Measured(
            outcome_of(priced), latency_ms(item, self.workload, place, self.base), weeks
        )

    def _classic_score(self, item: Classic, place: Place) -> float:
        """Score by the site alone: the work of a smaller approach is the same everywhere."""
        ratios = site_ratios(self.base.site(place), market=self.workload.market_based)
        latency = latency_ms(item, self.workload, place, self.base)
        return sum(
            self.weights[name] * log(max(value, 1e-9))
            for name, value in (ratios | {"latency": latency}).items()
        )

    def measure(self, item: Candidate, changes: Changes | None = None) -> Measured:
        """Figures of a candidate.

        Raises:
            InputError: A number that physics cannot take.
        """
        priced = self.price(item, changes)
        row, column = self.search.locate(item)
        return Measured(
            outcome_of(priced),
            float(self.search.latency_ms[row, column]),
            self.effort(item),
        )

    def effort(self, item: Candidate) -> float:
        """Person-weeks of a candidate."""
        kind: Hosting = "managed" if item.managed else "self"
        neuron = item.layout is not None and self.chip_kind(item.layout.instance) != "gpu"
        return effort_weeks(self.workload, kind, item.rung, neuron=neuron)

    def chip_kind(self, instance: str) -> str:
        """Kind of the chips of an instance type."""
        return self.facts.chip(self.facts.instances[instance].chip).kind

    def price(self, item: Candidate, changes: Changes | None = None) -> Priced:
        """A candidate with every leaf that its graph needs."""
        changed = changes or Changes()
        if item.layout is not None:
            layouts = self.search.layouts[item.rung]
            return self._self_hosted(item, layouts, layouts.keys.index(item.layout), changed)
        return self._managed(item, changed)

    def measure_layouts(
        self, item: Candidate, layouts: Layouts, row: int, changes: Changes | None = None
    ) -> Measured:
        """Figures of a candidate served by another layout than those of the search."""
        measured = self.measure(item)
        key = layouts.keys[row]
        changed = replace(item, layout=key)
        priced = self._self_hosted(changed, layouts, row, changes or Changes())
        answer = max(self.workload.output_tokens.value, 1.0)
        alone = float(layouts.ttft_ms[row] + layouts.inter_token_ms[row] * answer)
        return Measured(
            outcome_of(priced), alone + (item.place.rtt_ms or 0.0), measured.effort_weeks
        )

    def _self_hosted(self, item: Candidate, layouts: Layouts, row: int, changes: Changes) -> Priced:
        prompt = prompt_tokens(self.workload, item.rung, self.base)
        layout = layouts.keys[row]
        leaves = leaves_of(self.base, layouts, row)
        if changes.energy_factor is not None:
            leaves = {
                name: _times(leaf, changes.energy_factor) if name.startswith("wh_") else leaf
                for name, leaf in leaves.items()
            }
        option = SelfHosted(
            **leaves,
            **vars(self.base.hardware(layout.instance)),
            policy=changes.policy or self.search.policy,
        )
        return Priced(
            option,
            self._demand(prompt, changes),
            self.base.site(item.place),
            self._tokens_self(layout, prompt, float(layouts.batch[row])),
            self.extra(item),
        )

    def _demand(self, prompt: float, changes: Changes) -> Demand:
        """The demand, less what an answer cache keeps away, with what is deferred."""
        demand = demand_of(self.workload, prompt)
        if changes.answered_share is not None:
            share = changes.answered_share
            asked = demand.requests_per_day
            demand = replace(
                demand,
                requests_per_day=replace(
                    asked,
                    value=asked.value * (1.0 - share.value),
                    low=asked.low * (1.0 - share.value),
                    high=asked.high * (1.0 - share.value),
                    note=f"{asked.note}; {share.value:.0%} are answered from a cache".strip("; "),
                ),
            )
        return demand

    def _managed(self, item: Candidate, changes: Changes) -> Priced:
        w, facts = self.workload, self.facts
        prompt = prompt_tokens(w, item.rung, self.base)
        call = self.search.calls[item.rung][item.model]
        model = facts.models[item.model]
        energy = (
            call.wh if changes.energy_factor is None else _times(call.wh, changes.energy_factor)
        )
        cached = Input(
            "cached_share", changes.cached_share, changes.cached_share, changes.cached_share, "1",
            "answer", note="share of the prompt that a cache serves",
        )  # fmt: skip
        prefix = "usd_global_" if item.place.profile == "global." else "usd_"
        hardware = self.base.hardware(EMBODIED_REFERENCE)
        option = Managed(
            managed_wh_per_call=energy,
            reference_node_kw=node_kw(self.base),
            instance_embodied_kg=hardware.instance_embodied_kg,
            lifetime_years=hardware.lifetime_years,
            embodied_active_share=hardware.embodied_active_share,
            usd_per_million_input_tokens=_price(
                model, prefix + "per_million_input_tokens", "usd_per_million_input_tokens"
            ),
            usd_per_million_output_tokens=_price(
                model, prefix + "per_million_output_tokens", "usd_per_million_output_tokens"
            ),
            cached_share=cached,
            cached_price_fraction=facts.constant(
                "bedrock_cache_read_price_fraction", "cached_price_fraction"
            ),
            batch_price_fraction=facts.constant(
                "bedrock_batch_price_fraction", "batch_price_fraction"
            ),
        )
        answer = max(w.output_tokens.value, 1.0)
        tokens = tokens_of(
            call.shape,
            facts.chip(REFERENCE_CHIP),
            REFERENCE_PRECISION,
            call.shards,
            facts.constant(BATCH).value,
            prompt,
            answer,
        )
        return Priced(
            option,
            self._demand(prompt, changes),
            self.base.site(item.place),
            tokens,
            self.extra(item),
        )

    def extra(self, item: Candidate) -> Extra:
        """What the rung adds to serving."""
        found = added(self.workload, item.rung, item.model, self.base)
        return Extra(found.tuning_kwh, found.tuning_usd, found.retrieval_kwh, found.retrieval_usd)

    def _tokens_self(self, item: Layout, prompt: float, batch: float) -> Tokens:
        return tokens_of(
            self.base.architectures[item.model],
            self.facts.chip(self.facts.instances[item.instance].chip),
            item.precision,
            float(item.shards),
            batch,
            prompt,
            max(self.workload.output_tokens.value, 1.0),
        )


def site_ratios(site: Site, *, market: bool) -> dict[str, float]:
    """Carbon, water and cost of one kWh of IT energy, where known; 1 where not."""

    def known(leaf: Leaf, otherwise: float) -> float:
        return leaf.value if isinstance(leaf, Input) else otherwise

    pue = known(site.pue, 1.2)
    location = known(site.location_g_per_kwh, 500.0)
    grid = known(site.market_g_per_kwh, location) if market else location
    water = known(site.wue_l_per_kwh, 0.5) + pue * known(site.grid_water_l_per_kwh, 3.0)
    return {
        "carbon": max(pue * grid, 1.0),
        "water": water,
        "cost": known(site.price_region_factor, 1.5),
    }


def _price(model: object, column: str, name: str) -> Input | Missing:
    for candidate in (column, name):
        try:
            found: Input = model.input(candidate, name)  # type: ignore[attr-defined]
        except EvidenceError as error:
            reason = str(error)
        else:
            return replace(found, low=found.value, high=found.value)
    return Missing(reason)


def _times(item: Input, factor: Input) -> Input:
    """An input scaled by an uncertain factor."""
    low, high = factor.low / factor.value, factor.high / factor.value
    return replace(
        item,
        value=item.value * factor.value,
        low=item.value * factor.value * min(item.low / item.value, low),
        high=item.value * factor.value * max(item.high / item.value, high),
        sources=tuple(sorted({*item.sources, *factor.sources})),
        note=f"{item.note}; {factor.note}",
    )
