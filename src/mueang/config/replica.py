"""Public pages and analysis read a follower of the database, where there is one and it is not behind.

A public page is drawn for a version of its city. The transaction that changes what the public sees raises that version,
and a follower takes transactions in whole and in order: one that shows the version has every row of it. So the page is
drawn from the follower only where it shows the version that the first database shows; where it is behind or away, the
first is asked, as it is by everybody who is signed in.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections, models
from django.http import HttpRequest, HttpResponse

from mueang.apps.network.queries import public_version
from mueang.apps.upkeep.queries import last_beat
from mueang.config.walls import ROOMS
from mueang.lib.replica import REPLICA, alias_for_reading, has_replica, read_from_replica

log = logging.getLogger("mueang.replica")

# A follower that did not answer is left alone for so long.
ASKED_AGAIN_SECONDS = 15.0
# Of the worker's beat, written each half minute: an analysis reads no follower that has not heard of it for longer.
BEHIND = timedelta(minutes=2)
SERVER_ERROR = 500

_away_until = 0.0


class Router:
    """Reads go where the block says; children's rows are read behind the walls of the first alone."""

    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str:
        return DEFAULT_DB_ALIAS if model._meta.app_label in ROOMS else alias_for_reading()

    def db_for_write(self, _model: type[models.Model], **_hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _one: models.Model, _other: models.Model, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def draw(
    get_response: Callable[[HttpRequest], HttpResponse], request: HttpRequest, *, slug: str, version: int
) -> HttpResponse:
    """The page of a city for everybody, drawn for this version of it or a later one.

    A follower that goes away in the middle of a page is not the reader's trouble: the page is drawn again.
    """
    if not has_replica() or not shows(slug, version):
        return get_response(request)
    with read_from_replica():
        response = get_response(request)
    return get_response(request) if response.status_code >= SERVER_ERROR else response


def shows(slug: str, version: int) -> bool:
    """Whether the follower answers and shows at least this version of the city."""
    with _away_if_it_fails() as is_asked:
        if is_asked:
            with read_from_replica():
                return (public_version(slug) or 0) >= version
    return False


@contextmanager
def analysis(*, now: datetime) -> Iterator[bool]:
    """A block that reads the follower if it heard of the worker's last beat; says whether it does."""
    if not has_replica() or not _is_recent(now):
        yield False
        return
    with read_from_replica():
        yield True


def _is_recent(now: datetime) -> bool:
    with _away_if_it_fails() as is_asked:
        if is_asked:
            with read_from_replica():
                beat = last_beat()
            return beat is not None and now - beat <= BEHIND
    return False


@contextmanager
def _away_if_it_fails() -> Iterator[bool]:
    """Whether the follower may be asked; if it does not answer, nobody asks it for a while."""
    global _away_until  # noqa: PLW0603 -- one follower a process
    if time.monotonic() < _away_until:
        yield False
        return
    try:
        yield True
    except Error as error:
        _away_until = time.monotonic() + ASKED_AGAIN_SECONDS
        connections[REPLICA].close()
        log.warning("the replica does not answer (%s): the first database is read", type(error).__name__)
