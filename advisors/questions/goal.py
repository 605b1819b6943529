"""Section "Goal": what the workload is for and how good it must be."""

from advisors.questions.model import Choice, Default, Question, When
from advisors.questions.sources import PLANNING

SECTION = "goal"

USE_CASE = Question(
    id="use_case",
    section=SECTION,
    group="goal",
    text="What shall the workload do?",
    why_we_ask="It fixes the shape of the traffic (prompt and answer length) and whether a "
    "smaller, classic approach could do the job.",
    good_answer="The one thing that most requests do. A workload with two quite different "
    "parts is better described as two designs.",
    kind="choice",
    choices=(
        Choice("support-chat", "Support chat", "people ask, the assistant answers", ("chatbot",)),
        Choice(
            "document-qa", "Questions over documents", "retrieval over your own texts", ("rag",)
        ),
        Choice("summarization", "Summaries", "long text in, short text out", ("summary",)),
        Choice("extraction", "Extraction", "fields out of documents", ("invoices", "forms")),
        Choice("classification", "Classification", "one label per input", ("routing", "labels")),
        Choice("code-assistant", "Code assistant", "completion and chat in an editor", ("coding",)),
        Choice("agent", "Agent", "several model calls and tools per task", ("agents",)),
        Choice("content-generation", "Content", "short input, long text out", ("writing",)),
        Choice("translation", "Translation", "same length in as out"),
        Choice("semantic-search", "Semantic search", "a ranked list of hits", ("search",)),
        Choice("batch-enrichment", "Batch enrichment", "many records, no one waits", ("batch",)),
    ),
    default=Default(
        "document-qa", sources=(PLANNING,), why="A common first workload with long prompts."
    ),
    moves=("need", "model", "customization", "energy", "cost"),
    example="support-chat",
)

ANSWER_FORM = Question(
    id="answer_form",
    section=SECTION,
    group="goal",
    text="What form does a right answer have?",
    why_we_ask="When the answer comes from a fixed list or from fixed rules, a classifier or a "
    "rules engine does it for a small part of the energy.",
    good_answer="Think of ten real requests: could one write down every possible answer before?",
    kind="choice",
    choices=(
        Choice("open-text", "Free text", "every answer is worded anew"),
        Choice("structured", "Fields or JSON", "fixed fields, values taken from the input"),
        Choice("fixed-list", "One of a fixed list", "labels, categories, yes or no"),
        Choice("rules", "Follows fixed rules", "a person could work it off as a checklist"),
        Choice("ranking", "A ranked list", "hits out of what is there already"),
    ),
    default=Default("open-text", sources=(PLANNING,), why="The most demanding form."),
    cases=(
        (
            When("use_case", any_of=("classification",)),
            Default("fixed-list", sources=(PLANNING,), why="Classification ends in a label."),
        ),
        (
            When("use_case", any_of=("extraction", "batch-enrichment")),
            Default("structured", sources=(PLANNING,), why="Extraction ends in fields."),
        ),
        (
            When("use_case", any_of=("semantic-search",)),
            Default("ranking", sources=(PLANNING,), why="Search ends in a list of hits."),
        ),
    ),
    moves=("need", "model", "silicon", "energy"),
)

QUALITY = Question(
    id="quality",
    section=SECTION,
    group="goal",
    text="How good must the answers be?",
    why_we_ask="The smallest model that meets the bar comes first; a bar that is set too high "
    "is the most expensive line of a design.",
    good_answer="What happens after a wrong answer: someone shrugs, someone corrects it, "
    "someone is harmed.",
    kind="choice",
    choices=(
        Choice("draft", "A draft helps", "a person rewrites it anyway"),
        Choice("business", "Good enough to use", "a person checks samples", ("good",)),
        Choice("expert", "As good as an expert", "errors cost money or trust"),
        Choice("critical", "An error is costly", "safety, law, health; people decide"),
    ),
    default=Default("business", sources=(PLANNING,), why="Most internal workloads."),
    moves=("model", "customization", "inference", "energy", "cost"),
)

MODALITIES = Question(
    id="modalities",
    section=SECTION,
    group="outcome",
    text="What goes into a request?",
    why_we_ask="Only some models read images, speech or video; the others fall out before any "
    "ranking.",
    good_answer="What the model itself must read. Scans that a text service reads first are text.",
    kind="multi",
    choices=(
        Choice("text", "Text"),
        Choice("image", "Images or scans", words=("images", "scans", "pictures")),
        Choice("speech", "Speech", words=("audio", "voice")),
        Choice("video", "Video"),
    ),
    default=Default(("text",), sources=(PLANNING,), why="Text is part of every use case here."),
    moves=("model",),
    core=False,
)

KNOWLEDGE = Question(
    id="knowledge",
    section=SECTION,
    group="needs",
    text="What must it know or do that a base model does not bring?",
    why_we_ask="Knowledge that changes asks for retrieval, style and format for tuning, a new "
    "language or field for more training: each rung of that ladder has its own bill.",
    good_answer="Everything that a good general model got wrong when you tried it. Have you?",
    kind="multi",
    choices=(
        Choice(
            "general", "Nothing special", "a base model knows it", ("nothing", "none"), alone=True
        ),
        Choice("own-documents", "Your own documents", "manuals, policies, tickets", ("documents",)),
        Choice("changing-facts", "Facts that change", "prices, stock, cases", ("fresh",)),
        Choice("house-style", "Your style or format", "tone, templates, schemas", ("style",)),
        Choice("domain-language", "A field's own language", "terms no general model knows", ()),
    ),
    default=Default(("general",), sources=(PLANNING,), why="Try a base model with prompts first."),
    cases=(
        (
            When("use_case", any_of=("document-qa", "semantic-search")),
            Default(
                ("own-documents",),
                sources=(PLANNING,),
                why="This use case works on documents of one's own.",
            ),
        ),
    ),
    moves=("customization", "model", "energy", "cost"),
    example="own-documents, house-style",
)

LANGUAGES = Question(
    id="languages",
    section=SECTION,
    group="needs",
    text="In which languages must the answers be good?",
    why_we_ask="Small models lose quality outside English first, so languages set the lower "
    "bound of the model's size.",
    good_answer="The languages of the users, the main one first, as codes or names.",
    kind="languages",
    default=Default(("en",), sources=(PLANNING,), why="Every model of the catalogue has English."),
    moves=("model", "customization", "energy"),
    example="de, en",
)

DOMAIN = Question(
    id="domain",
    section=SECTION,
    group="needs",
    text="Which field is it about?",
    why_we_ask="For some fields a small specialised model beats a large general one.",
    good_answer="The field of the texts, not of the company: a bank's IT help desk is general.",
    kind="choice",
    choices=(
        Choice("general", "General"),
        Choice("code", "Software", words=("software", "programming")),
        Choice("text-to-sql", "Questions to databases", words=("sql", "text to SQL")),
        Choice("finance", "Finance and insurance", words=("insurance", "banking")),
        Choice("medical", "Medicine and biology", words=("health", "biomedicine")),
        Choice("law", "Law and contracts", words=("legal",)),
        Choice("science", "Science and engineering", words=("engineering", "research")),
        Choice("math", "Mathematics", words=("mathematics",)),
    ),
    default=Default("general", sources=(PLANNING,), why="No specialised model is assumed."),
    cases=(
        (
            When("use_case", any_of=("code-assistant",)),
            Default("code", sources=(PLANNING,), why="A code assistant works on code."),
        ),
    ),
    moves=("model", "customization"),
)

QUALITY_MEASURE = Question(
    id="quality_measure",
    section=SECTION,
    group="outcome",
    text="How will quality be measured before you commit?",
    why_we_ask="A smaller model can only win a comparison that takes place; the answer becomes "
    "part of the monitoring plan.",
    good_answer="At least one measure that a machine can repeat on every change.",
    kind="multi",
    choices=(
        Choice("reference-answers", "Reference answers", "questions with known answers"),
        Choice("judge-model", "Judge model", "another model scores the answers"),
        Choice("people", "People", "experts or users rate samples"),
        Choice("business-metric", "Business metric", "resolved tickets, time saved"),
        Choice("none", "Not decided yet", alone=True),
    ),
    default=Default(("none",), sources=(PLANNING,), why="Nothing is assumed to exist."),
    moves=("model", "monitoring"),
    core=False,
)

UNIT_OF_WORK = Question(
    id="unit_of_work",
    section=SECTION,
    group="outcome",
    text="What is one unit of useful work?",
    why_we_ask="Energy and carbon per unit of work is the figure that still means something "
    "when traffic grows.",
    good_answer="What the business counts: a resolved ticket, a processed invoice.",
    kind="text",
    default=Default("request", sources=(PLANNING,), why="Each request counts as one unit."),
    moves=("monitoring",),
    core=False,
    example="resolved ticket",
)

QUESTIONS = (
    USE_CASE,
    ANSWER_FORM,
    QUALITY,
    MODALITIES,
    KNOWLEDGE,
    LANGUAGES,
    DOMAIN,
    QUALITY_MEASURE,
    UNIT_OF_WORK,
)
