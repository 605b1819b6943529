"""What the commands on a design take, from `new` to `export`, in the order of `--help`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

# The module gives the type of `add_subparsers` no public name.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def add_design_commands(commands: Commands) -> None:
    """Add the commands to the parser of the command line."""
    _add_interview(commands)
    _add_advise(commands)
    _add_comparisons(commands)
    _add_explain(commands)
    _add_export(commands)


def _add_interview(commands: Commands) -> None:
    new = commands.add_parser("new", help="start a design and open its interview")
    new.add_argument("name", nargs="?", help="name, or a path ending in .design.yaml")
    new.add_argument(
        "--from",
        dest="example",
        metavar="EXAMPLE",
        help="an example, a design, or an exported record (.json)",
    )
    new.add_argument(
        "--usage", type=Path, metavar="FILE", help="CSV or JSON of past requests, for the traffic"
    )
    new.add_argument("--plain", action="store_true", help="ask line by line, without full screen")
    _order_argument(new)
    new.set_defaults(module="new")

    opened = commands.add_parser("open", help="open a design in the app")
    opened.add_argument("file", type=Path, metavar="FILE")
    opened.add_argument("--plain", action="store_true", help="go on line by line")
    _order_argument(opened)
    opened.set_defaults(module="app")


def _add_advise(commands: Commands) -> None:
    advise = commands.add_parser("advise", help="ranked options for each decision")
    advise.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="designs, folders of NAME.design.yaml, or names of examples",
    )
    advise.add_argument(
        "--json", action="store_true", help="print JSON; one object a line for several or a folder"
    )
    own = "default: the design's own budget, if it gives one"
    for flag, what, asked in (
        ("--budget-kgco2e", "carbon a year, kg", "carbon_budget_kg_per_year"),
        ("--budget-usd", "cost a year, USD", "cost_budget_usd_per_year"),
    ):
        advise.add_argument(flag, type=_amount_of(asked), metavar="N", help=f"most {what}; {own}")
    advise.add_argument(
        "--all",
        action="store_true",
        help="as text: every option and every excluded one, not the first three of each",
    )
    advise.add_argument(
        "--sensitivity",
        action="store_true",
        help="also: what moves the answer, and the smallest changes that would turn it",
    )
    advise.add_argument(
        "--open",
        action="store_true",
        help="instead: the open questions, those first whose answer could turn most",
    )
    advise.set_defaults(module="advise")


def _add_comparisons(commands: Commands) -> None:
    compare = commands.add_parser("compare", help="two designs side by side")
    _design_argument(compare)
    compare.add_argument("other", metavar="OTHER", help="the design to hold against it")
    what_if = commands.add_parser("what-if", help="change answers and see what moves")
    _design_argument(what_if)
    what_if.add_argument("changes", nargs="+", metavar="KEY=VALUE", help="requests_per_day=50k")
    for part, name in ((compare, "compare"), (what_if, "what-if")):
        part.add_argument("--json", action="store_true", help="print JSON")
        part.set_defaults(module="compare", part=name)


def _add_explain(commands: Commands) -> None:
    explain = commands.add_parser("explain", help="open a figure to its facts and sources")
    _design_argument(explain)
    explain.add_argument(
        "figure",
        metavar="FIGURE",
        nargs="?",
        help="NAME, DECISION/NAME or DECISION/OPTION/NAME; without it the figures are listed",
    )
    explain.add_argument("--json", action="store_true", help="print JSON")
    explain.set_defaults(module="explain")


def _add_export(commands: Commands) -> None:
    export = commands.add_parser("export", help="write the design decision record")
    _design_argument(export)
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    export.add_argument(
        "--format", metavar="LIST", help="some of md, json, short (default: md,json)"
    )
    export.add_argument(
        "--short", action="store_true", help="the one-page summary alone, as NAME.short.md"
    )
    export.add_argument("--date", metavar="YYYY-MM-DD", help="date of the record (default: today)")
    export.set_defaults(module="export")


def _order_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--most-telling-first",
        action=argparse.BooleanOptionalAction,
        help="with --plain: only what is open, the core questions first, then those whose answer "
        "could turn most; the default at a terminal. Lines from a pipe meet every question in one "
        "fixed order instead, unless this is given",
    )


def _design_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="a NAME.design.yaml, or the name of an example"
    )


def _amount_of(question_id: str) -> Callable[[str], float]:
    """Reads an amount for argparse: as programs write it, else as an answer is read (`20 t`)."""

    def amount(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = _as_answered(question_id, text)
        if 0 <= value < float("inf"):
            return value
        raise argparse.ArgumentTypeError(f"{text!r} is not an amount: give a number from 0")

    return amount


def _as_answered(question_id: str, text: str) -> float:
    """The amount as people write it; not a number where it is none, or a range."""
    from advisors.errors import AnswerError
    from advisors.questions import question
    from advisors.validation_numbers import parse_number

    try:
        found = parse_number(question(question_id), text)
    except AnswerError:
        return float("nan")
    return found.value if found.low is None else float("nan")
