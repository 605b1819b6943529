"""The preview joins what was wrapped, and nothing else."""

from advisors.advice import advise
from advisors.examples import load_example
from advisors.record import build_record, render_markdown
from estimators.facts import load_facts
from tui.preview import unwrapped


def test_paragraphs_and_items_are_joined_and_structure_stays() -> None:
    text = (
        "# Title\n\nOne two\nthree.\n\n- first\n  goes on\n- second\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nkeep\nthis\n```\n\n1. one\n2. two\n"
    )
    assert unwrapped(text) == (
        "# Title\n\nOne two three.\n\n- first goes on\n- second\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nkeep\nthis\n```\n\n1. one\n2. two\n"
    )


def test_a_record_loses_no_word() -> None:
    facts = load_facts()
    design = load_example("ticket-classifier")
    record = build_record(design, advise(design, facts), facts, date="2026-11-21")
    text = render_markdown(record)
    assert unwrapped(text).split() == text.split()
    assert unwrapped(text).count("\n## ") == text.count("\n## ")
    assert unwrapped(text).count("\n|") == text.count("\n|")
