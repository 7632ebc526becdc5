"""What waits on the desk of data protection, and who keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.queries import grants_within
from mueang.apps.accounts.rules import PERMISSIONS_OF, Viewer
from mueang.apps.network.models import City
from mueang.apps.people.queries import data_requests
from mueang.apps.privacy.models import Breach
from mueang.apps.privacy.queries.notices import n_to_ask_again
from mueang.apps.privacy.queries.record import record_gaps
from mueang.apps.privacy.rules import visible_breaches, visible_exports, visible_rules


@dataclass(frozen=True, slots=True)
class BreachClock:
    breach: Breach
    hours_left: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page of the desk shows: what is due, what runs, what is missing."""

    n_open: int
    n_soon: int
    n_late: int
    breaches: tuple[BreachClock, ...]
    n_to_ask_again: int
    n_rules_on: int
    n_exports: int
    gaps: tuple[str, ...]
    keepers: tuple[User, ...]


def desk_of(city: City, *, viewer: Viewer, now: datetime) -> Desk:
    """Nine SQL statements."""
    today = localdate(now)
    due = list(data_requests(viewer=viewer, city=city).values_list("due_on", flat=True))
    breaches = visible_breaches(viewer).filter(city=city).open()
    return Desk(
        n_open=len(due),
        n_soon=sum(1 for day in due if 0 <= (day - today).days <= 7),
        n_late=sum(1 for day in due if day < today),
        breaches=tuple(BreachClock(breach, breach.hours_left(now)) for breach in breaches),
        n_to_ask_again=n_to_ask_again(city),
        n_rules_on=visible_rules(viewer).filter(city=city, is_on=True).count(),
        n_exports=visible_exports(viewer).filter(city=city, closed_at=None).count(),
        gaps=record_gaps(),
        keepers=tuple(keepers_of(city)),
    )


def keepers_of(city: City) -> list[User]:
    """The data protection officer and whoever else keeps this desk. One SQL statement."""
    held = [grant for grant in grants_within([city.uuid]) if Permission.PRIVACY in PERMISSIONS_OF[grant.role]]
    return list(dict.fromkeys(grant.user for grant in held if grant.user.is_active))
