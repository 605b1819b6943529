"""Where the shared base lies: the `shared_base:` section of the configuration file."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.config_file import fill, read_section
from knowledge.errors import ConfigError

if TYPE_CHECKING:
    from sqlalchemy import URL

SECTION = "shared_base"
DRIVER = "postgresql+psycopg2"
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]{0,39}")
_SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class SharedBaseSettings:
    """A PostgreSQL database and the tables in it.

    A password comes from `dsn`, from the variable named in `password_env`, or from `~/.pgpass`.

    Attributes:
        dsn: Whole address, `postgresql://user@host:5432/database`; or the parts below.
        host: Host name, or the folder of a Unix socket.
        port: Port.
        database: Name of the database.
        user: Role; the operating system's user by default.
        password_env: Name of the environment variable with the password.
        sslmode: As libpq knows it (`require`, `verify-full` …); its default where empty.
        table: Beginning of the names of all tables.
        schema: Schema of the tables.
        timeout_s: Time to connect, seconds; a question waits no longer for a base out of reach.
        statement_s: Time that one query may take, seconds.
        enabled: False keeps the section and uses this machine alone.
    """

    dsn: str = field(default="", repr=False)
    host: str = ""
    port: int = 5432
    database: str = ""
    user: str = ""
    password_env: str = ""
    sslmode: str = ""
    table: str = "wattbrief"
    schema: str = "public"
    timeout_s: int = 2
    statement_s: int = 60
    enabled: bool = True

    def __post_init__(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            ConfigError: Which one, and what to write.
        """
        if bool(self.dsn) == bool(self.host):
            raise ConfigError(
                f"`{SECTION}` does not say where the database is",
                "it needs either `dsn` or `host`",
                "Write one of them",
            )
        if self.dsn and not self.dsn.startswith(_SCHEMES):
            raise ConfigError(
                f"`{SECTION}.dsn` is not the address of a PostgreSQL database",
                "it does not begin with postgresql://",
                "Write it like postgresql://user@host:5432/database",
            )
        if self.host and not self.database:
            raise ConfigError(f"`{SECTION}` lacks `database`", "`host` goes with it", "Add it")
        for name in ("table", "schema"):
            value = getattr(self, name)
            if not _IDENTIFIER.fullmatch(value):
                raise ConfigError(
                    f"`{SECTION}.{name}` is {value!r}",
                    "it is not a plain name",
                    "Use at most 40 lower-case letters, digits and underscores",
                )
        for name in ("port", "timeout_s", "statement_s"):
            if not 0 < getattr(self, name) < 65_536:
                raise ConfigError(
                    f"`{SECTION}.{name}` is {getattr(self, name)}", "out of range", "Correct it"
                )
        _ = self.url

    @property
    def url(self) -> "URL":
        """The address for SQLAlchemy; shows no password when printed.

        Raises:
            ConfigError: The address cannot be read, or the password's variable is empty.
        """
        from sqlalchemy import URL, make_url
        from sqlalchemy.exc import ArgumentError

        if self.dsn:
            try:
                url = make_url(self.dsn).set(drivername=DRIVER)
            except (ArgumentError, ValueError) as error:
                raise ConfigError(
                    f"`{SECTION}.dsn` cannot be read",
                    "a part of it is malformed",
                    "Write it like postgresql://user@host:5432/database",
                ) from error
        else:
            socket = self.host.startswith("/")
            url = URL.create(
                DRIVER,
                username=self.user or None,
                host=None if socket else self.host,
                port=self.port,
                database=self.database,
                query={"host": self.host} if socket else {},
            )
        if self.sslmode:
            url = url.update_query_dict({"sslmode": self.sslmode})
        return url.set(password=self._password()) if self.password_env else url

    @property
    def place(self) -> str:
        """The address without a password, for messages."""
        return self.url.render_as_string(hide_password=True).replace(f"{DRIVER}://", "")

    def _password(self) -> str:
        password = os.environ.get(self.password_env, "")
        if not password:
            raise ConfigError(
                "there is no password for the shared base",
                f"the environment variable {self.password_env} is empty",
                "Set it, or remove `password_env` and use ~/.pgpass",
            )
        return password


def load_shared_base(path: Path) -> SharedBaseSettings | None:
    """The settings of the configuration file.

    Args:
        path: The file; it need not exist.

    Returns:
        Settings, or None where the file, or its section, is absent or switched off.

    Raises:
        ConfigError: The file or a setting is wrong.
    """
    section = read_section(path, SECTION)
    if section is None:
        return None
    settings = fill(SharedBaseSettings, section, SECTION)
    return settings if settings.enabled else None
