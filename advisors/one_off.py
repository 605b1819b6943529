"""What making a smaller model takes once: training, the teacher's part in it, the footprint.

The training is that of `estimators.training`. What differs from tuning is the teacher: it reads
every token that the student learns from, without learning, or it answers the examples beforehand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from advisors.extra_leaves import TRAINING_CHIP, chip_hour
from estimators import footprint
from estimators.annual import Leaf, Missing, Site
from estimators.customization_graph import TUNING, TUNING_USD, tuning_it_kwh, tuning_usd
from estimators.facts import Facts
from estimators.figure import Formula, Input
from estimators.graph import FloatArray, Graph, Ledger, Outcome, Step
from estimators.training import TrainingRun, run_graph, run_inputs

Kind = Literal["read", "answered"]
"""The teacher reads along (pruning), or has answered the examples before (distillation)."""
ONCE: Mapping[str, str] = {
    "energy_kwh_per_year": "training_kwh",
    "carbon_location_kg_per_year": "training_location_kg",
    "carbon_market_kg_per_year": "training_market_kg",
    "water_l_per_year": "training_l",
    "cost_usd_per_year": "training_usd",
}
"""The step of the graph here that goes with each yearly figure."""


def taught_params_b(
    student_params_b: FloatArray,
    teacher_params_b: FloatArray,
    flops_per_parameter_token_forward: FloatArray,
    flops_per_parameter_token: FloatArray,
) -> FloatArray:
    """Parameters that a training token passes, those that only read counted by their FLOPs."""
    reading = flops_per_parameter_token_forward / flops_per_parameter_token
    return student_params_b + teacher_params_b * reading


TAUGHT = Formula(
    "one_off.taught_params_b",
    "parameters = those that learn + those of the teacher that only reads × FLOPs of reading ÷ "
    "FLOPs of learning",
)


def taught_tokens_b(
    distillation_examples: FloatArray,
    input_tokens: FloatArray,
    output_tokens: FloatArray,
    fine_tuning_epochs: FloatArray,
) -> FloatArray:
    """Tokens of a training on a teacher's answers, passes counted [10^9]."""
    return distillation_examples * (input_tokens + output_tokens) * fine_tuning_epochs / 1e9


TOKENS = Formula(
    "one_off.taught_tokens_b",
    "tokens [10⁹] = examples × (prompt + answer) [tokens] × passes ÷ 10⁹",
)


def answered_requests(
    distillation_examples: FloatArray, steps_per_request: FloatArray
) -> FloatArray:
    """Requests that the teacher answers for its student; an example is one model call."""
    return distillation_examples / steps_per_request


ANSWERED = Formula(
    "one_off.answered_requests", "requests to the teacher = examples ÷ model calls per request"
)


def yearly_share(horizon_years: FloatArray) -> FloatArray:
    """Share of what is done once that each year of the horizon carries."""
    return 1.0 / horizon_years


SHARE = Formula("one_off.yearly_share", "share a year = 1 ÷ horizon [years]")


@dataclass(frozen=True)
class Made:
    """How a smaller model comes about.

    Attributes:
        student_params_b: Parameters that learn; zero where nothing is trained.
        teacher_params_b: Parameters that read the same tokens; zero where answers are given.
        runs: Full runs until a model is accepted.
        tokens_b: Tokens of a run, passes counted; None where they follow from `examples`.
        examples: Leaves of `taught_tokens_b` and `answered_requests`.
        price: Of an accelerator for an hour; that of the usual instance where it is not told.
    """

    student_params_b: Input
    teacher_params_b: Input
    runs: Input
    tokens_b: Input | None = None
    examples: tuple[Input, ...] = ()
    price: Leaf | None = None


def one_off(made: Made, facts: Facts, site: Site, horizon_years: Input, ledger: Ledger) -> Outcome:
    """Energy, carbon both ways, water and cost of making the model, by the steps of `ONCE`.

    Raises:
        InputError: Numbers that physics cannot take.
        EvidenceError: The training accelerator is not described well enough.
    """
    kind: Kind = "read" if made.tokens_b is not None else "answered"
    leaves = [*_training(made, facts), *made.examples, horizon_years.named("horizon_years")]
    price = made.price if made.price is not None else chip_hour(facts)
    missing = {"usd_per_chip_hour": price.reason} if isinstance(price, Missing) else {}
    if isinstance(price, Input):
        leaves.append(price.named("usd_per_chip_hour"))
    graph = one_off_graph(kind)
    needed = {name for step in graph.steps for name in step.needs}
    for name, leaf in vars(site).items():
        if isinstance(leaf, Missing) and name in needed:
            missing[name] = leaf.reason
        elif isinstance(leaf, Input) and name in needed:
            leaves.append(leaf)
    known = {leaf.name: leaf for leaf in leaves if leaf.name in needed}
    return ledger.outcome(graph, tuple(known.values()), missing)


@lru_cache(maxsize=2)
def one_off_graph(kind: Kind) -> Graph:
    """From parameters and tokens to the footprint of a training run."""
    runs = {"tuning_runs": "full_runs"}
    steps = [Step("active_params_b", "10^9", taught_params_b, TAUGHT)]
    if kind == "answered":
        steps.append(Step("tokens_b", "10^9", taught_tokens_b, TOKENS))
        steps.append(Step("answered_requests", "requests", answered_requests, ANSWERED))
    return Graph(
        (
            *steps,
            *run_graph().steps,
            Step("training_it_kwh", "kWh", tuning_it_kwh, TUNING, takes=runs),
            Step("training_usd", "USD", tuning_usd, TUNING_USD, takes=runs),
            *_footprint_steps(),
            Step("yearly_share", "1/year", yearly_share, SHARE),
        )
    )


def _footprint_steps() -> tuple[Step, ...]:
    """Facility energy, carbon both ways and water of a training run."""
    energy = {"it_energy_kwh": "training_it_kwh"}
    facility = {"facility_energy_kwh": "training_kwh"}
    location = facility | {"grid_g_per_kwh": "location_g_per_kwh"}
    market = facility | {"grid_g_per_kwh": "market_g_per_kwh"}
    waters = {"site_water_l": "training_site_l", "grid_water_l": "training_grid_l"}
    return (
        Step(
            "training_kwh",
            "kWh",
            footprint.facility_energy_kwh,
            footprint.FACILITY_ENERGY,
            takes=energy,
        ),
        Step(
            "training_location_kg",
            "kg CO2e",
            footprint.carbon_operational_kg,
            footprint.CARBON_LOCATION,
            takes=location,
        ),
        Step(
            "training_market_kg",
            "kg CO2e",
            footprint.carbon_operational_kg,
            footprint.CARBON_MARKET,
            takes=market,
        ),
        Step("training_site_l", "l", footprint.site_water_l, footprint.SITE_WATER, takes=energy),
        Step("training_grid_l", "l", footprint.grid_water_l, footprint.GRID_WATER, takes=facility),
        Step("training_l", "l", footprint.water_l, footprint.WATER, takes=waters),
    )


def _training(made: Made, facts: Facts) -> tuple[Input, ...]:
    """Leaves of the run, its price and its repeats."""
    forward = facts.constant("flops_per_parameter_token_forward")
    learning = facts.constant("flops_per_parameter_token_training")
    share = forward.value / learning.value
    params = made.student_params_b.value + made.teacher_params_b.value * share
    tokens = made.tokens_b.value if made.tokens_b is not None else _tokens(made.examples)
    run = TrainingRun(
        replace(made.student_params_b, value=params, low=params, high=params),
        Input("tokens_b", tokens, tokens, tokens, "10^9", "answer"),
        "continued",
        facts.chip(TRAINING_CHIP),
    )
    computed = {"active_params_b", "tokens_b"}
    once = Input("spot_repeat_factor", 1.0, 1.0, 1.0, "1", "answer", note="on demand")
    return (
        *(leaf for leaf in run_inputs(facts, run) if leaf.name not in computed),
        *(() if made.tokens_b is None else (made.tokens_b.named("tokens_b"),)),
        made.student_params_b.named("student_params_b"),
        made.teacher_params_b.named("teacher_params_b"),
        forward,
        made.runs.named("full_runs"),
        facts.constant("training_overhead_factor"),
        once,
        replace(once, name="price_fraction"),
    )


def _tokens(examples: tuple[Input, ...]) -> float:
    """Central tokens of a training on answers, which set how many chips it takes."""
    known = {leaf.name: leaf.value for leaf in examples}
    both = known["input_tokens"] + known["output_tokens"]
    return known["distillation_examples"] * both * known["fine_tuning_epochs"] / 1e9


__all__ = ["ONCE", "Made", "one_off", "one_off_graph"]
