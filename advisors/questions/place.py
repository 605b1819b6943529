"""Sections "Users and law" and "Hosting": where it may run and who runs it."""

from advisors.questions.model import NO_LIMIT, NO_MODEL, Choice, Default, Question, When
from advisors.questions.sources import PLANNING

USER_REGION = Question(
    id="user_region",
    section="place",
    group="place",
    text="Where are most of the users?",
    why_we_ask="Distance adds to the wait for the first word; a cleaner Region may still be near "
    "enough.",
    good_answer="The AWS Region nearest to them: a code or a city, such as eu-west-1 or Dublin.",
    kind="region",
    default=Default("us-east-1", sources=(PLANNING,), why="The oldest and largest Region."),
    cases=(
        (
            When("languages", any_of=("de", "pl", "cs", "da", "sv", "fi", "nl", "it", "fr")),
            Default("eu-central-1", sources=(PLANNING,), why="The languages point to Europe."),
        ),
        (
            When("languages", any_of=("ja",)),
            Default("ap-northeast-1", sources=(PLANNING,), why="The language points to Japan."),
        ),
    ),
    moves=("region", "inference"),
    example="Frankfurt",
)

RESIDENCY = Question(
    id="residency",
    section="place",
    group="place",
    text="Where may prompts and answers be processed?",
    why_we_ask="The law and your contracts come before any ranking: Regions outside fall out.",
    good_answer="What the contract says. 'GDPR' alone allows more than the EU, many contracts do "
    "not.",
    kind="choice",
    choices=(
        Choice("anywhere", "Anywhere", words=("any", "no limit")),
        Choice("eu", "European Union", words=("european union", "eea", "gdpr")),
        Choice("eu-and-adequate", "EU and adequate countries", "UK, Switzerland, Japan, Canada"),
        Choice("us", "United States", words=("usa", "united states")),
        Choice("uk", "United Kingdom", words=("united kingdom", "gb")),
        Choice("japan", "Japan"),
        Choice("australia", "Australia"),
        Choice("india", "India"),
        Choice("canada", "Canada"),
        Choice("one-region", "One Region only", "named in the next question"),
    ),
    default=Default("anywhere", sources=(PLANNING,), why="No limit was named; check the contract."),
    moves=("region", "model", "hosting", "carbon", "water"),
    example="eu",
)

ALLOWED_REGIONS = Question(
    id="allowed_regions",
    section="place",
    group="place",
    text="Are only certain AWS Regions allowed?",
    why_we_ask="Company rules and existing landing zones narrow the choice further than the law.",
    good_answer="Codes or cities, with commas. 'none' for no further limit.",
    kind="regions",
    default=Default((), sources=(PLANNING,), why="No further limit."),
    cases=(
        (
            When("residency", any_of=("one-region",)),
            Default(
                (),
                sources=(PLANNING,),
                why="One Region only is allowed and none is named: the one nearest the users is "
                "taken. Name it, for a contract may mean another.",
                follows="user_region",
            ),
        ),
    ),
    absent=(),
    absent_meaning="no further limit",
    moves=("region", "model", "silicon"),
    example="eu-central-1, Stockholm",
)

HOSTING = Question(
    id="hosting",
    section="hosting",
    group="plan",
    text="Who shall run the model?",
    why_we_ask="A managed service shares machines among customers; your own pay off when they "
    "are busy most of the time.",
    good_answer="'No preference' unless something rules one of them out.",
    kind="choice",
    choices=(
        Choice("any", "No preference", words=("no preference", "either")),
        Choice("managed", "A managed service", "pay per token or per endpoint", ("bedrock",)),
        Choice("self-hosted", "We do", "own containers and accelerators", ("self hosted", "own")),
    ),
    default=Default("any", sources=(PLANNING,), why="Both are compared."),
    moves=("hosting", "model", "silicon", "energy", "cost"),
)

SKILLS = Question(
    id="skills",
    section="hosting",
    group="constraints",
    text="How much experience has the team with running models?",
    why_we_ask="Self-hosting and new silicon need people; without them the plan stays on paper.",
    good_answer="What the team has run in production, not what it has tried.",
    kind="choice",
    choices=(
        Choice("none", "None yet"),
        Choice("apis", "Model APIs", "calls managed services in production"),
        Choice("endpoints", "Managed endpoints", "has deployed models, someone else patches"),
        Choice("clusters", "Own clusters", "runs accelerators on containers in production"),
    ),
    default=Default("apis", sources=(PLANNING,), why="Most teams start with an API."),
    moves=("hosting", "silicon", "customization"),
    core=False,
    applies=(When("hosting", none_of=("managed",)),),
    absent="apis",
    absent_meaning="the service's operator brings the skills",
)

LICENCES = Question(
    id="licences",
    section="hosting",
    group="constraints",
    text="Which model licences are acceptable?",
    why_we_ask="Models whose licence does not suit fall out before any ranking.",
    good_answer="Ask legal once: community licences limit use, research ones forbid commerce.",
    kind="choice",
    choices=(
        Choice("any-commercial", "Any that allows commercial use", words=("any",)),
        Choice("open-weights", "Open weights", "weights can be downloaded and kept"),
        Choice("permissive", "Permissive open licence", "Apache 2.0 or MIT"),
    ),
    default=Default("any-commercial", sources=(PLANNING,), why="No further limit was named."),
    moves=("model", "hosting"),
    core=False,
)

COMMITMENTS = Question(
    id="commitments",
    section="hosting",
    group="constraints",
    text="What is already bought or decided?",
    why_we_ask="It is named beside the hosting decision, and told where it clashes with other "
    "answers. It moves no figure: prices stay list prices, as your contract is not known.",
    good_answer="What outlasts this design. Your own price goes under `overrides` in the design "
    "file, such as instances.p5.48xlarge.on_demand_usd_per_hour.",
    kind="multi",
    choices=(
        Choice("none", "Nothing", alone=True),
        Choice("compute-savings-plan", "Compute Savings Plan"),
        Choice("reserved-accelerators", "Reserved accelerators", "capacity blocks, reservations"),
        Choice("provisioned-throughput", "Bedrock Provisioned Throughput"),
        Choice("kubernetes", "A Kubernetes platform", words=("eks",)),
        Choice("sagemaker", "A SageMaker platform"),
    ),
    default=Default(("none",), sources=(PLANNING,), why="Nothing is assumed to be bought."),
    moves=("hosting",),
    core=False,
)

COMMITTED_MODEL = Question(
    id="committed_model",
    section="hosting",
    group="model",
    text="Is one model already chosen or committed to?",
    why_we_ask="A model that is given closes Regions, ways of hosting and chips before anything "
    "is compared; what it costs against a free choice is shown.",
    good_answer="A model that a contract, an approval or a purchase fixes: by name or id. One "
    "that is merely in use is not given: leave it out and see where it stands.",
    kind="model",
    default=Default(NO_MODEL, sources=(PLANNING,), why="No model is chosen; all are compared."),
    absent=NO_MODEL,
    absent_meaning=NO_LIMIT,
    moves=("model", "hosting", "region", "silicon", "energy", "carbon", "water", "cost"),
    core=False,
    example="claude-haiku-4-5",
)

QUESTIONS = (
    USER_REGION,
    RESIDENCY,
    ALLOWED_REGIONS,
    HOSTING,
    SKILLS,
    LICENCES,
    COMMITMENTS,
    COMMITTED_MODEL,
)
