"""The design decision record: built from the advice, rendered as Markdown and JSON, written.

`build_record` gives plain values; `render_markdown` and `render_json` need nothing else.
"""

from advisors.record.build import People, build_record
from advisors.record.digest import parse_record, render_json, text_digest
from advisors.record.files import write_record
from advisors.record.model import Record
from advisors.record.render import render_markdown, render_short

__all__ = [
    "People",
    "Record",
    "build_record",
    "parse_record",
    "render_json",
    "render_markdown",
    "render_short",
    "text_digest",
    "write_record",
]
