"""Sessions: all of one offering, and the next ones of a city or of those who work there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.catalog.queries.cards import PlaceLine, SessionLine, place_line, session_line
from mueang.apps.catalog.rules import public_offerings, visible_offerings
from mueang.apps.network.models import City

LONGEST_SESSION = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NextSession:
    """A session with what it belongs to; `place` is where it meets."""

    session: SessionLine
    place: PlaceLine
    city_slug: str
    offering_uuid: UUID
    offering_slug: str
    name_th: str
    name_en: str
    seats: int
    seats_taken: int


def sessions_of(offering: Offering) -> QuerySet[Session]:
    """All sessions of an offering in the order of time, cancelled ones too."""
    return Session.objects.filter(offering=offering).select_related("place").order_by("starts_at", "pk")


def next_sessions(
    *, now: datetime, limit: int, city: City | None = None, viewer: Viewer | None = None
) -> tuple[NextSession, ...]:
    """Planned sessions of published offerings that are running or to come, soonest first. One SQL statement.

    Of those that began more than a week ago, none is taken to be running still.
    With a viewer, those the viewer may see, of `city` if one is given; without, those of the public `city`.
    """
    if viewer is not None:
        # Asked of each session in turn: of all offerings at once it would take longer than the list.
        seen = visible_offerings(viewer).filter(pk=OuterRef("offering_id"))
        sessions = Session.objects.filter(Exists(seen), offering__state=OfferingState.PUBLISHED)
    elif city is not None:
        sessions = Session.objects.filter(offering__in=public_offerings(city))
    else:
        raise ValueError("neither_city_nor_viewer")
    if city is not None:
        sessions = sessions.filter(offering__city=city)
    sessions = sessions.filter(starts_at__gt=now - LONGEST_SESSION)
    rows = sessions.still_to_end(now).select_related("place", "offering__program", "offering__place", "offering__city")
    return tuple(_next(row, now) for row in rows.order_by("starts_at", "pk")[:limit])


def _next(session: Session, now: datetime) -> NextSession:
    offering, today = session.offering, timezone.localdate(now)
    return NextSession(
        session=session_line(session, today=today),
        place=place_line(session.place or offering.place, today=today),
        city_slug=offering.city.slug,
        offering_uuid=offering.uuid,
        offering_slug=offering.slug,
        name_th=offering.program.name_th,
        name_en=offering.program.name_en,
        seats=offering.seats,
        seats_taken=offering.seats_taken,
    )
