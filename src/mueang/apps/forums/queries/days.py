"""The days of a forum: which are over and unasked, and who was there on one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import MARKS_HERE
from mueang.apps.enrollment.models import Attendance, Enrollment, EnrollmentQuerySet
from mueang.apps.forums.models import DaySurvey, Forum

# A roll that is saved later than this opens no survey any more: people would be asked about a day they have forgotten.
ASKED_WITHIN = timedelta(days=3)


def day_span(on: date) -> tuple[datetime, datetime]:
    """From midnight to midnight, in local time."""
    start = timezone.make_aware(datetime.combine(on, time()))
    return start, start + timedelta(days=1)


def there_on(*, forum: Forum, on: date) -> EnrollmentQuerySet:
    """Participants whom a saved roll of that day says to have been there; each once."""
    start, end = day_span(on)
    sessions = Session.objects.filter(offering=forum.offering_id, starts_at__gte=start, starts_at__lt=end)
    here = Attendance.objects.filter(session__in=sessions, mark__in=MARKS_HERE)
    return Enrollment.objects.filter(pk__in=here.order_by().values("enrollment")).order_by("pk")


def days_to_ask(now: datetime) -> list[tuple[Forum, date]]:
    """Days whose last session is over, with a saved roll and no survey yet; two SQL statements more than days."""
    just_over = Session.objects.filter(ends_at__gte=now - ASKED_WITHIN, ends_at__lte=now)
    asking = Forum.objects.filter(asks_each_day=True, offering__in=just_over.values("offering"))
    forums = {row.offering_id: row for row in asking.exclude(offering__state=OfferingState.CANCELLED)}
    if not forums:
        return []
    asked = set(DaySurvey.objects.filter(forum__in=forums.values()).values_list("forum", "on"))
    last: dict[tuple[int, date], datetime] = {}
    for session in Session.objects.planned().filter(offering__in=forums):
        key = (session.offering_id, timezone.localdate(session.starts_at))
        last[key] = max(session.ends_at, last.get(key, session.ends_at))
    due = [
        (forums[offering], day)
        for (offering, day), ends_at in sorted(last.items())
        if now - ASKED_WITHIN <= ends_at <= now and (forums[offering].pk, day) not in asked
    ]
    return [(forum, day) for forum, day in due if there_on(forum=forum, on=day).exists()]
