"""The user's configuration file: one section for each optional part, off where it is absent."""

import dataclasses
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from knowledge.errors import ConfigError

Settings = TypeVar("Settings")

_LARGEST_BYTES = 1 << 20
_ALIKE = 0.75
_TYPE_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


def read_section(path: Path, key: str) -> Mapping[str, Any] | None:
    """One section of the configuration file.

    Args:
        path: The file, YAML; it need not exist.
        key: Name of the section.

    Returns:
        The section, or None where the file or the section is absent.

    Raises:
        ConfigError: The file cannot be read, is not YAML, the section is not a mapping, or one of
            nearly that name is there instead.
    """
    loaded = _content(path)
    if loaded is None:
        return None
    if not isinstance(loaded, dict):
        raise ConfigError(
            f"{path} holds no settings",
            f"it is a {type(loaded).__name__}",
            f"Write a section `{key}:` with its settings below it",
        )
    _refuse_misspelt(path, loaded, key)
    section = loaded.get(key)
    if section is None:
        return None
    if not isinstance(section, dict):
        raise ConfigError(
            f"`{key}` in {path} is not a section",
            f"it is {section!r}",
            "Write its settings below it, each on an indented line",
        )
    return section


def _content(path: Path) -> object:
    """What the YAML file holds; None where it is empty or absent.

    Raises:
        ConfigError: It is too large, cannot be read, or is not YAML.
    """
    import yaml

    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ConfigError(
                f"{path} was not read", "it is larger than 1 MiB", "Keep settings alone in it"
            )
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read", str(error), "Check the file and its permissions"
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(
            f"{path} is not YAML",
            " ".join(str(error).split()),
            "Quote values that hold a colon or a hash",
        ) from error


def _refuse_misspelt(path: Path, loaded: Mapping[Any, Any], key: str) -> None:
    """Say so where a section is nearly called what is looked for: it would read as none.

    Raises:
        ConfigError: There is one.
    """
    if key in loaded:
        return
    if near := get_close_matches(key, [str(name) for name in loaded], n=1, cutoff=_ALIKE):
        raise ConfigError(
            f"{path} has a section `{near[0]}`", "it is unknown", f"Did you mean `{key}`?"
        )


def fill(kind: type[Settings], section: Mapping[str, Any], key: str) -> Settings:
    """Make a settings dataclass of a section; its fields say what is allowed.

    Args:
        kind: A dataclass whose fields are texts, numbers or booleans.
        section: What `read_section` gave.
        key: Name of the section, for messages.

    Raises:
        ConfigError: A setting is unknown, missing or of the wrong type.
    """
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for name in section:
        if name not in fields:
            near = get_close_matches(str(name), fields, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(fields)}"
            raise ConfigError(f"`{key}` has a setting {name!r}", "it is unknown", hint)
    for name, field in fields.items():
        if name not in section and field.default is dataclasses.MISSING:
            raise ConfigError(f"`{key}` lacks `{name}`", "it is required", "Add it")
    hints = get_type_hints(kind)
    return kind(
        **{name: _value(hints[name], value, f"{key}.{name}") for name, value in section.items()}
    )


def _value(kind: type, value: object, name: str) -> object:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    raise ConfigError(
        f"`{name}` is {value!r}",
        f"it must be {_TYPE_NAMES.get(kind, kind.__name__)}",
        "Correct it; quote a text that looks like a number",
    )
