"""Open connections that no request needs at the moment, the one used last on top.

A connection holds the schema, prepared statements and pages: three megabytes once it has drawn every kind of page. Kept
by each thread, four threads hold four, each of which has seen a quarter of the statements. Lent for a request, as many
are open as requests run at once, and the statements of the one on top are ready.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Hashable

# After a rush those below are closed.
LONGEST_REST = 60.0


class Resting:
    """Connections of this process, each with a key that says how and on which file it was opened. Safe for threads."""

    def __init__(self, *, longest: float = LONGEST_REST) -> None:
        self._longest = longest
        self._lock = threading.Lock()
        self._all: list[tuple[Hashable, sqlite3.Connection, float]] = []

    def __len__(self) -> int:
        return len(self._all)

    def take(self, key: Hashable) -> sqlite3.Connection | None:
        """The one of this key that was used last."""
        with self._lock:
            for place in reversed(range(len(self._all))):
                if self._all[place][0] == key:
                    return self._all.pop(place)[1]
        return None

    def put(self, key: Hashable, connection: sqlite3.Connection) -> None:
        """Keep it for whoever comes next, and close what nobody wanted for long."""
        now = time.monotonic()
        with self._lock:
            known = [*self._all, (key, connection, now)]
            self._all = [one for one in known if now - one[2] <= self._longest]
        for _key, old, since in known:
            if now - since > self._longest:
                old.close()
