"""Sized layouts as leaves of the yearly figures.

A replica rests on facts, layout and tokens alone. What one decision asks for the next asks for
again, and so does the next answer that changes neither: each row is put together once.
"""

from advisors.base import Base, Same
from advisors.elasticity import exponents, slopes_of
from advisors.sizing import Layouts
from advisors.sizing_leaves import SERVING_SOURCES, leaves_of
from estimators.annual import Policy, SelfHosted
from estimators.figure import Input


class Replicas:
    """What is known of each row of sized layouts, put together when it is first asked for.

    Attributes:
        layouts: Replicas as arrays.
        prompt, answer: Tokens of the call that they were sized for.
    """

    def __init__(self, base: Base, layouts: Layouts, prompt: float, answer: float) -> None:
        self.base, self.layouts = base, layouts
        self.prompt, self.answer = prompt, answer
        self._options: dict[tuple[int, Policy], SelfHosted] = {}
        self._exponents: dict[int, tuple[Input, ...]] = {}

    def option(self, row: int, policy: Policy) -> SelfHosted:
        """A layout on its instance type, its fleet run by a policy."""
        if (row, policy) not in self._options:
            hardware = self.base.hardware(self.layouts.keys[row].instance)
            self._options[row, policy] = SelfHosted(
                **leaves_of(self.base, self.layouts, row), **vars(hardware), policy=policy
            )
        return self._options[row, policy]

    def exponents(self, row: int) -> tuple[Input, ...]:
        """How the calls of a layout follow their tokens, as leaves."""
        if row not in self._exponents:
            key, facts = self.layouts.keys[row], self.base.facts
            model, chip = facts.models[key.model], facts.chip(facts.instances[key.instance].chip)
            found = slopes_of(self.base, self.layouts, self.prompt, self.answer).row(row)
            sources = {*chip.sources, *model.sources, *model.arch_sources, *SERVING_SOURCES}
            self._exponents[row] = exponents(found, tuple(sorted(sources)))
        return self._exponents[row]


def replicas_of(base: Base, layouts: Layouts, prompt: float, answer: float) -> Replicas:
    """The replicas of some layouts, the same object as long as the base keeps them."""
    return base.once(
        ("replicas", Same(layouts), prompt, answer),
        lambda: Replicas(base, layouts, prompt, answer),
    )
