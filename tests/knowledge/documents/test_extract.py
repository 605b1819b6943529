"""What is read of each kind of file, and what is refused."""

import io

import docx
import pypdf
import pytest

from knowledge.documents.block import Block, SkippedError
from knowledge.documents.extract import READERS, extract
from knowledge.documents.split import TARGET_CHARACTERS, split

from . import makers


def test_markdown_keeps_headings_and_code() -> None:
    text = b"intro\n\n# Cooling\n\nWater is used.\n\n```\n# not a heading\n```\n## Power\nLow.\n"
    blocks = extract(text, ".md")
    assert Block("Water is used.", "Cooling", 0) in blocks
    assert Block("Low.", "Power", 0) in blocks
    assert any("# not a heading" in block.text for block in blocks)


def test_html_is_text_and_scripts_are_gone() -> None:
    page = (
        b"<html><head><title>T</title><script>alert(1)</script><style>p{}</style></head>"
        b"<body><h1>Cooling &amp; water</h1><p>Use <b>outside</b> air.</p>"
        b"<ul><li>First</li></ul><iframe src='http://x'></iframe></body></html>"
    )
    blocks = extract(page, ".html")
    assert Block("Use outside air.", "Cooling & water", 0) in blocks
    assert "alert" not in " ".join(block.text for block in blocks)


def test_pdf_has_page_numbers() -> None:
    blocks = extract(makers.pdf(["first page text", "second page text"]), ".pdf")
    assert [(block.text, block.page) for block in blocks] == [
        ("first page text", 1),
        ("second page text", 2),
    ]


def test_letters_that_a_pdf_prints_as_one_are_spelled_out() -> None:
    page = makers.pdf(["The e0ciency of 1ne-tuning"]).replace(
        b"/BaseFont /Helvetica",
        b"/BaseFont /Helvetica /Encoding << /Differences [48 /ffi 49 /fi] >>",
    )
    assert extract(page, ".pdf")[0].text == "The efficiency of fine-tuning"


def test_a_pdf_that_cannot_be_decrypted_here_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(makers.pdf(["text"])))
    writer.encrypt("", "owner", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    assert extract(target.getvalue(), ".pdf")[0].text == "text"

    def without(*_: object) -> None:
        raise pypdf.errors.DependencyError

    monkeypatch.setattr("pypdf._encryption.CryptAES", without)
    monkeypatch.setattr("pypdf._encryption.aes_cbc_decrypt", without)
    monkeypatch.setattr("pypdf._encryption.aes_cbc_encrypt", without)
    monkeypatch.setattr("pypdf._encryption.aes_ecb_decrypt", without)
    with pytest.raises(SkippedError, match="`cryptography` is missing"):
        extract(target.getvalue(), ".pdf")


def test_docx_has_headings_and_tables() -> None:
    blocks = extract(makers.word([("Power", "Racks draw 12 kW.")]), ".docx")
    assert blocks[0] == Block("Racks draw 12 kW.", "Power", 0)
    assert blocks[-1].text == "Cooling | adiabatic"


def test_hidden_text_of_a_docx_is_left_out() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Racks draw ")
    paragraph.add_run("SECRET ").font.hidden = True
    paragraph.add_run("12 kW.").font.hidden = False
    target = io.BytesIO()
    document.save(target)
    assert extract(target.getvalue(), ".docx") == [Block("Racks draw 12 kW.", "", 0)]


def test_latin_text_is_read_and_control_characters_are_dropped() -> None:
    blocks = extract("Kühlung im Rechenzentrum \x1b[31mrot\x07".encode("latin-1"), ".txt")
    assert blocks[0].text == "Kühlung im Rechenzentrum rot"


@pytest.mark.parametrize(
    ("content", "suffix", "said"),
    [
        (b"", ".md", "empty"),
        (b" \n ", ".txt", "empty"),
        (b"\x00\x01\x02", ".txt", "binary"),
        (bytes(range(1, 32)) * 50, ".txt", "binary"),
        (b"MZ", ".exe", "not a kind"),
        (b"%PDF-1.4 rubbish", ".pdf", "broken PDF"),
        (makers.pdf(["text"])[:150], ".pdf", "broken PDF|no text"),
        (makers.encrypted_pdf(), ".pdf", "encrypted"),
        (makers.pdf([""]), ".pdf", "no text"),
        (b"not a zip", ".docx", "broken DOCX"),
        (b"\xd0\xcf\x11\xe0 old", ".docx", "encrypted, or an old"),
        (makers.archive({"word/document.xml": b"<broken"}), ".docx", "broken DOCX"),
        (makers.archive({"word/document.xml": b"0" * 50_000_000}), ".docx", "bomb"),
        (makers.archive({"../../etc/passwd": b"x"}), ".docx", "outside of itself"),
        (b"<html><script>only()</script></html>", ".html", "no text"),
    ],
)
def test_bad_files_are_refused_with_a_reason(content: bytes, suffix: str, said: str) -> None:
    with pytest.raises(SkippedError, match=said):
        extract(content, suffix)


def test_deep_nesting_is_survived() -> None:
    page = b"<div>" * 5000 + b"deep text" + b"</div>" * 5000
    try:
        blocks = extract(page, ".html")
    except SkippedError as error:
        assert "deeply" in str(error)  # noqa: PT017 - either outcome is right, a crash is not
    else:
        assert blocks[0].text == "deep text"


def test_passages_are_verbatim_and_short_enough() -> None:
    long = " ".join(f"Sentence number {n} speaks of cooling water." for n in range(200))
    passages = split([Block(long, "H", 1), Block("x" * 5000, "H", 1), Block("end", "K", 2)])
    assert all(len(passage.text) <= TARGET_CHARACTERS for passage in passages)
    assert all(passage.text in long or set(passage.text) <= set("x") or passage.text == "end"
               for passage in passages)  # fmt: skip
    assert passages[-1].heading == "K"
    assert passages[-1].page == 2
    joined = "".join(passage.text for passage in passages)
    assert joined.count("x") == 5000
    assert joined.count("Sentence number") == 200


def test_lines_of_a_long_paragraph_stay_where_they_break() -> None:
    text = "\n".join(f"Pump number {n} of the hall takes\n{n}  kW at full load." for n in range(99))
    passages = split(extract(text.encode(), ".md"))
    assert len(passages) > 3
    assert all(passage.text in text for passage in passages)
    assert "".join("".join(p.text for p in passages).split()) == "".join(text.split())


def test_every_kind_has_a_reader() -> None:
    assert {".md", ".html", ".pdf", ".docx", ".txt"} <= set(READERS)


def test_spaces_of_other_kinds_are_spaces() -> None:
    text = "Die\u00a0Halle\u202fhat\u00a042\u00a0Racks"
    (block,) = extract(text.encode(), ".md")
    assert block.text == "Die Halle hat 42 Racks"


@pytest.mark.parametrize(
    "page",
    [
        "<div style='display:none'>SECRET</div>seen",
        "<div style='d\\69splay : NONE !important'>SECRET<div></div>SECRET</div>seen",
        "<div style='dis/**/play&#58;none'>SECRET</div>seen",
        "<div title='a > b' hidden>SECRET</div>seen",
        "<span aria-hidden='true'>SECRET</span>seen",
        "<p hidden>SECRET<input>SECRET<p>seen",
        "<ul><li hidden>SECRET<ul><li>SECRET</ul>SECRET<li>seen</ul>",
        "<table><tr><td hidden>SECRET<td>seen</table>",
        "<h2 hidden>SECRET</h2><img hidden>seen",
        "<template><template></template>SECRET</template>seen",
        "<noscript>SECRET</noscript>seen",
        "<script></scripted>SECRET</script>seen",
        "</ SECRET>seen",
        "<i style='font-size:0'>SECRET<b style='font-size:9px'>seen</b></i>",
        "<i style='visibility:hidden'>SECRET<b style='visibility:visible'>seen</b></i>",
        "<div style='width:1px;height:1px;overflow:hidden'>SECRET</div>seen",
        "<div style='position:absolute;left:-9999px'>SECRET</div>seen",
        "<div style='opacity:0'>SECRET</div><b style='font-size:.8em;opacity:.9'>seen</b>",
        "<b style='height:0'>seen</b><p hidden=hidden>SECRET",
    ],
)
def test_what_a_page_does_not_show_is_left_out(page: str) -> None:
    said = " ".join(f"{block.heading} {block.text}" for block in extract(page.encode(), ".html"))
    assert said.split() == ["seen"]


def test_comments_of_markdown_are_left_out_but_not_in_code() -> None:
    text = (
        "one <!-- SECRET --> two\n<!-- SECRET\n\n# SECRET\n--> three\n"
        "`<!-- shown -->` <!-- SECRET --> four <!-- five\n\n```\n<!-- code -->\n```\n<!-- SECRET"
    )
    blocks = extract(text.encode(), ".md")
    assert {block.heading for block in blocks} == {""}
    assert " ".join(" ".join(block.text for block in blocks).split()) == (
        "one two three `<!-- shown -->` four <!-- five ``` <!-- code --> ```"
    )
