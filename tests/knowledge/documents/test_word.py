"""What is read of a Word file: everything that its page shows, where it stands, and no more."""

import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from knowledge.documents.block import Block
from knowledge.documents.extract import extract

SPACE = nsdecls("w")


def read(document: Document) -> list[Block]:
    target = io.BytesIO()
    document.save(target)
    return extract(target.getvalue(), ".docx")


def put(document: Document, xml: str) -> None:
    """Add an element at the end of the page."""
    document.element.body.insert(-1, parse_xml(xml.replace(">", f" {SPACE}>", 1)))


def test_a_table_stands_under_the_heading_above_it() -> None:
    document = docx.Document()
    document.add_heading("Pumps", 1)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "hall two", "17 kW"
    document.add_heading("Closing", 1)
    document.add_paragraph("The end.")
    assert read(document) == [
        Block("hall two | 17 kW", "Pumps", 0),
        Block("The end.", "Closing", 0),
    ]


def test_merged_cells_are_said_in_each_row_and_once_in_it() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "hall two"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "17 kW"
    table.cell(1, 1).text, table.cell(1, 2).text = "18 kW", "19 kW"
    assert [block.text for block in read(document)] == [
        "hall two | 17 kW",
        "hall two | 18 kW | 19 kW",
    ]


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p>[The pump ]<w:ins>[draws 17 kW]</w:ins></w:p>",
        "<w:sdt><w:sdtContent><w:p>[The pump draws 17 kW]</w:p></w:sdtContent></w:sdt>",
        "<w:p><w:sdt><w:sdtContent>[The pump draws 17 kW]</w:sdtContent></w:sdt></w:p>",
        "<w:p>[The pump draws ]<w:smartTag>[17 kW]</w:smartTag></w:p>",
        "<w:p><w:r><w:pict><w:txbxContent><w:p>[The pump draws 17 kW]</w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>",
        "<w:p>[The pump draws 17 kW]<w:del><w:r><w:delText>18</w:delText></w:r></w:del></w:p>",
        "<w:p><w:moveFrom>[SECRET]</w:moveFrom>[The pump draws 17 kW]</w:p>",
    ],
    ids=["inserted", "form", "field", "tag", "box", "deleted", "moved"],
)
def test_what_the_page_shows_is_read(xml: str) -> None:
    document = docx.Document()
    put(document, xml.replace("[", "<w:r><w:t>").replace("]", "</w:t></w:r>"))
    assert [block.text for block in read(document)] == ["The pump draws 17 kW"]


def white(run: Run) -> None:
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def tiny(run: Run) -> None:
    run.font.size = Pt(1)


def styled(run: Run) -> None:
    style = run.part.document.styles.add_style("Unseen", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    run.style = style


@pytest.mark.parametrize("hide", [white, tiny, styled])
def test_what_nobody_sees_is_left_out(hide: Callable[[Run], None]) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Racks draw ")
    hide(paragraph.add_run("SECRET "))
    paragraph.add_run("12 kW.")
    assert [block.text for block in read(document)] == ["Racks draw 12 kW."]


def test_white_letters_on_a_dark_ground_are_read() -> None:
    document = docx.Document()
    table = document.add_table(1, 1)
    white(table.cell(0, 0).paragraphs[0].add_run("Head of a table"))
    put(
        document,
        "<w:p><w:pPr><w:shd w:val='clear' w:fill='000000'/></w:pPr><w:r><w:rPr>"
        "<w:color w:val='FFFFFF'/></w:rPr><w:t>On black</w:t></w:r></w:p>",
    )
    assert [block.text for block in read(document)] == ["Head of a table", "On black"]
