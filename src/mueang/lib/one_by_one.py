"""What every task of the worker does with many rows: each by itself, for a bounded time, no further once asked to stop.

A row that fails is logged and let alone for a while; the others go on. What was left when the time was up comes first
in the next round, so that the work of a whole nation neither holds up other work nor keeps the same rows waiting.
"""

from __future__ import annotations

import logging
import math
import threading
import time
import traceback
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet

T = TypeVar("T")
log = logging.getLogger("mueang.worker")

# The first pause of a row that failed, doubled each time it fails again, and the longest one.
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 10.0, 3_600.0
# So many failures in one round are not about the rows: the rest waits for the next one.
MOST_FAILURES = 20
_ROWS_AT_A_TIME = 100


@dataclass(slots=True)
class Failed:
    """How often in a row it failed, and until when it is let alone."""

    n: int = 0
    until: float = 0


@dataclass(slots=True)
class Turn:
    """The worker's turn at one app: until when it lasts, and how many rows failed since the process began."""

    ends_at: float = math.inf
    n_failed: int = 0


_stopping = threading.Event()
_turn = Turn()
_failed: dict[tuple[str, Hashable], Failed] = {}
# The row that each loop left first when it was ended.
_left_at: dict[str, Hashable] = {}


def begin_turn(*, seconds: float = math.inf) -> None:
    """From now on `seconds` for what follows; whoever never begins one has all the time there is."""
    _turn.ends_at = time.monotonic() + seconds


def is_turn_over() -> bool:
    """The time is up, or the process was asked to stop."""
    return _stopping.is_set() or time.monotonic() >= _turn.ends_at


def n_failed() -> int:
    return _turn.n_failed


def ask_to_stop() -> None:
    """The row in hand is finished, and no other begun."""
    _stopping.set()


def is_stopping() -> bool:
    return _stopping.is_set()


def wait_or_stop(seconds: float) -> None:
    _stopping.wait(seconds)


def start_again() -> None:
    """Nobody asked to stop, nothing failed, nothing was left: as in a process that has just begun."""
    _stopping.clear()
    _failed.clear()
    _left_at.clear()
    _turn.ends_at = math.inf


def one_by_one(what: str, rows: QuerySet[Model, T] | Sequence[T], work: Callable[[T], int | bool]) -> int:
    """Do `work` for every row until the turn is over, for one at least; the sum of what it returned.

    `what` names the loop, in the log too. Where rows were left the sum is at least 1, so that it is asked again at
    once. `rows` holds what is due: a row that is not due any more when its turn comes is passed over. Raises what
    `work` raised where the database itself is gone.
    """
    keys = _keys(rows)
    start = keys.index(_left_at[what]) if _left_at.get(what) in keys else 0
    _left_at.pop(what, None)
    done = n_failed = n_tried = 0
    for key, row in _in_turn(rows, keys[start:] + keys[:start]):
        if _stopping.is_set() or (n_tried and is_turn_over()) or n_failed == MOST_FAILURES:
            _left_at[what] = key
            return done if n_failed == MOST_FAILURES else max(done, 1)
        failed = _failed.get((what, key))
        if failed and time.monotonic() < failed.until:
            continue
        n_tried += 1
        try:
            done += work(row)
        except Exception as error:
            if not connection.is_usable():
                raise
            n_failed += 1
            _note(what, key, error)
        else:
            _failed.pop((what, key), None)
    return done


def _keys(rows: QuerySet[Model, T] | Sequence[T]) -> list[Hashable]:
    found = rows.values_list("pk", flat=True) if isinstance(rows, QuerySet) else cast("Sequence[Hashable]", rows)
    return list(dict.fromkeys(found))


def _in_turn(rows: QuerySet[Model, T] | Sequence[T], keys: list[Hashable]) -> Iterator[tuple[Hashable, T]]:
    if not isinstance(rows, QuerySet):
        yield from ((key, cast("T", key)) for key in keys)
        return
    for start in range(0, len(keys), _ROWS_AT_A_TIME):
        some = keys[start : start + _ROWS_AT_A_TIME]
        found = {cast("Model", row).pk: row for row in rows.filter(pk__in=some)}
        yield from ((key, found[key]) for key in some if key in found)


def _note(what: str, key: Hashable, error: Exception) -> None:
    """Where it failed and in which row, never what was in the row: an error's own words may hold a name."""
    failed = _failed.setdefault((what, key), Failed())
    pause = min(PAUSE_SECONDS * 2**failed.n, LONGEST_PAUSE_SECONDS)
    failed.n, failed.until = failed.n + 1, time.monotonic() + pause
    _turn.n_failed += 1
    log.error(
        "%s: row %s failed with %s and is let alone for %d s; the others go on\n%s",
        what,
        _named(key),
        type(error).__name__,
        pause,
        "".join(traceback.format_tb(error.__traceback__)),
    )


def _named(key: Hashable) -> str:
    """A row by its number; of several together, each. What is written is left out."""
    if isinstance(key, tuple):
        return " ".join(filter(None, map(_named, key)))
    said = key.pk if isinstance(key, Model) else key
    return "" if isinstance(said, str) else str(said)
