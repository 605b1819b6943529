"""Every design that there is to look at: the examples, and those that the tests advise on."""

import inspect
from functools import cache

import pytest

from advisors.advice import advise
from advisors.design import Design
from advisors.examples import examples
from advisors.options import Advice
from advisors.questions import Value
from tests.advisors.advice import test_designs
from tests.advisors.advice.made import facts, made


@cache
def designs() -> dict[str, Design]:
    """The examples, and what the tests of realistic designs advise on."""
    found = dict(examples())
    with pytest.MonkeyPatch.context() as patch:

        def advised(**answers: Value) -> Advice:
            found[f"realistic {len(found)}"] = made(**answers)
            return advise(made(**answers), facts())

        patch.setattr(test_designs, "advised", advised)
        for name, test in vars(test_designs).items():
            if name.startswith("test_") and not inspect.signature(test).parameters:
                test()
    return found
