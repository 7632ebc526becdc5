"""Rooms that meet at the same time: who is expected in which, what is left, and time that counts once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db.models import Count, Q, QuerySet

from mueang.apps.catalog.models import Offering, Session, SessionQuerySet
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, MARKS_HERE, Weight
from mueang.apps.enrollment.models import Enrollment, EnrollmentQuerySet, MarkEntry, Party, RoomChoice, Scan
from mueang.lib.ready import ReadyRows, Slot

_SEATED = ReadyRows(
    lambda: Enrollment.objects.seated().filter(offering=Slot("offering")).select_related("person").order_by()
)


def expected_in(session: Session, held: Collection[int] = ()) -> EnrollmentQuerySet:
    """Everybody on the session's sheet: with a seat in its offering, and whoever has a mark (`held`, enrollment keys).

    In a room that is chosen: whoever chose it or scanned its code, but not those who were read at the door of another
    room meanwhile. What happened beats what was planned.
    """
    seated = Q(offering=session.offering_id, state__in=HOLDS_A_SEAT)
    if session.is_chosen:
        chose = RoomChoice.objects.filter(session=session).values("enrollment")
        scanned = Scan.objects.filter(session=session).values("enrollment")
        seated &= (Q(pk__in=chose) & ~Q(pk__in=_read_elsewhere(session))) | Q(pk__in=scanned)
    return Enrollment.objects.filter(seated | Q(pk__in=held))


def admitted_to(session: Session, held: Collection[int] = ()) -> list[Enrollment]:
    """Everybody whose badge a door of this session may read: a room's door knows all of the forum; with the persons.

    One SQL statement, and one more where somebody has a mark (`held`, enrollment keys) and no seat any more.
    """
    rows = _SEATED(offering=session.offering_id)
    left = set(held) - {row.pk for row in rows}
    return rows + list(Enrollment.objects.filter(pk__in=left).select_related("person")) if left else rows


def _read_elsewhere(session: Session) -> QuerySet[MarkEntry, int]:
    """Keys of those whom somebody marked as here in another room at this time."""
    rooms = rooms_at(session).values("pk")
    marked = MarkEntry.objects.filter(session__in=rooms, mark__in=MARKS_HERE, weight__gte=Weight.MARKED)
    return marked.order_by().values_list("enrollment", flat=True)


def rooms_at(session: Session) -> SessionQuerySet:
    """The other rooms of the offering that meet while this session does."""
    others = Session.objects.planned().filter(offering=session.offering_id, seats__isnull=False)
    return others.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at).exclude(pk=session.pk)


def n_chosen(sessions: Iterable[Session]) -> dict[int, int]:
    """Session key -> how many who still hold a seat chose it; one SQL statement, none where nothing is chosen."""
    keys = [one.pk for one in sessions if one.is_chosen]
    if not keys:
        return {}
    rows = RoomChoice.objects.filter(session__in=keys, enrollment__state__in=HOLDS_A_SEAT).order_by()
    return dict(rows.values_list("session").annotate(n=Count("pk")))


def minutes_offered(sessions: Iterable[Session]) -> int:
    """Minutes one learner can be in: what meets at the same time to be chosen from counts once."""
    total, chosen = 0, []
    for one in sessions:
        if one.is_chosen:
            chosen.append((one.starts_at, one.ends_at))
        else:
            total += one.minutes
    until = None
    for starts_at, ends_at in sorted(chosen):
        begins = max(starts_at, until) if until else starts_at
        until = max(ends_at, until) if until else ends_at
        total += max(timedelta(0), ends_at - begins) // timedelta(minutes=1)
    return total


def slots_of(sessions: Sequence[Session]) -> list[list[Session]]:
    """Sessions with seats of their own, those that overlap together; by start."""
    slots: list[list[Session]] = []
    for one in sorted((row for row in sessions if row.is_chosen), key=lambda row: (row.starts_at, row.pk)):
        if slots and one.starts_at < max(row.ends_at for row in slots[-1]):
            slots[-1].append(one)
        else:
            slots.append([one])
    return slots


def chosen_sessions(enrollment: Enrollment) -> set[int]:
    """Keys of the sessions this learner chose; one SQL statement."""
    return set(RoomChoice.objects.filter(enrollment=enrollment).values_list("session", flat=True))


def seated_of(party: Party) -> list[Enrollment]:
    """Who of a party has a seat, in the order they were named; one SQL statement."""
    rows = Enrollment.objects.learning().filter(party=party).select_related("person__merged_into", "offering__city")
    return list(rows.order_by("pk"))


def undecided(*, offering: Offering, sessions: Sequence[Session]) -> dict[int, int]:
    """Key of a slot's first session -> how many with a seat chose none of its rooms; two SQL statements."""
    slots = slots_of(sessions)
    if not slots:
        return {}
    n_seated = Enrollment.objects.seated().filter(offering=offering).count()
    choices = RoomChoice.objects.filter(
        session__in=[one.pk for slot in slots for one in slot],
        enrollment__offering=offering,
        enrollment__state__in=HOLDS_A_SEAT,
    )
    chose = defaultdict(set)
    for session, enrollment in choices.order_by().values_list("session", "enrollment"):
        chose[session].add(enrollment)
    return {slot[0].pk: n_seated - len(set().union(*(chose[one.pk] for one in slot))) for slot in slots}
