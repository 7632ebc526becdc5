"""Whether the house works: what answers, what is late, since when."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Max

from mueang.apps.notices.queries import due_since
from mueang.apps.upkeep.models import Beat

log = logging.getLogger(__name__)
SILENT_AFTER = timedelta(minutes=3)
LATE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing people rely on: whether it works, and if not, since when (None: not known)."""

    name: str
    is_well: bool
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Of the whole house; `is_up` where pages with anything of the city can be read at all."""

    parts: tuple[Part, ...]

    @property
    def is_up(self) -> bool:
        return self.parts[0].is_well

    @property
    def is_well(self) -> bool:
        return all(part.is_well for part in self.parts)


def last_beat() -> datetime | None:
    """When any machine's worker was last there. One SQL statement."""
    at: datetime | None = Beat.objects.aggregate(at=Max("at"))["at"]
    return at


def house_state(*, now: datetime) -> State:
    """Two SQL statements; where the database does not answer, that is what is said."""
    try:
        last = last_beat()
        waiting = due_since(now=now)
    except DatabaseError as error:
        log.error("the database does not answer: %s", error)
        return State((Part("pages", is_well=False),))
    works = last is not None and now - last < SILENT_AFTER
    is_late = waiting is not None and now - waiting > LATE_AFTER
    return State(
        (
            Part("pages", is_well=True),
            Part("follow_up", is_well=works, since=None if works else last),
            Part("messages", is_well=not is_late, since=waiting if is_late else None),
        )
    )
