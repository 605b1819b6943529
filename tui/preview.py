"""Markdown for reading in a pane of any width: hard-wrapped paragraphs become single lines."""

import re

_WRAP = re.compile(r"(?<=\S)\n(?! {4})[ ]{0,3}(?![\s#|>`<]|[-*+] |\d+[.)] |\[)(?=\S)")
_FENCE = re.compile(r"(?ms)^```.*?^```$")


def unwrapped(markdown: str) -> str:
    """The same text without line breaks inside paragraphs and list items.

    Headings, tables, quotes and fenced blocks stay as they are.
    """
    parts: list[str] = []
    start = 0
    for fence in _FENCE.finditer(markdown):
        parts += [_joined(markdown[start : fence.start()]), fence.group()]
        start = fence.end()
    return "".join([*parts, _joined(markdown[start:])])


def _joined(text: str) -> str:
    kept = []
    for block in text.split("\n\n"):
        table = block.lstrip("\n").startswith(("#", "|"))
        kept.append(block if table else _WRAP.sub(" ", block))
    return "\n\n".join(kept)
