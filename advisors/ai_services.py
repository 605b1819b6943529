"""What a ready-made AI service would cost for the volume of a design; its energy is unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from advisors.desk import Desk
from advisors.figures import all_withheld, dated
from advisors.workload import Workload
from advisors.workload_types import UseCase
from estimators import list_prices, traffic
from estimators.annual import Leaf, Missing
from estimators.facts import Facts
from estimators.figure import Figure, Input
from estimators.graph import Graph, Step

COST = "cost_usd_per_year"
TEXT_SHARE = (0.7, 0.4, 1.0)
"""Share of the prompt that is the text itself, judged; the rest instructs a model."""
CHARACTERS_PER_TOKEN = (4.0, 2.5, 5.0)
"""Judged from English and other European languages; the low end holds scripts of many signs."""
TOKENS_PER_PAGE = (800.0, 400.0, 1600.0)
"""Tokens of a page as text or image, judged: some 300 to 600 words, or one image."""

TEXTRACT = ("usd_per_page", "first_tier_pages_per_month", "price_ratio_beyond")


@dataclass(frozen=True)
class Service:
    """A service that does the work of a use case without a model of one's own.

    Attributes:
        why: What it does, after its name and a colon.
        steps: From the requests of a year to its cost.
        leaves: What the steps need beside the demand and the Region.
        priced: What is counted and what is not.
    """

    name: str
    why: str
    steps: tuple[Step, ...]
    leaves: Callable[[Workload, Facts], tuple[Input, ...]]
    priced: str


def _judged(name: str, numbers: tuple[float, float, float], unit: str, note: str) -> Input:
    value, low, high = numbers
    bound = 1.0 if unit == "1" else None
    return Input(name, value, low, high, unit, "assumption", note=note, bound=bound)


def _text(w: Workload) -> tuple[Input, ...]:
    note = "the text itself without the instructions, judged"
    return (w.input_tokens, _judged("text_share", TEXT_SHARE, "1", note))


def _characters(w: Workload) -> tuple[Input, ...]:
    note = "European languages, judged"
    return (*_text(w), _judged("characters_per_token", CHARACTERS_PER_TOKEN, "characters", note))


def _textract(w: Workload, facts: Facts) -> tuple[Input, ...]:
    return (
        *_text(w),
        _judged("tokens_per_page", TOKENS_PER_PAGE, "tokens", "a page, judged"),
        *(facts.constant(f"textract_{name}") for name in TEXTRACT),
    )


def _comprehend(w: Workload, facts: Facts) -> tuple[Input, ...]:
    names = ("usd_per_unit", "characters_per_unit", "minimum_units")
    return (*_characters(w), *(facts.constant(f"comprehend_{name}") for name in names))


def _translate(w: Workload, facts: Facts) -> tuple[Input, ...]:
    return (*_characters(w), facts.constant("translate_usd_per_million_characters"))


def _opensearch(_: Workload, facts: Facts) -> tuple[Input, ...]:
    names = ("opensearch_capacity_units", "hours_per_year", "opensearch_usd_per_ocu_hour")
    return tuple(facts.constant(name) for name in names)


def _volume(name: str, unit: str, each: str) -> Step:
    takes = {"volume_per_request": each}
    return Step(
        name, unit, list_prices.yearly_volume, list_prices.YEARLY_VOLUME, takes=takes
    )  # fmt: skip


DEMAND = (
    Step("mean_growth", "1", traffic.mean_growth, traffic.MEAN_GROWTH),
    Step("calls_per_year", "calls/year", traffic.calls_per_year, traffic.CALLS_PER_YEAR),
    Step(
        "user_requests_per_year",
        "requests/year",
        traffic.user_requests_per_year,
        traffic.USER_REQUESTS,
    ),
)
CHARACTERS = Step(
    "characters_per_request",
    "characters",
    list_prices.text_characters,
    list_prices.TEXT_CHARACTERS,
)
PAGES = (
    *DEMAND,
    Step("pages_per_request", "pages", list_prices.document_pages, list_prices.DOCUMENT_PAGES),
    _volume("pages_per_year", "pages/year", "pages_per_request"),
    Step(
        COST,
        "USD/year",
        list_prices.tiered_cost_usd,
        list_prices.TIERED_COST,
        takes={
            "billed_per_year": "pages_per_year",
            "usd_per_billed": "textract_usd_per_page",
            "first_tier_per_month": "textract_first_tier_pages_per_month",
            "price_ratio_beyond": "textract_price_ratio_beyond",
        },
    ),
)
UNITS = (
    *DEMAND,
    CHARACTERS,
    Step(
        "units_per_request",
        "units",
        list_prices.text_units,
        list_prices.TEXT_UNITS,
        takes={
            "characters_per_unit": "comprehend_characters_per_unit",
            "minimum_units": "comprehend_minimum_units",
        },
    ),
    _volume("units_per_year", "units/year", "units_per_request"),
    Step(
        COST,
        "USD/year",
        list_prices.service_cost_usd,
        list_prices.SERVICE_COST,
        takes={"billed_per_year": "units_per_year", "usd_per_billed": "comprehend_usd_per_unit"},
    ),
)
MILLIONS = (
    *DEMAND,
    CHARACTERS,
    _volume("characters_per_year", "characters/year", "characters_per_request"),
    Step(
        COST,
        "USD/year",
        list_prices.million_cost_usd,
        list_prices.MILLION_COST,
        takes={
            "billed_per_year": "characters_per_year",
            "usd_per_million": "translate_usd_per_million_characters",
        },
    ),
)
CAPACITY = (
    Step(
        COST,
        "USD/year",
        list_prices.capacity_cost_usd,
        list_prices.CAPACITY_COST,
        takes={
            "capacity_units": "opensearch_capacity_units",
            "usd_per_unit_hour": "opensearch_usd_per_ocu_hour",
        },
    ),
)
SERVICES: Mapping[UseCase, Service] = {
    UseCase.CLASSIFICATION: Service(
        "Amazon Comprehend",
        "it classifies text without a model of your own",
        UNITS,
        _comprehend,
        "Price: own classes, by jobs; an endpoint that answers at once is billed by the second, "
        "and training by the hour.",
    ),
    UseCase.EXTRACTION: Service(
        "Amazon Textract",
        "it reads forms, tables and invoices",
        PAGES,
        _textract,
        "Price: pages whose fields are read; it spans invoices, tables, and forms with tables.",
    ),
    UseCase.TRANSLATION: Service(
        "Amazon Translate",
        "it translates with models made for that alone",
        MILLIONS,
        _translate,
        "Price: characters of the source text, each target language anew.",
    ),
    UseCase.SEARCH: Service(
        "Amazon OpenSearch Service",
        "it searches by words and vectors",
        CAPACITY,
        _opensearch,
        "Price: the capacity units that a serverless collection keeps up, whatever the volume.",
    ),
}
COMMON = "List price, without free allowances and contracts; see whether your Region has it."


def figures_of(desk: Desk, service: Service) -> dict[str, Figure]:
    """Cost of a service for a design; energy, carbon and water are withheld."""
    why = (
        f"The energy of {service.name} is not published; the sustainability data of your account "
        "would show its carbon."
    )
    return {**all_withheld(why), COST: cost_of(desk, service)}


def cost_of(desk: Desk, service: Service) -> Figure:
    """Yearly cost of a service for the volume of a design, where the design would run."""
    w = desk.workload
    factor = price_level(desk)
    leaves = (
        w.requests_per_day,
        w.steps_per_request,
        w.growth_per_year,
        w.horizon_years,
        *service.leaves(w, desk.facts),
    )
    withheld: dict[str, str] = {}
    if isinstance(factor, Missing):
        withheld["price_region_factor"] = factor.reason
    else:
        leaves = (*leaves, factor)
    return dated(desk.base.ledger.outcome(_graph(service.steps), leaves, withheld).figures[COST])


def price_level(desk: Desk) -> Leaf:
    """Price level of the Region where the design would run."""
    if desk.classic_place is not None:
        return desk.base.site(desk.classic_place).price_region_factor
    if desk.best is None:
        return Missing(
            "No design fits, so no Region was chosen whose price level would count; what keeps "
            "designs out stands with the decisions."
        )
    return desk.base.site(desk.best.place).price_region_factor


@lru_cache(maxsize=8)
def _graph(steps: tuple[Step, ...]) -> Graph:
    return Graph(steps)
