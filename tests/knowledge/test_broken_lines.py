"""What is wrong with a line of an evaluation file is said in words that point at it."""

from pathlib import Path

import pytest

from knowledge.errors import QuestionSetError
from knowledge.evaluate import read_questions

GOOD = '{"question": "What is PUE?", "topics": ["measure-aws-operations"]}'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", "it is no JSON from character 1 on"),
        ('{"question": "What?", }', "it is no JSON from character 23 on"),
        ('{"question": "What?", "topics": {"a": 1}}', "no list of texts"),
        ('{"question": "What?", "topics": [1]}', "no list of texts"),
        ('{"question": "What?", "topics": 7}', "no list of texts"),
    ],
)
def test_a_broken_line_is_named_by_its_own_number(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(f"{GOOD}\n{line}\n", encoding="utf-8")
    with pytest.raises(QuestionSetError) as found:
        read_questions(file)
    told = str(found.value)
    assert "line 2" in told.lower()
    assert said in told
    assert "line 1 column" not in told
