"""One year of several: as many requests as growth brings by then, the design advised on anew."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from advisors.design import Design
from advisors.design_changes import changed
from advisors.errors import AdvisorError
from advisors.format import exact, value_and_range
from advisors.options import Advice
from advisors.record.labels import Labels
from advisors.workload import Workload, workload_from
from estimators.errors import EstimatorError
from estimators.facts import Facts
from estimators.traffic import growth_factors
from tui.inquiry.aliases import FIGURES
from tui.inquiry.digits import plainly_written
from tui.inquiry.page import CORE, Page
from tui.inquiry.tell_figures import by_year

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBERED = re.compile(
    rf"\byear (?:no\.? |number )?(?P<n>\d{{1,2}}|{'|'.join(_COUNTS)})\b(?! to )|"
    rf"\b(?P<w>{'|'.join(_WORDS)}|final|last) year\b(?! (?:of|to) )"
)
MOST_TOLD = 2
"""Years that one answer tells."""
_MOST = 20
"""Years beyond which growth is no plan any more."""


def years_in(text: str, horizon: float) -> tuple[int, ...]:
    """Numbers of the years that a question names, from one; the final one is that of the horizon.

    Args:
        text: Question in lower case.
        horizon: Years of the design.
    """
    found = []
    for hit in _NUMBERED.finditer(text):
        if hit["n"]:
            word = hit["n"]
            found.append(int(word) if word.isdigit() else _COUNTS.index(word) + 1)
        elif hit["w"] in _WORDS:
            found.append(_WORDS.index(hit["w"]) + 1)
        else:
            found.append(max(1, round(horizon)))
    return tuple(dict.fromkeys(year for year in found if 0 < year <= _MOST))


@dataclass(frozen=True)
class Years:
    """Years of a design.

    Attributes:
        design: As it is.
        facts: With the design's own values.
        advise: Advises on another one.
    """

    design: Design
    facts: Facts
    advise: Callable[[Design], Advice]

    def tell(self, page: Page, text: str, metrics: tuple[str, ...]) -> bool:
        """Write the years that a question names, then that all else is a mean; says if any."""
        workload = workload_from(self.design, self.facts)
        year = Year(self.design, workload, self.advise)
        asked = years_in(text, workload.horizon_years.value)[:MOST_TOLD]
        told = [year.tell(page, number, metrics) for number in asked]
        if any(told) or not asked:
            by_year(page, workload)
        return any(told)

    def tried(
        self, page: Page, changes: tuple[str, ...], text: str, metrics: tuple[str, ...]
    ) -> bool:
        """The same of the design with answers changed; nothing where they are refused."""
        try:
            other = changed(self.design, changes)
            if not years_in(text, workload_from(other, self.facts).horizon_years.value):
                return False
            return Years(other, self.facts, self.advise).tell(page, text, metrics)
        except (AdvisorError, EstimatorError):
            return False


@dataclass(frozen=True)
class Year:
    """A year of a design that grows.

    Attributes:
        design: With what is tried, its growth included.
        workload: On that design.
        advise: Advises on another one.
    """

    design: Design
    workload: Workload
    advise: Callable[[Design], Advice]

    def tell(self, page: Page, year: int, metrics: tuple[str, ...]) -> bool:
        """Write the figures of a year; says whether that could be computed."""
        requests = self._requests(year)
        try:
            after = self.advise(changed(self.design, (requests, "growth_per_year=0")))
        except (AdvisorError, EstimatorError):
            return False
        labels = Labels(page.facts)
        names = dict.fromkeys(FIGURES[key][0] for key in metrics if key in FIGURES)
        names = names or dict.fromkeys(("cost_usd_per_year",))
        held = [name for name in names if name in after.totals]
        figures = {f"year-{year}/{name}": after.totals[name] for name in (*held, *CORE)}
        page.figures |= figures
        said = "; ".join(f"{labels.of(n).lower()} {value_and_range(after.totals[n])}" for n in held)
        growth, now = self.workload.growth_per_year, self.workload.requests_per_day
        page.say(f"In year {year}: {said}.")
        page.say(
            f"That is a year at {_shown(requests)} requests a day, what {exact(now.value)} a day "
            f"grow to on average in that year at {exact(100.0 * growth.value)} % a year; the "
            "design was advised on anew at that volume, training and index spread as before."
        )
        return True

    def _requests(self, year: int) -> str:
        """Requests a day on average in a year, as an answer."""
        growth, now = self.workload.growth_per_year, self.workload.requests_per_day
        factors = [
            float(growth_factors(rate, float(year), year)[-1])
            for rate in (growth.value, growth.low, growth.high)
        ]
        pairs = zip((now.value, now.low, now.high), factors, strict=True)
        texts = [plainly_written(float(f"{number * factor:.3g}")) for number, factor in pairs]
        certain = now.certain and growth.certain
        ends = texts[0] if certain else f"{texts[0]} ({texts[1]} to {texts[2]})"
        return f"requests_per_day={ends}"


def _shown(change: str) -> str:
    """The volume of a change as a sentence has it."""
    numbers = re.findall(r"\d+(?:\.\d+)?", change.partition("=")[2])
    value, *ends = (exact(float(item)) for item in numbers)
    return f"{value} ({' to '.join(ends)})" if ends else value
