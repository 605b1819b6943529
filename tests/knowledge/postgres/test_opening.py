"""Configuration, rights, versions: refused with what to do about it."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import ConfigError, SharedBaseError
from knowledge.postgres import SharedBase, SharedBaseSettings, load_shared_base
from tests.knowledge.postgres.conftest import database, run, settings_of


def write(folder: Path, text: str) -> Path:
    """A configuration file."""
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_off_unless_asked_for(tmp_path: Path) -> None:
    assert load_shared_base(tmp_path / "config.yaml") is None
    assert load_shared_base(write(tmp_path, "wording:\n  model: x\n")) is None
    text = "shared_base:\n  host: db\n  database: kb\n  enabled: false\n"
    assert load_shared_base(write(tmp_path, text)) is None


def test_address_from_parts_or_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_PASSWORD", "s3cret")
    text = (
        "shared_base:\n  host: db.example.org\n  database: kb\n  user: ann\n  table: team\n"
        "  password_env: DB_PASSWORD\n  sslmode: verify-full\n"
    )
    settings = load_shared_base(write(tmp_path, text))
    assert settings is not None
    assert settings.url.password == "s3cret"  # noqa: S105 - the test's own
    assert settings.place == "ann:***@db.example.org:5432/kb?sslmode=verify-full"
    assert "s3cret" not in repr(settings)
    text = "shared_base:\n  dsn: postgres://ann:s3cret@db.example.org/kb\n"
    settings = load_shared_base(write(tmp_path, text))
    assert settings is not None
    assert settings.url.drivername == "postgresql+psycopg2"
    assert "s3cret" not in repr(settings) + settings.place


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("shared_base: {}\n", "where the database is"),
        ("shared_base:\n  dsn: postgresql://h/d\n  host: h\n", "where the database is"),
        ("shared_base:\n  dsn: mysql://h/d\n", "postgresql://"),
        ("shared_base:\n  dsn: 'postgresql://h:x/d'\n", "cannot be read"),
        ("shared_base:\n  host: h\n", "lacks `database`"),
        ("shared_base:\n  host: h\n  database: d\n  table: 'a; drop'\n", "plain name"),
        ("shared_base:\n  host: h\n  database: d\n  schema: A\n", "plain name"),
        ("shared_base:\n  host: h\n  database: d\n  port: 0\n", "out of range"),
        ("shared_base:\n  host: h\n  database: d\n  tabel: x\n", "Did you mean `table`"),
        ("shared_base:\n  host: h\n  database: d\n  password_env: NO_SUCH\n", "NO_SUCH"),
    ],
)
def test_wrong_settings_say_what_to_write(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=words):
        load_shared_base(write(tmp_path, text))


def test_no_server(base: KnowledgeBase, tmp_path: Path) -> None:
    settings = SharedBaseSettings(host=str(tmp_path), database="kb", user="ann")
    with pytest.raises(SharedBaseError, match="Check that the server runs"):
        SharedBase.open(settings, base)


def test_missing_packages_are_named(
    base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "llama_index.vector_stores.postgres", None)
    settings = SharedBaseSettings(host=str(tmp_path), database="kb")
    with pytest.raises(SharedBaseError, match=r"wattbrief\[postgres\]"):
        SharedBase.open(settings, base)


def test_out_of_reach_costs_no_import_of_what_would_search_there(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from knowledge.errors import SharedBaseError\n"
        "from knowledge.postgres import SharedBaseSettings\n"
        "from knowledge.postgres.database import connect\n"
        "try:\n"
        f"    connect(SharedBaseSettings(host={str(tmp_path)!r}, database='kb'), 384)\n"
        "except SharedBaseError as error:\n"
        "    print(error.what.split()[-1], {'llama_index.core', 'torch'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "reached set()"


def test_importing_connects_to_nothing_and_loads_no_driver() -> None:
    code = (
        "import sys, knowledge.postgres; "
        "print({'psycopg2', 'sqlalchemy', 'llama_index', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_database_without_tables(settings: SharedBaseSettings, base: KnowledgeBase) -> None:
    with pytest.raises(SharedBaseError, match="there is no shared base"):
        SharedBase.open(settings, base)


def test_a_missing_database(server: Path, base: KnowledgeBase) -> None:
    with pytest.raises(SharedBaseError, match="does not exist"):
        SharedBase.open(settings_of(server, "nowhere"), base)


def test_another_model_or_format_is_refused(
    settings: SharedBaseSettings, base: KnowledgeBase
) -> None:
    SharedBase.open(settings, base, create=True).close()
    where = (Path(settings.host), settings.database)
    run(*where, "UPDATE wattbrief_state SET value = 'other' WHERE name = 'model'")
    with pytest.raises(SharedBaseError, match="another embedding model"):
        SharedBase.open(settings, base)
    run(*where, "UPDATE wattbrief_state SET value = '99' WHERE name = 'format'")
    with pytest.raises(SharedBaseError, match="another format"):
        SharedBase.open(settings, base, create=True)


def test_a_reader_reads_and_cannot_write(server: Path, base: KnowledgeBase) -> None:
    name = database(server)
    with SharedBase.open(settings_of(server, name), base, create=True) as owner:
        owner.refresh()
    role = f"reader_{name}"
    run(
        server,
        name,
        f"CREATE ROLE {role} LOGIN",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
    )
    with SharedBase.open(settings_of(server, name, user=role), base) as reader:
        assert reader.search("How do I batch requests?")
        assert reader.refresh().added == 0
        run(server, name, "DELETE FROM data_wattbrief_guidance WHERE id = 1")
        with pytest.raises(SharedBaseError, match="permission denied"):
            reader.refresh()


def test_a_user_who_may_not_install_pgvector_is_told_who_can(
    server: Path, base: KnowledgeBase
) -> None:
    name = database(server)
    role = f"plain_{name}"
    run(server, name, f"CREATE ROLE {role} LOGIN", f"GRANT ALL ON SCHEMA public TO {role}")
    settings = settings_of(server, name, user=role)
    # pgvector is a trusted extension from 0.5 on, unless the right on the database is missing.
    with pytest.raises(SharedBaseError, match=r"CREATE EXTENSION vector|permission denied"):
        SharedBase.open(settings, base, create=True)
    prepared = database(server, vector=True)
    run(server, prepared, f"GRANT ALL ON SCHEMA public TO {role}")
    SharedBase.open(settings_of(server, prepared, user=role), base, create=True).close()


def test_two_bases_in_one_database(server: Path, base: KnowledgeBase) -> None:
    name = database(server)
    with (
        SharedBase.open(settings_of(server, name, table="one"), base, create=True) as one,
        SharedBase.open(
            settings_of(server, name, table="two", schema="team"), base, create=True
        ) as two,
    ):
        one.refresh()
        assert one.status()["guidance_units"] == base.index.vectors.shape[0]
        assert two.status()["guidance_units"] == 0
