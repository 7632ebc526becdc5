"""Opening the course in an offering, and saying which meeting teaches which strand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.assessments.actions import prepare_course
from mueang.apps.assessments.rules import may_set
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions import change_program
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.courses.errors import NotOfThisCourse, TaughtAlready
from mueang.apps.courses.models import CourseRun, TaughtSession
from mueang.apps.courses.rules import may_run
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.curriculum.reading import packaged_course


@transaction.atomic
def open_course(*, offering: Offering, actor: User, now: datetime | None = None) -> CourseRun:
    """Teach the house's course in this offering; its meetings share the strands in order until somebody says otherwise.
    Whoever may also set work there gets a quiz and an assignment for every module.

    Raises PermissionDenied, TaughtAlready.
    """
    offering = _locked(offering)
    if not may_run(actor, offering):
        raise PermissionDenied
    if CourseRun.objects.filter(offering=offering).exists():
        raise TaughtAlready
    run = CourseRun.objects.create(offering=offering, opened_by=actor, opened_at=now or timezone.now())
    meetings = list(Session.objects.filter(offering=offering).planned())
    strands = spread([one.minutes for one in meetings], [strand.key for strand in packaged_course().strands])
    TaughtSession.objects.bulk_create(
        TaughtSession(session=one, strand=strand) for one, strand in zip(meetings, strands, strict=True)
    )
    if not offering.program.needs_assessment and not _has_completed(offering):
        # From now on hours alone complete nobody: the course's own rule is the final assessment.
        change_program(program=offering.program, needs_assessment=True, actor=actor)
    if may_set(actor, offering):
        prepare_course(offering=offering, course=packaged_course(), actor=actor)
    record(actor=actor, verb="course.opened", target=run, book=offering.city.slug)
    return run


@transaction.atomic
def set_strands(*, run: CourseRun, strands: Mapping[int, str], actor: User) -> None:
    """Say which strand each meeting (its number) teaches; "" for one that counts for none, unnamed ones stay.

    Raises PermissionDenied, NotOfThisCourse.
    """
    offering = _locked(run.offering)
    if not may_run(actor, offering):
        raise PermissionDenied
    meetings = {one.number: one for one in Session.objects.filter(offering=offering)}
    known = {"", *(strand.key for strand in packaged_course().strands)}
    if not strands.keys() <= meetings.keys() or not set(strands.values()) <= known:
        raise NotOfThisCourse
    TaughtSession.objects.filter(session__in=[meetings[number] for number in strands]).delete()
    TaughtSession.objects.bulk_create(
        TaughtSession(session=meetings[number], strand=strand) for number, strand in strands.items() if strand
    )
    record(actor=actor, verb="course.strands_set", target=run, book=offering.city.slug, facts={"n": len(strands)})


def spread(minutes: Sequence[int], strands: Sequence[str]) -> list[str]:
    """Which strand each meeting teaches when all strands get the same time, in order.

    A meeting belongs to the strand in whose share its middle lies.

    >>> spread([90, 90, 180], ["a", "b"])
    ['a', 'a', 'b']
    """
    share, gone, found = sum(minutes) / len(strands), 0, []
    for length in minutes:
        found.append(strands[min(int((gone + length / 2) / share), len(strands) - 1)])
        gone += length
    return found


def _has_completed(offering: Offering) -> bool:
    return Enrollment.objects.filter(offering=offering, state=EnrollmentState.COMPLETED).exists()


def _locked(offering: Offering) -> Offering:
    rows = Offering.objects.select_for_update(of=("self",)).select_related(
        "place__organization", "city", "program__city"
    )
    return rows.get(pk=offering.pk)
