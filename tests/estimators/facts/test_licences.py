"""Share-alike data stay in files of their own, with their licence beside them."""

import csv
from pathlib import Path

import pytest

from estimators.facts import Facts
from estimators.facts.load import DATA

FOLDERS = {"odbl": "ODbL-1.0", "cc-by-sa": "CC-BY-SA-4.0", "mpl": "MPL-2.0"}
SHARE_ALIKE = set(FOLDERS.values())


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_share_alike_folder_names_its_licence(folder: str) -> None:
    text = (DATA / folder / "LICENCE.md").read_text(encoding="utf-8")
    assert FOLDERS[folder].replace("CC-BY-SA-4.0", "CC BY-SA 4.0") in text
    assert "https://" in text


def test_no_other_folder_holds_data() -> None:
    assert {path.name for path in DATA.iterdir() if path.is_dir()} == set(FOLDERS)


def test_folders_are_packaged() -> None:
    """A wheel leaves out data in folders whose name has a dot."""
    assert not any("." in path.name for path in DATA.iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS)
def test_overlays_fill_only_cells_that_the_table_leaves_blank(folder: str) -> None:
    for path in (DATA / folder).glob("*.csv"):
        base = {row["id"]: row for row in cells(DATA / path.name)}
        for row in cells(path):
            for column, value in row.items():
                if column != "id" and value:
                    assert not base[row["id"]].get(column), f"{path}: {row['id']}.{column}"


def test_share_alike_facts_lie_in_the_folder_of_their_licence(facts: Facts) -> None:
    """A fact whose sources are share-alike must not stand in a file under another licence."""
    placed = {
        (path.stem, row["id"], column): path.parent.name
        for folder in FOLDERS
        for path in (DATA / folder).glob("*.csv")
        for row in cells(path)
        for column, value in row.items()
        if value
    }
    checked = 0
    for table, field in facts.book.fields:
        for row in facts.tables[table].values():
            if row.number(field) is None or field in {"latitude", "longitude"}:
                continue
            licences = {facts.sources[source].licence for source in row.input(field).sources}
            found = licences & SHARE_ALIKE
            folder = placed.get((table, row.id, field), "")
            if found:
                assert FOLDERS.get(folder) in found, f"{table}.{row.id}.{field}: {found}"
                checked += 1
            else:
                assert not folder, f"{table}.{row.id}.{field} needs no share-alike folder"
    assert checked > 300


def test_the_plain_table_of_regions_has_no_share_alike_column() -> None:
    columns = set(cells(DATA / "regions.csv")[0])
    share_alike = {
        column
        for folder in FOLDERS
        for path in (DATA / folder).glob("regions.csv")
        for column in cells(path)[0]
    }
    shared = {"id", "location_direct_g_per_kwh", "location_direct_year"}
    shared |= {"location_direct_sources", "location_direct_confidence"}
    assert columns & share_alike <= shared
    derived = [
        row for row in cells(DATA / "odbl" / "regions.csv") if row["location_direct_sources"]
    ]
    plain = {row["id"]: row for row in cells(DATA / "regions.csv")}
    assert derived
    assert not any(plain[row["id"]]["location_direct_g_per_kwh"] for row in derived)
