"""A service level that nothing on sale keeps is one clash, with the nearest level that is kept."""

from itertools import product

import pytest

from advisors.advice import advise
from advisors.base import base_of
from advisors.conflicts_level import (
    EASY_FIRST_MS,
    EASY_MS_PER_TOKEN,
    EASY_ON_OLD_CHIPS,
    EASY_PACE_MS,
    kept,
    tight,
)
from advisors.contradiction import Contradiction
from advisors.design import Design
from advisors.design_changes import changed
from advisors.examples import examples
from advisors.gather import search
from advisors.questions import Answer, Value
from advisors.workload import Workload, workload_from
from advisors.workload_conflicts import contradictions
from tests.advisors.advice.made import CODE_AGENTS, facts, made

NAME = "no-such-level"
OUT_OF_REACH: dict[str, dict[str, Value]] = {
    "the first word": {"ttft_ms": 10.0},
    "the pace": {"inter_token_ms": 1.0},
    "both": {"ttft_ms": 10.0, "inter_token_ms": 1.0},
    "on machines of one's own": {"ttft_ms": 20.0, "hosting": "self-hosted"},
    "a model that is given": {"ttft_ms": 100.0, "committed_model": "llama-3.3-70b"},
    "in one Region": {
        "inter_token_ms": 2.0,
        "user_region": "eu-central-1",
        "residency": "one-region",
        "allowed_regions": ("eu-central-1",),
        "hosting": "self-hosted",
    },
}


def found(design: Design) -> Contradiction:
    (item,) = (item for item in contradictions(design, facts()) if item.id == NAME)
    return item


def workload(**answers: Value) -> Workload:
    return workload_from(made(**answers), facts())


@pytest.mark.parametrize("name", OUT_OF_REACH)
def test_it_is_told_once_and_each_way_out_leaves_a_design(name: str) -> None:
    design = made(**OUT_OF_REACH[name])
    item = found(design)
    assert item.severity == "blocks"
    assert not advise(design, facts()).decision("model").options
    assert len(item.changes) == len(item.ways_out) >= 1
    for way in item.changes:
        after = changed(design, way)
        assert NAME not in {clash.id for clash in contradictions(after, facts())}
        assert advise(after, facts()).decision("model").options


@pytest.mark.parametrize("name", ["the first word", "the pace", "on machines of one's own"])
def test_the_level_that_is_named_is_the_nearest_one(name: str) -> None:
    """A tenth less, and nothing keeps it."""
    design = made(**OUT_OF_REACH[name])
    question, value = found(design).changes[0][0].split("=")
    assert question in OUT_OF_REACH[name]
    less = design.answered(question, Answer(float(value) * 0.9))
    assert not advise(less, facts()).decision("model").options


def test_where_both_are_out_of_reach_one_way_out_answers_both() -> None:
    item = found(made(**OUT_OF_REACH["both"]))
    assert item.questions == ("ttft_ms", "inter_token_ms")
    assert [text.split("=")[0] for text in item.changes[0]] == ["ttft_ms", "inter_token_ms"]
    assert "10 ms to the first word of an answer to 2,500 tokens and 1 ms for" in item.what
    assert "(1,000 a second)" in item.what


def test_it_says_what_comes_nearest_in_each_way_of_hosting() -> None:
    item = found(made(**OUT_OF_REACH["the pace"]))
    assert "Nearest: Ministral 3 3B (25.12) on NVIDIA B300 SXM: 2.3 ms between" in item.what
    assert "on Bedrock, at the fast end of the estimate: 1.3 ms between tokens" in item.what


def test_a_larger_model_than_the_level_allows_may_be_left_for_a_smaller_one() -> None:
    """A given model of 70 billion is too slow; a free choice finds one that is not."""
    item = found(made(**OUT_OF_REACH["a model that is given"]))
    assert item.what.startswith("Llama 3.3 70B Instruct, the model that is given, cannot keep")
    assert ("committed_model=none",) in item.changes


@pytest.mark.parametrize("answers", [{}, {"ttft_ms": 300.0, "inter_token_ms": 20.0}, CODE_AGENTS])
def test_a_level_that_is_kept_is_no_clash(answers: dict[str, Value]) -> None:
    assert NAME not in {item.id for item in contradictions(made(**answers), facts())}


def test_the_examples_clash_nowhere_for_their_level() -> None:
    for design in examples().values():
        assert NAME not in {item.id for item in contradictions(design, facts())}


def test_a_level_that_nobody_gave_is_no_clash() -> None:
    design = made(**OUT_OF_REACH["the first word"]).answered("ttft_ms", Answer(dont_know=True))
    assert NAME not in {item.id for item in contradictions(design, facts())}


@pytest.mark.parametrize(
    ("first", "pace", "hosting"),
    [*product((15.0, 40.0, 200.0), (1.0, 4.0, 30.0), ("managed", "self-hosted", "any"))],
)
def test_the_quick_look_says_what_the_search_says(first: float, pace: float, hosting: str) -> None:
    w = workload(ttft_ms=first, inter_token_ms=pace, hosting=hosting)
    base = base_of(facts())
    assert kept(w, base) == (search(w, base).best is not None)


@pytest.mark.parametrize("quality", ["draft", "business", "expert"])
@pytest.mark.parametrize("tokens", [100.0, 20000.0, 120000.0])
@pytest.mark.parametrize(
    ("where", "times"),
    [
        ({"residency": "eu"}, 1.0),
        ({"residency": "japan", "user_region": "ap-northeast-1"}, 1.0),
        ({"residency": "eu", "hosting": "managed"}, 1.0),
        ({"hosting": "self-hosted"}, EASY_ON_OLD_CHIPS),
        ({"user_region": "af-south-1", "allowed_regions": ("af-south-1",)}, EASY_ON_OLD_CHIPS),
    ],
)
def test_what_is_taken_for_easy_is_kept(
    where: dict[str, Value], times: float, tokens: float, quality: str
) -> None:
    """Nothing is searched for such a level, so something has to keep it."""
    level = {
        "ttft_ms": times * (EASY_FIRST_MS + EASY_MS_PER_TOKEN * tokens),
        "inter_token_ms": times * EASY_PACE_MS,
    }
    w = workload(**where, **level, input_tokens=tokens, quality=quality)
    assert tight(w) == ()
    assert kept(w, base_of(facts()))


def test_minutes_are_told_in_minutes_and_what_is_told_is_what_is_accepted() -> None:
    where: dict[str, Value] = {"user_region": "af-south-1", "allowed_regions": ("af-south-1",)}
    item = found(made(**where, ttft_ms=90_000.0, input_tokens=190_000.0, hosting="self-hosted"))
    assert "keeps 1.5 min to the first word of an answer" in item.what
    minutes = item.ways_out[0].removeprefix("accept ").removesuffix(" min to the first word")
    assert item.changes[0] == (f"ttft_ms={float(minutes) * 60_000.0:g}",)


def test_a_network_that_takes_most_of_the_wait_is_named() -> None:
    """Sydney and the EU: 238 ms of 400, and nothing could be fast enough in the rest."""
    item = found(made(user_region="ap-southeast-2", residency="eu", ttft_ms=400.0))
    assert "The network from ap-southeast-2 takes more than 30% of it." in item.what
    assert item.changes == (("ttft_ms=800",),)
