"""What `wattbrief` takes: the parser with all its commands, in the order of `--help`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tui.design_arguments import add_design_commands
from tui.knowledge_arguments import add_knowledge_commands

EXIT_CODES = """\
exit codes:
  0 done    1 the answer is "no"    2 wrong arguments    3 bad input file
  4 data or evidence missing        5 remote service
  70 a fault of Wattbrief itself    130 interrupted

Results go to stdout, everything else to stderr.
"""


def parser() -> argparse.ArgumentParser:
    """The parser; each command names the module that runs it."""
    found = argparse.ArgumentParser(
        prog="wattbrief",
        description="Design assistant for generative-AI workloads on AWS. "
        "Without a command it opens the app.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("--version", action=_Version, help="print the version and exit")
    found.set_defaults(module="app", file=None, plain=False)
    commands = found.add_subparsers(title="commands", metavar="COMMAND")
    add_design_commands(commands)
    add_knowledge_commands(commands)
    _add_fact_commands(commands)
    return found


def _add_fact_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    facts = commands.add_parser("facts", help="look up facts with range, source and date")
    facts.add_argument("query", nargs="+", metavar="QUERY", help="words, as in `h100 tdp`")
    facts.add_argument("--json", action="store_true", help="print JSON")
    facts.set_defaults(module="facts")

    _add_estimate_commands(commands)

    accuracy = commands.add_parser("accuracy", help="out-of-sample error of the estimates")
    accuracy.add_argument("--json", action="store_true", help="print JSON")
    accuracy.set_defaults(module="accuracy")

    schema = commands.add_parser("schema", help="print the JSON Schema of a design file")
    schema.set_defaults(module="schema")

    doctor = commands.add_parser("doctor", help="check this installation and say what to mend")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    doctor.set_defaults(module="doctor")


def _add_estimate_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    estimate = commands.add_parser(
        "estimate", help="deployments or training runs from a CSV; comparison with other tools"
    )
    parts = estimate.add_subparsers(dest="part", required=True, metavar="serving|training|compare")
    _add_compare(parts)
    for name, what in (
        ("serving", "energy per token, latency and power of deployments"),
        ("training", "energy and accelerator hours of training runs"),
    ):
        part = parts.add_parser(name, help=what)
        part.add_argument("--csv", type=Path, required=True, metavar="IN", help="rows to estimate")
        part.add_argument("--out", type=Path, required=True, metavar="OUT", help="CSV to write")
        part.set_defaults(module="estimate", model_config=())
        if name == "serving":
            part.add_argument(
                "--model-config",
                action="append",
                default=[],
                metavar="[NAME=]PATH",
                help="Hugging Face config.json of a model outside the catalogue; may be repeated",
            )


def _add_compare(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    compare = parts.add_parser("compare", help="why another tool gives another number")
    compare.add_argument("--tool", choices=("ecologits", "tdp"), default="ecologits")
    compare.add_argument("--model", required=True, metavar="M", help="model of the catalogue")
    compare.add_argument("--chip", required=True, metavar="C", help="chip, such as h100 or trn2")
    compare.add_argument("--chips", type=int, metavar="N", help="how many of them")
    compare.add_argument("--precision", default="", metavar="P", help="bf16, fp8, int4 …")
    compare.add_argument("--batch", type=float, metavar="N", help="requests in flight")
    compare.add_argument("--input-tokens", type=float, metavar="N")
    compare.add_argument("--output-tokens", type=float, metavar="N")
    compare.add_argument("--region", default="us-east-1", metavar="R", help="AWS Region")
    compare.add_argument(
        "--provider", default="huggingface_hub", metavar="P", help="provider as EcoLogits has it"
    )
    compare.add_argument("--zone", default="", metavar="Z", help="electricity zone of EcoLogits")
    compare.add_argument("--json", action="store_true", help="print JSON")
    compare.set_defaults(module="estimate")


class _Version(argparse.Action):
    """Looks the version up only when asked: reading package metadata takes time at every start."""

    def __init__(self, option_strings: Sequence[str], dest: str, **rest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, **rest)  # type: ignore[arg-type]

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print `wattbrief X.Y.Z` and leave with 0."""
        from importlib.metadata import version

        sys.stdout.write(f"wattbrief {version('wattbrief')}\n")
        parser.exit()
