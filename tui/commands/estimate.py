"""`wattbrief estimate serving|training --csv IN --out OUT`, and `estimate compare`.

The first two estimate many deployments or runs at once; `compare` explains why another tool gives
another number for one request.
"""

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from tui.exit_codes import ExitCode

if TYPE_CHECKING:
    from estimators.compare import Comparison, Factor, Rival
    from estimators.compare_ours import Asked
    from estimators.facts import Facts
    from estimators.figure import Input
    from estimators.serving import Range


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


def compare(arguments: Namespace) -> ExitCode:
    """Explain the difference to another tool's estimate of one request as a product of factors."""
    from estimators.compare import compare as compared
    from estimators.compare_ours import ask, ours_of
    from estimators.facts import load_facts

    facts = load_facts()
    asked = ask(
        facts,
        arguments.model,
        arguments.chip,
        region=arguments.region,
        chips=arguments.chips,
        precision=arguments.precision,
        batch=arguments.batch,
        input_tokens=arguments.input_tokens,
        output_tokens=arguments.output_tokens,
    )
    ours = ours_of(asked, facts)
    if arguments.tool == "ecologits":
        from estimators.compare_ecologits import ecologits_rival

        rival = ecologits_rival(asked, facts, provider=arguments.provider, zone=arguments.zone)
    else:
        from estimators.compare_tdp import tdp_rival

        rival = tdp_rival(asked, ours)
    found = compared(asked, ours, rival)
    if arguments.json:
        sys.stdout.write(_json(asked, rival, found) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(asked, rival, found, facts)) + "\n")
    return ExitCode.OK


def run(arguments: Namespace) -> ExitCode:
    """Run the part that was asked for."""
    parts = {"serving": serving, "training": training, "compare": compare}
    return parts[arguments.part](arguments)


def _told(arguments: Namespace, counts: "Counter[str] | dict[str, int]") -> ExitCode:
    shown = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()) if count)
    sys.stderr.write(f"{shown or 'no rows'}; written to {arguments.out}\n")
    return ExitCode.OK


def _json(asked: "Asked", rival: "Rival", found: "tuple[Comparison, ...]") -> str:
    data = {
        "deployment": _deployment(asked),
        "tool": rival.tool,
        "version": rival.version,
        "comparisons": [asdict(item) | {"ratio": item.ratio} for item in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _lines(
    asked: "Asked", rival: "Rival", found: "tuple[Comparison, ...]", facts: "Facts"
) -> Iterator[str]:
    """The comparison for reading; carbon names the factors that energy has not shown already."""
    yield _deployment(asked)
    yield f"Wattbrief beside {rival.tool} {rival.version}".rstrip()
    shown: set[str] = set()
    used: set[str] = set()
    for item in found:
        yield ""
        yield item.quantity.capitalize()
        if item.ours is None or item.theirs is None:
            yield f"  withheld: {item.withheld}"
            continue
        yield f"  {'Wattbrief':<13}{_range(item.ours, item.unit)}"
        yield f"  {rival.tool:<13}{_range(item.theirs, item.unit)}"
        yield f"  Ratio {item.ratio:.3g}, the product of"
        for factor in item.factors:
            yield f"    × {factor.ratio:<8.3g}{factor.name}"
            if factor.name not in shown:
                yield from _inputs(factor, rival.tool)
                used.update(s for i in (*factor.ours, *factor.theirs) for s in i.sources)
            shown.add(factor.name)
    yield ""
    yield "Sources"
    for key in sorted(used):
        source = facts.sources[key]
        yield "  " + ", ".join(filter(None, (f"{key}: {source.title}", source.date, source.url)))


def _deployment(asked: "Asked") -> str:
    r = asked.replica
    return (
        f"{r.model.name} in {r.precision} on {r.chips} x {r.chip.name}, batch {r.batch:g}, "
        f"{r.input_tokens:.0f} tokens in, {r.output_tokens:.0f} out, {asked.site.region}"
    )


def _inputs(factor: "Factor", tool: str) -> Iterator[str]:
    yield f"        {tool}: {factor.why}"
    for side, inputs in (("Wattbrief", factor.ours), (tool, factor.theirs)):
        for item in inputs:
            yield f"        {side:<13}{_input(item)}"


def _input(item: "Input") -> str:
    from estimators.explain import number

    unit = "" if item.unit == "1" else f" {item.unit}"
    said = "; ".join(filter(None, (item.note.rstrip("."), ", ".join(item.sources) or item.origin)))
    return f"{item.name} {number(item.value)}{unit} ({said})"


def _range(found: "Range", unit: str) -> str:
    from estimators.explain import number

    return f"{number(found.value)} {unit} [{number(found.low)} to {number(found.high)}]"
