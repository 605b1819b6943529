"""What follows from the facts alone: computed once a set of facts, shared by all designs.

What designs have in common is kept here too, so that an answer that moves one part of the figures
leaves the others as they are: steps of the figures in the ledger, sizes by what they rest on.
"""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from functools import cached_property, lru_cache
from math import sqrt
from threading import Lock
from typing import Generic, TypeVar, cast

from advisors.places import Place, site_of_place
from estimators.annual import Site, with_streams
from estimators.draws import latin_ledger
from estimators.errors import EvidenceError, InputError
from estimators.facts import Chip, Facts, Instance
from estimators.facts.model_rows import Model
from estimators.managed import Size, size_of
from estimators.model_config import Architecture, from_columns, from_model
from estimators.power import rest_power_w
from estimators.replica import chips_needed
from estimators.serving import node_rest
from estimators.site import Hardware, hardware_of

T = TypeVar("T")
NEURON_FAMILIES = ("llama", "qwen2.5", "qwen3", "mistral", "mixtral", "codellama")
"""Starts of catalogue ids whose architecture the Neuron inference library serves in production.

Read in the Neuron documentation, release 2.28 to 2.32 (NxD Inference model reference): Llama,
Mistral and Mixtral, Qwen2.5 and Qwen3 dense and with experts; gpt-oss on Trainium3 alone.
"""
NEURON_NOT = ("qwen3-next", "qwen3-coder-next", "qwen3-vl", "mistral-large-3", "mistral-small-4")
"""Of those families, the ones with linear or latent attention or vision, which it does not list."""
NEURON_SOURCE = "Neuron documentation, NxD Inference model reference, 2026"
LAYERS_BY_WIDTH = 1e4
"""Square of how many times wider than deep a usual model is."""
REFERENCE_CHIP = "h100"
REFERENCE_PRECISION = "fp8"
"""Hardware that a managed model is taken to run on."""
IDLE_MODE = "power_fraction_idle_loaded"
KEPT = 48
"""Results that a base keeps by what they were asked for: those of a design or two."""
DRAWS = 128
"""Draws behind the figures of a candidate."""
SERVING_KINDS = frozenset({"gpu", "trainium", "inferentia"})


class Base:
    """Facts with what is derived from them; compare by identity."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._lock = Lock()
        self.forget()
        self._sites: dict[str, Site] = {}
        self._hardware: dict[str, Hardware] = {}
        self._idle_w: dict[str, float] = {}
        self._shards: dict[Architecture, float] = {}
        self._sizes: dict[str, Size | None] = {}
        self._shapes: dict[str, Architecture] = {}

    def forget(self) -> None:
        """Drop what earlier designs left; results stay the same, the next is slower."""
        self.ledger = latin_ledger(DRAWS)
        self._kept: dict[Hashable, object] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made anew only where the key was not among the last `KEPT`.

        Several threads may ask. The lock is not held while something is made, so that two may
        make the same; the first to finish is kept, and both get that.
        """
        with self._lock:
            if key in self._kept:
                found = self._kept[key] = self._kept.pop(key)
                return cast("T", found)
            kept = self._kept
        made = make()
        with self._lock:
            found = kept.pop(key, made)
            while len(kept) >= KEPT:
                kept.pop(next(iter(kept)))
            kept[key] = found
        return cast("T", found)

    def with_shapes(self, shapes: Mapping[str, Architecture]) -> "Base":
        """The same base with more models, or others under known ids; sizes are kept apart."""
        found = copy(self)
        vars(found).update(architectures={**self.architectures, **shapes}, _kept={})
        return found

    @cached_property
    def architectures(self) -> Mapping[str, Architecture]:
        """Models that can be sized, by catalogue id."""
        return {key: found for key in self.generative if (found := self._shape(key)) is not None}

    @cached_property
    def generative(self) -> Mapping[str, Model]:
        """Models that write text, by catalogue id."""
        return {key: row for key, row in self.facts.models.items() if "->" not in row.modality}

    @cached_property
    def serving_instances(self) -> tuple[Instance, ...]:
        """Instance types with accelerators, in the order of the facts."""
        return tuple(
            row
            for row in self.facts.instances.values()
            if self.facts.chip(row.chip).kind in SERVING_KINDS
        )

    def site(self, place: Place) -> Site:
        """A place as the footprint sees it."""
        key = place.profile or place.id
        if key not in self._sites:
            self._sites[key] = with_streams(site_of_place(place, self.facts))
        return self._sites[key]

    def hardware(self, instance: str) -> Hardware:
        """An instance type with its price and embodied carbon."""
        if instance not in self._hardware:
            self._hardware[instance] = hardware_of(self.facts, instance)
        return self._hardware[instance]

    def idle_w(self, chip: Chip) -> float:
        """A chip with the model loaded and nothing to do, with its share of the server."""
        limit = chip.tdp_watts or 0.0
        if limit and chip.id not in self._idle_w:
            own = limit * self.facts.constant(IDLE_MODE).value
            self._idle_w[chip.id] = own + float(rest_power_w(own, limit, node_rest()))
        return self._idle_w.get(chip.id, 0.0)

    def reference_shards(self, shape: Architecture) -> float:
        """Reference chips that hold a managed model."""
        if shape not in self._shards:
            needed = chips_needed(shape, self.facts.chip(REFERENCE_CHIP), REFERENCE_PRECISION)
            self._shards[shape] = float(needed)
        return self._shards[shape]

    def managed_size(self, model: Model) -> Size | None:
        """Size of a managed model as a range; None where neither size nor price bounds it."""
        if model.id not in self._sizes:
            try:
                self._sizes[model.id] = size_of(self.facts, model)
            except EvidenceError:
                self._sizes[model.id] = None
        return self._sizes[model.id]

    def managed_shape(self, model: Model, size: Size) -> Architecture:
        """Published architecture of a managed model, else a usual one of its size."""
        if model.id not in self._shapes:
            self._shapes[model.id] = self.architectures.get(model.id) or usual_shape(
                model.name, size.active_params_b.value, size.active_share.value
            )
        return self._shapes[model.id]

    def _shape(self, key: str) -> Architecture | None:
        try:
            return from_model(self.facts.models[key])
        except (EvidenceError, InputError):
            return None


def neuron_serves(model_id: str, chip_id: str) -> bool:
    """Whether the Neuron SDK serves the model on the chip in production."""
    if model_id.startswith("gpt-oss"):
        return chip_id == "trainium3"
    return model_id.startswith(NEURON_FAMILIES) and not model_id.startswith(NEURON_NOT)


def usual_shape(name: str, active_b: float, share: float) -> Architecture:
    """A shape that models of a size usually have.

    12 x layers x width^2 parameters, width 100 x layers; where more is stored than used, a
    mixture of 64 experts with 4 chosen.
    """
    layers = max(16.0, round((active_b * 1e9 / 12.0 / LAYERS_BY_WIDTH) ** (1.0 / 3.0)))
    width = 128.0 * max(4.0, round(sqrt(active_b * 1e9 / 12.0 / layers) / 128.0))
    columns: dict[str, float | None] = {
        "params_total_b": active_b,
        "params_active_b": active_b,
        "layers": layers,
        "hidden_size": width,
        "kv_heads": 8.0,
        "head_dim": 128.0,
    }
    if share < 0.67:
        columns |= {"experts": 64.0, "experts_active": 4.0}
        columns["params_total_b"] = min(active_b / share, active_b * 15.0)
    return from_columns(name, columns)


def base_of(facts: Facts) -> Base:
    """The base of a set of facts, the same object for the same facts."""
    return _base(Same(facts))


class Same(Generic[T]):
    """A key for what cannot be hashed (facts, arrays): equal where it holds the same object."""

    __slots__ = ("held",)

    def __init__(self, held: T) -> None:
        self.held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.held is self.held

    def __hash__(self) -> int:
        return id(self.held)


@lru_cache(maxsize=4)
def _base(key: Same[Facts]) -> Base:
    return Base(key.held)
