"""Messages that cross screens; the app answers them."""

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message


@dataclass
class DesignChosen(Message):
    """A design file is to be opened."""

    path: Path


@dataclass
class Failed(Message):
    """Work in the background ended with an error that the user must see."""

    error: Exception
