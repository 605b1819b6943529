"""Answers that clash in several ways at once: each clash still has its ways out."""

from advisors.advice import advise
from advisors.contradiction import NO_WAY, Contradiction
from advisors.design import Design
from advisors.design_changes import changed
from advisors.questions import Answer
from advisors.workload_conflicts import contradictions
from estimators.facts import load_facts
from tui.clashes import clash_lines

FACTS = load_facts()
TANGLED = Design(
    name="Tangled",
    answers={
        "use_case": Answer("support-chat"),
        "answer_form": Answer("open-text"),
        "quality": Answer("business"),
        "languages": Answer(("de",)),
        "requests_per_day": Answer(5000.0),
        "residency": Answer("eu"),
        "allowed_regions": Answer(("us-east-1",)),
        "committed_model": Answer("nova-premier"),
        "hosting": Answer("self-hosted"),
        "licences": Answer("permissive"),
        "skills": Answer("clusters"),
    },
)


def test_every_clash_names_a_way_out_though_others_stand() -> None:
    """Law, Regions and the model clash at once: no single answer ends what is about the model."""
    found = contradictions(TANGLED, FACTS)
    assert {"residency-excludes-regions", "model-not-hosted-so", "model-language"} <= {
        item.id for item in found
    }
    assert all(item.ways_out for item in found)


def test_a_way_out_in_two_answers_ends_the_clash_and_leaves_a_design() -> None:
    (clash,) = [i for i in contradictions(TANGLED, FACTS) if i.id == "model-not-hosted-so"]
    assert clash.ways_out[0].startswith("drop the limit on Regions, and choose ")
    for changes in clash.changes:
        after = changed(TANGLED, changes)
        assert clash.id not in {item.id for item in contradictions(after, FACTS)}
        assert advise(after, FACTS).decision("model").chosen is not None


def test_a_clash_without_a_way_out_says_so() -> None:
    clash = Contradiction("made", ("residency", "hosting"), "Both cannot hold.", ())
    assert clash.said.endswith(f"Both cannot hold. {NO_WAY}.")
    assert clash_lines([clash])[1] == f"    {NO_WAY}."
