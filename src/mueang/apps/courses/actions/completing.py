"""Settling who has completed the course, and awarding the cohort at one press.

The course's rule becomes the final assessment of enrollment: hours alone complete nobody, and whatever asks enrollment
who has completed (the catalog, the transcript, credentials) gets the same answer.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.courses.errors import HoursAlone, NothingToAward
from mueang.apps.courses.models import CourseRun
from mueang.apps.courses.queries import WHOLE, condition_of, parts_completed
from mueang.apps.courses.rules import may_run
from mueang.apps.credentials.actions import define_achievement, note_parts, start_award_run
from mueang.apps.credentials.actions.achievements import Words
from mueang.apps.credentials.errors import NobodyToAward, RunUnderWay
from mueang.apps.credentials.models import AwardRun
from mueang.apps.credentials.queries import achievements_for
from mueang.apps.enrollment.actions import assess, settle_completions
from mueang.apps.enrollment.actions.completion import Settled
from mueang.apps.enrollment.enums import AssessmentResult
from mueang.apps.enrollment.models import Assessment, Enrollment
from mueang.curriculum.course import Strand
from mueang.curriculum.reading import packaged_course


@transaction.atomic
def settle_course(*, run: CourseRun, actor: User, now: datetime | None = None) -> Settled:
    """Judge every learner by the course's rule and settle the offering; may be repeated as often as one likes.

    Raises PermissionDenied, and HoursAlone for a cohort that was opened before its program asked for more.
    """
    now = now or timezone.now()
    if not may_run(actor, run.offering):
        raise PermissionDenied
    if not Offering.objects.filter(pk=run.offering_id, program__needs_assessment=True).exists():
        raise HoursAlone
    parts = parts_completed(run.offering)
    passed = parts.pop(WHOLE).keys()
    rows = list(Enrollment.objects.filter(offering=run.offering).seated().select_related("offering"))
    judged = Assessment.objects.filter(enrollment__in=rows).order_by("assessed_at", "pk")
    latest = dict(judged.values_list("enrollment", "result"))
    for row in rows:
        result = AssessmentResult.PASSED if row.pk in passed else AssessmentResult.NOT_YET
        if latest.get(row.pk, AssessmentResult.NOT_YET) != result:
            assess(enrollment=row, result=result, actor=actor, now=now)
    note_parts(offering=run.offering, parts=parts, actor=actor, now=now)
    settled = settle_completions(offering=run.offering, actor=actor, now=now)
    facts = {"n_passed": len(passed)}
    record(actor=actor, verb="course.settled", target=run, book=run.offering.city.slug, facts=facts)
    return settled


@transaction.atomic
def award_cohort(*, run: CourseRun, actor: User, now: datetime | None = None) -> list[AwardRun]:
    """Settle the course, then ask for the award of everybody who completed it, or a strand of it that earns one, and
    holds none: the worker signs. What is being signed already goes on.

    Raises PermissionDenied, NothingToAward where the city has not said what the course earns, and NobodyToAward where
    nobody waits for anything.
    """
    settle_course(run=run, actor=actor, now=now)
    achievements = list(achievements_for(viewer=actor, offering=run.offering).exclude(program=None))
    if not achievements:
        raise NothingToAward
    started = []
    for achievement in achievements:
        with suppress(NobodyToAward, RunUnderWay):
            started.append(start_award_run(achievement=achievement, offering=run.offering, actor=actor, now=now))
    if not started:
        raise NobodyToAward
    return started


@transaction.atomic
def award_strands_too(*, run: CourseRun, actor: User) -> int:
    """Let each strand earn an award of its own beside the whole course's, by the same issuer; how many are new.

    Raises PermissionDenied, NothingToAward where the whole course earns nothing yet.
    """
    known = list(achievements_for(viewer=actor, offering=run.offering).exclude(program=None))
    whole = next((one for one in known if not one.condition), None)
    if whole is None:
        raise NothingToAward
    new = [one for one in packaged_course().strands if condition_of(one) not in {row.condition for row in known}]
    for strand in new:
        define_achievement(
            issuer=whole.issuer,
            program=run.offering.program,
            condition=condition_of(strand),
            actor=actor,
            **_words(strand),
        )
    return len(new)


def _words(strand: Strand) -> Words:
    course = packaged_course()
    share = round(course.completion.strand_share * 100)
    hours = strand.minutes_by_mode().total() // 60
    return {
        "name_th": strand.name.th,
        "name_en": strand.name.en,
        "description_th": f"ผ่านสาย “{strand.name.th}” ของหลักสูตร{course.name.th} ผู้ผ่าน{strand.aim.th}",
        "description_en": f"Completed the strand “{strand.name.en}” of {course.name.en}. {strand.aim.en}",
        "criteria_th": f"เรียนอย่างน้อยร้อยละ {share} ของ {hours} ชั่วโมงของสาย และงานทุกหน่วยได้ระดับพอใช้ขึ้นไปทุกข้อ",
        "criteria_en": f"At least {share} per cent of the strand's {hours} hours, and the work of every module "
        "adequate or better in each line",
    }
