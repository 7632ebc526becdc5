"""Everything a city or one of its places has on, as one calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from mueang.apps.catalog.models import Offering, Session, SessionQuerySet
from mueang.apps.catalog.queries.feeds import meeting_of, worded
from mueang.apps.catalog.rules import announced_offerings
from mueang.apps.network.models import City
from mueang.standards.icalendar import write_calendar

BEHIND = timedelta(days=30)
AHEAD = timedelta(days=370)
MOST_SESSIONS = 2_000


def city_calendar(
    *, city: City, url_of: Callable[[Offering], str], language: str = "th", place_slug: str = "", name: str = ""
) -> bytes:
    """The sessions of a month ago to a year ahead, the soonest first; cancelled ones stay, marked so.

    `place_slug` narrows to what meets at one place, wherever its offering is at home. `name` is what the calendar is
    called, else the city's. One SQL statement. A subscriber asks again every day: past `MOST_SESSIONS` the latest are
    left to a later day.
    """
    now = timezone.now()
    sessions = Session.objects.filter(offering__in=announced_offerings(city), starts_at__gte=now - BEHIND)
    if place_slug:
        here = Q(place__slug=place_slug, place__city=city)
        home = Q(place=None, offering__place__slug=place_slug)
        sessions = sessions.filter(here | home)
    found = _with_names(sessions, until=now + AHEAD)
    meetings = [
        meeting_of(
            session,
            session.offering,
            name=worded(language, session.offering.program.name_th, session.offering.program.name_en),
            url=url_of(session.offering),
            language=language,
        )
        for session in found
    ]
    return write_calendar(name=name or worded(language, city.name_th, city.name_en), meetings=meetings)


def _with_names(sessions: SessionQuerySet, *, until: datetime) -> list[Session]:
    rows = sessions.filter(starts_at__lt=until).order_by("starts_at", "pk")
    return list(rows.select_related("place", "offering__program", "offering__place")[:MOST_SESSIONS])
