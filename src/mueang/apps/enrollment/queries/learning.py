"""What a person learns, what a party holds, and how many people of a city are learning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.enums import MARKS_HERE, EnrollmentState
from mueang.apps.enrollment.models import Attendance, Enrollment, Party
from mueang.apps.enrollment.queries.completion import CompletionRow, completion_rows
from mueang.apps.enrollment.queries.rooms import minutes_offered
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.people.queries import same_person
from mueang.lib.remembered import Remembered

_n_learning: Remembered[int] = Remembered(64)
_ALONG = ("person__merged_into", "party", "offering__program", "offering__place", "offering__city")


@dataclass(frozen=True, slots=True)
class LearningRow:
    """One enrollment as its learner sees it; `n_held` counts sessions whose roll has this learner."""

    enrollment: Enrollment
    completion: CompletionRow
    next_session: Session | None
    n_held: int
    n_attended: int

    @property
    def offering(self) -> Offering:
        return self.enrollment.offering

    @property
    def minutes_by_mode(self) -> Mapping[str, int]:
        return self.completion.minutes_by_mode

    @property
    def total_minutes(self) -> int:
        return self.completion.total_minutes


def my_learning(*, person: Person, now: datetime | None = None) -> list[LearningRow]:
    """Everything this person enrolled in and did not withdraw from, newest first; six SQL statements, however much.

    Enrollments of rows that were merged into this person are theirs.
    """
    enrollments = (
        Enrollment.objects.filter(person__in=same_person(person))
        .standing()
        .select_related(*_ALONG)
        .order_by("-offering__starts_on", "-pk")
    )
    return _learning_rows(list(enrollments), now=now or timezone.now())


def _learning_rows(enrollments: Sequence[Enrollment], *, now: datetime) -> list[LearningRow]:
    coming: dict[int, Session] = {}
    held: dict[int, list[Session]] = {}
    offerings = [enrollment.offering_id for enrollment in enrollments]
    for session in Session.objects.filter(offering__in=offerings).planned().select_related("place"):
        held.setdefault(session.offering_id, []).append(session)
        if session.ends_at > now:
            coming.setdefault(session.offering_id, session)
    offered = {offering: minutes_offered(sessions) for offering, sessions in held.items()}
    marks = {
        enrollment: (held, attended)
        for enrollment, held, attended in Attendance.objects.filter(enrollment__in=enrollments)
        .order_by()
        .values_list("enrollment")
        .annotate(n_held=Count("pk"), n_here=Count("pk", filter=Q(mark__in=MARKS_HERE)))
    }
    return [
        LearningRow(
            enrollment=row.enrollment,
            completion=row,
            next_session=coming.get(row.enrollment.offering_id),
            n_held=marks.get(row.enrollment.pk, (0, 0))[0],
            n_attended=marks.get(row.enrollment.pk, (0, 0))[1],
        )
        for row in completion_rows(enrollments, offered=offered)
    ]


def party_by_ticket(ticket: str) -> Party | None:
    """The party that holds this ticket, its people and the offering's sessions fetched along; three SQL statements."""
    enrollments = Enrollment.objects.select_related("person__merged_into").order_by("pk")
    return (
        Party.objects.filter(ticket=ticket)
        .select_related("lead", "offering__program", "offering__place", "offering__city")
        .prefetch_related(Prefetch("enrollments", queryset=enrollments), "offering__sessions")
        .first()
    )


def party_learning(party: Party, *, now: datetime | None = None) -> list[LearningRow]:
    """The enrollments of one party as its lead sees them, the withdrawn too; six SQL statements."""
    enrollments = party.enrollments.select_related(*_ALONG).order_by("pk")
    return _learning_rows(list(enrollments), now=now or timezone.now())


def parties_waiting_before(party: Party) -> int:
    """How many parties of the offering stand before this one on the waiting list."""
    waiting = Enrollment.objects.filter(offering=party.offering_id, state=EnrollmentState.WAITLISTED)
    number = waiting.filter(party=party).values_list("waitlist_number", flat=True).first()
    if number is None:
        return 0
    return waiting.filter(waitlist_number__lt=number).values("waitlist_number").distinct().count()


def people_learning(city: City, *, today: date | None = None) -> int:
    """Persons of `city` with a seat in something that runs or is to come; each counted once.

    One SQL statement, and none until the city's version rises, as it does with every seat, or the day turns.
    """
    day = today or timezone.localdate()
    return _n_learning.get((city.uuid, city.version, day), lambda: _count_learning(city, today=day))


def _count_learning(city: City, *, today: date) -> int:
    current = {"offering__city": city, "offering__state": OfferingState.PUBLISHED, "offering__ends_on__gte": today}
    learning = Enrollment.objects.learning().filter(**current).annotate(human=Coalesce("person__merged_into", "person"))
    return learning.order_by().values("human").distinct().count()


def ticket_address(enrollment: Enrollment) -> str:
    """Where the ticket that holds this seat is read; nothing for a seat without one (a list, a walk-in)."""
    party = enrollment.party
    return settings.BASE_URL + reverse("learner:ticket", args=[party.ticket]) if party else ""


def first_session(offering: Offering, *, now: datetime | None = None) -> Session | None:
    """The next session that is still to end."""
    coming = Session.objects.filter(offering=offering).still_to_end(now or timezone.now())
    return coming.select_related("place").order_by("starts_at").first()
