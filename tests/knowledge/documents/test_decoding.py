"""Bytes become the text that their writer saw: a sign that is lost can change a figure."""

import pytest

from knowledge.documents.decoding import decode
from knowledge.documents.extract import extract

WINDOWS = "The pump takes 5–10 kW, and doesn’t stop: “never”…"


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
def test_dashes_and_quotation_marks_of_windows_stay(suffix: str) -> None:
    assert extract(WINDOWS.encode("cp1252"), suffix)[0].text == WINDOWS


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("<meta charset=windows-1251><p>Насос берёт 17 кВт", "cp1251"),
        ("<META http-equiv=x content='text/html; charset=Shift_JIS'><p>ポンプは17kW", "shift_jis"),
        ("<?xml version='1.0' encoding='GB2312'?><p>水泵17千瓦", "gb2312"),
        ("<meta charset='iso-8859-1'><p>5–10 kW", "cp1252"),
        ("<meta charset='windows-1251'><p>Größe ist 17 kW", "utf-8"),
    ],
)
def test_a_page_is_read_by_the_table_that_it_names(page: str, table: str) -> None:
    (block,) = extract(page.encode(table), ".html")
    assert block.text == page.partition("<p>")[2]


@pytest.mark.parametrize("name", ["rot13", "zip", "unicode_escape", "undefined", "utf-7"])
def test_a_page_names_no_other_codec(name: str) -> None:
    page = f"<meta charset={name}>Gr\xf6\xdfe".encode("latin-1")
    assert decode(page, declares=True).endswith(">Größe")


def test_a_text_names_no_table() -> None:
    text = "<meta charset=windows-1251> in a note: Größe"
    assert extract(text.encode("latin-1"), ".txt")[0].text == text
