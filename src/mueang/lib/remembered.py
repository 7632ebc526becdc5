"""What is dear to find out and the same until a row says otherwise: kept in the process, a few of a kind."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")


class Remembered(Generic[T]):
    """Values by a key that names what they depend on, as a city and its version; the least lately asked goes first.

    Within a transaction nothing is kept or taken: its rows may never be seen by anybody else. Safe among threads.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of the key; made where it is not there, while others who ask wait."""
        if connection.in_atomic_block:
            return make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return self._kept[key]
