"""Whatever stands in the trace of a figure has words of its own."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import advisors
import estimators
from advisors.advice import advise
from advisors.design import Design
from advisors.options import Advice
from advisors.questions import Value
from advisors.record.label_words import TRACED
from advisors.record.labels import Labels
from estimators.figure import Figure
from tests.advisors.advice.gathered import designs
from tests.advisors.advice.made import ANSWERED, facts, made

OWN = "label_words.py"
COMPOSED = re.compile("^(one_off|saved)_|_as_sized$|_per_year$")
LABELS: dict[str, Value] = {
    "use_case": "classification",
    "answer_form": "fixed-list",
    "knowledge": ("general",),
    "labelled_examples": 20_000.0,
    "output_tokens": 4.0,
}
FURTHER: Mapping[str, Mapping[str, Value]] = {
    **ANSWERED,
    "a managed cache": {
        "hosting": "managed",
        "committed_model": "claude-haiku-4-5",
        "input_tokens": 8000.0,
        "shared_prefix_share": 80.0,
    },
    "many labels": {**LABELS, "requests_per_day": 5e7, "async_share": 100.0},
    "search": {"use_case": "semantic-search", "answer_form": "ranking"},
    "pages": {"use_case": "extraction", "answer_form": "structured"},
    "a smaller model": {"hosting": "self-hosted", "requests_per_day": 2e6},
}


def every_design() -> dict[str, Design]:
    return {**designs(), **{name: made(**answers) for name, answers in FURTHER.items()}}


def figures(advice: Advice) -> Iterator[Figure]:
    """All figures of an advice, those of options that lost included."""
    yield from advice.totals.values()
    whole = [*advice.pareto, *([advice.smallest] if advice.smallest is not None else [])]
    for option in (*whole, *(item for one in advice.decisions for item in one.options)):
        yield from option.figures.values()


@pytest.mark.slow
def test_every_name_in_a_trace_has_words() -> None:
    labels, seen = Labels(facts()), set[str]()
    for design in every_design().values():
        for figure in figures(advise(design, facts())):
            seen |= {item.name for item in (*figure.leaves(), *figure.parts())}
    assert len(seen) > 150
    assert {"cache_factor", "uncached_wh_per_call", "hidden_reasoning_tokens"} <= seen
    assert not sorted(name for name in seen if not labels.known(name))


def test_words_hold_no_name_and_none_stands_twice() -> None:
    assert not [text for text in TRACED.values() if "_" in text or not text[0].isupper()]
    assert len(set(TRACED.values())) == len(TRACED)


def test_no_words_are_kept_for_a_name_that_nothing_has() -> None:
    """A step or input has its name in the code that makes it."""
    roots = [Path(package.__path__[0]) for package in (advisors, estimators)]
    files = [path for root in roots for path in root.rglob("*.py") if path.name != OWN]
    used = {word for path in files for word in re.findall(r"\w+", path.read_text("utf-8"))}
    assert not sorted(name for name in TRACED if not {name, COMPOSED.sub("", name)} & used)


def test_a_constant_is_called_as_the_facts_call_it() -> None:
    labels = Labels(facts())
    row = facts().tables["constants"]["hidden_reasoning_tokens"]
    assert labels.of("hidden_reasoning_tokens") == row.name
    assert labels.inside("cloudwatch_usd_per_gb_month").startswith("CloudWatch Logs, ")
    assert labels.inside("cache_factor").startswith("energy of a call with the prompt cache")
