"""`wattbrief estimate serving|training --csv IN --out OUT`: many deployments or runs at once."""

import sys
from argparse import Namespace
from collections import Counter

from tui.exit_codes import ExitCode


def serving(arguments: Namespace) -> ExitCode:
    """Estimate each row of a CSV of deployments: figures, or the reason why there are none."""
    from estimators.batch import serve_csv
    from estimators.facts import load_facts

    counts = serve_csv(arguments.csv, arguments.out, load_facts(), arguments.model_config)
    return _told(arguments, {"done": counts.done, "unknown": counts.unknown, "error": counts.error})


def training(arguments: Namespace) -> ExitCode:
    """Estimate each row of a CSV of training runs."""
    from estimators.facts import load_facts
    from estimators.training_batch import estimate_training_csv

    rows = estimate_training_csv(load_facts(), arguments.csv, arguments.out)
    return _told(arguments, Counter(row.status for row in rows))


def run(arguments: Namespace) -> ExitCode:
    """Run the part that was asked for."""
    return serving(arguments) if arguments.part == "serving" else training(arguments)


def _told(arguments: Namespace, counts: "Counter[str] | dict[str, int]") -> ExitCode:
    shown = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()) if count)
    sys.stderr.write(f"{shown or 'no rows'}; written to {arguments.out}\n")
    return ExitCode.OK
