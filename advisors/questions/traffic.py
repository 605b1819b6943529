"""Section "Traffic": how much, when, and how long each request is."""

from advisors.questions.model import Choice, Default, Question, When
from advisors.questions.sources import PLANNING

SECTION = "traffic"
_PER_DAY = {
    "/day": 1.0, "per day": 1.0, "a day": 1.0, "/d": 1.0, "daily": 1.0,
    "/hour": 24.0, "per hour": 24.0, "an hour": 24.0, "/h": 24.0,
    "/s": 86_400.0, "per second": 86_400.0, "rps": 86_400.0,
    "/month": 12 / 365.25, "per month": 12 / 365.25, "a month": 12 / 365.25,
    "/year": 1 / 365.25, "per year": 1 / 365.25, "a year": 1 / 365.25,
    "requests": 1.0, "requests/day": 1.0,
}  # fmt: skip
_TOKENS = {"tokens": 1.0, "token": 1.0, "tok": 1.0}

REQUESTS = Question(
    id="requests_per_day",
    section=SECTION,
    group="volume",
    text="How many requests come in a day?",
    why_we_ask="Volume decides between paying per token and running machines of one's own, and "
    "it multiplies everything else.",
    good_answer="The mean over a year at the start, from a log or from users times tasks. "
    "'2k', '500/hour' and ranges like '10k to 40k' are understood.",
    kind="number",
    unit="requests/day",
    minimum=0.001,
    maximum=1e10,
    units=_PER_DAY,
    default=Default(
        1000.0, 100.0, 10_000.0, (PLANNING,), "Pilot size; a factor of ten either way is open."
    ),
    moves=("hosting", "customization", "silicon", "energy", "carbon", "water", "cost"),
    example="20k",
)

DAILY_CURVE = Question(
    id="daily_curve",
    section=SECTION,
    group="volume",
    text="When do the requests come?",
    why_we_ask="Machines that wait through the night draw power for nothing; the curve tells "
    "how many hours those are.",
    good_answer="Office hours, around the clock, or in one nightly run.",
    kind="choice",
    choices=(
        Choice("office-hours", "Office hours", "ten hours, five days, one time zone"),
        Choice("waking-hours", "Waking hours", "consumers, seven days, one time zone"),
        Choice("around-the-clock", "Around the clock", "several time zones or machines"),
        Choice("nightly-batch", "One batch a day", "all at once, nobody waits", ("nightly",)),
    ),
    default=Default("office-hours", sources=(PLANNING,), why="Internal tools follow the office."),
    cases=(
        (
            When("use_case", any_of=("batch-enrichment", "extraction")),
            Default("nightly-batch", sources=(PLANNING,), why="Work that can wait comes at once."),
        ),
        (
            When("use_case", any_of=("support-chat", "semantic-search")),
            Default("waking-hours", sources=(PLANNING,), why="The public writes on seven days."),
        ),
    ),
    moves=("hosting", "inference", "energy", "cost"),
)

PEAK = Question(
    id="peak_factor",
    section=SECTION,
    group="volume",
    text="How much busier is the busiest hour than the mean hour?",
    why_we_ask="Machines are bought for the busiest hour and paid for in all hours.",
    good_answer="Requests in the busiest hour of a usual week, divided by the mean per hour.",
    kind="number",
    unit="x",
    minimum=1.0,
    maximum=1000.0,
    units={"x": 1.0, "times": 1.0},
    default=Default(3.0, 1.5, 6.0, (PLANNING,), "Between a flat and an office-hours curve."),
    cases=(
        (
            When("daily_curve", any_of=("office-hours",)),
            Default(
                4.0, 3.0, 7.0, (PLANNING,),
                "Ten hours on five days hold all traffic: 24/10 x 7/5 = 3.4, plus a midday hump.",
            ),
        ),
        (
            When("daily_curve", any_of=("waking-hours",)),
            Default(
                2.5, 1.7, 4.0, (PLANNING,),
                "Sixteen waking hours hold all traffic: 24/16 = 1.5, plus an evening hump.",
            ),
        ),
        (
            When("daily_curve", any_of=("around-the-clock",)),
            Default(1.6, 1.2, 2.5, (PLANNING,), "Time zones fill each other's valleys."),
        ),
        (
            When("daily_curve", any_of=("nightly-batch",)),
            Default(
                4.0, 2.0, 12.0, (PLANNING,),
                "A run of two to twelve hours: 24 hours over the length of the run.",
            ),
        ),
    ),
    moves=("hosting", "silicon", "inference", "energy", "cost"),
    example="3",
)  # fmt: skip

GROWTH = Question(
    id="growth_per_year",
    section=SECTION,
    group="volume",
    text="By how much does traffic grow in a year?",
    why_we_ask="A design that is right for the first year may be wrong for the third.",
    good_answer="20 for 20% a year, -10 when it shrinks, 0 when it is capped by something.",
    kind="percent",
    unit="%/year",
    minimum=-90.0,
    maximum=1000.0,
    units={"%": 1.0, "% a year": 1.0, "percent": 1.0, "%/year": 1.0},
    default=Default(20.0, 1.0, 100.0, (PLANNING,), "From no growth to doubling each year."),
    absent=0.0,
    absent_meaning="traffic stays as it is",
    moves=("hosting", "energy", "carbon", "cost"),
    example="20%",
)

INPUT_TOKENS = Question(
    id="input_tokens",
    section=SECTION,
    group="shape",
    text="How many tokens go into one model call?",
    why_we_ask="Reading the prompt costs energy too, and with retrieved text or examples it is "
    "most of it.",
    good_answer="Everything the model reads: instructions, history, retrieved text, the input. "
    "A page of English is about 650 tokens.",
    kind="number",
    unit="tokens",
    minimum=1.0,
    maximum=10_000_000.0,
    units={**_TOKENS, "words": 4 / 3},
    preset="input_tokens",
    default=Default(1500.0, 300.0, 6000.0, (PLANNING,), "A page or two of prompt."),
    moves=("model", "customization", "inference", "energy", "cost"),
    example="1.5k",
)

OUTPUT_TOKENS = Question(
    id="output_tokens",
    section=SECTION,
    group="shape",
    text="How many tokens come out of one model call?",
    why_we_ask="Each output token is a pass through the whole model: it weighs many times an "
    "input token.",
    good_answer="The mean over real answers as the reader gets them: 100 tokens are about 75 "
    "words. What a model that always reasons writes before is added for that model.",
    kind="number",
    unit="tokens",
    minimum=0.0,
    maximum=1_000_000.0,
    units={**_TOKENS, "words": 4 / 3},
    preset="output_tokens",
    default=Default(300.0, 60.0, 1000.0, (PLANNING,), "A short to a long paragraph."),
    moves=("model", "inference", "energy", "carbon", "water", "cost"),
    example="200",
)

STEPS = Question(
    id="steps_per_request",
    section=SECTION,
    group="shape",
    text="How many model calls does one request take?",
    why_we_ask="Agents loop: ten steps are ten prompts, each longer than the last.",
    good_answer="Mean over tasks, planning and retries included, from a trace if there is one.",
    kind="number",
    unit="calls",
    minimum=1.0,
    maximum=1000.0,
    units={"calls": 1.0, "steps": 1.0},
    preset="steps_per_request",
    default=Default(8.0, 3.0, 25.0, (PLANNING,), "Plan, a few tool calls, a final answer."),
    absent=1.0,
    absent_meaning="one model call per request",
    applies=(When("use_case", any_of=("agent", "code-assistant")),),
    cases=(
        (
            When("use_case", any_of=("code-assistant",)),
            Default(1.0, 1.0, 3.0, (PLANNING,), "Completions are single calls."),
        ),
    ),
    moves=("model", "inference", "energy", "cost"),
    example="8",
)

SHARED_PREFIX = Question(
    id="shared_prefix_share",
    section=SECTION,
    group="reuse",
    text="Which share of each prompt is the same every time?",
    why_we_ask="A prefix that stays the same can be cached: it is then read, not computed.",
    good_answer="Tokens of instructions and fixed examples at the start, over all prompt tokens.",
    kind="percent",
    unit="%",
    minimum=0.0,
    maximum=99.0,
    units={"%": 1.0, "percent": 1.0},
    default=Default(20.0, 2.0, 60.0, (PLANNING,), "A system prompt of some hundred tokens."),
    absent=0.0,
    absent_meaning="no two prompts begin alike",
    moves=("inference", "energy", "cost"),
    core=False,
    example="30%",
)

REPEATS = Question(
    id="repeat_share",
    section=SECTION,
    group="reuse",
    text="Which share of requests asks what was asked before?",
    why_we_ask="An answer that is kept needs no model at all.",
    good_answer="Requests whose earlier answer would still be right, over all requests.",
    kind="percent",
    unit="%",
    minimum=0.0,
    maximum=99.0,
    units={"%": 1.0, "percent": 1.0},
    default=Default(5.0, 0.5, 30.0, (PLANNING,), "Free text rarely repeats word for word."),
    absent=0.0,
    absent_meaning="every request is new",
    moves=("inference", "energy", "cost"),
    core=False,
    example="10%",
)

QUESTIONS = (
    REQUESTS,
    DAILY_CURVE,
    PEAK,
    GROWTH,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    STEPS,
    SHARED_PREFIX,
    REPEATS,
)
