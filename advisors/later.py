"""Sequences whose elements are worked out when someone looks at them.

After an answer the interview shows figures and what is chosen. What stands beside a choice is
looked at when its decision is opened, and would take half as long again.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from threading import RLock
from typing import TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T]):
    """Elements that are taken from an iterable as far as they are looked at, each once.

    Equal to a sequence with the same elements. Several threads may look at it. Where working them
    out failed, every look past the elements found before fails for the same reason: an iterable
    that has raised has no more elements, and the sequence would seem complete.
    """

    def __init__(self, more: Iterable[T]) -> None:
        """Keep `more` until someone looks."""
        self._more = iter(more)
        self._found: list[T] = []
        self._lock = RLock()
        self._failed: Exception | None = None

    def work_out(self) -> None:
        """Take every element from the iterable now."""
        with self._lock:
            while self._grows():
                pass

    def _all(self) -> tuple[T, ...]:
        self.work_out()
        return tuple(self._found)

    def _grows(self) -> bool:
        """Whether the iterable has given one more element; who asks holds the lock."""
        if self._failed is not None:
            raise self._failed
        try:
            for item in self._more:
                self._found.append(item)
                return True
        except Exception as error:
            self._failed = error
            raise
        return False

    def _has(self, place: int) -> bool:
        """Whether there is an element at a place, taken from the iterable if it has to be."""
        with self._lock:
            while len(self._found) <= place:
                if not self._grows():
                    return False
        return True

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, int) and place >= 0 and self._has(place):
            return self._found[place]
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        return self._has(0)

    def __iter__(self) -> Iterator[T]:
        place = 0
        while self._has(place):
            yield self._found[place]
            place += 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def work_out(*parts: Sequence[object]) -> None:
    """Work out now what else is when someone looks at it.

    Raises:
        Exception: Whatever the working out of a part fails for.
    """
    for part in parts:
        if isinstance(part, Later):
            part.work_out()


def joined(first: Iterable[T], more: Sequence[T]) -> Sequence[T]:
    """Both, one after the other; what comes later stays so."""
    both = chain(first, more)
    return Later(both) if isinstance(more, Later) else tuple(both)
