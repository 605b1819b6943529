"""EcoLogits' own calls beside ours in one run, and the uncertainty of real designs."""

import time

from advisors.advice import desk_of
from advisors.examples import examples
from advisors.figures import graph_of, leaves_of
from advisors.workload import facts_with
from estimators.facts import load_facts
from estimators.replica import Replica
from estimators.serving import estimate, replica
from estimators.uncertainty import tornado

BATCHES = (1, 8, 32, 64, 128)
MODELS = ("llama-3.1-8b", "llama-3.1-70b", "qwen3-8b", "qwen3-30b-a3b", "gpt-oss-120b")
ROUNDS = 10


def asked() -> list[Replica]:
    facts = load_facts()
    return [
        replica(facts.model(name), facts.chip("h100"), batch=batch, input_tokens=500)
        for name in MODELS
        for batch in BATCHES
    ]


def per_second(calls: int, begin: float) -> float:
    return calls / (time.perf_counter() - begin)


def test_estimates_beside_the_calls_of_ecologits() -> None:
    from ecologits.electricity_mix_repository import electricity_mixes
    from ecologits.impacts.llm import compute_llm_impacts
    from ecologits.utils.range_value import RangeValue

    mix = electricity_mixes.find_electricity_mix(zone="USA")
    replicas = asked()

    def theirs(item: Replica) -> object:
        return compute_llm_impacts(
            model_active_parameter_count=item.model.params_active_b,
            model_total_parameter_count=item.model.params_total_b,
            output_token_count=item.output_tokens,
            if_electricity_mix_adpe=mix.adpe,
            if_electricity_mix_pe=mix.pe,
            if_electricity_mix_gwp=mix.gwp,
            if_electricity_mix_wue=mix.wue,
            datacenter_pue=RangeValue(min=1.09, max=1.14),
            datacenter_wue=RangeValue(min=0.13, max=0.99),
        )

    found = {}
    for name, call in (("EcoLogits compute_llm_impacts", theirs), ("Wattbrief estimate", estimate)):
        for item in replicas:
            call(item)
        begin = time.perf_counter()
        for _ in range(ROUNDS):
            for item in replicas:
                call(item)
        found[name] = per_second(ROUNDS * len(replicas), begin)
    shown = ", ".join(f"{name} {rate:,.0f} calls a second" for name, rate in found.items())
    print(f"\n{shown}; a grid is swept at the rate of test_candidates_per_second")


def test_monte_carlo_with_tornado_of_each_example() -> None:
    shown = []
    for name, design in examples().items():
        desk = desk_of(design, facts_with(design, load_facts()))
        if desk.best is None:
            continue
        priced = desk.price(desk.best)
        leaves, missing = leaves_of(priced)
        graph = graph_of(priced)
        needed = {need for step in graph.steps for need in step.needs}
        withheld = {key: why for key, why in missing.items() if key in needed}
        tornado(graph, leaves, "carbon_location_kg_per_year", withheld=withheld)
        begin = time.perf_counter()
        bars = tornado(graph, leaves, "carbon_location_kg_per_year", withheld=withheld)
        shown.append(f"{name} {1e3 * (time.perf_counter() - begin):.0f} ms, {len(bars)} inputs")
    print("\n4096 draws with tornado: " + "; ".join(shown))
    assert shown
