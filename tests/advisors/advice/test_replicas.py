"""Replicas are put together once, and models filtered once, as long as both rest on the same."""

from dataclasses import replace

import pytest

from advisors import capability
from advisors.base import Base, Same
from advisors.capability import capable_models
from advisors.desk import Desk
from advisors.model_filters import Failed, Needs, needs_of, tokens_tell
from advisors.replicas import replicas_of
from advisors.workload import workload_from
from estimators.annual import Policy
from estimators.facts.model_rows import Model
from estimators.figure import Input
from tests.advisors.advice.made import facts, made


def test_a_replica_stays_the_same_while_the_volume_changes() -> None:
    base = Base(facts())
    found = []
    for requests in (5000.0, 90_000.0):
        design = made(hosting="self-hosted", requests_per_day=requests)
        desk = Desk(workload_from(design, facts()), base)
        best = desk.best
        assert best is not None
        layouts, row = desk.search.layouts_of(best)
        replicas = replicas_of(base, layouts, 3000.0, desk.answer)
        found.append((replicas, replicas.option(0, Policy()), replicas.exponents(0), row))
    (first, option, exponents, _), (second, again, same, _) = found
    assert second is first
    assert again is option
    assert same is exponents


def test_a_key_is_equal_where_it_holds_the_same_object() -> None:
    held = [1.0]
    assert Same(held) == Same(held)
    assert Same(held) != Same([1.0])


def test_capable_models_are_filtered_anew_where_the_need_changes_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    w, base = workload_from(made(), facts()), Base(facts())
    runs: list[object] = []
    filtered = capability.failed_filters

    def counted(needs: Needs, model: Model) -> list[Failed]:
        runs.append(needs)
        return filtered(needs, model)

    monkeypatch.setattr(capability, "failed_filters", counted)
    first = capable_models(w, base)
    once = len(runs)
    more = Input("requests_per_day", 7e4, 7e4, 7e4, "requests/day", "answer")
    assert capable_models(replace(w, requests_per_day=more), base) is first
    assert len(runs) == once > 0
    assert capable_models(replace(w, languages=("en", "vi")), base) != first
    assert len(runs) == 2 * once


def test_another_length_filters_those_models_alone_that_it_tells_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base = Base(facts())
    filtered: list[str] = []
    run = capability.failed_filters

    def counted(needs: Needs, model: Model) -> list[Failed]:
        filtered.append(model.id)
        return run(needs, model)

    monkeypatch.setattr(capability, "failed_filters", counted)
    for answer, prompt in ((300.0, 900.0), (40.0, 900.0), (300.0, 9e4)):
        w = workload_from(made(output_tokens=answer, input_tokens=prompt), facts())
        filtered.clear()
        found = capable_models(w, base)
        told = {key for key, row in base.generative.items() if tokens_tell(needs_of(w), row)}
        assert len(told) < len(base.generative) / 2
        assert set(filtered) >= told
        if (answer, prompt) != (300.0, 900.0):
            assert set(filtered) == told != set()
        assert found == capable_models(w, Base(facts()))


def test_a_filter_sees_the_need_alone() -> None:
    needs = needs_of(workload_from(made(), facts()))
    assert not hasattr(needs, "requests_per_day")
    assert needs.languages == ("en",)
