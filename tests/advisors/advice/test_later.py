"""What stands beside a choice is worked out when someone looks at it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from advisors import inference_beside, pareto
from advisors.advice import advise
from advisors.later import Later, joined
from tests.advisors.advice.made import CODE_AGENTS, facts, made


def counted(seen: list[int]) -> Iterator[int]:
    for number in range(4):
        seen.append(number)
        yield number


def test_elements_are_taken_as_far_as_they_are_looked_at() -> None:
    seen: list[int] = []
    later = Later(counted(seen))
    assert not seen
    assert later
    assert seen == [0]
    assert later[1] == 1
    assert seen == [0, 1]
    assert [number for _, number in zip("abc", later, strict=False)] == [0, 1, 2]
    assert 3 not in seen
    assert len(later) == 4
    assert (later[-1], later[1:3], later[9:]) == (3, (1, 2), ())
    assert tuple(later) == later == (0, 1, 2, 3) != later[:2]
    assert hash(later) == hash((0, 1, 2, 3))
    assert seen == [0, 1, 2, 3]
    with pytest.raises(IndexError):
        _ = later[4]
    assert not Later(())


def test_what_is_joined_to_something_later_is_later_too() -> None:
    seen: list[int] = []
    both = joined((7, 8), Later(counted(seen)))
    assert (both[0], both[1], bool(both)) == (7, 8, True)
    assert not seen
    assert both == (7, 8, 0, 1, 2, 3)
    assert joined([1], (2,)) == (1, 2)
    assert isinstance(joined([1], (2,)), tuple)


def failing() -> Iterator[int]:
    yield 1
    raise ValueError("the facts have no such row")


def test_what_failed_fails_again_and_is_never_taken_for_complete() -> None:
    later = Later(failing())
    assert later[0] == 1
    for _ in range(2):
        with pytest.raises(ValueError, match="no such row"):
            len(later)
        with pytest.raises(ValueError, match="no such row"):
            tuple(later)
    assert later[0] == 1


def test_threads_that_look_at_once_see_the_same() -> None:
    seen: list[int] = []

    def slowly() -> Iterator[int]:
        for number in counted(seen):
            sleep(0.01)
            yield number

    later = Later(slowly())
    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(tuple, later) for _ in range(4)]
    assert [look.result() for look in looks] == [(0, 1, 2, 3)] * 4
    assert seen == [0, 1, 2, 3]


@pytest.fixture
def sized(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what was worked out beside a choice."""
    found: list[str] = []

    def noted(name: str, run: Callable[..., object]) -> Callable[..., object]:
        def made_out(*given: object) -> object:
            found.append(name)
            return run(*given)

        return made_out

    for module, name in (
        (inference_beside, "smaller_models"),
        (inference_beside, "relaxations"),
        (pareto, "pareto_front"),
    ):
        monkeypatch.setattr(module, name, noted(name, getattr(module, name)))
    return found


def test_an_answer_waits_for_no_more_than_what_the_interview_shows(sized: list[str]) -> None:
    advice = advise(made(**CODE_AGENTS, shared_prefix_share=50.0), facts())
    assert [item.chosen.label for item in advice.decisions if item.chosen is not None]
    assert advice.totals["energy_kwh_per_year"].value
    assert not sized
    inference = advice.decision("inference")
    ids = [option.id for option in inference.options]
    assert len(ids) == len(set(ids))
    assert {"int4", "speculative"} <= {*ids, *(item.id for item in inference.exclusions)}
    assert inference.options[0].notes
    assert sorted(sized) == ["relaxations", "smaller_models"]
    assert advice.pareto
    assert len(sized) == 3


def test_what_was_opened_is_there_for_whoever_looks(sized: list[str]) -> None:
    advice = advise(made(**CODE_AGENTS, shared_prefix_share=50.0), facts()).opened()
    assert sorted(sized) == ["pareto_front", "relaxations", "smaller_models"]
    for item in advice.decisions:
        assert all(option.reasons for option in item.options)
        assert tuple(item.flips) == item.flips
    assert len(advice.pareto) > 1
    assert len(sized) == 3
