"""Inputs in words: what they are called, of what, and where the architect can change them."""

from collections.abc import Mapping
from dataclasses import replace

from advisors.desk import Desk
from advisors.format import exact, number, scaled, with_unit
from advisors.questions import QUESTIONS
from advisors.record.labels import Labels
from advisors.sensitivity.entrants import Entrant
from advisors.sensitivity.model import Kind
from estimators.figure import Input
from estimators.levers import Lever

SITE_FIELDS: Mapping[str, str] = {
    "pue": "pue",
    "wue_l_per_kwh": "wue_l_per_kwh",
    "location_g_per_kwh": "location_lifecycle_g_per_kwh",
    "market_g_per_kwh": "market_g_per_kwh",
    "grid_water_l_per_kwh": "grid_water_l_per_kwh",
}
"""Inputs of a Region by the column that an override names."""
MACHINE_FIELDS: Mapping[str, str] = {
    "usd_per_instance_hour": "on_demand_usd_per_hour",
    "instance_embodied_kg": "embodied_kgco2e",
}
"""Inputs of an instance type by the column that an override names."""
INTERNAL = frozenset(
    {
        "reference_input_tokens",
        "reference_output_tokens",
        "energy_exponent_input",
        "energy_exponent_output",
        "pace_exponent_input",
        "pace_exponent_output",
        "replica_batch",
        "replicas_per_instance",
        "chips_per_replica",
        "chips_per_instance",
        "cached_share",
        "spot_repeat_factor",
    }
)
"""Inputs of a graph that follow from how a design was sized: nothing that could be otherwise."""
LINKED: Mapping[str, tuple[str, ...]] = {
    "index_bytes_per_corpus_token": ("index_usd_per_year",),
}
"""Inputs that were worked out from another one, in proportion to it, before the graph."""
MODELLED: Mapping[str, str] = {
    "energy": "Energy of a call on {0}, {1} models",
    "pace": "Pace of calls on {0}, {1} models",
    "idle": "Idle power of {0}",
}
"""Streams of the serving model: kind, chip, and shape of the model."""
WORDS: Mapping[str, str] = {
    "active_params_b": "Parameters at work",
    "active_share": "Share of the parameters at work",
    "batch_price_fraction": "Price of deferred work over the list price",
    "cached_price_fraction": "Price of a cached token over a fresh one",
    "corpus_tokens": "Tokens of own documents",
    "embedding_params_b": "Parameters of the embedding model",
    "index_bytes_per_corpus_token": "Bytes of index a token of documents",
    "index_usd_per_year": "Price of the index a year",
    "index_w_per_gib": "Power of a GiB of index",
    "inter_token_ms": "Time between tokens",
    "j_per_gb_weights_read": "Energy of a GB of weights read",
    "j_per_token_per_b_computed": "Energy of a token a billion parameters",
    "keep_alive_s": "Keep-alive time",
    "managed_bytes_per_parameter": "Bytes a parameter of a managed model",
    "managed_effective_batch": "Batch of a managed model",
    "managed_host_factor": "Server over chip energy of a managed model",
    "mfu_prefill": "Share of peak FLOPS reached on prompts",
    "power_fraction_prefill": "Share of the power limit drawn on prompts",
    "managed_active_share": "Share of a managed model's parameters at work",
    "pue": "PUE",
    "price_fraction": "Price paid over the list price",
    "refreshed_share": "Share of the documents that a refresh changes",
    "ttft_ms": "Time to the first token",
    "usd_per_instance_hour": "Price of an hour",
    "vector_search_wh": "Energy of a vector search",
}
"""Inputs that the record's labels only spell out."""
PERCENT: Mapping[str, str] = {item.id: item.unit for item in QUESTIONS if item.kind == "percent"}
LEVEL = 0.005
"""Factors nearer to 1 than this are a tie as things stand."""
FEWER = 3


class Names:
    """Words for the levers of one design."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.labels = Labels(desk.facts)
        self.answers = desk.workload.inputs()

    def of(self, lever: Lever) -> str:
        """A lever in words, with the Region, chip or machine it belongs to."""
        item = lever.first
        kind, _, rest = item.stream.partition("/")
        if kind in MODELLED and rest:
            parts = rest.split("/")
            parts[0] = self._chip(parts[0])
            return MODELLED[kind].format(*parts)
        label = self.word(item.name.removesuffix("_as_sized"))
        return f"{label.removesuffix(' of the Region')} of {rest}" if kind == item.name else label

    def word(self, name: str) -> str:
        """An input in words, without what it belongs to."""
        return WORDS.get(name) or self.labels.of(name)

    def between(self, lever: Lever, first: Entrant, rival: Entrant, place: int) -> str:
        """The same, saying of which of two designs where it is one of theirs alone."""
        own, other = bool(lever.members[0]), bool(lever.members[place])
        name = lever.first.name
        common = name in self.answers or name in self.desk.facts.constants
        if lever.first.stream or common or own == other:
            return self.of(lever)
        whose = first if own else rival
        if name in MACHINE_FIELDS and whose.machine:
            return f"{self.of(lever).removesuffix(' of an instance')} of {whose.machine}"
        if first.model != rival.model and whose.model and name not in MACHINE_FIELDS:
            return f"{self.of(lever)} of {whose.model}"
        return f"{self.of(lever)} of the {'recommended design' if own else 'rival'}"

    def unit(self, unit: str) -> str:
        """The unit of a question as it stands after a number; a bare factor has none."""
        return {"x": "1", "/year": "a year"}.get(unit, unit)

    def kind(self, lever: Lever) -> Kind:
        """Whether it is an answer, a fact, or an assumption of ours."""
        item = lever.first
        if item.name in self.answers:
            return "answer"
        return "assumption" if item.origin in ("assumption", "default") else "fact"

    def key(self, lever: Lever, machine: str = "") -> str:
        """Question to answer or fact to override; empty where it is neither.

        Args:
            lever: What moves.
            machine: Instance type that it belongs to, where it is of one design.
        """
        item = lever.first
        if item.name in MACHINE_FIELDS and machine:
            return f"instances.{machine}.{MACHINE_FIELDS[item.name]}"
        if item.name in self.answers:
            return item.name
        _, _, region = item.stream.partition("/")
        if item.name in SITE_FIELDS and region in self.desk.facts.regions:
            return f"regions.{region}.{SITE_FIELDS[item.name]}"
        known = self.desk.facts.constants.get(item.name)
        same = known is not None and not item.stream and known.value == item.value
        return f"constants.{item.name}.value" if same else ""

    def shown(self, item: Input) -> Input:
        """An answer as the architect gave it: a percentage as such, the prompt as a whole."""
        own = self.answers.get(item.name)
        if own is None:
            return item
        if own.name not in PERCENT:
            return own
        return replace(
            own,
            value=own.value * 100.0,
            low=own.low * 100.0,
            high=own.high * 100.0,
            unit=PERCENT[own.name],
        )

    def _chip(self, name: str) -> str:
        return self.desk.facts.chips[name].name if name in self.desk.facts.chips else name


def clause(label: str, item: Input, value: float) -> str:
    """`PUE of eu-central-1 above 1.42 (x 1.25; its range ends at 1.35)`."""
    side = "above" if value > item.value else "below"
    if item.value and abs(value / item.value - 1.0) < LEVEL:
        return f"{label}: the slightest {'rise' if side == 'above' else 'fall'} ({_now(item)})"
    scale, unit = scaled(item.value, item.unit, item.high)
    item = replace(
        item,
        value=item.value * scale,
        low=item.low * scale,
        high=item.high * scale,
        unit=unit,
    )
    value *= scale
    shown = with_unit(number(value, FEWER), unit)
    factor = value / item.value if item.value else 0.0
    return f"{label} {side} {shown} ({times(factor)}; {_where(item, value)})"


def times(factor: float) -> str:
    """A factor in words: `x 1.25`, `÷ 2.2`."""
    if factor >= 1.0:
        return f"x {number(factor, FEWER)}"
    return f"÷ {number(1.0 / factor, FEWER)}" if factor > 0 else "nothing"


def _where(item: Input, value: float) -> str:
    now = _now(item)
    if item.certain:
        return f"{now}, taken as certain"
    if item.low <= value <= item.high:
        low, high = number(item.low, FEWER), number(item.high, FEWER)
        return f"{now}, within its range {low} to {high}"
    if value > item.high:
        return f"{now}, its range ends at {number(item.high, FEWER)}"
    return f"{now}, its range begins at {number(item.low, FEWER)}"


def _now(item: Input) -> str:
    return f"{with_unit(exact(item.value, FEWER), item.unit)} now"
