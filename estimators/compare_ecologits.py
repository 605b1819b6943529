"""EcoLogits' side of a comparison: its formulas and constants, read from the installed package.

EcoLogits is a development dependency: nothing else needs it, and it is imported when it is asked
for. Its estimate of open models counts output tokens at a batch of 64 requests on 80 GB GPUs, a
server of eight GPUs that draws 1.2 kW beside them, and the PUE and electricity mix of the provider.
"""

from dataclasses import dataclass, replace
from importlib.util import find_spec

from estimators.compare import Condition, Factor, Rival
from estimators.compare_ours import ASSUMED, Asked, chip_energy_j
from estimators.errors import EvidenceError, InputError
from estimators.facts import Facts
from estimators.figure import Input
from estimators.memory import GIB, weights_gib
from estimators.replica import load_of
from estimators.serving import replica

TOOL = "EcoLogits"
SOURCE = ("ecologits-package",)
TESTED = "0.11.3"
PROVIDER = "huggingface_hub"
GPU = "h100"
J_PER_KWH = 3.6e6
UNCOUNTED_PROMPT_TOKENS = 1.0
"""A request without a prompt cannot be served; one token is the least."""


@dataclass(frozen=True)
class _Estimate:
    """EcoLogits on one request: energies in kWh, embodied carbon in kg."""

    gpus: int
    gpu_kwh: float
    server_kwh: float
    latency_s: float
    embodied_kg: float

    @property
    def chip_kwh(self) -> float:
        """Energy of all GPUs."""
        return self.gpus * self.gpu_kwh

    @property
    def chip_j(self) -> float:
        """The same in joules."""
        return self.chip_kwh * J_PER_KWH


def ecologits_rival(
    asked: Asked, facts: Facts, *, provider: str = PROVIDER, zone: str = ""
) -> Rival:
    """EcoLogits' estimate of the request that was asked about.

    Args:
        asked: Our deployment.
        facts: To look up the GPU that EcoLogits assumes.
        provider: EcoLogits' provider, which sets PUE and electricity zone.
        zone: Country code of the electricity mix; that of the provider when empty.

    Raises:
        EvidenceError: EcoLogits is not installed.
        InputError: It knows no such provider or zone.
    """
    require_installed()
    r = asked.replica
    found = _estimate(r.model.params_active_b, r.model.params_total_b, r.output_tokens)
    conditions = _conditions(asked, facts, found.gpus)
    return Rival(
        tool=TOOL,
        version=_version(),
        conditions=conditions,
        formula=(_formula(conditions[-1].chip_j, found.chip_j),),
        chip_j=found.chip_j,
        boundary=(found.chip_kwh + found.server_kwh) / found.chip_kwh,
        boundary_inputs=_boundary_inputs(found),
        pue=_pue(provider),
        grid_g_per_kwh=_grid(provider, zone),
        embodied_g=found.embodied_kg * 1000.0,
        embodied=_embodied_inputs(found),
        boundary_why="a fixed 1.2 kW for the rest of a server, for the time of its own regression",
        pue_why=f"the middle of what it assumes for the provider {provider}",
        grid_why="the national mix of the provider's country, electricity production life cycle",
        embodied_why="fixed kilograms a GPU and a server over three years of full use",
    )


def require_installed() -> None:
    """Refuse when the package is not there.

    Raises:
        EvidenceError: EcoLogits is not installed.
    """
    if find_spec("ecologits") is None:
        raise EvidenceError(
            "there is nothing to compare with",
            "EcoLogits is not installed; it is a development dependency that no estimate needs",
            f"Install it: python -m pip install ecologits=={TESTED}. Or compare with --tool tdp.",
        )


def _estimate(active_b: float, total_b: float, tokens: float) -> _Estimate:
    """EcoLogits' own graph of formulas, with its own constants."""
    from ecologits.impacts import llm

    found = llm.compute_llm_impacts_dag(
        model_active_parameter_count=active_b,
        model_total_parameter_count=total_b,
        output_token_count=tokens,
        request_latency=float("inf"),
        if_electricity_mix_adpe=0.0,
        if_electricity_mix_pe=0.0,
        if_electricity_mix_gwp=0.0,
        if_electricity_mix_wue=0.0,
        datacenter_pue=1.0,
        datacenter_wue=0.0,
    )
    return _Estimate(
        gpus=int(found["gpu_required_count"]),
        gpu_kwh=float(found["gpu_energy"]),
        server_kwh=float(found["server_energy"]),
        latency_s=float(found["generation_latency"]),
        embodied_kg=float(found["request_embodied_gwp"]),
    )


def _boundary_inputs(found: _Estimate) -> tuple[Input, ...]:
    """What the rest of a server rests on."""
    from ecologits.impacts import llm

    return (
        _their("gpu_energy", found.chip_j, "J", f"all {found.gpus} GPUs"),
        _their("server_power", llm.SERVER_POWER * 1000.0, "W", "beside its GPUs"),
        _their("server_gpus", llm.SERVER_GPUS, "GPUs", "its share goes by GPUs"),
        _latency(found),
    )


def _embodied_inputs(found: _Estimate) -> tuple[Input, ...]:
    """What its embodied carbon rests on."""
    from ecologits.impacts import llm

    return (
        _their("gpu_embodied", llm.GPU_EMBODIED_IMPACT_GWP, "kg CO2e", "each GPU"),
        _their("server_embodied", llm.SERVER_EMBODIED_IMPACT_GWP, "kg CO2e", "without GPUs"),
        _their("lifetime", llm.HARDWARE_LIFESPAN / 365.0 / 86400.0, "years", "all of it used"),
        _latency(found),
    )


def _latency(found: _Estimate) -> Input:
    return _their("generation_latency", found.latency_s, "s", "regression, over the batch of 64")


def _conditions(asked: Asked, facts: Facts, gpus: int) -> tuple[Condition, ...]:
    """Our model under one more of EcoLogits' conditions at a time."""
    from ecologits.impacts import llm

    r = asked.replica
    batch = replace(r, batch=float(llm.BATCH_SIZE))
    tokens = replace(batch, input_tokens=UNCOUNTED_PROMPT_TOKENS)
    precision = replace(tokens, precision="bf16")
    return (
        Condition(
            "batch",
            chip_energy_j(batch),
            (asked.input("batch", "requests"),),
            (_their("batch", llm.BATCH_SIZE, "requests", "the same for every deployment"),),
            "every request shares its GPUs with 63 others",
        ),
        Condition(
            "tokens counted",
            chip_energy_j(tokens),
            (asked.input("input_tokens", "tokens"), asked.input("output_tokens", "tokens")),
            (
                _their("input_tokens", 0.0, "tokens", "prompts are not counted"),
                _their("output_tokens", r.output_tokens, "tokens", "as asked"),
            ),
            "it counts output tokens alone; here the prompt shrinks to one token",
        ),
        Condition(
            "precision",
            chip_energy_j(precision),
            (_bytes_per_weight(asked),),
            (_their("bytes_per_weight", llm.MODEL_QUANTIZATION_BITS / 8, "bytes", "16 bits"),),
            "it takes weights at 16 bits",
        ),
        _hardware(asked, facts, gpus),
    )


def _hardware(asked: Asked, facts: Facts, gpus: int) -> Condition:
    """Its number and kind of GPUs, with all conditions before."""
    from ecologits.impacts import llm

    r = asked.replica
    hardware = replica(
        r.model,
        facts.chip(GPU),
        chips=gpus,
        tp=gpus,
        precision="bf16",
        batch=float(llm.BATCH_SIZE),
        input_tokens=UNCOUNTED_PROMPT_TOKENS,
        output_tokens=r.output_tokens,
        options=r.options,
    )
    note = f"of {llm.GPU_MEMORY} GB, a power of two, here taken as H100"
    return Condition(
        "hardware",
        chip_energy_j(hardware),
        (_chips(asked),),
        (_their("gpus", gpus, "GPUs", note),),
        "its number of GPUs follows from 1.2 times the weights, on one kind of GPU",
    )


def _formula(ours_j: float, theirs_j: float) -> Factor:
    """What is left under equal conditions."""
    from ecologits.impacts import llm

    note = "our calibrated model under the same conditions"
    return Factor(
        "energy formula",
        ours_j / theirs_j,
        (
            Input(
                "chip_energy", ours_j, ours_j, ours_j, "J", "fact", ("ml-energy-2026",),
                confidence="estimated", note=note,
            ),
        ),
        (
            _their("chip_energy", theirs_j, "J", "its regression for all GPUs"),
            _their("alpha", llm.GPU_ENERGY_ALPHA, "Wh/token/10^9", "per active parameter"),
            _their("beta", llm.GPU_ENERGY_BETA, "1", "exponent of the batch"),
            _their("gamma", llm.GPU_ENERGY_GAMMA, "Wh/token", "per token"),
        ),
        "a regression on active parameters and batch, per GPU, times the number of GPUs",
    )  # fmt: skip


def _bytes_per_weight(asked: Asked) -> Input:
    """Mean over all weights: some formats pack the experts alone."""
    r = asked.replica
    packed = float(weights_gib(load_of(r))[0]) * GIB * r.chips / r.dp
    value = packed / (r.model.params_total_b * 1e9)
    given = "precision" in asked.given
    return Input(
        "bytes_per_weight", value, value, value, "bytes", "answer" if given else "default",
        () if given else ASSUMED, note=r.precision,
    )  # fmt: skip


def _chips(asked: Asked) -> Input:
    r = asked.replica
    count = float(r.chips)
    sources = tuple(sorted({*r.chip.sources, *r.chip.tdp_sources}))
    return Input(
        "chips", count, count, count, "chips", "fact", sources, r.chip.as_of, note=r.chip.name
    )


def _pue(provider: str) -> Input:
    from ecologits.tracers.utils import PROVIDER_CONFIG_MAP

    known = PROVIDER_CONFIG_MAP.get(provider)
    if known is None:
        raise InputError(
            f"{TOOL} knows no provider {provider!r}",
            "PUE and electricity mix hang on it",
            f"Use one of {', '.join(sorted(PROVIDER_CONFIG_MAP))}.",
        )
    pue = known.datacenter_pue
    low, high = (pue.min, pue.max) if hasattr(pue, "min") else (pue, pue)
    value = (float(low) + float(high)) / 2.0
    return Input(
        "pue", value, float(low), float(high), "1", "fact", SOURCE, note=f"provider {provider}"
    )


def _grid(provider: str, zone: str) -> Input:
    from ecologits.electricity_mix_repository import electricity_mixes
    from ecologits.tracers.utils import PROVIDER_CONFIG_MAP

    code = zone.upper() or str(PROVIDER_CONFIG_MAP[provider].datacenter_location)
    mix = electricity_mixes.find_electricity_mix(zone=code)
    if mix is None:
        raise InputError(
            f"{TOOL} has no electricity mix for {zone!r}",
            "it names zones by the three letters of ISO 3166",
            "Use a code such as USA, FRA, SWE, or WOR for the world.",
        )
    value = float(mix.gwp) * 1000.0
    return _their("grid_intensity", value, "g/kWh", f"zone {code}")


def _their(name: str, value: float, unit: str, note: str) -> Input:
    number = float(value)
    return Input(name, number, number, number, unit, "fact", SOURCE, note=note)


def _version() -> str:
    from importlib.metadata import version

    return version("ecologits")
