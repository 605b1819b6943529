"""Value of information: which open question could still move the decision, and which could not."""

from collections.abc import Callable, Mapping

from advisors.design import Design
from advisors.questions import QUESTIONS, Answer, Question
from advisors.questions.resolve import Presets, Resolved, resolve
from advisors.validation_names import places

Decide = Callable[[Design], Mapping[str, str]]
"""From a design to what is recommended, by decision."""


def influence(design: Design, decide: Decide, presets: Presets | None = None) -> dict[str, float]:
    """How much of the advice each open question could turn, from 0 to 1.

    Each question that applies and has no value yet ("don't know" included) is answered in turn
    with the ends of its range or each of its other choices, all else as it stands. Its influence
    is the mean, over those answers, of the share of decisions that come out otherwise. When all
    are 0, no single further answer changes anything.

    Args:
        design: Answers so far.
        decide: What is recommended for a design; called once per alternative answer.
        presets: Token defaults by use case.

    Returns:
        By question id; what `Interview.open_questions` takes to order the questions.
    """
    base = decide(design)
    found: dict[str, float] = {}
    for item in resolve(design.answers, presets).values():
        if not item.applies or not item.assumed:
            continue
        trials = [decide(design.answered(item.question.id, a)) for a in alternatives(item)]
        moved = [_share_moved(base, trial) for trial in trials]
        found[item.question.id] = sum(moved) / len(moved) if moved else 0.0
    return found


def alternatives(item: Resolved) -> tuple[Answer, ...]:
    """Answers that a question could plausibly get besides the value that stands in for it."""
    question = item.question
    if question.numeric:
        ends = sorted({end for end in (item.low, item.high) if end is not None})
        return tuple(Answer(end) for end in ends if end != item.value)
    if question.kind == "choice":
        ids = (choice.id for choice in question.choices)
        return tuple(Answer(key) for key in ids if key != item.value)
    if question.kind == "multi":
        return tuple(
            Answer((choice.id,)) for choice in question.choices if (choice.id,) != item.value
        )
    if question.kind == "weights":
        return tuple(Answer(_all_on(question, choice.id)) for choice in question.choices)
    if question.kind == "region":
        codes = (place.code for place in places())
        return tuple(Answer(code) for code in codes if code in _FAR_APART and code != item.value)
    return ()


_FAR_APART = ("us-west-2", "eu-central-1", "ap-southeast-1", "sa-east-1")
"""One Region on each side of the world stands for all users there."""


def _all_on(question: Question, name: str) -> dict[str, float]:
    return {choice.id: 100.0 if choice.id == name else 0.0 for choice in question.choices}


def _share_moved(base: Mapping[str, str], trial: Mapping[str, str]) -> float:
    """Share of decisions that differ; one that exists on one side only differs."""
    names = base.keys() | trial.keys()
    moved = sum(base.get(name) != trial.get(name) for name in names)
    return moved / len(names) if names else 0.0


def settled(values: Mapping[str, float]) -> bool:
    """Whether no single further answer would change what is recommended."""
    return not any(values.values())


def most_telling(values: Mapping[str, float]) -> tuple[str, ...]:
    """Ids of the questions that could move the decision, the most telling first."""
    telling = [item.id for item in QUESTIONS if values.get(item.id, 0.0) > 0]
    return tuple(sorted(telling, key=lambda key: -values[key]))
