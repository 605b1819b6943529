"""Which design an argument means: a file, an earlier record, or the name of an example."""

import sys
from pathlib import Path

from advisors.design import Design, load_design, parse_design
from advisors.examples import load_example


def find_design(argument: str) -> Design:
    """The design in that file, or the example of that name when no such file exists.

    The JSON of an exported record holds the answers it was made from, and stands for them; `-` is
    a design that stdin holds.

    Raises:
        DesignError: The file cannot be used.
        RecordError: It ends in `.json` and is no record.
        UnknownNameError: Neither a file nor an example has that name.
    """
    path = Path(argument)
    if argument == "-":
        return _design_of_stdin()
    if path.suffix == ".json":
        return _design_of_record(path)
    if path.exists() or path.suffix or "/" in argument:
        return load_design(path)
    return load_example(argument)


def _design_of_stdin() -> Design:
    from advisors.design_yaml import SIZE_LIMIT, text_of

    shown = Path("<stdin>")
    return parse_design(text_of(sys.stdin.buffer.read(SIZE_LIMIT + 1), shown), shown)


def _design_of_record(path: Path) -> Design:
    from advisors.design_yaml import dump_yaml
    from advisors.errors import RecordReadError
    from advisors.input_files import NotAFileError, read_bytes
    from advisors.record import parse_record

    try:
        # A byte order mark is what some editors put before the first character.
        record = parse_record(read_bytes(path).decode("utf-8-sig"))
    except NotAFileError as error:
        raise RecordReadError(f"{path} cannot be read", str(error.strerror), error.fix) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RecordReadError(
            f"{path} cannot be read",
            f"line {line} holds bytes that are no UTF-8 text",
            "Restore it from a copy, or export the record again.",
        ) from error
    except RecordReadError as error:
        raise RecordReadError(f"{path} cannot be read", error.why, error.fix) from error
    return parse_design(dump_yaml(record.reproduction.design), path)
