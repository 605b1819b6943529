"""The example designs and those that the tests of the advice defend, and a percent more or less."""

from collections.abc import Iterator
from functools import cache
from inspect import signature
from itertools import pairwise

import pytest

from advisors.design import Design
from advisors.examples import example_names, load_example
from advisors.options import Advice, Decision
from advisors.questions import Answer, Value, question
from tests.advisors.advice import test_designs
from tests.advisors.advice.made import ANSWERED, made

FACTORS = (0.99, 1.01)
Move = tuple[str, float]


class _AskedFor(Exception):  # noqa: N818 - no error
    """Carries the first design that a test asks advice on."""

    def __init__(self, answers: dict[str, Value]) -> None:
        super().__init__()
        self.answers = answers


@cache
def designs() -> dict[str, Design]:
    """Every one by a name, those of the tests by the test; nothing is advised on to find them."""
    found = {name: load_example(name) for name in example_names()}
    found |= {name: made(**answers) for name, answers in ANSWERED.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_designs, "advised", _asked_for)
        for name, test in vars(test_designs).items():
            if name.startswith("test_") and not signature(test).parameters:
                with pytest.raises(_AskedFor) as asked:
                    test()
                found[name] = made(**asked.value.answers)
    return found


def _asked_for(**answers: Value) -> Advice:
    raise _AskedFor(answers)


def moves(design: Design) -> tuple[Move, ...]:
    """Each number among the answers, a percent down and up, as far as it may be given."""
    return tuple(_moves(design))


def _moves(design: Design) -> Iterator[Move]:
    for key, answer in design.answers.items():
        asked = question(key)
        value = answer.value
        if isinstance(value, dict):
            yield from ((f"{key}.{name}", by) for name in value for by in FACTORS if value[name])
        elif asked.numeric and isinstance(value, float) and value:
            least, most = asked.minimum, asked.maximum
            for by in FACTORS:
                if (least is None or value * by >= least) and (most is None or value * by <= most):
                    yield key, by


def moved(design: Design, move: Move) -> Design:
    """The design with one number a percent off."""
    (key, _, part), by = move[0].partition("."), move[1]
    value = design.answers[key].value
    if isinstance(value, dict):
        return design.answered(key, Answer({**value, part: value[part] * by}))
    assert isinstance(value, float)
    off = value * by
    return design.answered(key, Answer(float(round(off)) if _whole(key) else off))


def _whole(key: str) -> bool:
    return question(key).kind == "integer"


def unflagged(before: Advice, after: Advice) -> list[str]:
    """Decisions that a small move turns without having said that there is no clear winner."""
    return [
        old.id
        for old, new in zip(before.decisions, after.decisions, strict=True)
        if _turned(old, new)
    ]


def _turned(old: Decision, new: Decision) -> bool:
    if old.chosen is None:
        return False
    if new.chosen is None or old.chosen.id != new.chosen.id:
        return old.clear
    if not (old.clear and new.clear):
        return False
    shared = {o.id for o in old.options} & {o.id for o in new.options}
    swapped = {(b, a) for a, b in told_apart(new)} & told_apart(old)
    return any(set(pair) <= shared for pair in swapped)


def told_apart(decision: Decision) -> set[tuple[str, str]]:
    """Ordered pairs of ranked options that the decision claims to tell apart."""
    order = [option.id for option in decision.options]
    groups: list[list[str]] = []
    for first, second in pairwise(["", *order]):
        if second in decision.close and first:
            groups[-1].append(second)
        else:
            groups.append([second])
    return {
        (a, b)
        for place, group in enumerate(groups)
        for later in groups[place + 1 :]
        for a in group
        for b in later
    }
