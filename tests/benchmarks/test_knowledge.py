"""A question from the command line, cold and whole, and a warm one."""

import statistics
import time

import pytest

from knowledge.base import KnowledgeBase
from tests.benchmarks.processes import median_s, run

QUESTIONS = (
    "Is Trainium more energy efficient than GPUs for training?",
    "When does fine-tuning beat RAG?",
    "How do I measure carbon per request?",
    "How large should a batch be?",
    "Which Region has the cleanest grid?",
    "Does quantization lower the energy of inference?",
    "What does a vector index cost when nobody asks?",
    "When is generative AI not needed?",
)
ROUNDS = 5


@pytest.fixture(autouse=True)
def prepared() -> None:
    """The index is there, as after the first use."""
    run("-m", "tui", "prepare")


def test_ask_cold() -> None:
    median, fastest = median_s(["-m", "tui", "ask", QUESTIONS[1]])
    print(f"\nwattbrief ask, whole process: median {median:.2f} s, fastest {fastest:.2f} s")


def test_a_warm_question() -> None:
    begin = time.perf_counter()
    base = KnowledgeBase.open()
    base.ask(QUESTIONS[0])
    first_s = time.perf_counter() - begin
    taken_ms = []
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            begin = time.perf_counter()
            base.ask(question)
            taken_ms.append(1e3 * (time.perf_counter() - begin))
    print(
        f"\nopen and first question {1e3 * first_s:.0f} ms; warm question median "
        f"{statistics.median(taken_ms):.1f} ms, slowest {max(taken_ms):.1f} ms"
    )
