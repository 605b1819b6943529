"""Parts of the front end that need no terminal."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisors.design import parse_design
from advisors.errors import DesignSchemaError
from tui.citing import citation_lines
from tui.exit_codes import ExitCode
from tui.failures import UsageError, exit_code_of, explain
from tui.naming import path_for
from tui.progress import progress_on_stderr
from tui.recent import LIMIT, recent_designs, remember
from tui.widgets.range_bar import MARK, range_bar


def test_recent_designs_are_newest_first_once_each_and_limited(tmp_path: Path) -> None:
    paths = [tmp_path / f"d{index}.design.yaml" for index in range(LIMIT + 3)]
    for path in paths:
        path.touch()
        remember(path)
    remember(paths[5])
    found = recent_designs()
    assert found[0] == paths[5]
    assert len(found) == LIMIT
    assert len(set(found)) == LIMIT


def test_recent_designs_forget_files_that_are_gone_and_survive_a_broken_list(
    tmp_path: Path, own_home: Path
) -> None:
    path = tmp_path / "gone.design.yaml"
    path.touch()
    remember(path)
    path.unlink()
    assert recent_designs() == []
    (own_home / "config" / "recent.json").write_text("{not json", encoding="utf-8")
    assert recent_designs() == []


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Support chat", "support-chat.design.yaml"),
        ("  RAG / manuals (2026) ", "rag-manuals-2026.design.yaml"),
        ("../../etc/passwd", "etc-passwd.design.yaml"),
    ],
)
def test_a_name_becomes_a_file_in_the_current_folder(name: str, file: str) -> None:
    assert path_for(name) == Path.cwd() / file


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Büro-Übersicht", "buro-ubersicht"), ("Café 日本 2", "cafe-2"), ("Maß", "mass")],
)
def test_accents_fall_off_a_name_and_its_letters_stay(name: str, slug: str) -> None:
    assert path_for(name) == Path.cwd() / f"{slug}.design.yaml"


@pytest.mark.parametrize("name", [" ../ ", "日本", ""])
def test_a_name_without_letters_is_refused(name: str) -> None:
    assert path_for(name) is None


@given(st.floats(1e-3, 1e9), st.floats(1.0, 50.0), st.floats(1.0, 50.0), st.integers(3, 60))
def test_a_range_bar_has_its_width_and_marks_the_value(
    value: float, below: float, above: float, width: int
) -> None:
    bar = range_bar(value, value / below, value * above, width)
    assert len(bar) == width
    assert bar.count(MARK) == 1


def test_a_wider_range_draws_a_longer_bar() -> None:
    def filled(factor: float) -> float:
        bar = range_bar(100, 100 / factor, 100 * factor, 60)
        return sum(cell != " " for cell in bar) / 60

    assert filled(1.5) < filled(3) < filled(30)


def test_each_problem_of_a_file_stands_with_its_reason_and_remedy() -> None:
    with pytest.raises(DesignSchemaError) as caught:
        parse_design("colour: blue\nanswers: {quality: best, peak_factor: 0}", Path("x.yaml"))
    lines = explain(caught.value).split("\n")
    assert lines[0] == "x.yaml has 3 problems."
    assert lines[1] == "  1. unknown key 'colour'"
    assert lines[4:7] == [
        "  2. quality cannot be 'best'",
        "     Why: that is none of its choices",
        "     Fix: Choose from draft, business, expert, critical.",
    ]
    assert len(lines) == 10
    short = explain(caught.value, most=2).split("\n")
    assert short[-1] == "  And 1 more, told once these are mended."
    assert len(short) == 8


def test_as_many_problems_are_told_at_length_as_in_the_message_itself() -> None:
    text = "".join(f"odd{number}: 1\n" for number in range(DesignSchemaError.MOST_TOLD + 3))
    with pytest.raises(DesignSchemaError) as caught:
        parse_design(text, Path("x.yaml"))
    assert str(caught.value).count("unknown key") == DesignSchemaError.MOST_TOLD
    assert explain(caught.value).count("unknown key") == DesignSchemaError.MOST_TOLD
    assert explain(caught.value).endswith("  And 3 more, told once these are mended.")


def test_errors_of_every_package_have_an_exit_code_and_three_parts() -> None:
    from advisors.errors import DesignSyntaxError
    from estimators.errors import InputError, UnknownFactError
    from knowledge.errors import WeightsError

    assert exit_code_of(UsageError("a", "b", "c")) == ExitCode.USAGE
    assert exit_code_of(UnknownFactError("chip", "h10", ["h100"])) == ExitCode.USAGE
    assert exit_code_of(InputError("a", "b", "c")) == ExitCode.BAD_INPUT
    assert exit_code_of(DesignSyntaxError("a", "b", "c")) == ExitCode.BAD_INPUT
    assert exit_code_of(WeightsError("a", "b", "c")) == ExitCode.MISSING
    assert exit_code_of(ZeroDivisionError()) is None
    text = explain(UsageError("no file", "it is gone", "Choose another one."))
    assert text == "No file.\n  Why: it is gone\n  Fix: Choose another one."
    assert "fault of the program" in explain(ZeroDivisionError("division by zero"))


def test_progress_without_a_terminal_names_each_stage_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    with progress_on_stderr() as progress:
        for done in range(5):
            progress("embedding", done, 5)
    assert log.getvalue() == "embedding…\n"


def test_citations_name_each_card_once_with_its_marks() -> None:
    from knowledge.answer import Answer, Citation
    from knowledge.cards import SourceRef

    source = SourceRef("Title", "AWS", "2025", "SUS01", "https://example.com")
    cited = [Citation(card, "quote", (source,)) for card in ("a", "a", "b", "a")]
    lines = list(citation_lines(Answer("text", False, 0.9, tuple(cited), ("c",))))
    assert lines[0] == "[1-2, 4] a"
    assert lines[1] == "    Title, AWS 2025, SUS01"
    assert "[3] b" in lines
    assert lines[-1] == "Related: c"


def test_two_sections_of_one_document_are_cited_apart() -> None:
    from knowledge.answer import Answer, Citation
    from knowledge.cards import SourceRef

    sections = [SourceRef("hall.md", "own document", "", name, "") for name in ("Cooling", "Power")]
    cited = tuple(
        Citation("hall.md", name, (part,)) for name, part in zip("ab", sections, strict=True)
    )
    assert list(citation_lines(Answer("text", False, 0.9, cited, ()))) == [
        "[1] hall.md", "    hall.md, own document, Cooling",
        "[2] hall.md", "    hall.md, own document, Power",
    ]  # fmt: skip


def test_a_sentence_that_opens_with_a_file_or_a_key_keeps_its_case() -> None:
    """`Bad.yaml` is another file than `bad.yaml`, and `Ttft_ms` is no key."""
    for name in ("bad.yaml has", "/srv/bad is", "ttft_ms cannot be"):
        assert explain(UsageError(f"{name} wrong", "it is", "Mend it.")).startswith(name)
