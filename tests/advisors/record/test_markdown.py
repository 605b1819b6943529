"""Text of others stays text: it neither breaks a table nor brings markup."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisors.record.markdown import (
    WIDTH,
    bullets,
    clean,
    columns,
    fence,
    link,
    paragraph,
    table,
    text,
    wrap,
)

HOSTILE = (
    "a | b",
    "[/b]",
    "---",
    "```",
    "<script>alert(1)</script>",
    "one\ntwo\n\nthree",
    "# heading",
    "1. first",
    "- item",
    "> quote",
    "=== ===",
    "~~~",
    "| --- | --- |",
    "[text](javascript:alert(1))",
    "![image](https://example.org/x.png)",
    "[E1]: https://example.org",
    "[E1](https://example.org)",
    "*a* _b_ **c** __d__ ~~e~~ `f`",
    "&lt;b&gt; &#60;",
    "\\",
    "C #",
    "\u202eright to left\u2069",
    "\x00\x1b[31mred",
    "Ärger mit Straße, 日本語, عربي, 👩‍👩‍👧",
    "- [ ] task",
    "setext\n======",
    "x\u2028y\u0085z",
)
LETTERS = st.text(alphabet=st.sampled_from("ab1. -+*#>=|~`_[]()<>!&;:\\\n/E\t"), max_size=40)
TEXTS = st.one_of(st.sampled_from(HOSTILE), LETTERS, st.text(max_size=60))
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown(tokens: list[Token]) -> str:
    """Text that a reader sees, with the kinds of inline markup that were found."""
    parts = []
    for token in tokens:
        for child in token.children or ():
            parts.append(child.content if child.type in ("text", "text_special") else "")
            if child.type == "softbreak":
                parts.append(" ")
    return " ".join("".join(parts).split())


def inline_kinds(tokens: list[Token]) -> set[str]:
    return {child.type for token in tokens for child in token.children or ()}


@given(TEXTS)
@example("1. x")
@example("a\n- b")
def test_a_paragraph_shows_exactly_the_clean_text(value: str) -> None:
    tokens = PARSER.parse("\n".join(paragraph(value)))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert inline_kinds(tokens) <= {"text", "text_special", "softbreak"}
    assert shown(tokens) == " ".join(clean(value).split())


@given(st.integers(70, 79), TEXTS, st.sampled_from(("", "- ", "1. ")))
@example(78, "- item", "")
@example(78, "1. item", "")
@example(78, "# heading", "")
@example(78, "=== x", "")
@example(78, "+ item", "- ")
def test_no_line_break_opens_a_block(before: int, value: str, first: str) -> None:
    tokens = PARSER.parse("\n".join(wrap(f"{'x' * before} {text(f'y {value}')}", first)))
    lists = sum(token.type.endswith("list_open") for token in tokens)
    assert lists == (1 if first else 0)
    assert sum(token.type == "inline" for token in tokens) == 1
    assert inline_kinds(tokens) <= {"text", "text_special", "softbreak"}


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_list_has_as_many_items_as_texts(values: list[str]) -> None:
    tokens = PARSER.parse("\n".join(bullets(text(f"x {value}") for value in values)))
    assert sum(token.type == "list_item_open" for token in tokens) == len(values)
    assert sum(token.type.endswith("list_open") for token in tokens) == 1
    assert inline_kinds(tokens) <= {"text", "text_special", "softbreak"}


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_table_keeps_its_cells(rows: list[tuple[str, str]]) -> None:
    lines = table(("One", "Two"), [(text(a), text(b)) for a, b in rows])
    tokens = PARSER.parse("\n".join(lines))
    cells = [shown([following]) for token, following in pairwise(tokens) if token.type == "td_open"]
    assert cells == [" ".join(clean(cell).split()) for row in rows for cell in row]
    assert inline_kinds(tokens) <= {"text", "text_special"}


@given(st.lists(TEXTS, max_size=5))
def test_nothing_closes_a_fence(values: list[str]) -> None:
    tokens = PARSER.parse("\n".join(fence(values)))
    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].info == "text"


@given(TEXTS)
def test_clean_text_is_one_line_without_control_or_direction_marks(value: str) -> None:
    found = clean(value)
    assert found == clean(found)
    assert not set(found) & set("\n\r\t\x00\x1b\u202a\u202e\u2066\u2069\u2028\u200f")


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=20), min_size=1, max_size=60))
def test_lines_fit_eighty_columns(words: list[str]) -> None:
    lines = wrap(" ".join(words), "- ")
    assert max(columns(line) for line in lines) <= WIDTH
    assert " ".join(" ".join(lines)[2:].split()) == " ".join(words)


def test_tables_are_padded_when_they_fit_and_ragged_when_not() -> None:
    assert table(("A", "B"), [("long", "x")])[:3] == [
        "| A    | B   |",
        "| ---- | --- |",
        "| long | x   |",
    ]
    wide = table(("A", "B"), [("x" * 90, "y"), ("z", "y")])
    assert wide[3] == "| z | y |"


def test_references_to_evidence_stay_readable() -> None:
    assert text("1 kWh [E7], not [x]") == "1 kWh [E7], not \\[x\\]"
    assert text("snake_case and 0.5") == "snake_case and 0.5"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a_b", True),
        ("javascript:alert(1)", False),
        ("https://example.org/ onclick", False),
        ("https://example.org/>x", False),
    ],
)
def test_web_addresses_alone_become_links(url: str, linked: bool) -> None:
    tokens = PARSER.parse(link("Title", url))
    assert ("link_open" in inline_kinds(tokens)) is linked
    assert "html_inline" not in inline_kinds(tokens)
