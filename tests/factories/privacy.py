"""What the desk of data protection holds, and a person about whom many rooms know something."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from factories.enrollment import joined
from factories.people import DataRequestFactory
from factories.rows import OfferingFactory, RoleGrantFactory, SessionFactory, UserFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.enrollment.models import Apology, Attendance, HoursEntry, RollCall
from mueang.apps.notices.models import Notice
from mueang.apps.outcomes.models import Outcome
from mueang.apps.people.models import Person
from mueang.apps.privacy.actions.breaches import open_breach
from mueang.apps.privacy.models import Breach

SECRET = "zzความลับzz"


def officer_of_privacy(cast: Any) -> User:
    """The data protection officer of the cast's city."""
    user: User = RoleGrantFactory(
        user__username="privacy",
        role=Role.PRIVACY_OFFICER,
        scope_kind=ScopeKind.CITY,
        scope=cast.city.uuid,
        city=None,
    ).user
    return user


def known_everywhere(cast: Any) -> Person:
    """Somebody who learned, stayed away, was written to and asked: the word stands wherever words of theirs can."""
    offering = OfferingFactory(city=cast.city, place=cast.place)
    session = SessionFactory(offering=offering)
    seat = joined(offering).enrollments.get()
    person = seat.person
    person.user, person.family_name = UserFactory(username="known", email="known@example.org"), SECRET
    person.save()
    now, officer = timezone.now(), cast.officer
    Apology.objects.create(enrollment=seat, session=session, reason=SECRET, said_at=now)
    roll = RollCall.objects.create(session=session, saved_at=now, saved_by=officer, request_key="k")
    Attendance.objects.create(
        session=session, enrollment=seat, mark="present", minutes_present=90, roll_call=roll, reason=SECRET
    )
    HoursEntry.objects.create(
        enrollment=seat, session=session, mode="lecture", minutes=90, recorded_by=officer, recorded_at=now
    )
    Outcome.objects.create(enrollment=seat, kind="work", words=SECRET, via="phone", recorded_by=officer, said_at=now)
    for key, where in (("a", {"user": person.user}), ("b", {"address": person.phone})):
        channel = "sms" if "address" in where else "in_app"
        Notice.objects.create(
            city=cast.city,
            channel=channel,
            subject=SECRET,
            body=SECRET,
            key=key,
            state="sent",
            next_attempt_at=now,
            **where,
        )
    DataRequestFactory(person=person, note=SECRET)
    return person


def breach(cast: Any, *, hours_ago: float = 1, **said: Any) -> Breach:
    """A breach the city has known of for so many hours."""
    options = {"kind": "confidentiality", "risk": "risk", "what": "ส่งบัญชีผิดคน (สมมติ)", "data_kinds": "ชื่อ"} | said
    known_at = timezone.now() - timedelta(hours=hours_ago)
    return open_breach(city=cast.city, known_at=known_at, actor=cast.manager, **options)
