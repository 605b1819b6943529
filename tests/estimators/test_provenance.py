"""Every figure of every example design, walked to the bottom: formulas, facts, sources, order."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module

import pytest

import advisors
import estimators
from advisors.advice import advise
from advisors.examples import example_names, load_example
from advisors.options import Advice, Option
from advisors.questions import SOURCES
from estimators.facts import load_facts
from estimators.figure import Figure, Formula, Input
from estimators.graph import Graph

FACTS = load_facts()
KNOWN = FACTS.sources.keys() | SOURCES.keys()
Node = Figure | Input
NAMES = example_names()


@pytest.fixture(scope="module")
def figures() -> Mapping[str, tuple[tuple[str, Figure], ...]]:
    """Every figure of each example by its address, worked out once."""
    return {name: tuple(_figures(advise(load_example(name), FACTS))) for name in NAMES}


def _figures(advice: Advice) -> Iterator[tuple[str, Figure]]:
    for name, figure in advice.totals.items():
        yield f"totals/{name}", figure
    groups: list[tuple[str, Sequence[Option]]] = [
        (decision.id, decision.options) for decision in advice.decisions
    ]
    groups.append(("pareto", advice.pareto))
    if advice.smallest is not None:
        groups.append(("smallest", (advice.smallest,)))
    for group, options in groups:
        for option in options:
            for name, figure in option.figures.items():
                yield f"{group}/{option.id}/{name}", figure


def _nodes(item: Node, seen: set[int]) -> Iterator[Node]:
    """The figure or input and all that is under it, each once."""
    if id(item) in seen:
        return
    seen.add(id(item))
    yield item
    for part in item.inputs if isinstance(item, Figure) else ():
        yield from _nodes(part, seen)


def _offenders(
    figures: tuple[tuple[str, Figure], ...], fault: Callable[[Node], str]
) -> dict[str, str]:
    """Faults by node name, with the address at which each is first met."""
    found: dict[str, str] = {}
    seen: set[int] = set()
    for address, figure in figures:
        for node in _nodes(figure, seen):
            what = fault(node)
            if what:
                found.setdefault(f"{node.name}: {what}", address)
    return found


def _rootless(node: Node) -> str:
    """A leaf is somebody's: a source's, the architect's, or an assumption that says so."""
    if isinstance(node, Figure):
        empty = node.value is not None and not node.inputs
        return "a figure of nothing" if empty else ""
    if node.sources or node.origin == "answer":
        return ""
    if node.origin in {"override", "assumption"} and node.note:
        return ""
    return f"{node.origin} without a source ({node.note})"


def _unresolved(node: Node) -> str:
    used = node.formula.sources if isinstance(node, Figure) else node.sources
    unknown = sorted(set(used) - KNOWN)
    return f"unknown sources {unknown}" if unknown else ""


def _unexplained(node: Node) -> str:
    if isinstance(node, Input):
        return ""
    if node.value is None:
        return "" if node.withheld else "withheld without a reason"
    if not node.formula.equation:
        return "a formula without an equation"
    return "" if _function(node.formula) else f"formula {node.formula.id!r} names no function"


def _function(formula: Formula) -> bool:
    """Whether `module.function` is there, in one of our packages."""
    module, _, name = formula.id.rpartition(".")
    for package in ("estimators", "advisors"):
        try:
            home = import_module(f"{package}.{module}")
        except ModuleNotFoundError:
            continue
        if callable(getattr(home, name, None)):
            return True
    return False


def _disordered(node: Node) -> str:
    if node.value is None or node.low is None or node.high is None:
        return ""
    ordered = node.low <= node.value <= node.high
    return "" if ordered else f"{node.low} to {node.high} around {node.value}"


@pytest.mark.parametrize("fault", [_rootless, _unresolved, _unexplained, _disordered])
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_opens_to_the_bottom(
    figures: Mapping[str, tuple[tuple[str, Figure], ...]],
    name: str,
    fault: Callable[[Node], str],
) -> None:
    assert len(figures[name]) > 50
    assert _offenders(figures[name], fault) == {}


@pytest.mark.parametrize("name", NAMES)
def test_sources_of_a_figure_are_those_of_its_leaves_and_formulas(
    figures: Mapping[str, tuple[tuple[str, Figure], ...]], name: str
) -> None:
    for _, figure in figures[name]:
        below: set[str] = set()
        for node in _nodes(figure, set()):
            below |= set(node.formula.sources if isinstance(node, Figure) else node.sources)
        assert set(figure.sources) == below


def _all_formulas() -> Iterator[tuple[str, Formula]]:
    """Formulas at the top of every module, and those of graphs there."""
    for package in (estimators, advisors):
        for item in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(item.name)
            for name, found in vars(module).items():
                if isinstance(found, Formula):
                    yield f"{item.name}.{name}", found
                elif isinstance(found, Graph):
                    for step in found.steps:
                        yield f"{item.name}.{name}.{step.name}", step.formula


def test_every_formula_of_the_product_has_an_equation_and_known_sources() -> None:
    formulas = dict(_all_formulas())
    assert len(formulas) > 40
    faulty = {
        name: formula
        for name, formula in formulas.items()
        if not (formula.id and formula.equation and set(formula.sources) <= KNOWN)
    }
    assert faulty == {}
