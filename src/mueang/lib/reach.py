"""Which cities' protected rows a connection to PostgreSQL shows: those it was told of, and before it was told, none.

The tables behind walls (`lib.walls`) look at a setting of the connection. A web process begins with nothing in reach,
and a request is given the city of its address while it runs; commands and the worker begin with everything. On SQLite,
which has no such walls, all of this does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

SETTING = "mueang.cities"
NOWHERE, EVERYWHERE = "", "*"
_at_first = EVERYWHERE


def begin_nowhere() -> None:
    """From now on new connections of this process show no protected row. Processes that answer the web call it."""
    global _at_first  # noqa: PLW0603 -- what a process is for is said once, when it starts
    _at_first = NOWHERE


def at_first() -> str:
    """What a new connection of this process has in reach."""
    return _at_first


def has_walls() -> bool:
    return hasattr(connections[DEFAULT_DB_ALIAS], "tell_reach")


@contextmanager
def within_reach(*cities: int) -> Iterator[None]:
    """Show the protected rows of these cities (by their keys) as well, until the end of the block."""
    with _reaching(f"{{{','.join(str(int(city)) for city in cities)}}}"):
        yield


@contextmanager
def all_in_reach() -> Iterator[None]:
    """Show every protected row until the end of the block: to find the one row that a secret key opens."""
    with _reaching(EVERYWHERE):
        yield


@contextmanager
def _reaching(reach: str) -> Iterator[None]:
    if not has_walls() or in_reach() in (EVERYWHERE, reach):
        yield
        return
    with back_afterwards():  # only PostgreSQL
        narrow_to("SELECT %s", [reach])
        yield


@contextmanager
def back_afterwards() -> Iterator[None]:  # only PostgreSQL
    """Whatever is shown within the block, afterwards it is what was shown before."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    before = in_reach()
    try:
        yield
    finally:
        here.go_back_to(before)


def in_reach() -> str:  # only PostgreSQL
    """What this thread's connection shows, or would once it is open."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    if here.connection is not None:
        return str(here.reach)
    return _at_first if here.reach_once_open is None else str(here.reach_once_open)


def narrow_to(sql: str, values: Sequence[object]) -> None:  # only PostgreSQL
    """Show the protected rows of the cities that a query names as an array of keys, and no others; none for none."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    here.tell_reach(sql, values)


def narrow_to_nowhere() -> None:  # only PostgreSQL
    """Show none. Costs nothing where none is shown, as in every process that answers the web."""
    here: Any = connections[DEFAULT_DB_ALIAS]
    if here.connection is None:
        # A page that asks nothing opens no connection for this.
        here.reach_once_open = NOWHERE
    elif here.reach != NOWHERE:
        narrow_to("SELECT %s", [NOWHERE])
