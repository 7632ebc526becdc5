"""What a partner's calendar would do here: which meetings are here, changed or new, and what is no longer in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import MeetingState, Mode, OfferingState, SessionState
from mueang.apps.catalog.models import CalendarImport, Offering, Origin, PartnerCalendar, Program, Session
from mueang.apps.catalog.queries.freshness import possible_owners
from mueang.apps.catalog.queries.partner_files import Meeting, PartnerFile, Unusable, activity_of, folded
from mueang.apps.catalog.queries.partner_matching import Known, Match, found_here, known_here
from mueang.apps.catalog.rules import teaching_places, visible_imports, visible_programs
from mueang.apps.network.models import City
from mueang.apps.places.models import Place

USUAL_SEATS = 20
_OPEN = (OfferingState.DRAFT, OfferingState.PUBLISHED)
_FINGERPRINT = 16


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to become of an activity that is new here, as chosen, or as its words say where nobody chose."""

    is_skipped: bool
    program: Program | None
    place: Place | None
    owner: User
    seats: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting: its session where it is here, the place it is to have, and what hinders it (`note`)."""

    meeting: Meeting
    state: MeetingState
    session: Session | None = None
    origin: Origin | None = None
    place: Place | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """Meetings of one UID, or of one title at one place; `offering` is the one here that they belong to."""

    number: int
    title: str
    location: str
    entries: tuple[Entry, ...]
    offering: Offering | None
    choice: Choice

    def of(self, *states: MeetingState) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.state in states)

    @property
    def new(self) -> tuple[Entry, ...]:
        return self.of(MeetingState.NEW)

    @property
    def followed(self) -> tuple[Entry, ...]:
        return self.of(MeetingState.CHANGED, MeetingState.OFF, MeetingState.BACK)

    @property
    def touched(self) -> list[tuple[Offering, list[Entry]]]:
        """Offerings that stand already and change: new meetings of theirs too."""
        found: dict[int, tuple[Offering, list[Entry]]] = {}
        for entry in self.followed:
            if entry.session is not None:
                found.setdefault(entry.session.offering_id, (entry.session.offering, []))[1].append(entry)
        if self.new and self.offering is not None:
            found.setdefault(self.offering.pk, (self.offering, []))[1].extend(self.new)
        return [] if self.choice.is_skipped else list(found.values())

    @property
    def becomes_offering(self) -> bool:
        return bool(self.new) and self.offering is None and not self.choice.is_skipped

    @property
    def lacks(self) -> str:
        """What must be chosen before it can be made: place; empty where nothing is."""
        return "place" if self.becomes_offering and self.choice.place is None else ""

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(state.value, n) for state in MeetingState if (n := len(self.of(state)))]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    activities: tuple[Activity, ...]
    unusable: tuple[Unusable, ...]
    vanished: tuple[Session, ...]
    n_other: int = 0
    fingerprint: str = field(default="", compare=False)
    owners: tuple[User, ...] = field(default=(), compare=False, repr=False)

    @property
    def n_lacking(self) -> int:
        return sum(bool(activity.lacks) for activity in self.activities)

    @property
    def does_something(self) -> bool:
        return any((one.new or one.followed) and not one.choice.is_skipped for one in self.activities)

    def n(self, state: MeetingState) -> int:
        return sum(len(activity.of(state)) for activity in self.activities)

    @property
    def counts(self) -> list[tuple[MeetingState, int]]:
        return [(state, n) for state in MeetingState if (n := self.n(state))]


def imports_of(*, viewer: Viewer, city: City) -> QuerySet[CalendarImport]:
    return visible_imports(viewer).filter(city=city).select_related("made_by", "calendar")


def calendars_of(city: City) -> QuerySet[PartnerCalendar]:
    """Partners' calendars that were taken over at least once."""
    return PartnerCalendar.objects.filter(city=city).exclude(read_at=None)


def import_of(*, viewer: Viewer, city: City, key: UUID) -> CalendarImport | None:
    found = visible_imports(viewer).filter(city=city, uuid=key)
    return found.select_related("city", "calendar", "made_by").first()


def import_plan(*, imported: CalendarImport, viewer: User, now: datetime | None = None) -> ImportPlan:
    """Every meeting of the file against what is here; the same number of SQL statements however many there are."""
    now = now or timezone.now()
    read = PartnerFile.from_json(imported.said)
    known = known_here(calendar=imported.calendar, meetings=read.meetings, now=now)
    places = {place.pk: place for place in teaching_places(viewer, imported.city)}
    desk = _Desk(imported, viewer, places, now)
    grouped: dict[str, list[Meeting]] = {}
    for meeting in read.meetings:
        grouped.setdefault(activity_of(meeting), []).append(meeting)
    activities = tuple(
        desk.activity(number, meetings, known) for number, meetings in enumerate(grouped.values(), start=1)
    )
    vanished = known.vanished(until=imported.until, now=now)
    off = [_unusable(entry) for one in activities for entry in one.entries if _is_stillborn(entry)]
    activities = tuple(_living(one) for one in activities)
    return ImportPlan(
        tuple(one for one in activities if one.entries),
        (*read.unusable, *off),
        vanished,
        read.n_other,
        _fingerprint(activities),
        tuple(desk.owners.values()),
    )


class _Desk:
    """What the choices of one import mean, looked up once: places, programs and owners."""

    def __init__(self, imported: CalendarImport, viewer: User, places: Mapping[int, Place], now: datetime) -> None:
        self.city, self.viewer, self.places, self.now = imported.city, viewer, places, now
        self.by_uuid = {str(place.uuid): place for place in places.values()}
        self.by_name = {
            folded(word): place
            for place in places.values()
            for word in (place.name_en, place.slug, place.name_th)
            if word
        }
        programs = list(visible_programs(viewer).filter(city=imported.city).order_by("-pk"))
        self.programs = {str(row.uuid): row for row in programs}
        self.by_title = {folded(word): row for row in programs for word in (row.name_en, row.name_th) if word}
        self.owners = {str(user.uuid): user for user in possible_owners(imported.city)}
        self.choices: dict[str, Any] = imported.choices

    def activity(self, number: int, meetings: list[Meeting], known: Known) -> Activity:
        first = meetings[0]
        choice = self._choice(number, first)
        matches = found_here(meetings, known, place_of=lambda one: self._place_said(one.location) or choice.place)
        entries = tuple(self._entry(match) for match in matches)
        return Activity(number, first.title, first.location, entries, self._offering(first, matches, known), choice)

    def _choice(self, number: int, first: Meeting) -> Choice:
        said = {**self.choices, **self.choices.get("activities", {}).get(str(number), {})}
        chosen = self.by_uuid.get(said.get("place", ""))
        own = self.choices.get("activities", {}).get(str(number), {}).get("place")
        named = self._place_said(first.location)
        program = said.get("program", "")
        return Choice(
            is_skipped=bool(said.get("is_skipped")),
            program=None if program == "new" else self.programs.get(program) or self.by_title.get(folded(first.title)),
            place=chosen if own else named or chosen,
            owner=self.owners.get(said.get("owner", ""), self.viewer),
            seats=said.get("seats") or USUAL_SEATS,
            mode=Mode(said.get("mode") or Mode.LAB),
        )

    def _place_said(self, location: str) -> Place | None:
        """The place of ours that a location names: alone, before a comma, or somewhere in it (the longest name)."""
        said = folded(location)
        found = self.by_name.get(said) or self.by_name.get(folded(location.partition(",")[0]))
        if found is not None or not said:
            return found
        within = [word for word in self.by_name if len(word) > 5 and word in said]
        return self.by_name[max(within, key=len)] if within else None

    def _offering(self, first: Meeting, matches: Iterable[Match], known: Known) -> Offering | None:
        """Where new meetings of the activity belong: the offering of those that are here already."""
        here = [match.session.offering for match in matches if match.session is not None]
        by_words = known.offering_by_words(first) if not first.repeats else None
        return next((row for row in [*here, by_words] if row is not None and self._is_ours(row)), None)

    def _is_ours(self, offering: Offering) -> bool:
        return offering.state in _OPEN and offering.place_id in self.places

    def _entry(self, match: Match) -> Entry:
        meeting, session, origin = match.meeting, match.session, match.origin
        place = self._place_said(meeting.location)
        if session is None:
            return Entry(meeting, MeetingState.NEW, place=place)
        state, note = self._state(match, session, place)
        hinders = self._hinders(session) if state not in (MeetingState.HERE, MeetingState.STUCK) else ""
        return Entry(
            meeting,
            MeetingState.STUCK if hinders else state,
            session,
            origin,
            place or session.place or session.offering.place,
            hinders or note,
        )

    def _state(self, match: Match, session: Session, place: Place | None) -> tuple[MeetingState, str]:
        """What the partner changed since the last file is followed; what our keeper changed since stays."""
        meeting, seen = match.meeting, match.origin.seen if match.origin else None
        is_off = session.state == SessionState.CANCELLED
        differs = (session.starts_at, session.ends_at) != (meeting.starts_at, meeting.ends_at)
        moved = place is not None and place != (session.place or session.offering.place)
        if seen is None:
            return (MeetingState.OFF if meeting.is_off and not is_off else MeetingState.HERE), ""
        if _same(seen, meeting):
            return MeetingState.HERE, "changed_here" if differs or moved or is_off != meeting.is_off else ""
        if meeting.is_off or is_off:
            return _turn(is_off=is_off, wants_off=meeting.is_off, was_off=seen["is_off"])
        if seen["location"] != meeting.location and place is None:
            return (MeetingState.CHANGED if differs else MeetingState.STUCK), "place_unknown"
        return (MeetingState.CHANGED if differs or moved else MeetingState.HERE), ""

    def _hinders(self, session: Session) -> str:
        if session.offering.place_id not in self.places:
            return "not_yours"
        if session.offering.state not in _OPEN:
            return "offering_closed"
        return "begun" if session.starts_at <= self.now else ""


def _turn(*, is_off: bool, wants_off: bool, was_off: bool) -> tuple[MeetingState, str]:
    """Called off by the partner, taken back by the partner, or called off here, which stays."""
    if wants_off:
        return (MeetingState.HERE if is_off else MeetingState.OFF), ""
    return (MeetingState.BACK, "") if was_off else (MeetingState.HERE, "changed_here")


def _same(seen: Mapping[str, Any], meeting: Meeting) -> bool:
    now = meeting.seen
    times = all(
        datetime.fromisoformat(seen[name]) == datetime.fromisoformat(now[name]) for name in ("starts_at", "ends_at")
    )
    return times and (seen["location"], seen["is_off"]) == (now["location"], now["is_off"])


def _is_stillborn(entry: Entry) -> bool:
    """New to us, and called off already."""
    return entry.state == MeetingState.NEW and entry.meeting.is_off


def _unusable(entry: Entry) -> Unusable:
    return Unusable(entry.meeting.line, entry.meeting.given_uid, entry.meeting.title, "called_off")


def _living(activity: Activity) -> Activity:
    entries = tuple(entry for entry in activity.entries if not _is_stillborn(entry))
    return Activity(activity.number, activity.title, activity.location, entries, activity.offering, activity.choice)


def _fingerprint(activities: Iterable[Activity]) -> str:
    """Equal exactly where the same would happen: what was previewed is what is written."""
    parts = []
    for one in activities:
        choice = one.choice
        chosen = [choice.is_skipped, choice.program, choice.place, choice.owner.pk, choice.seats, choice.mode]
        parts.append(f"{one.number} {one.offering and one.offering.pk} {chosen}")
        parts += [
            f"{entry.state} {entry.session and (entry.session.pk, entry.session.n_changes)}" for entry in one.entries
        ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_FINGERPRINT]
