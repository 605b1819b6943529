"""How long the yearly figures and their uncertainty take; printed, never judged."""

from time import perf_counter

from estimators.annual import annual_figures, annual_inputs
from estimators.annual_graph import self_hosted_graph
from estimators.uncertainty import tornado
from tests.estimators.served import demand, given, self_hosted, site


def test_yearly_figures_of_thirty_options() -> None:
    asked = demand(growth_per_year=0.2, async_share=0.2)
    options = [self_hosted(wh_per_call=given("w", 0.05 + 0.01 * n, 1.3)) for n in range(30)]
    annual_figures(options[0], asked, site())
    start = perf_counter()
    for option in options:
        annual_figures(option, asked, site())
    print(
        f"\nyearly figures of 30 options, 256 draws each: {1e3 * (perf_counter() - start):.0f} ms"
    )


def test_monte_carlo_with_tornado_of_one_design() -> None:
    option = self_hosted()
    leaves, missing = annual_inputs(option, demand(growth_per_year=0.2), site())
    graph = self_hosted_graph(option.policy)
    tornado(graph, leaves, "energy_kwh_per_year", withheld=missing)
    start = perf_counter()
    tornado(graph, leaves, "energy_kwh_per_year", withheld=missing)
    print(f"\nMonte Carlo of 4096 draws with tornado: {1e3 * (perf_counter() - start):.0f} ms")
