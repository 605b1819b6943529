"""Life-cycle formulas of a customization rung: what is spent once, again, and with every call.

All energies are IT energy until `fixed_kwh` and `per_call_wh`, where PUE enters once. Carbon holds
electricity and the embodied share, as in `annual`. Floats or arrays.
"""

from functools import cache
from typing import Literal

from estimators import footprint
from estimators.figure import Formula
from estimators.graph import FloatArray, Graph, Step
from estimators.managed import INPUT_TOKEN, j_per_input_token
from estimators.training import run_graph

Kind = Literal["prompt", "retrieval", "tuned", "tuned-retrieval"]


def calls_total(calls_per_year: FloatArray, horizon_years: FloatArray) -> FloatArray:
    """Model calls over the horizon."""
    return calls_per_year * horizon_years


CALLS_TOTAL = Formula("customization_graph.calls_total", "calls = calls/year × horizon [years]")


def call_it_wh(
    *,
    input_tokens: FloatArray,
    extra_input_tokens: FloatArray,
    output_tokens: FloatArray,
    wh_per_input_token: FloatArray,
    wh_per_output_token: FloatArray,
    call_factor: FloatArray,
    retrieval_wh: FloatArray,
) -> FloatArray:
    """IT energy of a call [Wh]: prompt with what the rung adds to it, answer, retrieval."""
    prompt = (input_tokens + extra_input_tokens) * wh_per_input_token
    return (prompt + output_tokens * wh_per_output_token) * call_factor + retrieval_wh


CALL_IT = Formula(
    "customization_graph.call_it_wh",
    "Wh per call = ((tokens + added tokens) × Wh per input token + answer × Wh per output token) ×"
    " adapter factor + retrieval",
)


def call_usd(
    *,
    input_tokens: FloatArray,
    extra_input_tokens: FloatArray,
    output_tokens: FloatArray,
    usd_per_million_input_tokens: FloatArray,
    usd_per_million_output_tokens: FloatArray,
    retrieval_usd: FloatArray,
) -> FloatArray:
    """Price of a call [USD]: tokens and retrieval."""
    prompt = (input_tokens + extra_input_tokens) * usd_per_million_input_tokens
    return (prompt + output_tokens * usd_per_million_output_tokens) / 1e6 + retrieval_usd


CALL_USD = Formula(
    "customization_graph.call_usd",
    "USD per call = ((tokens + added tokens) × USD per 10⁶ input + answer × USD per 10⁶ output)"
    " ÷ 10⁶ + retrieval",
)


def query_wh(
    query_tokens: FloatArray,
    embedding_j_per_token: FloatArray,
    vector_search_wh: FloatArray,
    managed_host_factor: FloatArray,
) -> FloatArray:
    """IT energy of retrieving for one call [Wh]: embedding the query, searching, reading."""
    return query_tokens * embedding_j_per_token * managed_host_factor / 3600.0 + vector_search_wh


QUERY = Formula(
    "customization_graph.query_wh",
    "retrieval [Wh] = query tokens × J per embedded token × server factor ÷ 3600 + search",
)


def index_it_kwh(
    *,
    corpus_tokens: FloatArray,
    refreshes: FloatArray,
    refreshed_share: FloatArray,
    embedding_j_per_token: FloatArray,
    managed_host_factor: FloatArray,
    index_bytes_per_corpus_token: FloatArray,
    index_w_per_gib: FloatArray,
    horizon_years: FloatArray,
) -> FloatArray:
    """IT energy of an index over the horizon [kWh]: embedding, embedding again, keeping it up."""
    passes = 1.0 + refreshes * refreshed_share
    embedded = corpus_tokens * passes * embedding_j_per_token * managed_host_factor / 3.6e6
    gib = corpus_tokens * index_bytes_per_corpus_token / 2.0**30
    kept = gib * index_w_per_gib * horizon_years * footprint.HOURS_PER_YEAR / 1000.0
    return embedded + kept


INDEX = Formula(
    "customization_graph.index_it_kwh",
    "index [kWh] = corpus × (1 + refreshes × share) × J per token × server factor ÷ 3.6·10⁶ + GiB ×"
    " W per GiB × hours ÷ 1000",
)


def tuning_runs(development_runs: FloatArray, refreshes: FloatArray) -> FloatArray:
    """Full runs over the horizon: those until the first model is accepted, one for each refresh."""
    return development_runs + refreshes


TUNING_RUNS = Formula(
    "customization_graph.tuning_runs", "full runs = runs until accepted + refreshes"
)


def tuning_it_kwh(
    node_energy_kwh: FloatArray,
    tuning_runs: FloatArray,
    training_overhead_factor: FloatArray,
    spot_repeat_factor: FloatArray,
) -> FloatArray:
    """IT energy of training over the horizon [kWh], with restarts, checkpoints, interruptions."""
    return node_energy_kwh * tuning_runs * training_overhead_factor * spot_repeat_factor


TUNING = Formula(
    "customization_graph.tuning_it_kwh",
    "training [kWh] = energy of a run × full runs × restarts and checkpoints × interruptions",
)


def tuning_usd(
    *,
    chip_hours: FloatArray,
    tuning_runs: FloatArray,
    training_overhead_factor: FloatArray,
    spot_repeat_factor: FloatArray,
    usd_per_chip_hour: FloatArray,
    price_fraction: FloatArray,
) -> FloatArray:
    """Price of training over the horizon [USD]."""
    hours = chip_hours * tuning_runs * training_overhead_factor * spot_repeat_factor
    return hours * usd_per_chip_hour * price_fraction


TUNING_USD = Formula(
    "customization_graph.tuning_usd",
    "training [USD] = accelerator hours × full runs × restarts × interruptions × USD per"
    " accelerator hour × fraction paid",
)


def fixed_it_kwh(
    index_it_kwh: FloatArray,
    tuning_it_kwh: FloatArray,
    hosting_it_kwh_per_year: FloatArray,
    horizon_years: FloatArray,
) -> FloatArray:
    """IT energy that does not depend on calls [kWh]: index, training, a model kept up."""
    return index_it_kwh + tuning_it_kwh + hosting_it_kwh_per_year * horizon_years


FIXED_IT = Formula(
    "customization_graph.fixed_it_kwh",
    "fixed [kWh IT] = index + training + standby of a model of one's own × horizon",
)


def fixed_usd(
    index_usd_per_year: FloatArray,
    tuning_usd: FloatArray,
    hosting_usd_per_year: FloatArray,
    horizon_years: FloatArray,
) -> FloatArray:
    """Cost that does not depend on calls [USD]."""
    return tuning_usd + (index_usd_per_year + hosting_usd_per_year) * horizon_years


FIXED_USD = Formula(
    "customization_graph.fixed_usd",
    "fixed [USD] = training + (index + hosting of a model of one's own) per year × horizon",
)


def kg_per_it_kwh(
    *,
    pue: FloatArray,
    location_g_per_kwh: FloatArray,
    instance_embodied_kg: FloatArray,
    lifetime_years: FloatArray,
    embodied_active_share: FloatArray,
    reference_node_kw: FloatArray,
) -> FloatArray:
    """Carbon of a kWh of IT energy [kg CO2e], location-based, hardware included."""
    electricity = footprint.carbon_operational_kg(pue, location_g_per_kwh)
    hours = 1.0 / reference_node_kw
    return electricity + footprint.embodied_kg(
        hours, instance_embodied_kg, lifetime_years, embodied_active_share
    )


KG_PER_KWH = Formula(
    "customization_graph.kg_per_it_kwh",
    "kg per kWh IT = PUE × grid [g/kWh] ÷ 1000 + embodied of a server ÷ (rented life × mean power)",
    ("sci-spec",),
)


def l_per_it_kwh(
    wue_l_per_kwh: FloatArray, pue: FloatArray, grid_water_l_per_kwh: FloatArray
) -> FloatArray:
    """Water of a kWh of IT energy [l] = WUE + PUE x grid water."""
    return wue_l_per_kwh + pue * grid_water_l_per_kwh


L_PER_KWH = Formula(
    "customization_graph.l_per_it_kwh", "l per kWh IT = WUE + PUE × grid water [l/kWh]"
)


def scaled(it_kwh: FloatArray, per_it_kwh: FloatArray) -> FloatArray:
    """IT energy times what a kWh of it stands for."""
    return it_kwh * per_it_kwh


def scaled_wh(it_wh: FloatArray, per_it_kwh: FloatArray) -> FloatArray:
    """IT energy in Wh times what a kWh of it stands for."""
    return it_wh * per_it_kwh / 1000.0


def total(fixed: FloatArray, per_call: FloatArray, calls_total: FloatArray) -> FloatArray:
    """Over the horizon: fixed + calls x per call."""
    return fixed + calls_total * per_call


def _scaled(what: str, unit: str, factor: str) -> Formula:
    return Formula("customization_graph.scaled", f"{what} [{unit}] = {what} [kWh IT] × {factor}")


UNITS = {"kwh": ("kWh", "pue"), "kg": ("kg CO2e", "kg_per_it_kwh"), "l": ("l", "l_per_it_kwh")}
ALL_UNITS = (*UNITS, "usd")


def _unit_steps() -> tuple[Step, ...]:
    """Fixed, per call and total in each of the four units."""
    steps: list[Step] = []
    for key, (unit, factor) in UNITS.items():
        fixed = {"it_kwh": "fixed_it_kwh", "per_it_kwh": factor}
        call = {"it_wh": "call_it_wh", "per_it_kwh": factor}
        steps += [
            Step(f"fixed_{key}", unit, scaled, _scaled("fixed", unit, factor), takes=fixed),
            Step(f"call_{key}", unit, scaled_wh, _scaled("call", unit, factor), takes=call),
        ]
    for key in ALL_UNITS:
        unit = "USD" if key == "usd" else UNITS[key][0]
        formula = Formula("customization_graph.total", f"total [{unit}] = fixed + calls × per call")
        names = {"fixed": f"fixed_{key}", "per_call": f"call_{key}"}
        steps.append(Step(f"total_{key}", unit, total, formula, takes=names))
    return tuple(steps)


@cache
def rung_graph(kind: Kind) -> Graph:
    """The life of a rung: `fixed_*`, `call_*` and `total_*` in kWh, kg, l and USD."""
    embedding = {
        "active_params_b": "embedding_params_b",
        "peak_tflops": "embedding_peak_tflops",
        "tdp_watts": "embedding_tdp_watts",
    }
    steps: list[Step] = [Step("calls_total", "calls", calls_total, CALLS_TOTAL)]
    if "retrieval" in kind:
        steps += [
            Step("embedding_j_per_token", "J", j_per_input_token, INPUT_TOKEN, takes=embedding),
            Step("retrieval_wh", "Wh", query_wh, QUERY),
            Step("index_it_kwh", "kWh", index_it_kwh, INDEX),
        ]
    if "tuned" in kind:
        steps += [
            *run_graph().steps,
            Step("tuning_runs", "runs", tuning_runs, TUNING_RUNS),
            Step("tuning_it_kwh", "kWh", tuning_it_kwh, TUNING),
            Step("tuning_usd", "USD", tuning_usd, TUNING_USD),
        ]
    steps += [
        Step("call_it_wh", "Wh", call_it_wh, CALL_IT),
        Step("call_usd", "USD", call_usd, CALL_USD),
        Step("fixed_it_kwh", "kWh", fixed_it_kwh, FIXED_IT),
        Step("fixed_usd", "USD", fixed_usd, FIXED_USD),
        Step("kg_per_it_kwh", "kg CO2e/kWh", kg_per_it_kwh, KG_PER_KWH),
        Step("l_per_it_kwh", "l/kWh", l_per_it_kwh, L_PER_KWH),
        *_unit_steps(),
    ]
    return Graph(tuple(steps))
