"""Advice is the same whether or not an earlier design left something to take up."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from advisors import capability, techniques
from advisors.advice import advice_as_dict, advise
from advisors.base import KEPT, Base, base_of
from advisors.candidates import Candidate
from advisors.criteria import Measured
from advisors.design import Design
from advisors.desk import Desk
from advisors.examples import example_names, load_example
from advisors.model_filters import Needs
from advisors.questions import Answer
from advisors.resizing import resized
from estimators import ledger
from estimators.serving_inputs import Options
from tests.advisors.advice.made import facts, made

SELF_HOSTED = ("code-assistant-self-hosted", "nightly-invoice-extraction")
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


@pytest.mark.parametrize("kept", [ledger.KEPT, 7])
def test_what_is_kept_changes_no_advice(monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(ledger, "KEPT", kept)
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


def test_threads_that_ask_at_once_get_the_same_object_and_nothing_is_lost() -> None:
    base = base_of(facts())
    base.forget()
    both = Barrier(2, timeout=300.0)

    def make() -> object:
        both.wait()  # neither is kept before the other is being made
        return object()

    with ThreadPoolExecutor(2) as pool:
        one, other = (pool.submit(base.once, "same", make) for _ in range(2))
    assert one.result() is other.result() is base.once("same", object)

    def many(start: int) -> list[int]:
        return [base.once(("many", start, n), partial(int, n)) for n in range(2000)]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(many, range(4))) == [list(range(2000))] * 4


def test_five_designs_in_turn_leave_each_other_what_they_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one advice says of itself, and what nobody looks at, must not drive that out."""
    judged: list[object] = []
    whole = capability._capable_models

    def counted(needs: Needs, base: Base) -> capability.Found:
        judged.append(needs)
        return whole(needs, base)

    monkeypatch.setattr(capability, "_capable_models", counted)
    base_of(facts()).forget()
    for requests in (5000.0, 5017.0, 5034.0):
        for name in example_names():
            design = load_example(name)
            advise(design.answered("requests_per_day", Answer(requests)), facts())
    assert len(judged) == len(set(judged)) <= len(example_names())


@pytest.mark.parametrize("name", SELF_HOSTED)
def test_what_a_technique_would_change_is_sized_when_someone_looks(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sized: list[Candidate] = []

    def counted(
        desk: Desk,
        best: Candidate,
        *,
        options: Options | None = None,
        precisions: tuple[str, ...] = (),
    ) -> Measured | None:
        sized.append(best)
        return resized(desk, best, options=options, precisions=precisions)

    monkeypatch.setattr(techniques, "resized", counted)
    found = advise(load_example(name), facts())
    assert not sized
    list(found.decision("inference").options)
    assert sized
