"""Time from an answer to refreshed advice, what opening it takes, and a folder of 200 designs."""

import json
import time
from collections.abc import Callable
from functools import partial

from advisors.advice import advice_as_dict, advise
from advisors.base import base_of
from advisors.examples import examples
from advisors.questions import Answer
from estimators.facts import load_facts

MANY = 200


def test_advice_speed() -> None:
    """Print milliseconds by example: nothing kept from before, one answer changed, then opened.

    What the user waits for after an answer is the advice; what stands beside a choice is worked out
    when the options are opened.
    """
    facts = load_facts()
    for name, design in examples().items():
        advise(design, facts)
        base_of(facts).forget()
        first = _milliseconds(partial(advise, design, facts))
        moved = design.answered("priorities", Answer(dict(_EVEN)))
        again = _milliseconds(partial(advise, moved, facts))
        more = design.answered("requests_per_day", Answer(12_345.0))
        other = _milliseconds(partial(advise, more, facts))
        longer = design.answered("output_tokens", Answer(333.0))
        length = _milliseconds(partial(advise, longer, facts))
        beside = _milliseconds(
            advise(design.answered("output_tokens", Answer(334.0)), facts).opened
        )
        print(
            f"{name}: {first:.0f} ms afresh, {again:.0f} ms new weights, {other:.0f} ms other "
            f"volume, {length:.0f} ms other length; opened in {beside:.0f} ms more"
        )


def test_a_folder_of_designs() -> None:
    """Print seconds for 200 designs as JSON in one process."""
    facts = load_facts()
    designs = list(examples().values())
    begin = time.perf_counter()
    for number in range(MANY):
        requests = Answer(100.0 * 1.05**number)
        design = designs[number % len(designs)].answered("requests_per_day", requests)
        json.dumps(advice_as_dict(advise(design, facts)))
    print(f"{MANY} designs: {time.perf_counter() - begin:.1f} s")


_EVEN = {"carbon": 20.0, "cost": 20.0, "latency": 20.0, "water": 20.0, "effort": 20.0}


def _milliseconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1e3
