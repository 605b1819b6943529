"""Sections "Horizon" and "Priorities": how long, what matters, how it is reported."""

from advisors.questions.model import Choice, Default, Question
from advisors.questions.sources import PLANNING

GOALS = (
    Choice("carbon", "Carbon"),
    Choice("water", "Water"),
    Choice("cost", "Cost"),
    Choice("latency", "Latency", words=("speed",)),
    Choice("effort", "Effort", "people and time to build and run it"),
)

HORIZON = Question(
    id="horizon_years",
    section="horizon",
    group="plan",
    text="For how many years is this design to run?",
    why_we_ask="One-off work such as training is shared out over the horizon.",
    good_answer="Until it is replaced or fundamentally rebuilt. '18 months' is understood.",
    kind="number",
    unit="years",
    minimum=0.05,
    maximum=15.0,
    units={
        "years": 1.0, "year": 1.0, "y": 1.0, "yr": 1.0,
        "months": 1 / 12, "month": 1 / 12, "m": 1 / 12, "weeks": 7 / 365.25,
    },
    default=Default(3.0, 1.0, 5.0, (PLANNING,), "A usual planning period."),
    moves=("customization", "hosting", "energy", "cost"),
    example="3",
)  # fmt: skip

MODEL_REFRESH = Question(
    id="model_refresh_per_year",
    section="horizon",
    group="model",
    text="How often a year will the model be replaced or tuned again?",
    why_we_ask="Managed models may end a year after launch; each change repeats tuning and "
    "evaluation.",
    good_answer="1 when you follow model releases, more when the task itself moves.",
    kind="number",
    unit="/year",
    minimum=0.0,
    maximum=366.0,
    units={"/year": 1.0, "a year": 1.0, "per year": 1.0, "times": 1.0, "/month": 12.0},
    default=Default(1.0, 0.3, 4.0, (PLANNING,), "Once per model generation."),
    absent=0.0,
    absent_meaning="the model stays as it is",
    moves=("customization", "energy", "cost"),
    core=False,
    example="1",
)

PRIORITIES = Question(
    id="priorities",
    section="priorities",
    group="priorities",
    text="What matters most, in order?",
    why_we_ask="Options that all pass are ranked by these weights; they are set before scores.",
    good_answer="An order such as 'carbon > cost > latency', or points such as 'carbon 50, cost "
    "30, latency 20'.",
    kind="weights",
    choices=GOALS,
    default=Default(
        {"carbon": 35.0, "cost": 25.0, "latency": 15.0, "water": 15.0, "effort": 10.0},
        sources=(PLANNING,),
        why="Carbon first, nothing ignored.",
    ),
    moves=("model", "silicon", "region", "hosting", "customization", "inference"),
    core=False,
    example="carbon > cost > latency",
)

REPORTING = Question(
    id="reporting_method",
    section="priorities",
    group="priorities",
    text="By which method is carbon ranked?",
    why_we_ask="Contracts for clean power count in the market-based method alone; the ranking of "
    "Regions can turn round. Both are always shown.",
    good_answer="The method of your organisation's own report.",
    kind="choice",
    choices=(
        Choice("location-based", "Location-based", "the grid where it runs"),
        Choice("market-based", "Market-based", "contracts and certificates count"),
    ),
    default=Default(
        "location-based", sources=(PLANNING,), why="It shows the physical difference of grids."
    ),
    moves=("region", "carbon"),
    core=False,
)

CARBON_BUDGET = Question(
    id="carbon_budget_kg_per_year",
    section="priorities",
    group="priorities",
    text="What is the most carbon it may cause in a year?",
    why_we_ask="A limit turns the ranking into a test: options above it are named as such.",
    good_answer="kg CO2e a year, by the method above; 'not applicable' when there is no limit.",
    kind="number",
    unit="kgCO2e/year",
    minimum=0.0,
    maximum=1e12,
    units={"kg": 1.0, "t": 1000.0, "tonnes": 1000.0, "kgco2e": 1.0, "tco2e": 1000.0},
    default=Default(0.0, sources=(PLANNING,), why="Zero stands for no limit."),
    absent=0.0,
    absent_meaning="no limit",
    moves=("region", "model"),
    core=False,
    example="20 t",
)

COST_BUDGET = Question(
    id="cost_budget_usd_per_year",
    section="priorities",
    group="priorities",
    text="What is the most it may cost in a year?",
    why_we_ask="A limit turns the ranking into a test: options above it are named as such.",
    good_answer="USD a year; 'not applicable' when there is no limit.",
    kind="number",
    unit="USD/year",
    minimum=0.0,
    maximum=1e12,
    units={"usd": 1.0, "$": 1.0, "dollars": 1.0},
    default=Default(0.0, sources=(PLANNING,), why="Zero stands for no limit."),
    absent=0.0,
    absent_meaning="no limit",
    moves=("hosting", "model"),
    core=False,
    example="250k",
)

QUESTIONS = (HORIZON, MODEL_REFRESH, PRIORITIES, REPORTING, CARBON_BUDGET, COST_BUDGET)
