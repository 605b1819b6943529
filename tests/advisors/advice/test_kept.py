"""Advice is the same whether or not an earlier design left something to take up."""

import json

import pytest

from advisors.advice import advice_as_dict, advise
from advisors.base import KEPT, base_of
from advisors.design import Design
from estimators import graph
from tests.advisors.advice.made import facts, made

EVEN = {"carbon": 20.0, "cost": 20.0, "latency": 20.0, "water": 20.0, "effort": 20.0}
ONE_ANSWER_AFTER_ANOTHER = (
    made(hosting="self-hosted", labelled_examples=4000.0),
    made(hosting="self-hosted", labelled_examples=4000.0, requests_per_day=2e5),
    made(hosting="self-hosted", labelled_examples=4000.0, requests_per_day=2e5, priorities=EVEN),
    made(input_tokens=900.0),
    made(input_tokens=900.0, residency="eu"),
    made(hosting="self-hosted", labelled_examples=4000.0),
)


def shown(design: Design) -> str:
    return json.dumps(advice_as_dict(advise(design, facts())))


@pytest.mark.parametrize("kept", [graph.KEPT, 7])
def test_what_is_kept_changes_no_advice(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(graph, "KEPT", kept)
    base = base_of(facts())
    base.forget()
    one_base = [shown(design) for design in ONE_ANSWER_AFTER_ANOTHER]
    for design, expected in zip(ONE_ANSWER_AFTER_ANOTHER, one_base, strict=True):
        base.forget()
        assert shown(design) == expected


def test_a_base_keeps_what_was_asked_for_last() -> None:
    base = base_of(facts())
    base.forget()
    made_of: list[int] = []

    def asked(number: int) -> int:
        def make() -> int:
            made_of.append(number)
            return number

        return base.once(("number", number), make)

    assert [asked(number) for number in range(KEPT)] == list(range(KEPT))
    assert asked(0) == 0
    assert asked(KEPT) == KEPT
    assert asked(0) == 0
    assert made_of == list(range(KEPT + 1))
    assert asked(1) == 1
    assert made_of == [*range(KEPT + 1), 1]
