"""Whom to ask now, what one link asks, and who has to be called because they did not answer."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.queries import to_be_told
from mueang.apps.network.models import City
from mueang.apps.outcomes.enums import MONTHS
from mueang.apps.outcomes.models import AskNoMore, FollowUp, Outcome
from mueang.apps.outcomes.rules import follow_ups_by_key, visible_follow_ups
from mueang.apps.people.models import Person

# A question that comes much too late is not asked at all: the next one follows.
LATEST = timedelta(days=45)
BETWEEN_QUESTIONS = timedelta(days=14)
WAIT_FOR_ANSWER = timedelta(days=7)
ASKED_THEMSELVES_FROM = 15


def months_before(now: datetime, months: int) -> datetime:
    """The same day so many months ago, or the month's last day where there is none.

    >>> months_before(datetime(2026, 3, 31), 1), months_before(datetime(2026, 1, 15), 3)
    (datetime.datetime(2026, 2, 28, 0, 0), datetime.datetime(2025, 10, 15, 0, 0))
    """
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return now.replace(year=year, month=month + 1, day=min(now.day, last))


def due_questions(*, now: datetime, limit: int = 200) -> Iterator[tuple[Enrollment, int]]:
    """Completions to be asked about now, with after how many months; nobody who said no, nobody twice in two weeks."""
    recent = FollowUp.objects.filter(made_at__gt=now - BETWEEN_QUESTIONS)
    asked_lately = set(recent.values_list("enrollment__person", flat=True))
    for months in MONTHS:
        ended = months_before(timezone.localtime(now), months)
        rows = (
            Enrollment.objects.filter(
                state=EnrollmentState.COMPLETED,
                ended_at__lte=ended,
                ended_at__gt=ended - LATEST,
                person__erased_at=None,
                person__ask_no_more=None,
            )
            .exclude(person__merged_into__in=AskNoMore.objects.values("person"))
            .exclude(Exists(FollowUp.objects.filter(enrollment=OuterRef("pk"), months=months)))
            .select_related("person__merged_into__user", "person__user", "party__lead__user")
            .select_related("offering__program", "offering__place", "offering__city")
            .order_by("ended_at", "pk")
        )
        for row in rows[:limit]:
            if row.person_id not in asked_lately:
                asked_lately.add(row.person_id)
                yield row, months


def whom_to_ask(enrollment: Enrollment) -> Person | None:
    """The completer; for a child under fifteen whoever answers for them."""
    return to_be_told(enrollment, child_until=ASKED_THEMSELVES_FROM)


@dataclass(frozen=True, slots=True)
class Question:
    """What one link asks: of which completion, and what was answered last."""

    follow_up: FollowUp
    latest: Outcome | None
    asks_no_more: bool

    @property
    def enrollment(self) -> Enrollment:
        return self.follow_up.enrollment

    @property
    def person(self) -> Person:
        return self.enrollment.person.merged_into or self.enrollment.person


def question_by_key(key: str) -> Question | None:
    """Three SQL statements."""
    row = follow_ups_by_key().select_related("enrollment__offering__city").filter(key=key).first()
    if row is None:
        return None
    person = row.enrollment.person.merged_into or row.enrollment.person
    return Question(
        follow_up=row,
        latest=Outcome.objects.filter(enrollment=row.enrollment).first(),
        asks_no_more=AskNoMore.objects.filter(person=person).exists(),
    )


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody who did not answer within a week, or could not be asked."""

    follow_up: FollowUp
    person: Person
    contact: Person | None


def to_call(*, viewer: Viewer, city: City, now: datetime) -> list[ToCall]:
    """Who has to be called, the longest waiting first; for each at most the latest question."""
    rows = (
        unanswered(viewer=viewer, city=city, now=now)
        .select_related("enrollment__person__merged_into__user", "enrollment__person__user", "enrollment__party__lead")
        .select_related("enrollment__offering__program")
        .order_by("made_at", "pk")
    )
    found = [(row, row.enrollment.person.merged_into or row.enrollment.person) for row in rows[:300]]
    contacts = {row.pk: whom_to_ask(row.enrollment) for row, _person in found}
    return [ToCall(row, person, contacts[row.pk]) for row, person in found]


def unanswered(*, viewer: Viewer, city: City, now: datetime) -> QuerySet[FollowUp]:
    """Last questions that nobody answered, or that could not be asked."""
    answered = Outcome.objects.filter(enrollment=OuterRef("enrollment"), said_at__gte=OuterRef("made_at"))
    latest = FollowUp.objects.filter(enrollment=OuterRef("enrollment")).order_by("-months").values("pk")[:1]
    return (
        visible_follow_ups(viewer)
        .filter(Q(asked_at=None) | Q(asked_at__lte=now - WAIT_FOR_ANSWER), ~Exists(answered))
        .filter(enrollment__offering__city=city, pk=Subquery(latest), enrollment__person__ask_no_more=None)
        .filter(made_at__gt=now - timedelta(days=120), enrollment__person__erased_at=None)
    )
