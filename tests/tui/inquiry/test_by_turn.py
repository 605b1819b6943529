"""Questions read by their turn, and questions that hold words of a design and are about others."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry


@pytest.mark.parametrize(
    ("example", "question"),
    [
        ("n", "is Azure Document Intelligence greener than Textract?"),
        ("s", "would Vertex AI cost us less?"),
        ("c", "explain prompt caching to me"),
        ("s", "describe quantization please"),
        ("m", "can prompt caching be combined with batch inference on Bedrock?"),
        ("t", "what is Graviton4 good for"),
    ],
)
def test_what_is_not_of_the_design_goes_to_the_guidance(
    example: str, question: str, inquiries: Mapping[str, Inquiry]
) -> None:
    part = inquiries[example].ask(question).design
    assert part is None or part.intent == "unanswerable"


@pytest.mark.parametrize(
    "question", ["what does our board think of the design", "how high is our churn this year?"]
)
def test_opinions_and_books_are_no_figures(question: str, inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["s"].ask(question).design
    assert part is None or (part.intent == "unanswerable" and not part.figures)


def test_a_vendor_whose_model_is_listed_stays_with_the_design(
    inquiries: Mapping[str, Inquiry],
) -> None:
    part = inquiries["s"].ask("why not Google Gemma 4 31B?").design
    assert part is not None
    assert part.decision == "model"


@pytest.mark.parametrize(
    ("example", "question", "read"),
    [
        ("c", "what happens to us when a machine dies", ("input", None)),
        ("c", "the same instructions open all our prompts, does it pay?", ("why", "inference")),
        ("s", "would keeping answers for later help us?", ("why", "inference")),
        ("s", "must we retrain the model every spring", ("input", None)),
        ("m", "is Canada fine for us", ("why-not", "region")),
        ("m", "does our staff have the skills to run it?", ("effort", "customization")),
        ("t", "what models are out because of the residency rules?", ("which", "model")),
        ("t", "why does cost count for so much in the weights?", ("input", None)),
        ("t", "which is the greenest of all, whatever it costs", ("lever", None)),
        ("m", "did the pictures in our manuals rule any models out?", ("modalities", "model")),
        ("t", "from what volume does our own server pay?", ("flip", "hosting")),
        ("t", "which criterion tipped it?", ("input", None)),
        ("t", "how many tickets until you would reconsider?", ("flip", None)),
        ("s", "which of our answers would overturn it?", ("flip", None)),
        ("m", "did French rule models out?", ("languages", "model")),
        ("m", "can it cope with Polish?", ("languages", "model")),
        ("s", "who signs this off?", ("next", None)),
        ("m", "what share is building the index?", ("parts", None)),
        ("t", "and what's the bill, roughly?", ("how-much", None)),
        ("n", "why the model, we could have taken any", ("why", "model")),
        ("s", "are these figures market based or location based?", ("reporting", None)),
        ("m", "how close are we to the budget?", ("limit", None)),
        ("n", "how long is the nightly run?", ("input", None)),
        ("s", "worst case for the cost?", ("sure", None)),
        ("s", "900 labelled chats, would tuning pay?", ("why-not", "customization")),
        ("n", "500 labelled invoices, is that enough to train?", ("why-not", "customization")),
        ("t", "what will we track?", ("which", "monitoring")),
        ("s", "what should we do now, before it is launched?", ("next", None)),
        ("c", "do our machines stand idle at weekends?", ("idle", "hosting")),
        ("s", "why is the model choice not certain?", ("sure", "model")),
        ("m", "why don't we just paste the manuals into the prompt?", ("why-not", "customization")),
        ("m", "is its licence a problem for us?", ("licence", "model")),
        ("n", "is growth in the figures?", ("input", None)),
        ("s", "would prompt caching gain us anything with 35 % the same?", ("why", "inference")),
        ("c", "which has the least carbon, whatever it costs?", ("lever", None)),
        ("s", "how recent are the prices?", ("explain", None)),
        ("c", "if we had to run it in Ohio, what then?", ("what-if", "region")),
        ("c", "what would it cost with half the users?", ("what-if", None)),
        ("n", "is it just one GPU?", ("how-much", "silicon")),
        ("n", "how solid is the 15 kg?", ("sure", None)),
        ("n", "is hardware counted in there?", ("parts", None)),
        ("n", "what availability did we agree?", ("input", "inference")),
        ("m", "if half of the questions repeat, does the cache come first?", ("what-if", None)),
        ("s", "how many tokens did you reckon with?", ("input", None)),
        ("t", "what would make you take a classifier?", ("flip", "need")),
        ("c", "what does standing by cost us?", ("idle", "hosting")),
        ("c", "how much of the energy is standby machines?", ("parts", None)),
        ("t", "justify the design to my manager", ("summary", None)),
        ("t", "is this gold plated?", ("smallest", None)),
        ("n", "Welche Modelle sind rausgefallen?", ("which", "model")),
    ],
)  # fmt: skip
def test_a_turn_tells_what_is_asked(
    example: str,
    question: str,
    read: tuple[str, str | None],
    inquiries: Mapping[str, Inquiry],
) -> None:
    part = inquiries[example].ask(question).design
    assert part is not None
    assert (part.intent, part.decision) == read


def test_the_team_is_told_what_it_has_to_run(inquiries: Mapping[str, Inquiry]) -> None:
    asked = "does our staff have the skills to run it?"
    assert "nobody of yours has to run a GPU" in inquiries["m"].ask(asked).answer
    assert "that is for your own team to run" in inquiries["c"].ask(asked).answer


def test_an_outage_of_a_zone_is_not_promised(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["c"].ask("do we survive the loss of a zone?").answer
    assert text.startswith("Whether it outlives the loss of a zone or a Region cannot be told")


def test_models_that_no_open_region_offers_are_counted(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["t"]
    out = [i for i in inquiry.advice.decision("model").exclusions if i.rule == "not-offered-there"]
    text = inquiry.ask("what models are out because of the residency rules?").answer
    assert text.startswith(f"{len(out)} models fell out as no Region")
    assert all(item.label in text for item in out)


def test_a_foreign_word_is_taken_for_no_name(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["m"].ask("¿cuánta agua gasta cada respuesta?").design
    assert part is not None
    assert (part.decision, dict(part.repairs)) == (None, {})


def test_no_half_price_is_claimed_on_own_machines(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["n"].ask("is the batch tier included, as nobody waits?").answer
    assert "No token is bought" in text


def test_data_that_stays_is_said_first(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["s"].ask("does our data leave the EU?").answer
    assert text.startswith("No, as designed: prompts and answers are processed in eu-west-1")
    for doubtful in ("leave the UK", "go to the EU", "stay out of the EU"):
        other = inquiries["s"].ask(f"does our data {doubtful}?").answer
        assert not other.startswith(("No", "Yes"))


def test_another_region_is_told_beside_the_model(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["m"].ask("what would cut our carbon most?").answer
    assert "Amazon Nova Lite: computed in eu-north-1 instead of eu-west-1" in text


def test_a_lone_option_was_chosen_by_no_sum(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["t"].ask("why prompt engineering?").answer
    assert "It alone passed the filters" in text
    assert "weighted sum" not in text.split("\n\nGuidance")[0].split("How “")[0]


def test_hours_of_a_night_follow_from_the_fleet(inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries["n"]
    text = inquiry.ask("how long does the nightly run take?").answer
    value = inquiry.advice.totals["instance_hours_per_year"].numbers[0] / 365.2425
    assert f"{value:.1f} instance hours" in text


def test_words_of_another_request_suggest_no_model(inquiries: Mapping[str, Inquiry]) -> None:
    text = inquiries["c"].ask("can you write us a poem about linked lists").answer
    assert "Did you mean" not in text


@pytest.mark.parametrize(
    ("example", "question", "told"),
    [
        ("m", "What speaks for Nova Lite against Ministral 3 3B, and what against it?", True),
        ("n", "why an h100 for a 3b model lol", True),
        ("c", "why inferentia when the l40s burns less power", True),
        ("n", "speculative decoding worth a shot?", True),
        ("m", "is an answer cache worth a look", True),
        ("s", "why is frankfurt so rainy", False),
        ("n", "why is the H100 called hopper", False),
        ("s", "Is Textract cheaper than Google Document AI?", False),
        ("c", "Is LoRA worth a shot for a style guide?", False),
    ],
)
def test_an_option_of_the_design_is_asked_about_where_the_guidance_is_silent(
    example: str, question: str, told: bool, inquiries: Mapping[str, Inquiry]
) -> None:
    assert (inquiries[example].ask(question).design is not None) is told


def test_weeks_that_are_no_work_are_not_of_the_design(inquiries: Mapping[str, Inquiry]) -> None:
    part = inquiries["c"].ask("how many weeks of holiday do we get").design
    assert part is None or part.intent == "unanswerable"
    work = inquiries["c"].ask("how many weeks of work is that").design
    assert work is not None
    assert work.intent == "effort"
