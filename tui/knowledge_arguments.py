"""What the commands on the guidance and own documents take: `ask`, `knowledge`, `prepare`."""

import argparse
from pathlib import Path

from tui.design_arguments import Commands


def add_knowledge_commands(commands: Commands) -> None:
    """Add the commands to the parser of the command line."""
    _add_ask(commands)
    _add_documents(commands)
    prepare = commands.add_parser("prepare", help="build the guidance index for offline use")
    prepare.add_argument("--porcelain", action="store_true", help="progress as lines on stdout")
    prepare.set_defaults(module="prepare")


def _add_ask(commands: Commands) -> None:
    ask = commands.add_parser("ask", help="a cited answer from the guidance, offline")
    ask.add_argument("question", nargs="+", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print JSON")
    ask.add_argument("--design", metavar="FILE", help="answer about this design or example, too")
    ask.add_argument(
        "--words", action="store_true", help="in the words of the model that you configured"
    )
    ask.add_argument(
        "--agree", action="store_true", help="agree to where the question goes with --words"
    )
    _project_argument(ask)
    ask.set_defaults(module="ask")


def _add_documents(commands: Commands) -> None:
    knowledge = commands.add_parser("knowledge", help="own documents and evaluation of retrieval")
    parts = knowledge.add_subparsers(dest="part", required=True, metavar="PART")
    add = parts.add_parser("add", help="add files and folders: Markdown, HTML, PDF, DOCX, text")
    add.add_argument("paths", nargs="+", type=_path, metavar="PATH")
    _project_argument(add)
    for name, what in (
        ("list", "files that can be cited, with passages and bytes"),
        ("rebuild", "read all that was added again"),
        ("status", "counts, and where the store lies"),
        ("share", "bring guidance and documents to the shared base of the team"),
    ):
        part = parts.add_parser(name, help=what)
        _project_argument(part)
        if name in ("list", "status"):
            part.add_argument("--json", action="store_true", help="print JSON")
    remove = parts.add_parser("remove", help="remove a file, or all below a folder")
    remove.add_argument("path", type=_named, metavar="PATH")
    _project_argument(remove)
    _add_evaluate(parts)
    knowledge.set_defaults(module="knowledge")


def _add_evaluate(parts: Commands) -> None:
    evaluate = parts.add_parser("evaluate", help="metrics on a file of questions")
    evaluate.add_argument("file", type=Path, metavar="FILE.jsonl")
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    evaluate.add_argument(
        "--documents", action="store_true", help="search own documents; topics name files"
    )
    _project_argument(evaluate)


def _project_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--project",
        default="default",
        metavar="NAME",
        help="which own documents (default: default)",
    )


def _path(text: str) -> Path:
    return Path(_named(text))


def _named(text: str) -> str:
    """A path, for argparse; an empty one, as of a variable that is not set, is not this folder."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty; `.` is the current folder")
    return text
