"""Files of all kinds, good and bad, made on the spot."""

import io
import zipfile
from pathlib import Path

import docx
import pypdf


def pdf(pages: list[str]) -> bytes:
    """A small PDF with one line of text on each page."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
    ]
    font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources {font} "
            f"/Contents {4 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def encrypted_pdf() -> bytes:
    """The same behind a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(["secret"])))
    writer.encrypt("password", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def word(paragraphs: list[tuple[str, str]]) -> bytes:
    """A DOCX of headings and paragraphs, with a table at the end."""
    document = docx.Document()
    for heading, text in paragraphs:
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "Cooling"
    table.rows[0].cells[1].text = "adiabatic"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """A ZIP file, well packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return target.getvalue()


def sparse(path: Path, size: int) -> None:
    """A file that is large without taking room."""
    with path.open("wb") as stream:
        stream.write(b"text ")
        stream.truncate(size)


def replaced(packed: bytes, name: str, content: bytes) -> bytes:
    """A ZIP file with another content under one of its names."""
    with zipfile.ZipFile(io.BytesIO(packed)) as source:
        entries = {entry: source.read(entry) for entry in source.namelist()}
    return archive(entries | {name: content})
