"""What is asked and what is advised: questions, workload, advisors, options, record.

The names below load their module when they are first used, so that importing one part costs that
part alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisors.advice import advice_as_dict, advise
    from advisors.design import Design, load_design, save_design
    from advisors.errors import AdvisorError, DesignError
    from advisors.examples import example_names, load_example
    from advisors.interview import Interview
    from advisors.options import Advice, Decision, Exclusion, Option
    from advisors.questions import QUESTIONS, Answer, Question
    from advisors.record import Record, build_record, render_json, render_markdown, write_record
    from advisors.workload import Workload, workload_from

_HOMES = {
    "Advice": "advisors.options",
    "AdvisorError": "advisors.errors",
    "Answer": "advisors.questions",
    "Decision": "advisors.options",
    "Design": "advisors.design",
    "DesignError": "advisors.errors",
    "Exclusion": "advisors.options",
    "Interview": "advisors.interview",
    "Option": "advisors.options",
    "QUESTIONS": "advisors.questions",
    "Question": "advisors.questions",
    "Record": "advisors.record",
    "Workload": "advisors.workload",
    "advice_as_dict": "advisors.advice",
    "advise": "advisors.advice",
    "build_record": "advisors.record",
    "example_names": "advisors.examples",
    "load_design": "advisors.design",
    "load_example": "advisors.examples",
    "render_json": "advisors.record",
    "render_markdown": "advisors.record",
    "save_design": "advisors.design",
    "workload_from": "advisors.workload",
    "write_record": "advisors.record",
}

__all__ = [
    "QUESTIONS",
    "Advice",
    "AdvisorError",
    "Answer",
    "Decision",
    "Design",
    "DesignError",
    "Exclusion",
    "Interview",
    "Option",
    "Question",
    "Record",
    "Workload",
    "advice_as_dict",
    "advise",
    "build_record",
    "example_names",
    "load_design",
    "load_example",
    "render_json",
    "render_markdown",
    "save_design",
    "workload_from",
    "write_record",
]


def __getattr__(name: str) -> object:
    """Load a public name from its module; AttributeError for any other name."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)
