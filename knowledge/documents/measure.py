"""How well own documents are found: metrics on a file of questions whose topics are files.

The lines are those of the evaluation of the guidance, but `topics` names files that answer: a name,
or as much of the path as tells it apart. No topic means that no document answers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from knowledge.base import KnowledgeBase
from knowledge.documents.quoting import relevant
from knowledge.documents.search import Searcher
from knowledge.errors import QuestionSetError
from knowledge.evaluate import Question, Report, mean, measured, read_questions, retrieval
from knowledge.metrics import hit
from knowledge.retrieve import embed_query

RANKED = 10


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was found for one question: files by each half, and those that an answer quotes."""

    question: Question
    ranked: dict[str, tuple[str, ...]]
    quoted: tuple[str, ...]


def evaluate_documents(
    path: Path,
    searcher: Searcher,
    base: KnowledgeBase,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Search for all questions of a file.

    Args:
        path: The file.
        searcher: Of the documents.
        base: Understands and embeds the questions.
        progress: Called with questions done and total.

    Raises:
        QuestionSetError: The file is no set of questions, or names a file that was not added.
        DocumentError: The store is damaged.
    """
    questions = read_questions(path)
    files = searcher.names()
    meant = {topic: _meant(topic, files) for q in questions for topic in q.topics}
    report, _ = measured(
        questions, lambda one: _ask(one, meant, searcher, base), _summary, _half, progress
    )
    return report


def _meant(topic: str, files: Mapping[str, str]) -> frozenset[str]:
    """Files of that name, as a search names them."""
    ending = f"/{topic}"
    found = {
        shown for path, shown in files.items() if f"/{PurePath(path).as_posix()}".endswith(ending)
    }
    if not found:
        raise QuestionSetError(
            f"no document is called {topic!r}",
            "a question names it as one that answers",
            "`wattbrief knowledge list` shows what there is",
        )
    return frozenset(found)


def _ask(
    question: Question,
    meant: Mapping[str, frozenset[str]],
    searcher: Searcher,
    base: KnowledgeBase,
) -> _Outcome:
    query = base.understand(question.question)
    vector = embed_query(base.embedder, query)

    def named(paths: Iterable[str]) -> tuple[str, ...]:
        """Paths as the question calls them, each once."""
        names = (next((t for t in question.topics if path in meant[t]), path) for path in paths)
        return tuple(dict.fromkeys(names))

    ranked = searcher.files(query.text, vector, RANKED)
    quoted = relevant(searcher.search(query.text, vector))
    return _Outcome(
        question,
        {half: named(paths) for half, paths in ranked.items()},
        named(found.path for found in quoted),
    )


def _summary(outcomes: Sequence[_Outcome]) -> dict[str, float | None]:
    covered = [o for o in outcomes if o.question.topics]
    outside = [o for o in outcomes if not o.question.topics]
    silent = [o for o in outcomes if not o.quoted]
    return {
        "questions": float(len(outcomes)),
        **_half(outcomes, "hybrid"),
        "rightly_quoted": mean(hit(o.quoted, o.question.topics, RANKED) for o in covered),
        "abstention_precision": mean(float(not o.question.topics) for o in silent),
        "abstention_recall": mean(float(not o.quoted) for o in outside),
        "wrongly_refused": mean(float(not o.quoted) for o in covered),
    }


def _half(outcomes: Sequence[_Outcome], half: str) -> dict[str, float | None]:
    return retrieval((o.ranked[half], o.question.topics) for o in outcomes if o.question.topics)
