"""An issuer with its key, something to earn, and a cohort that completed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from factories.rows import EnrollmentFactory, OfferingFactory, PersonFactory, SessionFactory
from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.credentials.actions import define_achievement, open_issuer
from mueang.apps.credentials.models import Achievement, Issuer
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import HoursEntry
from mueang.apps.network.models import City

WORDS = {
    "name_th": "นักจัดการเมืองแห่งการเรียนรู้",
    "name_en": "City Administrator",
    "description_th": "ผ่านหลักสูตร 45 ชั่วโมง",
    "description_en": "Completed the 45-hour course",
    "criteria_th": "ครบ 45 ชั่วโมง",
    "criteria_en": "Forty-five hours",
}


def make_issuer(city: City, *, slug: str = "the-university") -> Issuer:
    return open_issuer(
        city=city,
        slug=slug,
        name_th="มหาวิทยาลัยสมมติ",
        name_en="Invented University",
        signatory_name="ผศ.ดร.สมมติ ตัวอย่าง",
        signatory_position_th="อธิการบดี",
        signatory_position_en="President",
        actor=None,
    )


def make_achievement(issuer: Issuer, offering: Offering | None = None, **words: object) -> Achievement:
    program = offering.program if offering else None
    return define_achievement(issuer=issuer, program=program, actor=None, **{**WORDS, **words})


def make_cohort(city: City, *, n_completed: int, officer: User, n_learning: int = 0) -> Offering:
    """An offering of `city` with learners who completed with three hours each, and some who still learn."""
    offering = OfferingFactory(program__city=city, seats=500)
    session = SessionFactory(offering=offering)
    for number in range(n_completed + n_learning):
        done = number < n_completed
        enrollment = EnrollmentFactory(
            offering=offering,
            person=PersonFactory(city=city, given_name=f"ปิ่น{number}"),
            state=EnrollmentState.COMPLETED if done else EnrollmentState.ENROLLED,
        )
        HoursEntry.objects.create(
            enrollment=enrollment,
            session=session,
            mode="lab",
            minutes=180,
            recorded_by=officer,
            recorded_at=timezone.now() - timedelta(days=1),
        )
    return offering
