"""Section "Data": own documents, labelled examples, how sensitive they are."""

from advisors.questions.model import Choice, Default, Question, When
from advisors.questions.sources import PLANNING, TOKEN_RULE

SECTION = "data"
_HAS_DOCUMENTS = When("knowledge", any_of=("own-documents", "changing-facts", "domain-language"))

CORPUS = Question(
    id="corpus_tokens",
    section=SECTION,
    group="data",
    text="How much text do your own documents hold?",
    why_we_ask="It is indexed once and again at each refresh, and it is what a model would be "
    "trained on.",
    good_answer="Tokens, or '3M words', or '120k pages' (a page counts 500 words, a word 4/3 "
    "tokens).",
    kind="number",
    unit="tokens",
    minimum=0.0,
    maximum=1e14,
    units={
        "tokens": 1.0, "token": 1.0,
        "words": 4 / 3, "word": 4 / 3,
        "pages": 2000 / 3, "page": 2000 / 3,
    },
    default=Default(
        10e6, 5e5, 500e6, (PLANNING, TOKEN_RULE),
        "About 15,000 pages; collections differ by a factor of a thousand.",
    ),
    absent=0.0,
    absent_meaning="no documents of one's own",
    applies=(_HAS_DOCUMENTS,),
    moves=("customization", "region", "energy", "cost"),
    core=False,
    example="15k pages",
)  # fmt: skip

REFRESH = Question(
    id="corpus_refresh_per_year",
    section=SECTION,
    group="data",
    text="How many times a year does that text change as a whole?",
    why_we_ask="What changes weekly belongs in an index; what never changes may be trained in.",
    good_answer="Changed text in a year over all text: 12 when everything turns over monthly.",
    kind="number",
    unit="/year",
    minimum=0.0,
    maximum=100_000.0,
    units={"/year": 1.0, "a year": 1.0, "per year": 1.0, "/month": 12.0, "/week": 52.18,
           "/day": 365.25, "daily": 365.25, "times": 1.0},
    default=Default(4.0, 0.5, 52.0, (PLANNING,), "Quarterly; from every two years to weekly."),
    cases=(
        (
            When("knowledge", any_of=("changing-facts",)),
            Default(52.0, 12.0, 365.0, (PLANNING,), "Facts that change do so weekly or faster."),
        ),
    ),
    absent=0.0,
    absent_meaning="the text never changes",
    applies=(_HAS_DOCUMENTS,),
    moves=("customization", "energy", "cost"),
    core=False,
    example="12",
)  # fmt: skip

LABELLED = Question(
    id="labelled_examples",
    section=SECTION,
    group="data",
    text="How many examples with a known right answer are at hand?",
    why_we_ask="Tuning and classic classifiers need them; without them those rungs are closed.",
    good_answer="Checked pairs of input and right answer that you may use for training.",
    kind="integer",
    unit="examples",
    minimum=0.0,
    maximum=1e10,
    units={"examples": 1.0, "pairs": 1.0},
    default=Default(100.0, 1.0, 5000.0, (PLANNING,), "Enough to evaluate, too few to tune."),
    absent=0.0,
    absent_meaning="no labelled examples",
    moves=("need", "customization", "model"),
    core=False,
    example="2000",
)

SENSITIVITY = Question(
    id="sensitivity",
    section=SECTION,
    group="data",
    text="How sensitive are prompts and documents?",
    why_we_ask="It decides about isolation, about who may read logs, and how far data may travel.",
    good_answer="The class of the most sensitive text that will pass through.",
    kind="choice",
    choices=(
        Choice("public", "Public"),
        Choice("internal", "Internal"),
        Choice("confidential", "Confidential", "trade secrets, contracts"),
        Choice("personal", "Personal data", "names, accounts, messages", ("pii",)),
        Choice("regulated", "Regulated", "health, payment, state secrets"),
    ),
    default=Default("internal", sources=(PLANNING,), why="Company text that is not published."),
    moves=("hosting", "region", "monitoring"),
    core=False,
)

QUESTIONS = (CORPUS, REFRESH, LABELLED, SENSITIVITY)
