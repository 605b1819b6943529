"""Text of the bytes of a file: what its mark says, UTF-8 where it is that, else an older table."""

import re

from knowledge.documents.block import SkippedError

_BINARY_SHARE = 0.1
_SAMPLE = 20_000
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]{2,20})"
)
_DECLARED_WITHIN = 4096
_ISO = (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)
_TABLES = {
    **{name: name for name in ("big5", "shift_jis", "euc-jp", "euc-kr", "koi8-r", "koi8-u")},
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **{f"windows-{number}": f"windows-{number}" for number in range(1250, 1259)},
    **{f"iso-8859-{number}": f"iso-8859-{number}" for number in _ISO},
}
"""Names that a page may give its table by; what is not here is read as Western European."""

_WESTERN = {
    code: chr(code).encode("latin-1").decode("cp1252", "ignore") or chr(code)
    for code in range(0x80, 0xA0)
}
"""Dashes and quotation marks of Windows, where Latin-1 has control characters: dropped like these,
"5–10" would become 510."""


def decode(content: bytes, *, declares: bool = False) -> str:
    """Text of a text file: UTF-8 or UTF-16 with a mark, else the table that it names, or Windows'.

    Args:
        content: The whole file.
        declares: Whether files of this kind may name their table, as pages do.

    Raises:
        SkippedError: It looks binary.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _lines(content.decode("utf-16", "replace"))
    if b"\0" in content[:65536]:
        raise SkippedError("it is binary")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        table = _declared(content) if declares else ""
        text = content.decode(table or "latin-1", "replace")
        _refuse_binary(text)
        return _lines(text if table else text.translate(_WESTERN))
    _refuse_binary(text)
    return _lines(text)


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but what can be printed, line ends and tabs."""
    return text.replace("\n", "").replace("\t", "").isprintable()


def _declared(content: bytes) -> str:
    """The table that a page names for itself, of those that are known; empty without one."""
    found = _DECLARED.search(content[:_DECLARED_WITHIN].lower())
    return _TABLES.get(found[1].decode(), "") if found else ""


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    if not is_plain(sample):
        odd = sum(not (char.isprintable() or char.isspace()) for char in sample)
        if odd > _BINARY_SHARE * len(sample):
            raise SkippedError("it is binary")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
