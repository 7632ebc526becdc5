"""Which meeting of a partner's calendar is which session here: by UID and day, else by title, start and place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Offering, Origin, PartnerCalendar, Session
from mueang.apps.catalog.queries.partner_files import Meeting, folded
from mueang.apps.places.models import Place

# A meeting that left its day is looked for within the week: further away it is another one.
_STRAYS = timedelta(days=7)
_ROWS = ("offering__program", "offering__city", "offering__place__city", "offering__place__organization", "place")


@dataclass(frozen=True, slots=True)
class Match:
    meeting: Meeting
    session: Session | None
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is here: origins by UID and day, sessions by start, and which origins the file named (`met`)."""

    calendar: PartnerCalendar
    by_key: dict[tuple[str, str], Origin]
    by_uid: dict[str, list[Origin]]
    by_start: dict[datetime, list[Session]]
    by_session: dict[int, Origin]
    met: set[int] = field(default_factory=set)

    def take(self, origin: Origin) -> Origin:
        self.met.add(origin.pk)
        return origin

    def vanished(self, *, until: date, now: datetime) -> tuple[Session, ...]:
        """Sessions to come that came from this calendar, and are no longer in it."""
        return tuple(
            origin.session
            for origin in self.by_key.values()
            if origin.pk not in self.met
            and origin.calendar_id == self.calendar.pk
            and _is_to_come(origin.session, now)
            and timezone.localdate(origin.session.starts_at) <= until
        )

    def offering_by_words(self, meeting: Meeting) -> Offering | None:
        """The offering that earlier meetings of the same title and place went to."""
        words = (folded(meeting.title), folded(meeting.location))
        for origin in self.by_key.values():
            seen = (folded(origin.seen["title"]), folded(origin.seen["location"]))
            if origin.calendar_id == self.calendar.pk and seen == words:
                return origin.session.offering
        return None


def known_here(*, calendar: PartnerCalendar, meetings: Sequence[Meeting], now: datetime) -> Known:
    """Two SQL statements: the origins of this calendar or of these UIDs, and the sessions of these days."""
    uids = {meeting.uid for meeting in meetings}
    rows = Origin.objects.filter(calendar__city=calendar.city_id).filter(Q(calendar=calendar) | Q(uid__in=uids))
    by_key: dict[tuple[str, str], Origin] = {}
    by_uid: dict[str, list[Origin]] = {}
    for origin in rows.select_related(*(f"session__{name}" for name in _ROWS)).order_by("session__starts_at", "pk"):
        if origin.calendar_id == calendar.pk or (origin.uid, origin.occurrence) not in by_key:
            by_key[origin.uid, origin.occurrence] = origin
        if _is_to_come(origin.session, now):
            by_uid.setdefault(origin.uid, []).append(origin)
    starts = [meeting.starts_at for meeting in meetings] or [now]
    sessions = Session.objects.filter(
        offering__city=calendar.city_id, starts_at__range=(min(starts), max(starts)), state=SessionState.PLANNED
    )
    by_start: dict[datetime, list[Session]] = {}
    for session in sessions.select_related(*_ROWS):
        by_start.setdefault(session.starts_at, []).append(session)
    return Known(calendar, by_key, by_uid, by_start, {origin.session_id: origin for origin in by_key.values()})


def found_here(
    meetings: Iterable[Meeting], known: Known, *, place_of: Callable[[Meeting], Place | None]
) -> tuple[Match, ...]:
    """Each meeting with its session, or none where it is new.

    First the session of its UID and day, then one of its UID that strayed less than a week, then one of the same
    title, start and place: some systems give every meeting a new UID each time they write the file.
    """
    meetings = list(meetings)
    found: dict[int, Match] = {}
    for place, meeting in enumerate(meetings):
        origin = known.by_key.get((meeting.uid, meeting.occurrence))
        if origin is not None:
            found[place] = Match(meeting, origin.session, known.take(origin))
    for place, meeting in enumerate(meetings):
        if place not in found and (stray := _stray(meeting, known)):
            found[place] = Match(meeting, stray.session, known.take(stray))
    for place, meeting in enumerate(meetings):
        if place not in found:
            session = _alike(meeting, known, place_of(meeting))
            origin = known.by_session.get(session.pk) if session is not None else None
            found[place] = Match(meeting, session, known.take(origin) if origin is not None else None)
    return tuple(found[place] for place in range(len(meetings)))


def _stray(meeting: Meeting, known: Known) -> Origin | None:
    """The nearest session to come of the same UID that the file no longer names by its own day."""
    near = [
        (abs(origin.session.starts_at - meeting.starts_at), origin.pk, origin)
        for origin in known.by_uid.get(meeting.uid, [])
        if origin.pk not in known.met
    ]
    distance, _, origin = min(near, default=(_STRAYS, 0, None))
    return origin if distance < _STRAYS else None


def _alike(meeting: Meeting, known: Known, place: Place | None) -> Session | None:
    if place is None:
        return None
    title = folded(meeting.title)
    for session in known.by_start.get(meeting.starts_at, []):
        program = session.offering.program
        origin = known.by_session.get(session.pk)
        is_free = origin is None or origin.pk not in known.met
        is_named = title in (folded(program.name_th), folded(program.name_en))
        if is_free and is_named and (session.place or session.offering.place) == place:
            return session
    return None


def _is_to_come(session: Session, now: datetime) -> bool:
    return session.state == SessionState.PLANNED and session.starts_at > now
