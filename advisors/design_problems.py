"""What is wrong with a design file, gathered so that it is mended in one go."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from advisors.errors import AnswerError, DesignSchemaError, nearest, some_of
from advisors.validation_texts import steering


class Problems:
    """Gathers what is wrong; `refuse` raises it all together.

    Args:
        path: The file, for the messages alone.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._found: list[DesignSchemaError] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Keep a problem met inside and go on after it."""
        try:
            yield
        except AnswerError as error:
            self._found.append(DesignSchemaError(error.what, error.why, error.fix))
        except DesignSchemaError as error:
            self._found.append(error)

    def only(self, raw: Mapping[Any, Any], known: Collection[str], kind: str) -> None:
        """Note every key that is not known, with the nearest known one."""
        for key in raw:
            if key not in known:
                self._found.append(unknown(str(key), known, kind))

    def refuse(self) -> None:
        """Raise what was noted, if anything.

        Raises:
            DesignSchemaError: All of it, the first ones in full.
        """
        if not self._found:
            return
        shown = self._path or "the design"
        if len(self._found) == 1:
            only = self._found[0]
            self._raise(f"{shown} cannot be used: {only.what}", only.why, only.fix)
        told = self._found[: DesignSchemaError.MOST_TOLD]
        numbered = [
            [f"({number}) {getattr(item, name)}" for number, item in enumerate(told, 1)]
            for name in ("what", "why", "fix")
        ]
        rest = len(self._found) - len(told)
        more = f"; and {rest} more" if rest else ""
        what = f"{shown} has {len(self._found)} problems: {'; '.join(numbered[0])}{more}"
        self._raise(what, "; ".join(numbered[1]), " ".join(numbered[2]))

    def _raise(self, what: str, why: str, fix: str) -> NoReturn:
        raise DesignSchemaError(what, why, fix, self._path, tuple(self._found))


def unknown(name: str, known: Collection[str], kind: str) -> DesignSchemaError:
    """A name that nothing has, with the nearest that something has."""
    near = nearest(name, known)
    fix = f"Did you mean {near[0]!r}?" if near else some_of(name, sorted(known))
    return DesignSchemaError(f"unknown {kind} {name!r}", "no such name is known", fix)


def kind_of(raw: object) -> str:
    """What some data is, in words."""
    if isinstance(raw, bool):
        return "true or false"
    if isinstance(raw, (int, float)):
        return "a number"
    words = {dict: "a mapping", list: "a list", str: "a text", type(None): "empty"}
    return words.get(type(raw), f"a {type(raw).__name__}")


def text_at(data: Mapping[str, Any], key: str, limit: int | None = None) -> str:
    """A text, or a number or truth value as written; empty when missing.

    Raises:
        DesignSchemaError: It is no text, is longer than the limit, or could steer a terminal.
    """
    value = data.get(key)
    if value is None:
        return ""
    if isinstance(value, (Mapping, list)):
        raise DesignSchemaError(f"{key} is no text", f"it is {kind_of(value)}", "Write a text.")
    text = str(value).strip()
    if limit is not None and len(text) > limit:
        raise DesignSchemaError(
            f"the {key} is very long", f"it has {len(text)} characters", f"Use at most {limit}."
        )
    odd = steering(text)
    if odd:
        raise DesignSchemaError(
            f"{key} cannot be used", f"it holds the control character {odd!r}", "Remove it."
        )
    return text
