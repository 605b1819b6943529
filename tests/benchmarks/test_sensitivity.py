"""Time of what moves the answer, by example: budget 1 s a design."""

import time

from advisors.advice import advise
from advisors.examples import examples
from advisors.sensitivity import sensitivity
from estimators.facts import load_facts


def test_sensitivity_of_each_example() -> None:
    """Print seconds of processor time by example, beside those of the advice."""
    facts = load_facts()
    for name, design in examples().items():
        advice = advise(design, facts)
        sensitivity(design, facts, advice)
        begin = time.process_time()
        advise(design, facts)
        between = time.process_time()
        sensitivity(design, facts, advice)
        spent = time.process_time() - between
        print(f"{name}: {spent:.2f} s (advice again {between - begin:.2f} s), budget 1 s")
