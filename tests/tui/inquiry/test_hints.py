"""An answer of the guidance says in one line what the open design would answer."""

from collections.abc import Mapping

import pytest

from tui.inquiry import Inquiry


@pytest.mark.parametrize("example", ["c", "s", "m", "n", "t"])
def test_one_line_below_the_guidance(example: str, inquiries: Mapping[str, Inquiry]) -> None:
    inquiry = inquiries[example]
    answer = inquiry.ask("What is continuous batching?")
    assert answer.design is None
    last = answer.answer.splitlines()[-1]
    assert last.startswith("(From the guidance. Of the open design ask")
    assert answer.answer.count("Of the open design") == 1


@pytest.mark.parametrize("example", ["c", "s", "m", "n", "t"])
def test_what_the_line_names_is_answered_from_the_design(
    example: str, inquiries: Mapping[str, Inquiry]
) -> None:
    inquiry = inquiries[example]
    last = inquiry.ask("What is continuous batching?").answer.splitlines()[-1]
    examples = [part.partition("”")[0] for part in last.split("“")[1:]]
    assert len(examples) == 3
    for question in examples:
        part = inquiry.ask(question).design
        assert part is not None
        assert part.intent in {"why-not", "how-much", "what-if", "which", "why"}


def test_an_answer_from_the_design_has_no_such_line(inquiries: Mapping[str, Inquiry]) -> None:
    assert "Of the open design" not in inquiries["s"].ask("what does it cost a month?").answer


def test_off_topic_says_so_with_the_line(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("Who won the match last night?")
    assert answer.abstained
    assert "Of the open design" in answer.answer
