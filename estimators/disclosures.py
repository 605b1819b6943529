"""What providers published about a request, held against the range for managed models.

A disclosure states an energy or a carbon figure and little else. What it leaves out is taken from
the facts and named, and the published figure has to lie inside the range.
"""

from dataclasses import dataclass
from functools import cache

from estimators import footprint
from estimators.draws import FULL, latin_for
from estimators.facts import Facts
from estimators.figure import Formula, Input
from estimators.graph import FloatArray, Graph, Step
from estimators.managed import Size, call_leaves, managed_call_graph, size_of

REFERENCE_INSTANCE = "p5.48xlarge"
MISTRAL_ANSWER_TOKENS = 400.0


@dataclass(frozen=True)
class Disclosure:
    """One published figure and our range for it.

    Attributes:
        id: Of the fact that holds the published figure.
        published: As disclosed, in `unit`.
        low, value, high: Our range in the same unit.
        assumptions: What the disclosure leaves open and how it was filled.
    """

    id: str
    published: float
    low: float
    value: float
    high: float
    unit: str
    assumptions: str
    sources: tuple[str, ...]

    @property
    def inside(self) -> bool:
        """Whether the published figure lies in the range."""
        return self.low <= self.published <= self.high


def request_g(
    *,
    request_wh: FloatArray,
    managed_wh_per_call: FloatArray,
    grid_g_per_kwh: FloatArray,
    instance_embodied_kg: FloatArray,
    lifetime_years: FloatArray,
    embodied_active_share: FloatArray,
    reference_node_kw: FloatArray,
) -> FloatArray:
    """Carbon of a request [g CO2e]: its electricity and its share of a server's making."""
    server_hours = managed_wh_per_call / 1000.0 / reference_node_kw
    hardware = footprint.embodied_kg(
        server_hours, instance_embodied_kg, lifetime_years, embodied_active_share
    )
    return request_wh * grid_g_per_kwh / 1000.0 + hardware * 1000.0


REQUEST_G = Formula(
    "disclosures.request_g",
    "g per request = facility Wh × grid [g/kWh] ÷ 1000 + server hours ÷ rented life × embodied of"
    " the server, server hours = IT Wh ÷ mean server power",
    ("sci-spec",),
)


@cache
def request_graph() -> Graph:
    """From size and hosting to facility energy and carbon of one request."""
    names = {"it_energy_kwh": "managed_wh_per_call"}
    facility = footprint.facility_energy_kwh
    return Graph(
        (
            *managed_call_graph().steps,
            Step("request_wh", "Wh", facility, footprint.FACILITY_ENERGY, takes=names),
            Step("request_g", "g CO2e", request_g, REQUEST_G),
        )
    )


def disclosures(facts: Facts) -> tuple[Disclosure, ...]:
    """Every disclosure with the range under its stated assumptions."""
    unknown = Size(
        facts.constant("managed_params_active_b_unknown", "active_params_b"),
        facts.constant("managed_active_share"),
        "unknown",
    )
    answer = facts.constant("disclosure_answer_tokens")
    told = Input("output_tokens", *(MISTRAL_ANSWER_TOKENS,) * 3, "tokens", "fact")
    google, cloud = facts.constant("pue_google", "pue"), facts.constant("pue_aws", "pue")
    chat = "size 10 to 300 B active, prompt and answer of a chat, hosting undisclosed; "
    known = "123 B dense as published, answer of 400 tokens; site, grid and hosting undisclosed"
    mistral = size_of(facts, facts.model("mistral-large-2407"))
    gemini = _Case("disclosed_gemini_wh_per_prompt", "request_wh", unknown, answer, google)
    chatgpt = _Case("disclosed_chatgpt_wh_per_query", "request_wh", unknown, answer, cloud)
    large_2 = _Case("disclosed_mistral_large_2_g_per_400_tokens", "request_g", mistral, told, cloud)
    return (
        _checked(facts, gemini, chat + "PUE as told"),
        _checked(facts, chatgpt, chat + "PUE of a large cloud"),
        _checked(facts, large_2, known),
    )


@dataclass(frozen=True)
class _Case:
    """A disclosure and what is known of its request."""

    fact: str
    step: str
    size: Size
    answer: Input
    pue: Input


def _checked(facts: Facts, case: _Case, assumptions: str) -> Disclosure:
    published = facts.constant(case.fact)
    leaves = (
        *call_leaves(facts, case.size, facts.constant("disclosure_prompt_tokens"), case.answer),
        case.pue,
        facts.constant("grid_unknown_site_g_per_kwh", "grid_g_per_kwh"),
        facts.instance(REFERENCE_INSTANCE).input("embodied_kgco2e", "instance_embodied_kg"),
        facts.constant("embodied_lifetime_years", "lifetime_years"),
        facts.constant("embodied_active_share"),
        facts.constant("reference_node_kw"),
    )
    figure = request_graph().figures(leaves, latin_for(leaves, FULL))[case.step]
    value, low, high = figure.numbers
    return Disclosure(
        id=case.fact,
        published=published.value,
        low=low,
        value=value,
        high=high,
        unit=published.unit,
        assumptions=assumptions,
        sources=published.sources,
    )
