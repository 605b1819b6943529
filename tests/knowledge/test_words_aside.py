"""Words of a question are read while its vector is made; the ranking is the same."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.retrieve import embed_query, rank
from knowledge.signals import worded

QUESTION = "Does quantization lower the energy of inference, and by how much?"


def test_one_after_the_other_gives_the_same_ranking(base: KnowledgeBase) -> None:
    query = base.understand(QUESTION)
    vector = embed_query(base.embedder, query)
    alone = rank(base.index, query, vector, base.params, worded(base.index, query))
    together = base.rank(query)
    assert together.order == alone.order
    assert together.features == alone.features
    assert np.array_equal(together.scores, alone.scores)


def test_questions_of_several_threads_do_not_meet(base: KnowledgeBase) -> None:
    asked = (QUESTION, "When does fine-tuning beat RAG?", "Which Region has the cleanest grid?") * 4
    alone = [base.ask(question) for question in asked]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(base.ask, asked)) == alone
