"""Evaluation of the guidance Q&A on a file of questions.

Each line is a JSON object: `question`, `topics` (ids of cards that answer it, empty when nothing
does), `expected` (a reference answer), `kind`, and for a question that wants yes, no or depends as
the first word, `word` (the words that are right); other keys are ignored.
"""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any, TypeVar

from knowledge.answer import Answer
from knowledge.base import KnowledgeBase
from knowledge.errors import QuestionSetError
from knowledge.metrics import figure_share, hit, ndcg, recall, reciprocal_rank
from knowledge.query import MAX_CHARACTERS

RANKED = 10
HALVES = ("hybrid", "bm25", "dense")
UNANSWERABLE = "unanswerable"

Asked = TypeVar("Asked")
"""What is kept of one question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of an evaluation file."""

    question: str
    topics: tuple[str, ...]
    expected: str
    kind: str
    word: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one question.

    Attributes:
        answer: As given.
        ranked: Ids of the nearest cards, best first.
        halves: The same for each half of the retrieval, and for both together.
        seconds: Time of the whole answer.
        figure: Share of the expected figures in the answer; None when none is expected.
    """

    question: Question
    answer: Answer
    ranked: tuple[str, ...]
    halves: dict[str, tuple[str, ...]]
    seconds: float
    figure: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """Metrics of a run.

    Attributes:
        overall: Over all questions.
        by_kind: The same for each kind.
        halves: Retrieval metrics of `hybrid`, `bm25` alone and `dense` alone.
        outcomes: Every question, for a closer look.
    """

    overall: dict[str, float | None]
    by_kind: dict[str, dict[str, float | None]]
    halves: dict[str, dict[str, float | None]]
    outcomes: tuple[Outcome, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON form, without the single questions."""
        return {"overall": self.overall, "by_kind": self.by_kind, "halves": self.halves}


def read_questions(path: Path) -> list[Question]:
    """Read an evaluation file.

    Raises:
        QuestionSetError: The file cannot be read, or a line is not a question.
    """
    try:
        # Other ends of lines may stand inside of a question.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise QuestionSetError(
            f"{path} cannot be read",
            (why or str(error)).casefold(),
            "Name a text file with one question on each line",
        ) from error
    questions = [_question(line, path, n) for n, line in enumerate(lines, start=1) if line.strip()]
    if not questions:
        raise QuestionSetError(f"{path} holds no question", "it is empty", "Add lines to it")
    return questions


def _question(line: str, path: Path, number: int) -> Question:
    try:
        item = _object(json.loads(line))
        return Question(
            _text(item["question"]),
            _texts(item.get("topics")),
            str(item.get("expected") or ""),
            str(item.get("kind") or "question"),
            _texts(item.get("word")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionSetError(
            f"line {number} of {path} is not a question",
            _why(error),
            'Write {"question": "...", "topics": ["card-id"], "expected": "...", "kind": "fact"}',
        ) from error


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it lacks {error}"
    if isinstance(error, json.JSONDecodeError):
        # Its own text counts lines from the start of this one.
        return f"it is no JSON from character {error.pos + 1} on"
    return str(error)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("it is no object in braces")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("its question is no text")
    if not value.strip():
        raise ValueError("its question is empty")
    if len(value) > MAX_CHARACTERS:
        raise ValueError(f"its question is longer than {MAX_CHARACTERS} characters")
    return value


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever stands in the file
    """One text or several, each once."""
    if value is None:
        return ()
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise TypeError("its topics or words are no list of texts")
    return tuple(dict.fromkeys(texts))


def evaluate(
    path: Path,
    base: KnowledgeBase | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Ask all questions of a file and measure the answers.

    Args:
        path: The file.
        base: An open knowledge base; opened when missing.
        progress: Called with questions done and total.

    Raises:
        QuestionSetError: The file is not a set of questions.
    """
    questions = read_questions(path)
    opened = base or KnowledgeBase.open()
    report, outcomes = measured(
        questions, lambda question: _ask(opened, question), summarise, _half, progress
    )
    return replace(report, outcomes=tuple(outcomes))


def measured(
    questions: Sequence[Question],
    ask: Callable[[Question], Asked],
    summarise: Callable[[Sequence[Asked]], dict[str, float | None]],
    half: Callable[[Sequence[Asked], str], dict[str, float | None]],
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Report, list[Asked]]:
    """Ask all questions: metrics overall, of each kind and of each half, and every outcome.

    Args:
        questions: What is asked.
        ask: Gives the outcome of one question.
        summarise: Metrics of some outcomes.
        half: Retrieval metrics of some outcomes by one of `HALVES`.
        progress: Called with questions done and total.
    """
    outcomes = []
    for done, question in enumerate(questions, start=1):
        outcomes.append(ask(question))
        if progress is not None:
            progress(done, len(questions))
    of_kind: dict[str, list[Asked]] = {kind: [] for kind in sorted({q.kind for q in questions})}
    for question, outcome in zip(questions, outcomes, strict=True):
        of_kind[question.kind].append(outcome)
    report = Report(
        overall=summarise(outcomes),
        by_kind={kind: summarise(some) for kind, some in of_kind.items()},
        halves={name: half(outcomes, name) for name in HALVES},
        outcomes=(),
    )
    return report, outcomes


def _ask(base: KnowledgeBase, question: Question) -> Outcome:
    started = time.perf_counter()
    answer = base.ask(question.question)
    seconds = time.perf_counter() - started
    return Outcome(
        question,
        answer,
        answer.cards[:RANKED],
        base.halves(question.question, RANKED),
        seconds,
        figure_share(question.expected, answer.answer) if question.topics else None,
    )


def summarise(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Metrics of some outcomes; None where no question bears on a metric."""
    covered = [o for o in outcomes if o.question.topics]
    refused = [o for o in outcomes if o.answer.abstained]
    outside = [o for o in outcomes if not o.question.topics]
    figures = [o.figure for o in covered if o.figure is not None]
    seconds = [o.seconds for o in outcomes]
    return {
        "questions": float(len(outcomes)),
        **retrieval((o.ranked, o.question.topics) for o in covered),
        "figure_found": mean(1.0 if share == 1.0 else 0.0 for share in figures),
        "figure_share": mean(figures),
        "abstention_precision": mean(0.0 if o.question.topics else 1.0 for o in refused),
        "abstention_recall": mean(1.0 if o.answer.abstained else 0.0 for o in outside),
        "wrongly_refused": mean(1.0 if o.answer.abstained else 0.0 for o in covered),
        **_words([o for o in outcomes if o.question.word]),
        "latency_ms_p50": _quantile(seconds, 50),
        "latency_ms_p95": _quantile(seconds, 95),
    }


def _words(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Given for the question itself, and right there; shown with a question that is only alike."""
    firsts = [(o.question.word, o.answer.spoken[0] if o.answer.spoken else None) for o in outcomes]
    given = [(words, said) for words, said in firsts if said and said.same]
    shown = [(words, said) for words, said in firsts if said and not said.same]
    return {
        "word_given": mean(1.0 if said and said.same else 0.0 for _, said in firsts),
        "word_right": mean(1.0 if said.judged.verdict in words else 0.0 for words, said in given),
        "word_shown": mean(1.0 if said and not said.same else 0.0 for _, said in firsts),
        "word_shown_right": mean(
            1.0 if said.judged.verdict in words else 0.0 for words, said in shown
        ),
    }


def _half(outcomes: Sequence[Outcome], half: str) -> dict[str, float | None]:
    return retrieval((o.halves[half], o.question.topics) for o in outcomes if o.question.topics)


def retrieval(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]],
) -> dict[str, float | None]:
    """Metrics of pairs of what was ranked and what was wanted; None where there are none."""
    known = list(pairs)
    return {
        "hit_at_1": mean(hit(ranked, wanted, 1) for ranked, wanted in known),
        "hit_at_3": mean(hit(ranked, wanted, 3) for ranked, wanted in known),
        "hit_at_5": mean(hit(ranked, wanted, 5) for ranked, wanted in known),
        "mrr_at_10": mean(reciprocal_rank(ranked, wanted) for ranked, wanted in known),
        "ndcg_at_10": mean(ndcg(ranked, wanted) for ranked, wanted in known),
        "recall_at_5": mean(recall(ranked, wanted) for ranked, wanted in known),
    }


def mean(values: Iterable[float]) -> float | None:
    """Mean of some values, rounded; None of none."""
    known = list(values)
    return round(fmean(known), 4) if known else None


def _quantile(seconds: Sequence[float], percent: int) -> float | None:
    if not seconds:
        return None
    cuts = quantiles(seconds, n=100, method="inclusive") if len(seconds) > 1 else [seconds[0]] * 99
    return round(cuts[percent - 1] * 1000, 2)
