"""Whether a server can be reached: one attempt, on a clock that runs for every part of it."""

import threading
import time
from typing import TYPE_CHECKING

from knowledge.errors import SharedBaseError
from knowledge.postgres.explained import REACH, explained
from knowledge.postgres.settings import SharedBaseSettings

if TYPE_CHECKING:
    from sqlalchemy import Engine


def reach(settings: SharedBaseSettings, engine: "Engine") -> None:
    """Open the first connection of a pool and leave it there.

    The driver's own limit holds for each address of a host anew and not for asking a name server,
    so the attempt runs in a thread that is left behind when its time is up.

    Raises:
        SharedBaseError: It is refused, or nothing came back in time.
    """
    failed: list[Exception] = []
    ends_s = time.monotonic() + settings.timeout_s
    late = False

    def attempt() -> None:
        nonlocal late
        try:
            with explained(settings, "cannot be reached"):
                engine.connect().close()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            late = time.monotonic() > ends_s  # on a busy machine the driver may give up first
            failed.append(error)

    thread = threading.Thread(target=attempt, name="shared base", daemon=True)
    thread.start()
    thread.join(settings.timeout_s)
    if thread.is_alive() or late:
        raise SharedBaseError(
            f"the shared base at {settings.place} cannot be reached",
            f"it did not answer within {settings.timeout_s} s",
            f"{REACH}; where the way there is slow, raise `timeout_s`",
        )
    if failed:
        raise failed[0]
