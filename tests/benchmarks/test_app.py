"""The app under load: a key to its paint, memory with questions and answers ready, the record.

A key is timed in a real terminal of its own process: the pilot of Textual waits for the process to
fall idle, which it never is while estimates run.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import pytest

from advisors.advice import advise
from advisors.examples import load_example
from advisors.record import build_record, write_record
from estimators.facts import load_facts
from tests.benchmarks.processes import median_s, run
from tests.benchmarks.terminal import Terminal
from tui.opening import create_design

EXAMPLE = "insurer-support-chat"
PRESSES = 150
SETTLE_S = 2.0
NEXT_GROUP = b"\x0e"

LOADS = {
    "bare": "a bare Textual app with one field",
    "idle": "interview, nothing running",
    "busy": "interview while estimates run",
}
BARE = """
from textual.app import App
from textual.widgets import Input, Static

class Bare(App):
    def compose(self):
        yield Static("Nothing typed yet")
        yield Input()

Input._toggle_cursor = lambda self: None
Bare().run()
"""

TYPING = """
import sys, threading
from pathlib import Path
from textual.widgets import Input
from tui.app import WattbriefApp

def estimate():
    from advisors.advice import advise
    from advisors.examples import load_example
    from advisors.questions import Answer
    from estimators.facts import load_facts
    design, facts, count = load_example("insurer-support-chat"), load_facts(), 0
    while True:
        count += 1
        advise(design.answered("requests_per_day", Answer(1000.0 + count)), facts)

Input._toggle_cursor = lambda self: None  # a blinking cursor would look like an answer to a key
path = Path(sys.argv[1])
if sys.argv[2] == "busy":
    threading.Thread(target=estimate, daemon=True).start()
WattbriefApp(path).run()
"""

READY = """
import asyncio, json, sys
from pathlib import Path
from textual.widgets import Input
from tui.app import WattbriefApp

def megabytes(name):
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024

async def main():
    app = WattbriefApp(Path(sys.argv[1]))
    async with app.run_test(size=(120, 40)) as pilot:
        while app.guidance.base is None or app.session is None:
            await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        await app.action_place("ask")
        await pilot.pause()
        app.screen.query_one("#question", Input).value = "When does fine-tuning beat RAG?"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        print(json.dumps([megabytes("VmRSS"), megabytes("VmHWM")]))

asyncio.run(main())
"""


@pytest.fixture
def design_file(tmp_path: Path) -> Path:
    path = tmp_path / "bench.design.yaml"
    create_design(path, load_example(EXAMPLE))
    return path


def reach_a_number(terminal: Terminal) -> None:
    """From the first group of questions to the one that asks for numbers."""
    terminal.read_until(rb"\(1/\d+\)")
    terminal.settle(SETTLE_S)
    terminal.send(NEXT_GROUP)
    terminal.read_until(rb"\(2/\d+\)")
    terminal.settle(SETTLE_S)
    terminal.send(NEXT_GROUP)
    terminal.read_until(b"How much, and when")
    terminal.settle(SETTLE_S)


@pytest.mark.parametrize("load", ["bare", "idle", "busy"])
def test_key_press_to_paint(tmp_path: Path, load: str) -> None:
    run("-m", "tui", "prepare")
    path = tmp_path / "empty.design.yaml"
    create_design(path)
    script = BARE if load == "bare" else TYPING
    terminal = Terminal([sys.executable, "-c", script, str(path), load], columns=120, rows=40)
    taken_ms = []
    try:
        if load == "bare":
            terminal.read_until(b"Nothing typed yet")
            terminal.settle(SETTLE_S)
        else:
            reach_a_number(terminal)
        for number in range(PRESSES):
            taken_ms.append(1e3 * terminal.press(b"7" if number % 2 == 0 else b"\x7f"))
            terminal.settle(0.03)
    finally:
        terminal.close()
    p95 = statistics.quantiles(taken_ms, n=20)[-1]
    print(
        f"\nkey press to paint, {LOADS[load]}: median {statistics.median(taken_ms):.1f} ms, "
        f"95 % {p95:.1f} ms, slowest {max(taken_ms):.0f} ms of {PRESSES}"
    )


def test_memory_with_questions_and_answers_ready(design_file: Path) -> None:
    run("-m", "tui", "prepare")
    now, peak = json.loads(run("-c", READY, str(design_file)).stdout.splitlines()[-1])
    print(f"\nmemory with advice and an answer on screen: {now:.0f} MiB, peak {peak:.0f} MiB")


def test_record_export(tmp_path: Path) -> None:
    facts, design = load_facts(), load_example(EXAMPLE)
    advice = advise(design, facts)
    begin = time.perf_counter()
    record = build_record(design, advice, facts, date="2026-11-21")
    files = write_record(record, tmp_path, ("md", "json"))
    inside_s = time.perf_counter() - begin
    command = ["-m", "tui", "export", EXAMPLE, "--out", str(tmp_path / "whole")]
    median, fastest = median_s(command, runs=5)
    size_kb = sum(path.stat().st_size for path in files) / 1e3
    print(
        f"\nrecord as Markdown and JSON ({size_kb:.0f} kB): {inside_s:.2f} s with advice at hand; "
        f"wattbrief export, whole process: median {median:.2f} s, fastest {fastest:.2f} s"
    )
