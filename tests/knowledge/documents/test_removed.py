"""What was removed stays out; what is not there is not taken for removed."""

import shutil
from pathlib import Path

import pytest

from knowledge.documents import Library

from .made import MadeVectors


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Three notes in a folder."""
    folder = tmp_path / "a"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"f{number}.md").write_text(f"# Hall {number}\n\nIt has {number} racks.")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library("test", tmp_path / "store")


def names(library: Library) -> list[str]:
    return [Path(file.path).name for file in library.files()]


def test_a_removed_folder_takes_the_files_named_below_it(library: Library, docs: Path) -> None:
    library.add(sorted(docs.iterdir()), MadeVectors())
    assert len(library.remove(str(docs))) == 3
    report = library.rebuild(MadeVectors())
    assert (names(library), report.added) == ([], [])


@pytest.mark.parametrize("again", ["rebuild", "add"])
def test_a_removed_file_of_an_added_folder_stays_out(
    library: Library, docs: Path, again: str
) -> None:
    library.add([docs], MadeVectors())
    private = docs / "f2.md"
    library.remove(str(private))
    if again == "rebuild":
        report = library.rebuild(MadeVectors())
    else:
        report = library.add([docs], MadeVectors())
    assert names(library) == ["f1.md", "f3.md"]
    assert [(path, why[:14]) for path, why in report.skipped] == [(str(private), "it was removed")]
    library.add([private], MadeVectors())
    library.rebuild(MadeVectors())
    assert names(library) == ["f1.md", "f2.md", "f3.md"]


def test_a_file_named_again_below_a_removed_folder(library: Library, docs: Path) -> None:
    library.add([docs.parent / "a"], MadeVectors())
    library.remove(str(docs))
    library.add([docs / "f1.md"], MadeVectors())
    top = docs.parent / "top"
    top.mkdir()
    docs.rename(top / "a")
    inside = top / "a"
    library.add([top], MadeVectors())
    library.remove(str(inside))
    library.add([inside / "f3.md"], MadeVectors())
    for _ in range(2):
        library.add([top], MadeVectors())
        below = [file.path for file in library.files() if file.path.startswith(str(top))]
        assert below == [str(inside / "f3.md")]
        library.rebuild(MadeVectors())


def test_what_was_removed_stays_out_of_a_store_made_anew(library: Library, docs: Path) -> None:
    library.add([docs], MadeVectors())
    library.remove(str(docs / "f1.md"))
    library.close()
    for part in library.folder.glob("documents.sqlite-*"):
        part.unlink()
    library.file.write_bytes(b"no store at all" * 1000)
    library.rebuild(MadeVectors())
    assert names(library) == ["f2.md", "f3.md"]


def test_a_store_of_the_second_version_is_brought_up(library: Library, docs: Path) -> None:
    library.add([docs], MadeVectors())
    for statement in ("DROP TABLE excluded", "PRAGMA user_version = 2"):
        library.connection.execute(statement)
    library.close()
    library.remove(str(docs / "f1.md"))
    library.rebuild(MadeVectors())
    assert names(library) == ["f2.md", "f3.md"]


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_what_is_stored_of_an_unmounted_share_is_kept(
    library: Library, docs: Path, left: str
) -> None:
    share = docs.parent / "share"
    share.mkdir()
    (share / "tariff.md").write_text("The tariff is 12 cent.")
    library.add([docs, share], MadeVectors())
    shutil.move(share, docs.parent / "elsewhere")
    if left == "an empty folder":
        share.mkdir()
        assert [path for path, _ in library.add([share], MadeVectors()).skipped] == [str(share)]
    (docs / "f1.md").write_text("# Hall 1\n\nIt has 99 racks.")
    report = library.rebuild(MadeVectors())
    assert names(library) == ["f1.md", "f2.md", "f3.md", "tariff.md"]
    assert len(report.added) == 3
    assert [(path, why[:15]) for path, why in report.skipped] == [(str(share), "it is not there")]
    report = library.add([docs.parent], MadeVectors())
    assert str(share / "tariff.md") in [file.path for file in library.files()]
    assert str(share) in [path for path, _ in report.skipped]
    library.remove(str(share))
    assert names(library).count("tariff.md") == 1  # the copy elsewhere, of the folder above
    shutil.rmtree(share, ignore_errors=True)
    assert library.rebuild(MadeVectors()).removed == []


def test_a_share_that_comes_back_is_read_again(library: Library, docs: Path) -> None:
    library.add([docs], MadeVectors())
    shutil.move(docs, docs.parent / "elsewhere")
    library.rebuild(MadeVectors())
    assert len(names(library)) == 3
    shutil.move(docs.parent / "elsewhere", docs)
    (docs / "f4.md").write_text("A fourth.")
    report = library.rebuild(MadeVectors())
    assert report.skipped == []
    assert len(names(library)) == 4


def test_the_status_counts_what_adding_said(library: Library, docs: Path) -> None:
    (docs / "link.md").symlink_to(docs / "f1.md")
    (docs / "empty.md").write_text("")
    said = library.add([docs], MadeVectors()).skipped
    assert len(said) == library.status()["skipped"] == 2
    (docs / "link.md").unlink()
    (docs / "link.md").write_text("A note of its own.")
    said = library.add([docs], MadeVectors()).skipped
    assert len(said) == library.status()["skipped"] == 1


@pytest.fixture
def below(docs: Path, library: Library) -> Path:
    """A share of two notes below an added folder, one of them in a folder of its own."""
    share = docs / "share"
    (share / "tariffs").mkdir(parents=True)
    (share / "top.md").write_text("The share of the plant.")
    (share / "tariffs" / "tariff.md").write_text("The tariff is 12 cent.")
    library.add([docs], MadeVectors())
    return share


@pytest.mark.parametrize("left", ["nothing", "an empty folder"])
def test_a_share_below_an_added_folder_may_be_away(
    library: Library, docs: Path, below: Path, left: str
) -> None:
    below.rename(docs.parent / "away")
    if left == "an empty folder":
        below.mkdir()
    (docs / "f1.md").unlink()
    report = library.add([docs], MadeVectors())
    assert report.removed == [str(docs / "f1.md")]
    assert names(library) == ["f2.md", "f3.md", "tariff.md", "top.md"]
    assert [(path, why[:15]) for path, why in report.skipped] == [(str(below), "it is not there")]
    assert library.skipped() == report.skipped
    shutil.rmtree(below, ignore_errors=True)
    (docs.parent / "away").rename(below)
    assert library.add([docs], MadeVectors()).skipped == library.skipped() == []
    assert len(names(library)) == 4


@pytest.mark.parametrize("by", ["remove", "rebuild"])
def test_a_folder_that_is_gone_for_good_can_be_dropped(
    library: Library, docs: Path, below: Path, by: str
) -> None:
    shutil.rmtree(below)
    library.add([docs], MadeVectors())
    gone = [str(below / "tariffs" / "tariff.md"), str(below / "top.md")]
    if by == "remove":
        assert sorted(library.remove(str(below))) == gone
    else:
        assert library.rebuild(MadeVectors()).removed == gone
    assert names(library) == ["f1.md", "f2.md", "f3.md"]
    assert library.add([docs], MadeVectors()).skipped == []


def test_of_a_folder_that_moved_nothing_is_kept_twice(
    library: Library, docs: Path, below: Path
) -> None:
    below.rename(docs / "shared")
    report = library.add([docs], MadeVectors())
    assert (len(report.removed), report.skipped) == (2, [])
    assert len(names(library)) == 5


def test_a_folder_that_lost_its_notes_but_not_all_is_there(
    library: Library, docs: Path, below: Path
) -> None:
    (below / "tariffs" / "tariff.md").unlink()
    (below / "tariffs" / "picture.png").write_bytes(b"png")
    (below / "top.md").unlink()
    assert len(library.add([docs], MadeVectors()).removed) == 2
    assert names(library) == ["f1.md", "f2.md", "f3.md"]


def test_of_paths_that_are_named_those_that_are_there_are_added(
    library: Library, docs: Path, tmp_path: Path
) -> None:
    report = library.add([docs / "f1.md", tmp_path / "gone.md", docs / "f3.md"], MadeVectors())
    assert names(library) == ["f1.md", "f3.md"]
    assert len(report.added) == 2
    assert [(path, why[:16]) for path, why in report.skipped] == [
        (str(tmp_path / "gone.md"), "there is no such")
    ]
