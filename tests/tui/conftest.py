"""No clock of the app or of its pilot decides a test: a loaded machine is slow, not wrong."""

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.tui.helpers import PATIENCE_S
from tui import keys, plain

KEY_PATIENCE_S = 30.0
"""Not longer: should a widget never answer, the next key is late, and no more."""


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys wait for the ones before, the pilot for the widgets, and notices stand, for long.

    Who is asked waits until the open questions are weighed again, however long that takes.
    """
    monkeypatch.setattr(keys, "PATIENCE_S", KEY_PATIENCE_S)
    monkeypatch.setattr(Pilot._wait_for_screen, "__defaults__", (PATIENCE_S,))
    monkeypatch.setattr(plain, "PATIENCE_S", PATIENCE_S)
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", PATIENCE_S)
