"""The generative rival of a search: it reads what was found, and writes an answer.

The answers of a search count the query alone, and nothing is written. A generative model that did
the same work would be given the passages found for the query, and would write a list or an answer.
"""

from dataclasses import replace
from functools import lru_cache

from advisors.base import Base
from advisors.desk import Desk
from advisors.workload import Workload
from advisors.workload_types import UseCase
from estimators.figure import Input


@lru_cache(maxsize=2)
def rival_of(desk: Desk) -> Desk:
    """The desk at which the generative rival is priced; the same one where nothing is searched."""
    smaller = desk.smaller
    if smaller is None or smaller.approach != "search":
        return desk
    w = as_generated(desk.workload, desk.base)
    return desk if w == desk.workload else Desk(w, desk.base)


def as_generated(w: Workload, base: Base) -> Workload:
    """The workload with the tokens that a generative model takes for what a search does.

    A prompt that is as long as the usual passages holds them already, and an answer that has
    tokens is kept.
    """
    return replace(w, input_tokens=_read(w, base), output_tokens=_written(w, base))


def tokens_note(desk: Desk) -> str:
    """With which tokens the rival is priced, and why; empty where they are those of the answers."""
    rival = rival_of(desk)
    if rival is desk:
        return ""
    taken, asked = rival.workload, desk.workload
    read, written = taken.input_tokens, taken.output_tokens
    return (
        f"A generative model reads the passages found and writes: priced with {_range(read)} tokens"
        f" in and {_range(written)} out, not with the {asked.input_tokens.value:,.0f} and "
        f"{asked.output_tokens.value:,.0f} of a search."
    )


def _range(item: Input) -> str:
    return f"{item.value:,.0f} ({item.low:,.0f} to {item.high:,.0f})"


def _read(w: Workload, base: Base) -> Input:
    asked, passages = w.input_tokens, base.facts.constant("rag_context_tokens")
    if asked.value >= passages.value:
        return asked
    return replace(
        asked,
        value=asked.value + passages.value,
        low=asked.low + passages.low,
        high=asked.high + passages.high,
        origin="assumption",
        sources=tuple(sorted({*asked.sources, *passages.sources})),
        confidence="estimated",
        note=f"the query and the passages found for it: {passages.note}",
    )


def _written(w: Workload, base: Base) -> Input:
    asked = w.output_tokens
    if asked.value >= 1.0:
        return asked
    usual = base.facts.traffic[UseCase.RAG.value].input("output_tokens")
    return replace(
        asked,
        value=usual.value,
        low=usual.low,
        high=usual.high,
        origin="assumption",
        sources=usual.sources,
        confidence="estimated",
        note="a written list or answer, as long as those to questions on documents",
    )
