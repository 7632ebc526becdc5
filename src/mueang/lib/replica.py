"""A second database that follows the first: for the time of a block, what is read is read there.

Whoever opens the block has made sure that the follower is not behind in what will be read. Every write goes to the
first, and so does whatever is read in a transaction: it may hold rows that nobody else can see.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections

REPLICA = "replica"
_reads_from: ContextVar[str] = ContextVar("mueang_reads_from", default=DEFAULT_DB_ALIAS)


def has_replica() -> bool:
    return REPLICA in connections.databases


def alias_for_reading() -> str:
    """Where this moment's question goes."""
    alias = _reads_from.get()
    if alias != DEFAULT_DB_ALIAS and connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return DEFAULT_DB_ALIAS
    return alias


@contextmanager
def read_from_replica() -> Iterator[None]:
    with _reading_from(REPLICA):
        yield


@contextmanager
def read_from_the_first() -> Iterator[None]:
    """For what outlives the block, such as an index on the disk: it must not go back with a follower that is behind."""
    with _reading_from(DEFAULT_DB_ALIAS):
        yield


@contextmanager
def _reading_from(alias: str) -> Iterator[None]:
    token = _reads_from.set(alias)
    try:
        yield
    finally:
        _reads_from.reset(token)
