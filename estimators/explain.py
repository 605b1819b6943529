"""A figure opened to the bottom: formulas with their numbers, facts, sources, dates.

`explain_text` is for reading, `explain_data` for machines. A part that several formulas share is
opened where it is first met and named afterwards.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from estimators.amounts import amount, certain, short, unit_of
from estimators.figure import Figure, Input, Source

INDENT = "  "
DIGITS = 4
"""Of a value with a range: enough to reckon a formula again."""


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


@dataclass(frozen=True, slots=True)
class Wording:
    """How names are written: as they stand in the data, unless a reader's words are given.

    Attributes:
        name: A figure or an input where it stands for itself.
        within: A text, an equation or a note, that may hold such names.
    """

    name: Callable[[str], str] = str
    within: Callable[[str], str] = str


def explain_text(
    figure: Figure, sources: Mapping[str, Source], wording: Wording | None = None
) -> str:
    """The tree under a figure as indented lines, the sources at the end.

    Args:
        figure: What to open.
        sources: By id, as in `Facts.sources`.
        wording: How names are written; as in the data when None.
    """
    tree = explain_data(figure, sources)
    lines = list(_lines(tree, 0, wording or Wording()))
    used = {entry["id"]: entry for entry in _sources(tree)}
    if used:
        lines += ["", "Sources"]
        lines += [f"{INDENT}{_cite(used[key])}" for key in sorted(used)]
    return "\n".join(lines)


def number(value: float) -> str:
    """Four significant digits at most, thousands apart, no exponent."""
    return short(value, DIGITS)


def _lines(node: Node, depth: int, wording: Wording) -> Iterator[str]:
    pad = INDENT * depth
    name = wording.name(node["name"])
    yield f"{pad}{name} = {_amount(node)}{_origin(node)}"
    if "see" in node:
        return
    inner = pad + INDENT
    if "formula" in node:
        yield f"{inner}{wording.within(node['formula'])}"
        parts = [f"{wording.name(part['name'])} {_plain(part)}" for part in node["parts"]]
        if parts:
            yield f"{inner}with {'; '.join(parts)}"
    note = _note(node, name, wording)
    if note:
        yield f"{inner}({note})"
    for part in node.get("parts", []):
        yield from _lines(part, depth + 1, wording)


def _note(node: Node, name: str, wording: Wording) -> str:
    """The note without the name that it repeats; what the architect wrote as it stands."""
    note = node.get("note", "")
    if node.get("origin") in ("answer", "override"):
        return note
    return wording.within(note.replace(f"{name}. ", "", 1))


def _amount(node: Node) -> str:
    value, low, high = node["value"], node["low"], node["high"]
    if value is None or low is None or high is None:
        return f"withheld: {node.get('withheld') or 'evidence is missing'}"
    unit = unit_of(node["name"], node["unit"])
    if low == high:
        return certain(value, unit)
    return amount(value, low, high, unit, DIGITS)


def _plain(node: Node) -> str:
    """Its value and unit alone, the same as where it is opened."""
    return "withheld" if node["value"] is None else _amount(node).partition(" (")[0]


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
