"""Both files or neither, whatever fails."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from advisors.errors import RecordWriteError
from advisors.examples import load_example
from advisors.record import Record, build_record, parse_record, render_markdown, write_record
from advisors.record.model import SignOff
from tests.advisors.record.made import DATE, advice_on, facts

BOTH = ("md", "json")
WRITE = """
import os, resource, signal, sys
from pathlib import Path
from advisors.errors import RecordWriteError
from advisors.record import parse_record, write_record
record = parse_record(Path(sys.argv[1]).read_text("utf-8"))
if sys.argv[3] == "limit":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
elif os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    write_record(record, Path(sys.argv[2]), ("md", "json"))
except RecordWriteError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def record() -> Record:
    design = load_example("ticket-classifier")
    return build_record(design, advice_on(design), facts(), date=DATE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder; the test's own home lies beside it."""
    found = tmp_path / "out"
    found.mkdir()
    return found


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def changed(record: Record) -> Record:
    return record.model_copy(update={"abstract": "Changed."})


def run(twin: Path, folder: Path, how: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(twin), str(folder), how],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_both_are_written_and_agree(record: Record, folder: Path) -> None:
    folder = folder / "new" / "records"
    paths = write_record(record, folder, BOTH)
    assert [path.name for path in paths] == [f"{record.id}.md", f"{record.id}.json"]
    assert names(folder) == sorted(path.name for path in paths)
    again = parse_record(paths[1].read_text("utf-8"))
    assert render_markdown(again).encode() == paths[0].read_bytes()


def test_one_format_alone_is_written(record: Record, folder: Path) -> None:
    write_record(record, folder, ("md",))
    assert names(folder) == [f"{record.id}.md"]


def test_a_draft_is_replaced(record: Record, folder: Path) -> None:
    write_record(record, folder, BOTH)
    write_record(changed(record), folder, BOTH)
    assert "Changed." in (folder / f"{record.id}.md").read_text("utf-8")
    assert len(names(folder)) == 2


@pytest.mark.parametrize("formats", [(), ("pdf",), ("md", "pdf")])
def test_unknown_formats_are_named(record: Record, folder: Path, formats: tuple[str, ...]) -> None:
    with pytest.raises(RecordWriteError) as caught:
        write_record(record, folder, formats)
    assert "json" in caught.value.fix
    assert names(folder) == []


@pytest.mark.parametrize("call", ["open", "fsync"])
def test_a_full_disk_before_the_renames_leaves_nothing(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, full)
        with pytest.raises(RecordWriteError, match="the disk is full") as caught:
            write_record(record, folder, BOTH)
    assert "Free some space" in caught.value.fix
    assert names(folder) == []


@pytest.mark.parametrize("existing", [True, False])
def test_when_the_second_rename_fails_the_first_is_undone(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch, *, existing: bool
) -> None:
    if existing:
        write_record(record, folder, BOTH)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    rename = os.replace

    def failing(source: Path, target: Path) -> None:
        if str(source).endswith(".md.") or str(target).endswith(".md"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rename(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", failing)
        with pytest.raises(RecordWriteError, match="Nothing changed there"):
            write_record(changed(record), folder, BOTH)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_real_size_limit_leaves_the_old_record(record: Record, folder: Path) -> None:
    write_record(record, folder / "records", BOTH)
    before = {path.name: path.read_bytes() for path in (folder / "records").iterdir()}
    said = run(folder / "records" / f"{record.id}.json", folder / "records", "limit")
    assert "may not get that large" in said
    assert {p.name: p.read_bytes() for p in (folder / "records").iterdir()} == before


def test_a_read_only_folder_is_named_and_stays_empty(record: Record, open_folder: Path) -> None:
    (twin,) = write_record(record, open_folder, ("json",))
    twin.chmod(0o644)
    target = open_folder / "records"
    target.mkdir(0o555)
    said = run(twin, target, "nobody")
    assert "may not be written to" in said
    assert str(target) in said
    assert names(target) == []


def test_a_file_in_place_of_the_folder_is_named(record: Record, folder: Path) -> None:
    (folder / "records").write_text("mine")
    with pytest.raises(RecordWriteError, match="file") as caught:
        write_record(record, folder / "records", BOTH)
    assert caught.value.folder == folder / "records"
    assert (folder / "records").read_text() == "mine"


def test_a_folder_of_the_name_of_the_record_stays(record: Record, folder: Path) -> None:
    (folder / f"{record.id}.md").mkdir()
    with pytest.raises(RecordWriteError):
        write_record(record, folder, BOTH)
    assert names(folder) == [f"{record.id}.md"]


def test_what_was_agreed_to_is_not_overwritten(record: Record, folder: Path) -> None:
    signature = SignOff(name="A", role="", date=DATE, digest="0" * 64)
    for update, why in (
        ({"status": "accepted"}, "accepted"),
        ({"sign_offs": (signature,)}, "signed"),
        ({"title": "Another design"}, "another design"),
    ):
        inner = folder / why.replace(" ", "-")
        old = record.model_copy(update=update)
        write_record(old, inner, BOTH)
        with pytest.raises(RecordWriteError, match=why):
            write_record(record, inner, BOTH)
        assert parse_record((inner / f"{record.id}.json").read_text("utf-8")) == old


def test_a_file_that_is_no_record_is_not_overwritten(record: Record, folder: Path) -> None:
    (folder / f"{record.id}.json").write_text("{}")
    with pytest.raises(RecordWriteError, match="no record that can be read"):
        write_record(record, folder, BOTH)
    assert (folder / f"{record.id}.json").read_text() == "{}"
