"""The cohort of a course: everybody with a seat, by city, with who is behind and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.courses.models import CourseRun, TaughtSession
from mueang.apps.courses.queries.standing import Standing, standings
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.curriculum.reading import packaged_course
from mueang.ui.words import minutes as hours_in_words

# Hours of meetings held that one may miss before it is called behind.
LEEWAY = 0.2


@dataclass(frozen=True, slots=True)
class Member:
    """One learner as those who teach see them; `behind` says why, in words, where they are."""

    enrollment: Enrollment
    person: Person
    city: City | None
    standing: Standing
    behind: tuple[str, ...]

    @property
    def strands(self) -> list[int]:
        """Minutes of each strand, in order."""
        minutes = self.standing.strand_minutes
        return [minutes.get(one.key, 0) for one in packaged_course().strands]


@dataclass(frozen=True, slots=True)
class Held:
    """What has been taught so far: minutes of each strand whose meetings are over."""

    minutes: dict[str, int]

    @property
    def modules(self) -> list[str]:
        """Modules of strands of which something was taught."""
        strands = [one for one in packaged_course().strands if self.minutes.get(one.key)]
        return [module.key for strand in strands for module in strand.modules]


@dataclass(frozen=True, slots=True)
class Group:
    """The learners of one city; None for those who chose none."""

    city: City | None
    n: int
    n_behind: int
    n_complete: int


@dataclass(frozen=True, slots=True)
class Cohort:
    members: tuple[Member, ...]

    @property
    def n_behind(self) -> int:
        return sum(bool(one.behind) for one in self.members)

    @property
    def n_complete(self) -> int:
        return sum(one.standing.is_complete for one in self.members)

    @property
    def groups(self) -> list[Group]:
        cities = {one.city.pk if one.city else 0: one.city for one in self.members}
        found = []
        for key, city in cities.items():
            theirs = [one for one in self.members if (one.city.pk if one.city else 0) == key]
            behind, complete = (
                sum(bool(one.behind) for one in theirs),
                sum(one.standing.is_complete for one in theirs),
            )
            found.append(Group(city, len(theirs), behind, complete))
        return sorted(found, key=lambda one: (one.city is None, -one.n))


def cohort_of(run: CourseRun, *, now: datetime | None = None) -> Cohort:
    """Everybody with a seat, those furthest behind first; eleven SQL statements, however many."""
    rows = list(
        Enrollment.objects.filter(offering=run.offering_id)
        .seated()
        .select_related("person__merged_into", "course_seat__city")
        .order_by("person__sort_key", "pk")
    )
    held, found = held_so_far(run, now=now or timezone.now()), standings([one.pk for one in rows])
    members = [
        Member(
            enrollment=row,
            person=row.person.merged_into or row.person,
            city=row.course_seat.city if hasattr(row, "course_seat") else None,
            standing=found[row.pk],
            behind=tuple(why_behind(found[row.pk], held)),
        )
        for row in rows
    ]
    return Cohort(tuple(sorted(members, key=lambda one: -len(one.behind))))


def held_so_far(run: CourseRun, *, now: datetime) -> Held:
    minutes: dict[str, int] = {}
    rows = TaughtSession.objects.filter(session__offering=run.offering_id, session__ends_at__lte=now)
    for row in rows.exclude(session__state="cancelled").select_related("session"):
        minutes[row.strand] = minutes.get(row.strand, 0) + row.session.minutes
    return Held(minutes)


def why_behind(standing: Standing, held: Held) -> list[str]:
    """Each reason in words; nothing for whoever completed the course, or keeps up with what was taught so far."""
    if standing.is_complete:
        return []
    reasons = []
    taught, learned = sum(held.minutes.values()), sum(standing.strand_minutes.values())
    if learned < taught * (1 - LEEWAY):
        short = {"hours": hours_in_words(taught - learned)}
        reasons.append(_("missed %(hours)s of the meetings held") % short)
    unread = len(set(held.modules) - standing.read)
    if unread:
        reasons.append(ngettext("%(n)s module unread", "%(n)s modules unread", unread) % {"n": unread})
    results = standing.results
    tried = sum(one.state == "failed" for one in results.quizzes)
    if tried:
        reasons.append(ngettext("%(n)s quiz not passed", "%(n)s quizzes not passed", tried) % {"n": tried})
    low = sum(one.state == "failed" for one in results.assignments)
    if low:
        reasons.append(ngettext("%(n)s work to be done again", "%(n)s works to be done again", low) % {"n": low})
    return reasons
