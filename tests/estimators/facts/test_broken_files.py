"""A broken data file is refused with file, row and column."""

import shutil
from pathlib import Path

import pytest

from estimators.errors import FactError
from estimators.facts import load_facts
from tests.estimators.facts.conftest import Damage


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (("chips.csv", "h100", "tdp_watts", "seven hundred"), "not a number"),
        (("chips.csv", "h100", "tdp_watts", "nan"), "not a number"),
        (("chips.csv", "h100", "tdp_watts", "inf"), "not a number"),
        (("chips.csv", "h100", "release_year", "2022.5"), "not a whole number"),
        (("chips.csv", "h100", "release_year", ""), "not a whole number"),
        (("chips.csv", "h100", "kind", "toaster"), "none of"),
        (("chips.csv", "h100", "confidence", "sure"), "none of"),
        (("chips.csv", "h100", "sources", ""), "at least one source"),
        (("chips.csv", "h100", "sources", "my-cousin"), "no 'my-cousin'"),
        (("chips.csv", "h100", "tdp_sources", "my-cousin"), "no 'my-cousin'"),
        (("chips.csv", "trainium1", "tdp_watts_low", "260"), "not between"),
        (("chips.csv", "trainium1", "tdp_watts_low", ""), "go together"),
        (("chips.csv", "trainium1", "tdp_watts", ""), "go together"),
        (("chips.csv", "h200", "id", "h100"), "twice"),
        (("chips.csv", "h200", "id", ""), "blank"),
        (("instances.csv", "p5.48xlarge", "chip", "h900"), "no chip 'h900'"),
        (("instances.csv", "p5.48xlarge", "regions", "us-east-1;mars-1"), "mars-1"),
        (("models.csv", "qwen3-8b", "open_weights", "maybe"), "none of"),
        (("models.csv", "nova-micro", "bedrock_regions", "mars-1"), "mars-1"),
        (("models.csv", "qwen3-8b", "embedding_dimensions", "many"), "not a whole number"),
        (("regions.csv", "eu-west-1", "bedrock", ""), "none of"),
        (("latency.csv", "eu-west-1..us-east-1", "rtt_ms", ""), "not a number"),
        (("tiers.csv", "nova-pro/flex", "model", "nova-max"), "no 'nova-max'"),
        (("tiers.csv", "nova-pro/flex", "tier", "batch"), "not model and tier"),
        (("constants.csv", "pue_aws", "value_high", "1.0"), "not between"),
        (("traffic.csv", "agent", "input_tokens_low", "1000000"), "not between"),
    ],
)
def test_a_broken_cell_is_named(damage: Damage, cell: tuple[str, str, str, str], why: str) -> None:
    file, row, column, value = cell
    with pytest.raises(FactError) as caught:
        load_facts(damage(file, row, column, value))
    message = str(caught.value)
    assert file in message
    assert why in message
    assert (value if column == "id" else row) in message
    assert column.removesuffix("_low").removesuffix("_high") in message


def test_a_missing_file_says_which(data: Path) -> None:
    (data / "traffic.csv").unlink()
    with pytest.raises(FactError, match=r"traffic\.csv cannot be read"):
        load_facts(data)


def test_an_empty_file_says_which(data: Path) -> None:
    (data / "models.csv").write_text("", encoding="utf-8")
    with pytest.raises(FactError, match=r"models\.csv is empty"):
        load_facts(data)


def test_a_truncated_line_says_where(data: Path) -> None:
    text = (data / "chips.csv").read_text(encoding="utf-8")
    (data / "chips.csv").write_text(text.rstrip("\n") + "\nh900,NVIDIA H900\n", encoding="utf-8")
    with pytest.raises(FactError, match=r"chips\.csv, row 'line \d+'.*cells"):
        load_facts(data)


def test_an_unclosed_quote_is_not_read_as_text(data: Path) -> None:
    with (data / "chips.csv").open("a", encoding="utf-8") as file:
        file.write('"never closed')
    with pytest.raises(FactError, match=r"chips\.csv is not a CSV file"):
        load_facts(data)


def test_wrong_encoding_is_named(data: Path) -> None:
    (data / "sources.csv").write_bytes("id,title\nx,é\n".encode("latin-1"))
    with pytest.raises(FactError, match=r"sources\.csv is not UTF-8"):
        load_facts(data)


def test_unknown_and_missing_columns_are_named(data: Path) -> None:
    path = data / "traffic.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("output_tokens_low", "output_tokens_lo", 1), encoding="utf-8")
    with pytest.raises(FactError, match=r"output_tokens_lo'.*no such column"):
        load_facts(data)


def test_a_missing_column_is_named(data: Path) -> None:
    path = data / "traffic.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    first = header.split(",")[0]
    cut = [line.split(",", 1)[1] for line in (header, *rows)]
    path.write_text("\n".join(cut), encoding="utf-8")
    with pytest.raises(FactError, match=rf"traffic\.csv.*'{first}'.*missing"):
        load_facts(data)


def test_an_overlay_may_not_change_a_filled_cell(damage: Damage) -> None:
    folder = damage("regions.csv", "eu-north-1", "location_direct_g_per_kwh", "3")
    with pytest.raises(FactError, match=r"odbl/regions\.csv.*another file"):
        load_facts(folder)


def test_an_overlay_may_not_name_a_row_that_is_not_there(damage: Damage) -> None:
    folder = damage("odbl/regions.csv", "eu-north-1", "id", "eu-north-9")
    with pytest.raises(FactError, match=r"odbl/regions\.csv.*no row"):
        load_facts(folder)


def test_without_share_alike_files_the_columns_are_unknown(data: Path) -> None:
    for folder in ("odbl", "cc-by-sa"):
        shutil.rmtree(data / folder)
    facts = load_facts(data)
    assert facts.region("us-east-1").location_lifecycle_g_per_kwh is None
    assert facts.region("us-east-1").pue == 1.15


def test_evidence_of_an_unknown_field_is_refused(data: Path) -> None:
    with (data / "evidence.csv").open("a", encoding="utf-8") as file:
        file.write("chips,h100,colour,,,,\n")
    with pytest.raises(FactError, match=r"evidence\.csv.*colour"):
        load_facts(data)


def test_a_confidence_without_a_rule_is_refused(data: Path) -> None:
    path = data / "spreads.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        "\n".join(row for row in rows if not row.startswith("power,published")), encoding="utf-8"
    )
    with pytest.raises(FactError, match=r"power.*spreads\.csv"):
        load_facts(data).chip("h100").input("tdp_watts")


def test_the_version_follows_every_byte(data: Path, damage: Damage) -> None:
    before = load_facts(data)
    assert before.version == load_facts().version
    damage("chips.csv", "h100", "tdp_watts", "701")
    after = load_facts(data.parent / ".." / data.parent.name / data.name)
    assert after.chip("h100").tdp_watts == 701
    assert after.digest != before.digest
    assert after.date == before.date
