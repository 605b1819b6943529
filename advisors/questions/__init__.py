"""The interview as data: every question, its reason, its bounds, its default and its source."""

from advisors.errors import UnknownNameError
from advisors.questions import data, goal, goals, place, service, traffic
from advisors.questions.model import (
    NUMERIC,
    Answer,
    Choice,
    Default,
    Group,
    Kind,
    Question,
    Value,
    When,
)
from advisors.questions.sources import SOURCES, source

__all__ = [
    "GROUPS",
    "NUMERIC",
    "QUESTIONS",
    "SECTIONS",
    "SOURCES",
    "Answer",
    "Choice",
    "Default",
    "Group",
    "Kind",
    "Question",
    "Value",
    "When",
    "group_of",
    "question",
    "source",
]

SECTIONS: dict[str, str] = {
    "goal": "Goal and need",
    "traffic": "Traffic",
    "service": "Service level",
    "place": "Users and law",
    "hosting": "Hosting",
    "horizon": "Horizon",
    "data": "Knowledge and data",
    "priorities": "Priorities and reporting",
}

_TITLES: dict[str, str] = {
    "goal": "What it is for",
    "needs": "What it must know",
    "volume": "How much, and when",
    "shape": "How long each request is",
    "service": "How fast, how reliable",
    "place": "Where the users are, where data may go",
    "plan": "Who runs it, for how long",
    "data": "Your data",
    "outcome": "What good looks like",
    "reuse": "What repeats",
    "constraints": "What is given",
    "model": "Which model is given, and for how long",
    "priorities": "What matters most",
}

_ALL: tuple[Question, ...] = (
    *goal.QUESTIONS,
    *traffic.QUESTIONS,
    *service.QUESTIONS,
    *place.QUESTIONS,
    *goals.QUESTIONS,
    *data.QUESTIONS,
)

QUESTIONS: tuple[Question, ...] = tuple(
    item for group in _TITLES for item in _ALL if item.group == group
)
"""All questions in the order in which they are asked; conditions look back only."""

GROUPS: tuple[Group, ...] = tuple(
    Group(
        key,
        next(item.section for item in QUESTIONS if item.group == key),
        title,
        tuple(item.id for item in QUESTIONS if item.group == key),
    )
    for key, title in _TITLES.items()
)
"""The screens; the short interview ends with the group `plan`."""

_BY_ID: dict[str, Question] = {item.id: item for item in QUESTIONS}
_GROUP_OF: dict[str, Group] = {item: group for group in GROUPS for item in group.questions}


def question(question_id: str) -> Question:
    """The question of that id.

    Raises:
        UnknownNameError: There is none; carries the nearest ids.
    """
    found = _BY_ID.get(question_id)
    if found is None:
        raise UnknownNameError("question", question_id, _BY_ID)
    return found


def group_of(question_id: str) -> Group:
    """The screen on which a question stands; UnknownNameError when there is no such question."""
    return _GROUP_OF[question(question_id).id]
