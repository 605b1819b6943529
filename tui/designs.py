"""Which design an argument means: a file, an earlier record, or the name of an example."""

import sys
from collections.abc import Sequence
from pathlib import Path

from advisors.design import Design, load_design, parse_design
from advisors.errors import UnknownNameError
from advisors.examples import example_names, load_example
from tui.failures import UsageError

ENDING = ".design.yaml"


def find_design(argument: str) -> Design:
    """The design in that file, or the example of that name when no such file exists.

    The JSON of an exported record holds the answers it was made from, and stands for them; `-` is
    a design that stdin holds.

    Raises:
        DesignError: The file cannot be used.
        RecordError: It ends in `.json` and is no record.
        UnknownNameError: Neither a file nor an example has that name.
        UsageError: It is empty.
    """
    refuse_empty([argument])
    path = Path(argument)
    if argument == "-":
        return _design_of_stdin()
    if path.suffix == ".json":
        return _design_of_record(path)
    if path.exists() or path.suffix or "/" in argument:
        return load_design(path)
    if argument in example_names():
        return load_example(argument)
    whole = Path(f"{argument}{ENDING}")
    if whole.is_file():
        raise UsageError(
            f"there is no file {argument!r}", "its name ends otherwise", f"Did you mean {whole}?"
        )
    raise UnknownNameError("file or example", argument, example_names())


def refuse_empty(arguments: Sequence[str]) -> None:
    """Refuse names that name nothing, as of a variable that is not set, and stdin twice.

    Raises:
        UsageError: One is empty, which as a path would be the current folder, or several are `-`.
    """
    if "" in arguments:
        raise UsageError(
            "an argument is empty",
            "a file, a folder or an example is named there",
            "Write its name; `.` is the current folder.",
        )
    if arguments.count("-") > 1:
        raise UsageError(
            "stdin is named twice",
            "it holds one design and is empty afterwards",
            "Save one of the designs in a file, and name that.",
        )


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
        fix = (
            f"{error.fix} A design that is written as JSON is read from a file *.yaml or from `-`."
        )
        raise RecordReadError(f"{path} cannot be read", error.why, fix) from error
    return parse_design(dump_yaml(record.reproduction.design), path)
