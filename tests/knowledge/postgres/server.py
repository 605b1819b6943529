"""A PostgreSQL server of one's own: initialised in a folder, on a Unix socket, never as root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER = "tester"
_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Binaries:
    """Where a server lies.

    Attributes:
        folder: Of the programs.
        missing: Why no test can run; empty if they can.
    """

    folder: Path
    missing: str = ""

    def path(self, name: str) -> str:
        """One program."""
        return str(self.folder / name)


def find_binaries() -> Binaries:
    """The newest installed server that has pgvector."""
    folders = sorted(
        (path.parent for path in _DEBIAN.glob("*/bin/postgres")),
        key=lambda folder: -int(folder.parent.name),
    )
    found = shutil.which("postgres")
    if found:
        folders.append(Path(found).resolve().parent)
    if not folders:
        return Binaries(Path(), "no PostgreSQL server: apt-get install postgresql")
    if os.geteuid() == 0 and _plain_user() is None:
        return Binaries(Path(), "PostgreSQL does not run as root, and there is no user postgres")
    for folder in folders:
        shared = subprocess.run(
            [folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False
        )
        if (Path(shared.stdout.strip()) / "extension" / "vector.control").is_file():
            return Binaries(folder)
    version = folders[0].parent.name
    return Binaries(Path(), f"no pgvector: apt-get install postgresql-{version}-pgvector")


@contextmanager
def running(binaries: Binaries) -> Iterator[Path]:
    """Start a server; gives the folder of its socket."""
    # Not the test's own folder: the path of a socket must be short, and the user must get in.
    folder = Path(tempfile.mkdtemp(prefix="wbpg-"))
    owner = _plain_user() if os.geteuid() == 0 else None
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    name = owner.pw_name if owner is not None else None

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries.path(program), *arguments],
            user=name,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    data = str(folder / "data")
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=64MB"
    try:
        run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        log = str(folder / "log")
        run("pg_ctl", "-D", data, "-o", settings, "-l", log, "-w", "-t", "600", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plain_user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None
