"""A question from the command line, cold and whole, and a warm one."""

import statistics
import time

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.lexical import tfidf_postings
from tests.benchmarks.processes import median_s, run
from tests.timing import least_cpu_s

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


def test_an_inverted_index() -> None:
    random = np.random.default_rng(3)
    texts = [{f"g{n}": 1.0 for n in random.integers(0, 20_000, 60)} for _ in range(1_500)]

    def one_by_one() -> object:
        return sorted((term, row) for row, text in enumerate(texts) for term in text)

    share = least_cpu_s(lambda: tfidf_postings(texts)) / least_cpu_s(one_by_one)
    print(f"\nan inverted index: {share:.2f} of the time of sorting its entries one by one")
