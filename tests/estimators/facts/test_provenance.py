"""Every fact opens to its sources, with unit, range, date and confidence."""

import math
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import get_args, get_type_hints

import pytest

from estimators.errors import EvidenceError, FactError
from estimators.facts import Facts, Row
from estimators.facts.load import TABLES
from estimators.facts.model_rows import Model
from estimators.facts.rows import Chip
from estimators.facts.small_rows import Constant
from estimators.figure import Input

CONFIDENCES = {"published", "measured", "estimated", "inferred"}
DATE = re.compile(r"^(19|20)\d\d(-\d\d(-\d\d)?)?$")


def described(facts: Facts) -> Iterator[tuple[Row, str, str]]:
    """Every row with every numeric column of its table, and the column's unit."""
    for (table, field), info in facts.book.fields.items():
        for row in facts.tables[table].values():
            yield row, field, info.unit
    for row in facts.tables["constants"].values():
        assert isinstance(row, Constant)
        yield row, "value", row.unit


def inputs(facts: Facts) -> Iterator[tuple[Row, str, Input]]:
    for row, field, _ in described(facts):
        if row.number(field) is not None:
            yield row, field, row.input(field)


def test_every_fact_has_sources_that_exist(facts: Facts) -> None:
    count = 0
    for row, field, item in inputs(facts):
        assert item.sources, f"{row.table}.{row.id}.{field} has no source"
        for source in item.sources:
            assert facts.source(source).title, f"{source} has no title"
        count += 1
    assert count > 5000, "the tables shrank"


def test_every_fact_has_unit_date_confidence_and_a_range_that_holds_it(facts: Facts) -> None:
    for row, field, item in inputs(facts):
        where = f"{row.table}.{row.id}.{field}"
        assert item.unit, where
        assert DATE.match(item.date), f"{where}: date {item.date!r}"
        assert item.confidence in CONFIDENCES, where
        assert item.origin == "fact", where
        assert math.isfinite(item.value), where
        assert item.low <= item.value <= item.high, where
        assert item.bound is None or item.high <= item.bound, where


def test_nothing_physical_is_negative(facts: Facts) -> None:
    for row, field, item in inputs(facts):
        if field in {"latitude", "longitude"}:
            continue
        assert item.low >= 0, f"{row.table}.{row.id}.{field}"


def test_every_numeric_column_is_described(facts: Facts) -> None:
    for kind in TABLES:
        if kind is Constant:
            continue
        hints = get_type_hints(kind)
        for column in fields(kind):
            types = set(get_args(hints[column.name])) or {hints[column.name]}
            limit = column.name.endswith(("_low", "_high"))
            if types & {int, float} and not limit:
                if hints[column.name] == tuple[int, ...]:
                    continue
                assert (kind.table, column.name) in facts.book.fields, f"{kind.table}.{column.name}"


def test_every_described_column_exists_and_is_filled_somewhere(facts: Facts) -> None:
    for table, field in facts.book.fields:
        rows = facts.tables[table].values()
        assert any(row.number(field) is not None for row in rows), f"{table}.{field}"


def test_siblings_of_described_columns_exist(facts: Facts) -> None:
    for (table, field), info in facts.book.fields.items():
        row = next(iter(facts.tables[table].values()))
        for sibling in (info.sources_from, info.date_from, info.confidence_from, info.note_from):
            assert not sibling or hasattr(row, sibling), f"{table}.{field}: {sibling}"


def test_every_source_has_an_address_or_says_why_not(facts: Facts) -> None:
    own_work = {"Wattbrief", "unknown"}
    for source in facts.sources.values():
        assert source.licence, source.id
        assert source.date, source.id
        assert source.url.startswith("https://") or source.publisher in own_work, source.id


def test_a_blank_is_withheld_and_says_what_would_unlock_it(facts: Facts) -> None:
    for row, field, _ in described(facts):
        if row.number(field) is None:
            with pytest.raises(EvidenceError) as caught:
                row.input(field)
            assert row.name in caught.value.what
            assert len(caught.value.fix) > 15, f"{row.table}.{field} has no unlock"


def test_a_column_that_is_no_number_is_refused(facts: Facts) -> None:
    with pytest.raises(FactError, match="vendor"):
        facts.chip("h100").input("vendor")
    with pytest.raises(FactError, match="no_such_column"):
        facts.chip("h100").input("no_such_column")


def test_stated_range_wins_over_the_default_one(facts: Facts) -> None:
    stated = facts.chip("trainium1").input("tdp_watts")
    assert (stated.low, stated.value, stated.high) == (150, 250, 375)
    assert stated.confidence == "inferred"
    default = facts.chip("h100").input("tdp_watts")
    assert (default.low, default.high) == (679, 721)
    assert default.confidence == "published"


def test_a_field_takes_its_own_sources_before_those_of_the_row(facts: Facts) -> None:
    chip = facts.chip("h100")
    embodied = chip.input("embodied_kgco2e")
    assert "nvidia-hgx-h100-pcf" in embodied.sources
    assert "nvidia-hgx-h100-pcf" not in chip.input("tdp_watts").sources
    assert (embodied.low, embodied.high) == (164, 575)


def test_price_carries_its_own_date(facts: Facts) -> None:
    price = facts.instance("p5.48xlarge").input("on_demand_usd_per_hour")
    assert price.date == "2026-07-20"
    assert price.certain
    assert price.sources == ("karpenter-prices",)


def test_architecture_has_no_range(facts: Facts) -> None:
    item = facts.model("llama-3.1-70b").input("layers")
    assert item.certain
    assert item.value == 80


def test_input_takes_the_name_that_the_graph_needs(facts: Facts) -> None:
    assert facts.chip("h100").input("tdp_watts", "chip_limit_w").name == "chip_limit_w"
    assert facts.constant("pue_aws", "pue").name == "pue"


@pytest.mark.parametrize("kind", [Chip, Model])
def test_rows_are_frozen(facts: Facts, kind: type[Row]) -> None:
    row = next(iter(facts.tables[kind.table].values()))
    with pytest.raises(AttributeError):
        row.name = "other"  # type: ignore[misc]
