"""What PostgreSQL objects to, in our words and with what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.errors import SharedBaseError
from knowledge.postgres.settings import SharedBaseSettings

REACH = (
    "Check that the server runs and can be reached; with `enabled: false` in `shared_base` it is "
    "not asked"
)


@contextmanager
def explained(settings: SharedBaseSettings, what: str = "refuses") -> Iterator[None]:
    """Turn SQLAlchemy's errors into ours.

    Args:
        settings: Where the base is.
        what: What the base at its place does, in the words of the error.

    Raises:
        SharedBaseError: Not reachable, no right to do it, no pgvector, or a broken statement.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        said = " ".join(str(getattr(error, "orig", None) or error).split())[:300]
        raise SharedBaseError(
            f"the shared base at {settings.place} {what}", said, _advice(said.lower())
        ) from error


def _advice(said: str) -> str:
    if "extension" in said and "vector" in said:
        return (
            "pgvector is missing: install the server's pgvector package and have an administrator "
            "run CREATE EXTENSION vector in this database"
        )
    if "permission denied" in said or "must be owner" in said:
        return "Ask its owner for the right, or let the owner refresh it"
    if "password" in said or "authentication" in said or "role" in said:
        return "Check user and password (`password_env`, ~/.pgpass)"
    if "statement timeout" in said:
        return "Try again; raise `statement_s` if the base is large"
    if "does not exist" in said:
        return "Check `database`, `schema` and `table`; `wattbrief knowledge share` makes tables"
    return REACH
