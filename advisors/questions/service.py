"""Section "Service level": how fast, how reliable, and what may wait."""

from advisors.questions.model import Default, Question, When
from advisors.questions.sources import BEDROCK_SLA, MLPERF, PLANNING

SECTION = "service"
A_DAY_MS = 86_400_000.0
_SOMEONE_WAITS = When("async_share", below=100.0)
_MS = {
    "ms": 1.0, "s": 1000.0, "sec": 1000.0, "second": 1000.0, "seconds": 1000.0,
    "m": 60_000.0, "min": 60_000.0, "minutes": 60_000.0, "h": 3_600_000.0, "hours": 3_600_000.0,
}  # fmt: skip

ASYNC = Question(
    id="async_share",
    section=SECTION,
    group="service",
    text="Which share of the requests may wait for hours?",
    why_we_ask="Work that may wait fills the valleys: fewer machines, batch prices, cleaner hours.",
    good_answer="Everything no person is looking at: reports, enrichment, nightly runs.",
    kind="percent",
    unit="%",
    minimum=0.0,
    maximum=100.0,
    units={"%": 1.0, "percent": 1.0},
    default=Default(0.0, 0.0, 30.0, (PLANNING,), "Someone waits, until you say otherwise."),
    cases=(
        (
            When("daily_curve", any_of=("nightly-batch",)),
            Default(100.0, 70.0, 100.0, (PLANNING,), "A nightly run has nobody waiting."),
        ),
    ),
    moves=("inference", "hosting", "region", "energy", "cost"),
    example="20%",
)

TTFT = Question(
    id="ttft_ms",
    section=SECTION,
    group="service",
    text="How long may the first word take, for 95 of 100 requests?",
    why_we_ask="A short wait needs spare machines at the peak; each relaxation has a price in kWh.",
    good_answer="The longest wait that users accept, not the shortest that is possible.",
    kind="number",
    unit="ms",
    minimum=10.0,
    maximum=A_DAY_MS,
    units=_MS,
    default=Default(2000.0, 450.0, 6000.0, (MLPERF,), "Benchmark limits for chat services."),
    cases=(
        (
            When("use_case", any_of=("code-assistant",)),
            Default(450.0, 200.0, 2000.0, (MLPERF,), "Interactive limit of the benchmark."),
        ),
    ),
    absent=A_DAY_MS,
    absent_meaning="nobody waits for the first word",
    applies=(_SOMEONE_WAITS,),
    moves=("inference", "silicon", "region", "energy", "cost"),
    example="2 s",
)

INTER_TOKEN = Question(
    id="inter_token_ms",
    section=SECTION,
    group="service",
    text="How long may each further word piece (token) take?",
    why_we_ask="It caps how many requests share one machine: the pace you promise sets the "
    "energy of each token.",
    good_answer="People read 4 to 7 tokens a second, 150 to 250 ms each; programs need less.",
    kind="number",
    unit="ms",
    minimum=1.0,
    maximum=A_DAY_MS,
    units=_MS,
    default=Default(100.0, 40.0, 200.0, (MLPERF,), "Between the interactive and server limits."),
    cases=(
        (
            When("use_case", any_of=("code-assistant",)),
            Default(40.0, 20.0, 100.0, (MLPERF,), "Interactive limit of the benchmark."),
        ),
    ),
    absent=A_DAY_MS,
    absent_meaning="nobody reads along",
    applies=(_SOMEONE_WAITS,),
    moves=("inference", "silicon", "energy", "cost"),
    example="100 ms",
)

AVAILABILITY = Question(
    id="availability",
    section=SECTION,
    group="service",
    text="Which share of the time must it be up?",
    why_we_ask="Each further nine means machines that wait in reserve, and they draw power.",
    good_answer="99.9 is nine hours off a year. Does anything bad happen in those?",
    kind="percent",
    unit="%",
    minimum=80.0,
    maximum=99.9999,
    units={"%": 1.0, "percent": 1.0},
    default=Default(
        99.9, 99.0, 99.95, (BEDROCK_SLA,), "What the managed service promises for a month."
    ),
    moves=("inference", "hosting", "energy", "cost"),
    example="99.9%",
)

QUESTIONS = (ASYNC, TTFT, INTER_TOKEN, AVAILABILITY)
