"""When the machine under the house is in trouble: its disk is full or fails, its database is away, starting or busy.

Told apart by what drivers and the system say of an error, so that a page, a log and a command can say it in a line.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError


class Trouble(Enum):
    """What is the matter, as whoever runs the house is told."""

    FULL = "the disk is full"
    FAILING = "the disk fails or is read-only"
    STARTING = "the database is starting up"
    AWAY = "the database does not answer"
    BUSY = "the database is too busy"

    @property
    def is_of_the_disk(self) -> bool:
        """Reading may go on; nothing can be written."""
        return self in {Trouble.FULL, Trouble.FAILING}


_ERRNO = dict.fromkeys((errno.ENOSPC, errno.EDQUOT), Trouble.FULL) | dict.fromkeys(
    (errno.EROFS, errno.EIO), Trouble.FAILING
)
_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR: Trouble.FAILING,
    sqlite3.SQLITE_READONLY: Trouble.FAILING,
    sqlite3.SQLITE_CANTOPEN: Trouble.FAILING,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
}
# A code, then the class it is of (PostgreSQL, appendix A).
_SQLSTATE = {
    "53100": Trouble.FULL,
    "53": Trouble.BUSY,
    "58": Trouble.FAILING,
    "25006": Trouble.FAILING,
    "57P03": Trouble.STARTING,
    "57P": Trouble.AWAY,
    "08": Trouble.AWAY,
    "40P01": Trouble.BUSY,
    "55P03": Trouble.BUSY,
}
# What PostgreSQL says of a file it may not write; its code is that of any permission.
_READ_ONLY = "Read-only file system"
# What it says to whoever it does not let in: such an error has no code.
_NO_ROOM = "No space left on device"
_TOO_EARLY = ("starting up", "recovery mode", "shutting down", "not yet accepting")


def trouble_in(error: BaseException | None) -> Trouble | None:
    """The trouble behind an error; None for every other error, which is ours."""
    return next((found for one in _behind(error) if (found := _said_by(one))), None)


def told(error: BaseException) -> str:
    """The trouble and the driver's own words for it: one line, without the statement."""
    trouble = trouble_in(error)
    behind = next(one for one in _behind(error) if _said_by(one))
    diag = getattr(behind.__cause__ or behind, "diag", None)
    said = (diag and diag.message_primary) or str(behind)
    return f"{trouble.value if trouble else 'an error'} ({' '.join(str(said).split())[:200]})"


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those it came of."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _said_by(error: BaseException) -> Trouble | None:
    if isinstance(error, OSError):
        return _ERRNO.get(error.errno or 0)
    driver = error.__cause__ or error
    if (code := getattr(driver, "sqlite_errorcode", None)) is not None:
        return _SQLITE.get(code & 0xFF)
    if state := getattr(driver, "sqlstate", None):
        if _READ_ONLY in str(driver):
            return Trouble.FAILING
        return next((_SQLSTATE[state[:n]] for n in (5, 3, 2) if state[:n] in _SQLSTATE), None)
    if isinstance(error, (OperationalError, InterfaceError)) and type(driver).__module__.startswith("psycopg"):
        return _why_not_let_in(str(driver))
    return None


def _why_not_let_in(said: str) -> Trouble:
    if _NO_ROOM in said:
        return Trouble.FULL
    return Trouble.STARTING if any(words in said for words in _TOO_EARLY) else Trouble.AWAY


class OneLineOfTrouble(logging.Filter):
    """A trouble is one line without a traceback, and its like are counted for some seconds before the next."""

    QUIET_SECONDS = 10.0

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._quiet_until: dict[Trouble, float] = {}
        self._n_unsaid: dict[Trouble, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        trouble = trouble_in(error)
        if error is None or trouble is None:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._quiet_until.get(trouble, 0.0):
                self._n_unsaid[trouble] = self._n_unsaid.get(trouble, 0) + 1
                return False
            self._quiet_until[trouble] = now + self.QUIET_SECONDS
            n_unsaid = self._n_unsaid.pop(trouble, 0)
        more = f"; {n_unsaid} times more since this was said last" if n_unsaid else ""
        record.msg, record.args = f"{told(error)}: what was asked was refused{more}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True
