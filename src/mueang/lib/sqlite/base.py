"""Django's SQLite, whose writing transactions wait in line for each other.

SQLite itself lets a writer that finds the database taken sleep, up to a tenth of a second at a time, and look again:
whoever comes at the right moment overtakes, and in a rush one in twenty waits five times as long as the others. Here
the threads of a process wait for a lock, and the processes for one another at the lock of a file beside the database,
which the system takes away from a process that ends. SQLite's own lock stays what keeps the data safe.

A connection that is closed in good order rests for the next request, of whichever thread.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Hashable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from mueang.lib.sqlite.resting import Resting

# As long as SQLite itself would try; after that it decides.
LONGEST_WAIT = 30


class Turns:
    """Whose turn it is to write to one database file."""

    def __init__(self, path: Path) -> None:
        self._here = threading.Lock()
        # A lock of the whole process, which a child that it starts does not have: not closed while it lives.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def take(self) -> bool:
        """Wait for the turn; False where a thread of this process keeps it for too long."""
        if not self._here.acquire(timeout=LONGEST_WAIT):
            return False
        # On a file system without locks the threads still take turns.
        with suppress(OSError):
            fcntl.lockf(self._file, fcntl.LOCK_EX)
        return True

    def give_back(self) -> None:
        with suppress(OSError):
            fcntl.lockf(self._file, fcntl.LOCK_UN)
        self._here.release()


resting = Resting()
_turns: dict[str, Turns] = {}
_opening = threading.Lock()


def turns_of(name: str) -> Turns:
    with _opening:
        if name not in _turns:
            _turns[name] = Turns(Path(f"{name}-turn"))
        return _turns[name]


def file_at(path: str | Path) -> tuple[int, int] | None:
    """Which file is there now: one restored from a copy is another, though it has the same name."""
    with suppress(OSError):
        stat = os.stat(path)  # noqa: PTH116 -- asked at every request: putting a path together takes longer
        return stat.st_dev, stat.st_ino
    return None


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that has its turn from BEGIN to the end of the transaction."""

    _turn: Turns | None = None
    _opened_as: Hashable = None
    _may_rest = True

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        orders: list[str] = self.init_commands  # type: ignore[attr-defined]  # the stubs leave it out
        how, path = (*conn_params.values(), *orders), conn_params["database"]
        self._opened_as = how, file_at(path)
        here, self._may_rest = resting.take(self._opened_as), True
        if here is None:
            here = super().get_new_connection(conn_params)
            self._opened_as = how, file_at(path)
            # Opened while the disk takes no writing, it never writes, nor does another beside it: not kept for later.
            self._may_rest = os.access(path, os.W_OK)
        return here

    def _start_transaction_under_autocommit(self) -> None:
        if not self.is_in_memory_db() and self._turn is None:
            turns = turns_of(str(self.settings_dict["NAME"]))
            self._turn = turns if turns.take() else None
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._give_back()
            raise

    def _commit(self) -> Any:
        result = super()._commit()  # type: ignore[misc]  # the stubs leave it out
        # A commit that fails is followed by a rollback.
        self._give_back()
        return result

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._give_back()

    def _close(self) -> Any:
        here = self.connection
        is_clean = not (self.errors_occurred or self.in_atomic_block or here is None or here.in_transaction)
        try:
            if is_clean and self._may_rest and not self.is_in_memory_db():
                return resting.put(self._opened_as, here)
            return super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._give_back()

    def _give_back(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.give_back()
