"""Seats in motion in the demo city: an open offer, a class, somebody who cannot come, seats held for the invited."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions import NewMember, apologise, hold_seats, join_group, withdraw
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.demo.city import Demo
from mueang.demo.names import invented_phone

N_PUPILS = 8
PUPIL_AGE = 11


def add_seats_in_motion(demo: Demo, *, roll_call: Offering, now: datetime) -> None:
    """What the pages of waiting lines, classes, apologies and held seats have to show."""
    coming = Offering.objects.filter(city=demo.city, state=OfferingState.PUBLISHED, starts_on__gt=demo.today)
    _leave_one_seat(demo, now=now)
    _bring_class(coming.order_by("starts_on", "pk"), demo)
    _hold(coming.order_by("-starts_on", "pk"), demo)
    _say_sorry(roll_call, now=now)


def _leave_one_seat(demo: Demo, *, now: datetime) -> None:
    """Somebody gives a seat back where others wait: the first of them has an offer to answer."""
    waiting = Enrollment.objects.filter(offering__city=demo.city, state=EnrollmentState.WAITLISTED)
    row = waiting.select_related("offering").order_by("pk").first()
    if row:
        seated = Enrollment.objects.filter(offering=row.offering, state=EnrollmentState.ENROLLED).order_by("pk").first()
        if seated:
            withdraw(enrollment=seated, actor=None, now=now)


def _bring_class(offerings: QuerySet[Offering], demo: Demo) -> None:
    fits = [one for one in _open(offerings) if one.seats_left >= N_PUPILS and _admits(one)]
    if not fits:
        return
    year = demo.today.year - PUPIL_AGE
    join_group(
        offering=fits[0],
        teacher=NewMember("ครูสมมติ", "พาเรียน", "นางสาว", phone=invented_phone(991_001), is_invented=True),
        pupils=[
            NewMember(f"นักเรียนสมมติ{letter}", "ทดลอง", "ด.ช.", birth_year=year, is_invented=True)
            for letter in "กขคงจฉชซ"[:N_PUPILS]
        ],
        name="ป.5/1 โรงเรียนสมมติวิทยา",
        request_key=f"demo-class-{fits[0].slug}"[:64],
    )


def _admits(offering: Offering) -> bool:
    lowest, highest = offering.age_min or 0, offering.age_max or 120
    return lowest < PUPIL_AGE and highest > PUPIL_AGE + 1


def _hold(offerings: QuerySet[Offering], demo: Demo) -> None:
    roomy = [one for one in _open(offerings) if one.seats_left >= N_PUPILS]
    if roomy:
        hold_seats(offering=roomy[0], n_seats=2, actor=demo.manager, token=f"demo-{roomy[0].uuid}")


def _open(offerings: QuerySet[Offering]) -> list[Offering]:
    return list(offerings.select_related("city", "place__organization", "program"))


def _say_sorry(offering: Offering, *, now: datetime) -> None:
    """Two learners of today's course tell beforehand that they cannot come next time; today everybody is expected."""
    next_day = timezone.localtime(max(now, timezone.now())).date() + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(next_day, time.min))
    coming = offering.sessions.planned().filter(starts_at__gte=midnight).order_by("starts_at").first()
    if coming is None:
        return
    rows = Enrollment.objects.filter(offering=offering).learning().order_by("pk").select_related("offering")
    for row, reason in zip(rows[:2], ("ไปหาหมอฟัน (สมมติ)", ""), strict=False):
        apologise(enrollment=row, session=coming.uuid, actor=None, reason=reason)
