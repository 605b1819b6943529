"""Latency of an answer about a design: 100 ms warm is the budget. Prints, never fails on it."""

import sys
import time
from collections.abc import Mapping

import pytest

from tests.tui.inquiry.table import asked_of_design
from tui.inquiry import Inquiry


def test_latency(inquiries: Mapping[str, Inquiry], capsys: pytest.CaptureFixture[str]) -> None:
    seconds: dict[str, list[float]] = {"plain": [], "what-if": []}
    for key in inquiries:
        inquiries[key].ask("which Region and why?")
    for row in asked_of_design():
        start = time.perf_counter()
        answer = inquiries[row.example].ask(row.question)
        kind = "what-if" if answer.design and answer.design.changes else "plain"
        seconds[kind].append(time.perf_counter() - start)
    with capsys.disabled():
        for kind, found in seconds.items():
            found.sort()
            p95 = found[int(0.95 * (len(found) - 1))]
            middle = found[len(found) // 2]
            sys.stdout.write(f"{kind}: median {middle * 1e3:.0f} ms, p95 {p95 * 1e3:.0f} ms\n")
