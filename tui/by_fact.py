"""What the facts know where the guidance is silent: `what is the carbon intensity of Ireland?`.

The guidance holds advice, not tables. A question that names a Region, a chip, an instance type or a
model together with something that the facts say of it gets those facts, each with range, date and
source, below the statement that the guidance does not cover it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from advisors.format import number

if TYPE_CHECKING:
    from advisors.design import Design
    from estimators.facts import Facts
    from estimators.facts.rows import Region, Row
    from estimators.figure import Input
    from knowledge.answer import Answer
    from tui.inquiry import InquiryAnswer

MOST_ROWS, MOST_LINES = 3, 6
HEADING = "What the facts hold on what you name:"
_MANY = 12
"""A word that stands in the names of more rows than this names none of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that can be asked of rows.

    Attributes:
        words: Pattern of the words that ask for it.
        fields: Columns that tell it, by table.
    """

    words: str
    fields: Mapping[str, tuple[str, ...]]


_GRID = ("location_lifecycle_g_per_kwh", "market_g_per_kwh")
_WATER = ("wue_l_per_kwh", "grid_water_l_per_kwh")
ASKED = (
    Asked(r"embodied", {"chips": ("embodied_kgco2e",), "instances": ("embodied_kgco2e",)}),
    Asked(
        r"carbon|co2e?|emissions?|intensity|green(?:er|est)?|clean(?:er|est)?|dirt(?:y|ier|iest)",
        {"regions": _GRID},
    ),
    Asked(r"water|wue|thirsty", {"regions": _WATER}),
    Asked(r"pue|power usage effectiveness", {"regions": ("pue",)}),
    Asked(
        r"tdp|watts?|power|draws?|consumption|idle",
        {"chips": ("tdp_watts", "idle_watts"), "instances": ("max_watts", "idle_watts")},
    ),
    Asked(r"bandwidth", {"chips": ("memory_bandwidth_gb_per_s",)}),
    Asked(r"memory|vram|hbm", {"chips": ("memory_gib",), "instances": ("accelerator_memory_gib",)}),
    Asked(r"tflops|flops", {"chips": ("peak_dense_tflops_bf16", "peak_dense_tflops_fp8")}),
    Asked(
        r"prices?|costs?|usd|dollars?|expensive|cheap(?:er|est)?",
        {
            "instances": ("on_demand_usd_per_hour",),
            "models": (
                "usd_per_million_input_tokens",
                "usd_per_million_output_tokens",
                "usd_global_per_million_input_tokens",
                "usd_global_per_million_output_tokens",
            ),
        },
    ),
    Asked(r"context", {"models": ("context_tokens",)}),
    Asked(r"parameters?|params", {"models": ("params_total_b", "params_active_b")}),
)
_LEAST = re.compile(r"\b(?:lowest|least|greenest|cleanest|best|smallest|fewest)\b")
_CONTINENTS = {"europe": "eu-", "european": "eu-", "eu": "eu-", "us": "us-", "america": "us-",
               "usa": "us-", "asia": "ap-"}  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def beside(
    question: str, answer: "Answer | InquiryAnswer", design: "Design | None" = None
) -> tuple[str, ...]:
    """Lines from the facts for an answer that says nothing; empty for any other.

    Args:
        question: As typed.
        answer: What guidance and design say.
        design: The one that is asked about; its own values stand in place of the shipped ones.
    """
    if not answer.abstained:
        return ()
    from advisors.workload import facts_with
    from estimators.facts import load_facts

    facts = load_facts()
    return known_of(question, facts if design is None else facts_with(design, facts))


def below(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines from the facts as they stand below an answer; empty where there are none."""
    return ("", HEADING, *lines) if lines else ()


def known_of(question: str, facts: "Facts") -> tuple[str, ...]:
    """Lines for what a question asks of rows of the facts; empty where it names none.

    Args:
        question: As typed.
        facts: As shipped, or with a design's own values over them.
    """
    text = question.lower()
    asked = next((item for item in ASKED if re.search(rf"\b(?:{item.words})\b", text)), None)
    if asked is None:
        return ()
    rows = _best(text, facts, asked) if re.search(r"\bregions?\b", text) else ()
    rows = rows or _named(text, facts, asked)
    found = (line for row in rows for line in _lines(row, asked.fields[row.table], facts))
    return tuple(islice(found, MOST_LINES))


def _best(text: str, facts: "Facts", asked: Asked) -> "tuple[Row, ...]":
    """The Regions that have least of what is asked, in the part of the world that is named."""
    columns = asked.fields.get("regions")
    if columns is None or not _LEAST.search(text):
        return ()
    said = set(_WORD.findall(text))
    start = next((code for word, code in _CONTINENTS.items() if word in said), "")
    there = [row for row in facts.regions.values() if row.id.startswith(start) and _sold(row)]
    values = [(value, row) for row in there if (value := row.number(columns[0])) is not None]
    return tuple(row for _, row in sorted(values, key=lambda pair: pair[0])[:MOST_ROWS])


def _sold(region: "Region") -> bool:
    return region.partition == "aws"


def _named(text: str, facts: "Facts", asked: Asked) -> "tuple[Row, ...]":
    """Rows that a word of the question alone, or several words together, tell apart."""
    from tui.inquiry.aliases import COUNTRIES, phrases

    for code, names in COUNTRIES.items():
        if any(re.search(rf"\b{re.escape(name)}\b", text) for name in phrases(names)):
            here = (row for row in facts.regions.values() if row.country == code and _sold(row))
            text += " " + " ".join(row.id for row in here)
    rows = [row for table in asked.fields for row in facts.tables[table].values()]
    said = {word for word in _WORD.findall(text) if len(word) > 1}
    holders = {word: [row for row in rows if word in _words(row)] for word in said}
    telling = {word: held for word, held in holders.items() if 0 < len(held) <= _MANY}
    hits = {row.id: sum(row in held for held in telling.values()) for row in rows}
    most = max(hits.values(), default=0)
    if not most or not any(_proper(word) for word in telling):
        return ()
    several = asked.fields.keys() == {"regions"}
    found = [row for row in rows if hits[row.id] and (several or hits[row.id] == most)]
    return tuple(found[:MOST_ROWS])


def _proper(word: str) -> bool:
    """Whether a word can be a name: no number alone, and none of the words that ask."""
    asks = any(re.fullmatch(item.words, word) for item in ASKED)
    return not asks and not word.replace(".", "").isdigit()


def _words(row: "Row") -> frozenset[str]:
    return frozenset(_WORD.findall(f"{row.id} {row.name}".lower())) - _COMMON


_COMMON = frozenset(
    {"aws", "amazon", "us", "eu", "europe", "asia", "pacific", "region", "instruct", "the", "of"}
)


def _lines(row: "Row", fields: Sequence[str], facts: "Facts") -> Iterator[str]:
    for field in fields:
        if row.number(field) is None:
            continue
        item = row.input(field)
        label = facts.book.fields[row.table, field].label
        reach = f" ({number(item.low)} to {number(item.high)})" if item.low != item.high else ""
        unit = "" if item.unit == "1" else f" {item.unit}"
        origin = _origin(item, row, facts)
        yield f"- {row.name}, {label}: {number(item.value)}{reach}{unit} ({origin})"


def _origin(item: "Input", row: "Row", facts: "Facts") -> str:
    """How well a value is known, since when, and where it is from."""
    if item.origin == "override":
        said = item.note.removeprefix(f"{row.name}. ").removesuffix(".")
        return "; ".join(part for part in (item.date, said) if part)
    source = facts.sources[item.sources[0]]
    return f"{item.confidence}, {item.date}; {source.title}, {source.publisher}"
