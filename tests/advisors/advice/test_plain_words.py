"""Sentences of the advice: names for ids, numbers without exponents."""

import re

from advisors.advice import desk_of
from advisors.examples import load_example
from advisors.hosting import advise_hosting
from advisors.options import Decision
from advisors.questions import Value
from advisors.ranking import Case, Rated, decide
from advisors.shown import Said, rated
from tests.advisors.advice.made import advised, facts, made


def said(found: Decision) -> str:
    """All sentences of a decision."""
    texts = [found.confidence_reason, *found.trace, *found.flips]
    for option in found.options:
        texts += [*option.reasons, *option.notes]
    return "\n".join([*texts, *(item.reason for item in found.exclusions)])


def test_a_rival_is_told_by_its_name_and_not_by_its_id() -> None:
    desk = desk_of(made(), facts())
    assert desk.best is not None
    option = rated(desk, "one", "One", desk.measure(desk.best), Said((), ()))
    names = {"llama-3.2-3b", "two"}
    case = Case("model", "Model", "Which?", (), rivals=frozenset(names))
    other: Rated = rated(desk, "two", "The second", desk.measure(desk.best), Said((), ()))
    found = decide(desk, case, [option, other])
    reason = found.confidence_reason
    assert facts().models["llama-3.2-3b"].name in reason
    assert "The second" in reason
    assert "llama-3.2-3b" not in reason


def test_energy_of_training_and_index_is_written_in_full() -> None:
    """A large corpus over many years: tens of thousands of kWh, and no exponent."""
    found = advised(corpus_tokens=5e11, corpus_refresh_per_year=50.0, horizon_years=1.0).decision(
        "customization"
    )
    (index,) = re.findall(r"The index takes ([^ ]+) kWh of IT energy over ([^.]+)\.", said(found))
    assert re.fullmatch(r"\d{1,3}(,\d{3})+", index[0])
    assert index[1] == "a year"


def test_a_wish_for_hosting_is_told_as_it_was_made() -> None:
    for name, wish in (
        ("code-assistant-self-hosted", "You asked to run the model yourselves."),
        ("ticket-classifier", "You asked for a managed service."),
    ):
        found = advise_hosting(desk_of(load_example(name), facts()))
        assert wish in {item.reason for item in found.exclusions}
        assert "was compared" in said(found) or "Carbon of" in said(found)


CODES = (
    "open-text",
    "fixed-list",
    "gives ranking",
    "you accept",
    "one-region",
    "any-commercial",
    "document-qa",
    "quality for",
)


def test_answers_are_called_what_the_interview_calls_them() -> None:
    """Codes are for files: the advice has free text, one Region only, a permissive licence."""
    found = advised(
        licences="permissive", residency="one-region", allowed_regions=("eu-west-1",), hosting="any"
    )
    texts = "\n".join(said(item) for item in found.decisions)
    assert not [code for code in CODES if code in texts]
    need = {item.id: item.reason for item in found.decision("need").exclusions}
    assert need["search"] == (
        "It gives a ranked list of what is there already; a right answer is free text, worded "
        "anew here."
    )
    licences = [item for item in found.decision("model").exclusions if item.rule == "licence"]
    assert all("Permissive open licence" in item.reason for item in licences)


def test_a_profile_is_held_against_the_area_in_words() -> None:
    found = advised(residency="uk", allowed_regions=("eu-west-2",), committed_model="nova-pro")
    reasons = {item.reason for item in found.decision("region").exclusions}
    assert not any("(uk" in reason for reason in reasons)
    assert any("United Kingdom" in reason for reason in reasons)


def test_monitoring_has_no_more_digits_than_its_ranges_allow() -> None:
    plan = advised().decision("monitoring").options[0]
    alarm = next(text for text in plan.reasons if "Wh a request" in text)
    bill = next(text for text in plan.reasons if text.startswith("CloudWatch: about"))
    for shown in re.findall(r"\d[\d,.]*\d", f"{alarm} {bill}"):
        assert len(shown.replace(",", "").replace(".", "").strip("0")) <= 2


def test_how_sure_an_order_is_is_said_in_plain_words() -> None:
    reasons = [item.confidence_reason for item in advised().decisions]
    assert any(re.search(r"in \d+ of 100 joint draws of all uncertain inputs", r) for r in reasons)
    assert not any("common draws" in reason for reason in reasons)


def test_a_model_that_needs_tuning_is_not_said_to_be_closed_where_tuning_wins() -> None:
    """The pick is tuned itself: what keeps a weaker model out must be something else."""
    answers: dict[str, Value] = {
        "use_case": "extraction",
        "answer_form": "structured",
        "knowledge": ("house-style",),
        "hosting": "self-hosted",
        "labelled_examples": 12000.0,
        "requests_per_day": 300000.0,
    }
    found = advised(**answers)
    assert found.decision("customization").options[0].id == "peft"
    closed = "would need tuning, which is not open here"
    assert closed not in said(found.decision("model"))
    assert closed in said(advised(**{**answers, "labelled_examples": 0.0}).decision("model"))
