"""Rolls as a device keeps them for a hall without a network: names and marks, and nothing else about anybody."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, MARKS_HERE, Weight
from mueang.apps.enrollment.models import (
    CheckOut,
    Enrollment,
    EnrollmentQuerySet,
    MarkEntry,
    RollCall,
    RoomChoice,
    Scan,
)
from mueang.apps.enrollment.queries.faces import faces_of, offerings_with_faces
from mueang.apps.enrollment.queries.rolls import APOLOGIES_OF, MARKS_OF, SCANS_OF, assumed_mark, excused_mark
from mueang.apps.enrollment.rules import visible_rolls
from mueang.apps.people.models import Guardianship, Person
from mueang.lib.ready import ReadyAmong

MOST_SESSIONS = 40
# Who is younger is fetched by somebody; who has a guardian on record and no birth date is, too.
FETCHED_BELOW_AGE = 12
FACES_AFTER = timedelta(hours=1)


def _with_names(rows: EnrollmentQuerySet) -> EnrollmentQuerySet:
    return rows.select_related("person__merged_into", "party__lead").order_by("person__sort_key", "pk")


# A phone sends its roll, and reads it again, at the same minute as all others of the city.
_SESSIONS = ReadyAmong(
    lambda keys: (
        Session.objects.filter(pk__in=keys)
        .select_related("offering__program", "offering__place__city", "offering__place__organization", "offering__city")
        .select_related("place")
        .order_by("starts_at", "pk")
    )
)
_ROLLS = ReadyAmong(lambda sessions: RollCall.objects.filter(session__pk__in=sessions).order_by("saved_at"))
_LEARNERS = ReadyAmong(lambda offerings: _with_names(Enrollment.objects.seated().filter(offering__pk__in=offerings)))
_CHECK_OUTS = ReadyAmong(lambda sessions: CheckOut.objects.filter(session__pk__in=sessions))
_GUARDIANS = ReadyAmong(
    lambda children: (
        Guardianship.objects.filter(child__pk__in=children, until_on=None).select_related("guardian").order_by("pk")
    )
)


@dataclass(frozen=True, slots=True)
class HallLine:
    """One learner. `entry` is the mark that stands or would be assumed; `code` is the short code of their ticket;
    `face` the name of their picture where there is one.

    `is_sorry` where they said beforehand that they cannot come; why is for the desk, and stays off the device.
    """

    enrollment: Enrollment
    name: str
    initials: str
    entry: MarkEntry
    is_marked: bool
    lost: list[MarkEntry]
    scanned_at: datetime | None
    is_sorry: bool
    is_fetched: bool
    carers: list[str]
    check_out: CheckOut | None
    code: str
    face: UUID | None


@dataclass(frozen=True, slots=True)
class HallSheet:
    """One session with its roll; `saved_at` is None until the roll is saved.

    Faces stay on a device until `faces_until`, an hour after the session; None where the roll shows none.

    Where rooms are chosen, the first of them has the `others` of its offering who are on no sheet: whoever chose none.
    """

    session: Session
    saved_at: datetime | None
    lines: list[HallLine]
    others: list[HallLine]
    faces_until: datetime | None


def ticket_code(ticket: str) -> str:
    """Six letters and digits that a keeper may type instead of scanning the ticket; they do not lead back to it."""
    return base64.b32encode(hashlib.sha256(ticket.encode()).digest()[:5]).decode()[:6]


@dataclass(slots=True)
class _Found:
    """Rows of all sessions asked for, by what they belong to."""

    standing: dict[tuple[int, int], MarkEntry] = field(default_factory=dict)
    entries: dict[tuple[int, int], list[MarkEntry]] = field(default_factory=lambda: defaultdict(list))
    scans: dict[tuple[int, int], Scan] = field(default_factory=dict)
    check_outs: dict[tuple[int, int], CheckOut] = field(default_factory=dict)
    sorry: set[tuple[int, int]] = field(default_factory=set)
    carers: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    choices: set[tuple[int, int]] = field(default_factory=set)
    faces: dict[int, UUID] = field(default_factory=dict)


def hall_sheets(*, viewer: Viewer, start: datetime, end: datetime) -> list[HallSheet]:
    """The viewer's sessions that start in [start, end), with their rolls.

    Ten SQL statements, however many people and places; one more where rooms are chosen, where faces are shown, and
    where somebody with a mark has no seat any more.
    """
    # Which ones first, and what belongs to them then: joined before it is narrowed, it would join a whole city's day.
    mine = visible_rolls(viewer).planned().filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")
    sessions = _SESSIONS(list(mine.values_list("pk", flat=True)[:MOST_SESSIONS]))
    saved_at = {roll.session_id: roll.saved_at for roll in _ROLLS([one.pk for one in sessions])}
    found = _find(sessions)
    marked = {enrollment for _session, enrollment in found.standing}
    learners = _learners({one.offering_id for one in sessions}, marked=marked)
    _find_carers(found, learners)
    shown = offerings_with_faces({one.offering_id for one in sessions})
    if shown:
        persons = {_person(row).pk for row in learners if row.offering_id in shown}
        found.faces = faces_of(persons, viewer=viewer)
    expected = {
        session.pk: [row for row in learners if _is_expected(session, row, found=found, sessions=sessions)]
        for session in sessions
    }
    others = _others(sessions, learners, expected)
    return [
        HallSheet(
            session=session,
            saved_at=saved_at.get(session.pk),
            lines=[_line(session, row, found=found) for row in expected[session.pk]],
            others=[_line(session, row, found=found) for row in others.get(session.pk, [])],
            faces_until=session.ends_at + FACES_AFTER if session.offering_id in shown else None,
        )
        for session in sessions
    ]


def _learners(offerings: Collection[int], *, marked: Collection[int]) -> list[Enrollment]:
    """Whoever holds a seat there, and whoever has a mark there and none any more, by name."""
    rows = _LEARNERS(list(offerings))
    if set(marked) <= {row.pk for row in rows}:
        return rows
    return list(_with_names(Enrollment.objects.filter(Q(pk__in=[row.pk for row in rows]) | Q(pk__in=marked))))


def _is_expected(session: Session, row: Enrollment, *, found: _Found, sessions: Sequence[Session]) -> bool:
    """As `expected_in` says it of one session, here of all that were asked for."""
    key = (session.pk, row.pk)
    if row.offering_id != session.offering_id:
        return False
    if key in found.standing or (key in found.scans and row.state in HOLDS_A_SEAT):
        return True
    if row.state not in HOLDS_A_SEAT:
        return False
    if not session.is_chosen:
        return True
    return key in found.choices and not any(
        entry.mark in MARKS_HERE and entry.weight >= Weight.MARKED
        for other in sessions
        if _is_beside(session, other)
        for entry in found.entries.get((other.pk, row.pk), [])
    )


def _is_beside(session: Session, other: Session) -> bool:
    """Another room of the same offering, at the same time."""
    is_another = other.pk != session.pk and other.offering_id == session.offering_id and other.is_chosen
    return is_another and other.starts_at < session.ends_at and other.ends_at > session.starts_at


def _others(
    sessions: Sequence[Session], learners: Sequence[Enrollment], expected: dict[int, list[Enrollment]]
) -> dict[int, list[Enrollment]]:
    """Key of the first room of each offering -> who has a seat and stands on no sheet of that offering."""
    first: dict[int, Session] = {}
    listed: dict[int, set[int]] = defaultdict(set)
    for session in sessions:
        listed[session.offering_id] |= {row.pk for row in expected[session.pk]}
        if session.is_chosen:
            first.setdefault(session.offering_id, session)
    return {
        session.pk: [row for row in learners if row.offering_id == offering and row.pk not in listed[offering]]
        for offering, session in first.items()
    }


def _find(sessions: Sequence[Session]) -> _Found:
    found = _Found()
    keys = [one.pk for one in sessions]
    for entry in MARKS_OF(keys):
        key = (entry.session_id, entry.enrollment_id)
        found.standing[key] = entry
        found.entries[key].append(entry)
    found.scans = {(row.session_id, row.enrollment_id): row for row in SCANS_OF(keys)}
    found.sorry = {(row.session_id, row.enrollment_id) for row in APOLOGIES_OF(keys)}
    rooms = [one for one in sessions if one.is_chosen]
    if rooms:
        found.choices = set(RoomChoice.objects.filter(session__in=rooms).values_list("session", "enrollment"))
    found.check_outs = {(row.session_id, row.enrollment_id): row for row in _CHECK_OUTS(keys)}
    return found


def _find_carers(found: _Found, learners: Sequence[Enrollment]) -> None:
    for link in _GUARDIANS([row.person_id for row in learners]):
        found.carers[link.child_id].append(link.guardian.full_name)


def _line(session: Session, row: Enrollment, *, found: _Found) -> HallLine:
    key = (session.pk, row.pk)
    entry, scan = found.standing.get(key), found.scans.get(key)
    check_out = found.check_outs.get(key)
    person = _person(row)
    carers = found.carers.get(row.person_id, [])
    lead = row.party.lead.full_name if row.party and row.party.lead_id != row.person_id else ""
    is_fetched = _is_fetched(person, session, has_carer=bool(carers))
    return HallLine(
        enrollment=row,
        name=person.full_name,
        initials=person.initials,
        entry=entry or _assumed(session, row, scan=scan, is_sorry=key in found.sorry),
        is_marked=entry is not None,
        lost=[one for one in found.entries.get(key, []) if entry is not None and one.lost_to_id == entry.pk],
        scanned_at=scan.scanned_at if scan else None,
        is_sorry=key in found.sorry,
        is_fetched=is_fetched,
        carers=list(dict.fromkeys([*carers, *([lead] if lead else [])])) if is_fetched else [],
        check_out=check_out if check_out is not None and not check_out.is_taken_back else None,
        code=ticket_code(row.party.ticket) if row.party else "",
        face=found.faces.get(person.pk),
    )


def _person(row: Enrollment) -> Person:
    return row.person.merged_into or row.person


def _assumed(session: Session, row: Enrollment, *, scan: Scan | None, is_sorry: bool) -> MarkEntry:
    """What the saving would assume: who scanned came after all, whatever they had said."""
    if is_sorry and scan is None:
        return excused_mark(session, row.pk)
    return assumed_mark(session, row.pk, came_at=scan.scanned_at if scan else None)


def _is_fetched(person: Person, session: Session, *, has_carer: bool) -> bool:
    age = person.age_on(session.starts_at.date())
    return has_carer if age is None else age < FETCHED_BELOW_AGE
