"""The design file as text: YAML 1.2 scalars, no double keys, an end mark, and clear errors.

PyYAML reads YAML 1.1, in which `no` (Norwegian) is False, `12:30` a number and `2026-01-05` a
date object; the loader here keeps to the scalars of YAML 1.2. A file that we wrote ends with the
document end mark `...`, so that one that was cut off is told from one that is complete.
"""

import re
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import yaml

from advisors.errors import DesignReadError, DesignSyntaxError
from advisors.input_files import NotAFileError, read_bytes

HEADER = "# Wattbrief design. Keys: `wattbrief schema`. The last line is '...'; keep it.\n"
END = "...\n"
SIZE_LIMIT = 1_000_000
_OPENING_BRACKETS = 1_000


class _Loader(yaml.SafeLoader):
    """YAML with the scalars of version 1.2 and without double keys."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML keeps it on the class)

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,
    ) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {name!r} stands there twice", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


def _resolve(tag: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


_resolve("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF")
_resolve("null", r"^(?:~|null|Null|NULL|)$", "~nN\0")
_resolve("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789")
_resolve("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789")
_Loader.yaml_implicit_resolvers.setdefault("", []).extend(
    _Loader.yaml_implicit_resolvers.pop("\0", [])
)


class _Dumper(yaml.SafeDumper):
    """Block style, short lists in one line, texts quoted where YAML 1.1 would misread them."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 (PyYAML's signature)
        return True


def _list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    flow = all(isinstance(item, str) for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


def _dict(dumper: yaml.SafeDumper, data: Mapping[str, Any]) -> yaml.Node:
    flow = all(isinstance(item, (int, float)) for item in data.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=flow)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(dict, _dict)


def dump_yaml(data: Mapping[str, Any]) -> str:
    """Text of a design file, header and end mark included."""
    body = yaml.dump(dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96)
    return f"{HEADER}{body}{END}"


def read_text(path: Path) -> str:
    """Text of a file.

    Raises:
        DesignReadError: Missing, unreadable, too large, or not UTF-8.
    """
    try:
        raw = read_bytes(path, SIZE_LIMIT + 1)
    except FileNotFoundError as error:
        raise DesignReadError(
            f"{path} cannot be opened",
            "there is no such file",
            "Check the path, or start one with `wattbrief new`.",
            path,
        ) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        fix = "Check the path and its permissions."
        if isinstance(error, NotAFileError):
            fix = f"{error.fix} Commands that only read a design take it from stdin as '-'."
        raise DesignReadError(f"{path} cannot be opened", why.lower(), fix, path) from error
    return text_of(raw, path)


def text_of(raw: bytes, path: Path) -> str:
    """Text of a design from its bytes; `path` serves the messages alone.

    Raises:
        DesignReadError: More than any design has.
        DesignSyntaxError: Not UTF-8.
    """
    if len(raw) > SIZE_LIMIT:
        raise DesignReadError(
            f"{path} is too large",
            f"a design has at most {SIZE_LIMIT:,} bytes",
            "Is this a design file?",
            path,
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DesignSyntaxError(
            f"{path} is no UTF-8 text",
            f"line {line} holds bytes that are no character; the file may have been cut off",
            "Restore it from a copy, or save it as UTF-8.",
            path,
            line,
        ) from error


def parse_yaml(text: str, path: Path | None = None) -> object:
    """The data in a design file's text.

    Raises:
        DesignSyntaxError: Not YAML, a double key, or the end mark is missing from a file that
            carries our header; the message names the line.
    """
    shown = path or "the design"
    _refuse_cut_off(text, path)
    if text.count("[") + text.count("{") > _OPENING_BRACKETS:
        raise DesignSyntaxError(
            f"{shown} cannot be read",
            "it nests deeper than any design",
            "Is this a design file?",
            path,
        )
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        why = error.problem or error.context or "it is not valid YAML"
        raise _syntax(path, line, why) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise _syntax(path, line, "it holds a character that YAML does not allow") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _syntax(path, 1, str(error) or "it nests too deep") from error


def _refuse_cut_off(text: str, path: Path | None) -> None:
    """A file that starts with our header must end with the end mark.

    Editors change line ends and add blanks, people add a remark: neither is part of a design.
    """
    ours = text.startswith(HEADER.rstrip("\n")[: max(len(text), 1)]) if text else False
    said = (line.rstrip() for line in reversed(text.split("\n")))
    last = next((line for line in said if line and not line.startswith("#")), "")
    if not ours or last == "...":
        return
    line = text.count("\n") + (0 if text.endswith("\n") else 1)
    raise DesignSyntaxError(
        f"{path or 'the design'} was cut off",
        f"it ends in line {line} without its last line '...'",
        "Restore it from a copy. If nothing is missing, add a last line '...'.",
        path,
        max(line, 1),
    )


def _syntax(path: Path | None, line: int, why: str) -> DesignSyntaxError:
    return DesignSyntaxError(
        f"{path or 'the design'} is not valid YAML",
        f"line {line}: {why}",
        f"Correct line {line}, or restore the file from a copy.",
        path,
        line,
    )
