"""Threads of this process that want something of one row: they come in turn, and one may answer all who wait."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")
# How long a thread waits for its turn before it stands in the database's own line after all.
LONGEST_WAIT = 30.0


class Line(Generic[Wish, Answer]):
    """Those who want something of one row, the one who came first in front."""

    def __init__(self) -> None:
        self.turn = Lock()
        self.waiting: list[Asked[Wish, Answer]] = []

    def ask(self, wish: Wish) -> Asked[Wish, Answer]:
        """Wait behind those who are there."""
        mine = Asked(wish, self)
        with _guard:
            self.waiting.append(mine)
        return mine


class Asked(Generic[Wish, Answer]):
    """What one thread wants, and what it was answered; `is_taken` once somebody took it up to answer it."""

    def __init__(self, wish: Wish, line: Line[Wish, Answer]) -> None:
        self.wish = wish
        self.answer: Answer | None = None
        self.is_taken = False
        self._line = line

    def take_all(self) -> list[Asked[Wish, Answer]]:
        """Take up everything that waits, one's own wish among it: for the thread whose turn it is."""
        with _guard:
            taken, self._line.waiting = self._line.waiting, []
            for one in taken:
                one.is_taken = True
        return taken if self in taken else [*taken, self]

    def leave(self) -> bool:
        """Wait no longer; False if somebody took up the wish already."""
        with _guard:
            if self in self._line.waiting:
                self._line.waiting.remove(self)
        return not self.is_taken


class Turns(Generic[Wish, Answer]):
    """The lines of one kind of row. Nothing is kept safe by them: that is the database's part."""

    def __init__(self, *, longest_wait: float = LONGEST_WAIT) -> None:
        self._longest_wait = longest_wait
        self._lines: WeakValueDictionary[Hashable, Line[Wish, Answer]] = WeakValueDictionary()

    @contextmanager
    def come(self, row: Hashable, wish: Wish) -> Iterator[Asked[Wish, Answer]]:
        """Wait for one's turn at a row. By then somebody may have taken up the wish, and answered it or not."""
        with _guard:
            line = self._lines.get(row)
            if line is None:
                line = self._lines[row] = Line()
        mine = line.ask(wish)
        has_turn = self._wait(mine, line)
        try:
            yield mine
        finally:
            mine.leave()
            if has_turn:
                line.turn.release()

    def _wait(self, mine: Asked[Wish, Answer], line: Line[Wish, Answer]) -> bool:
        """Whether the turn came; whoever waited too long is in nobody's line any more."""
        if line.turn.acquire(timeout=self._longest_wait):
            return True
        if mine.leave():
            return False
        # Who took up a wish answers it or gives up: that end is waited for.
        return line.turn.acquire()


# Held for a moment only, whichever row it is about.
_guard = Lock()
