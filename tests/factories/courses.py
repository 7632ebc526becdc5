"""A course run with its learners, each signed in for themselves."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from factories.enrollment import past_session, take_roll
from factories.rows import EnrollmentFactory, OfferingFactory, SessionFactory, UserFactory
from mueang.apps.assessments.enums import HandInState, Means
from mueang.apps.assessments.models import Assignment, HandIn, Verdict
from mueang.apps.courses.actions import open_course, set_strands
from mueang.apps.courses.models import CourseRun
from mueang.apps.enrollment.models import Enrollment
from mueang.curriculum.reading import packaged_course


def a_run(cast: Any, *, meetings: int = 2, **details: Any) -> CourseRun:
    """A run of the cast's city, its meetings an hour each."""
    offering = OfferingFactory(program__city=cast.city, place=cast.place, **details)
    for number in range(1, meetings + 1):
        SessionFactory(offering=offering, number=number)
    return open_course(offering=offering, actor=cast.manager)


def a_learner(run: CourseRun, name: str = "", **details: Any) -> Enrollment:
    """Somebody with a seat and an account of their own."""
    user = UserFactory(**({"username": name} if name else {}))
    return EnrollmentFactory(offering=run.offering, person__user=user, **details)


def taught(run: CourseRun, *, actor: Any, minutes: int = 540) -> None:
    """One meeting a strand, over, with everybody there."""
    strands = [one.key for one in packaged_course().strands]
    meetings = [past_session(run.offering, number=n, days=n, minutes=minutes) for n in range(1, len(strands) + 1)]
    set_strands(run=run, strands={one.number: key for one, key in zip(meetings, strands, strict=True)}, actor=actor)
    for meeting in meetings:
        take_roll(meeting, actor=actor)


def judged(enrollment: Enrollment, *, level: str = "adequate", but: str = "", only: str = "") -> None:
    """Every work of the course handed in and settled at this level; none for the module `but`, or one alone."""
    now, rows = timezone.now(), Assignment.objects.filter(offering=enrollment.offering)
    for row in rows.filter(module=only) if only else rows.exclude(module=but):
        hand_in = HandIn.objects.create(
            assignment=row,
            enrollment=enrollment,
            city=enrollment.offering.city,
            number=1,
            state=HandInState.SETTLED,
            n_seats=row.n_assessors,
            begun_at=now,
            handed_in_at=now,
        )
        Verdict.objects.create(
            hand_in=hand_in,
            number=1,
            means=Means.TOGETHER,
            levels={one.key: level for one in row.criteria.all()},
            is_passed=level in ("adequate", "exemplary"),
            settled_at=now,
        )
