"""A figure opened to the bottom: formulas with their numbers, facts, sources, dates.

`explain_text` is for reading, `explain_data` for machines. A part that several formulas share is
opened where it is first met and named afterwards.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypedDict

from estimators.figure import Figure, Input, Source

INDENT = "  "


class Node(TypedDict, total=False):
    """One figure or input of an explanation, ready for JSON."""

    kind: str
    name: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    formula: str
    formula_id: str
    note: str
    withheld: str
    origin: str
    confidence: str
    date: str
    sources: list[dict[str, str]]
    parts: list["Node"]
    see: str


def explain_data(figure: Figure, sources: Mapping[str, Source]) -> Node:
    """The tree under a figure as nested dictionaries.

    Args:
        figure: What to open.
        sources: By id, as in `Facts.sources`.
    """
    return _node(figure, sources, set())


def _node(item: Figure | Input, sources: Mapping[str, Source], seen: set[int]) -> Node:
    node = Node(
        kind="figure" if isinstance(item, Figure) else "input",
        name=item.name,
        value=item.value,
        low=item.low,
        high=item.high,
        unit=item.unit,
    )
    if id(item) in seen:
        node["see"] = item.name
        return node
    seen.add(id(item))
    if item.note:
        node["note"] = item.note
    if isinstance(item, Input):
        node["origin"] = item.origin
        node["confidence"] = item.confidence
        node["date"] = item.date
        node["sources"] = [_source(source, sources) for source in item.sources]
        return node
    node["formula"], node["formula_id"] = item.formula.equation, item.formula.id
    if item.withheld:
        node["withheld"] = item.withheld
    node["sources"] = [_source(source, sources) for source in item.formula.sources]
    node["parts"] = [_node(part, sources, seen) for part in item.inputs]
    return node


def _source(source_id: str, sources: Mapping[str, Source]) -> dict[str, str]:
    found = sources.get(source_id)
    if found is None:
        return {"id": source_id}
    return {
        "id": found.id,
        "title": found.title,
        "publisher": found.publisher,
        "url": found.url,
        "date": found.date,
    }


def explain_text(
    figure: Figure, sources: Mapping[str, Source], shown: Callable[[float], str] | None = None
) -> str:
    """The tree under a figure as indented lines, the sources at the end.

    Args:
        figure: What to open.
        sources: By id, as in `Facts.sources`.
        shown: How a number is written; four significant digits when None.
    """
    write = shown or number
    tree = explain_data(figure, sources)
    lines = list(_lines(tree, 0, write))
    used = {entry["id"]: entry for entry in _sources(tree)}
    if used:
        lines += ["", "Sources"]
        lines += [f"{INDENT}{_cite(used[key])}" for key in sorted(used)]
    return "\n".join(lines)


def number(value: float) -> str:
    """Four significant digits, thousands apart, no exponent where it can be helped."""
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 1e15 or size < 1e-6:
        return f"{value:.3e}"
    if size >= 1000:
        return f"{value:,.0f}"
    return f"{float(f'{value:.4g}'):.10f}".rstrip("0").rstrip(".")


def _lines(node: Node, depth: int, write: Callable[[float], str]) -> Iterator[str]:
    pad = INDENT * depth
    yield f"{pad}{node['name']} = {_amount(node, write)}{_origin(node)}"
    if "see" in node:
        return
    inner = pad + INDENT
    if "formula" in node:
        yield f"{inner}{node['formula']}"
        with_numbers = [f"{part['name']} {_plain(part, write)}" for part in node["parts"]]
        if with_numbers:
            yield f"{inner}with {', '.join(with_numbers)}"
    if node.get("note"):
        yield f"{inner}({node['note']})"
    for part in node.get("parts", []):
        yield from _lines(part, depth + 1, write)


def _amount(node: Node, write: Callable[[float], str]) -> str:
    value, low, high = node["value"], node["low"], node["high"]
    if value is None or low is None or high is None:
        return f"withheld: {node.get('withheld') or 'evidence is missing'}"
    unit = "" if node["unit"] == "1" else f" {node['unit']}"
    if low == high:
        return f"{write(value)}{unit}"
    return f"{write(value)}{unit} [{write(low)} to {write(high)}]"


def _plain(node: Node, write: Callable[[float], str]) -> str:
    value = node["value"]
    return "withheld" if value is None else write(value)


def _origin(node: Node) -> str:
    if "see" in node:
        return "  (opened above)"
    if node["kind"] == "figure":
        return ""
    ids = ", ".join(entry["id"] for entry in node["sources"])
    said = [node["origin"], node["confidence"] if ids else "", node["date"], ids]
    return f"  ({'; '.join(filter(None, said))})"


def _sources(node: Node) -> Iterator[dict[str, str]]:
    yield from node.get("sources", [])
    for part in node.get("parts", []):
        yield from _sources(part)


def _cite(entry: Mapping[str, str]) -> str:
    parts = [entry.get(key, "") for key in ("title", "publisher", "date", "url")]
    return f"{entry['id']}: {', '.join(filter(None, parts))}".rstrip(": ")
