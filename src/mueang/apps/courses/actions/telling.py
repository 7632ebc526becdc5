"""An announcement to everybody who has a seat in the course."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.courses.models import CourseRun
from mueang.apps.courses.rules import may_teach
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.people.models import Person


@transaction.atomic
def announce(*, run: CourseRun, subject: str, words: str, request_key: str, actor: User) -> int:
    """Leave word for each learner, in the app, by e-mail or as text to copy; how many. A press repeated tells once.

    Raises PermissionDenied.
    """
    if not may_teach(actor, run):
        raise PermissionDenied
    rows = (
        Enrollment.objects.filter(offering=run.offering)
        .seated()
        .select_related("person__merged_into__user", "person__user")
    )
    n_told = 0
    for row in rows:
        person = row.person.merged_into or row.person
        way = _way_to(person)
        if way is None:
            continue
        key = f"course:{run.uuid.hex}:{request_key[:40]}:{row.pk}"
        channel, user, address = way
        queue_notice(
            city=run.offering.city,
            channel=channel,
            subject=subject,
            body=words,
            key=key,
            user=user,
            address=address,
            about=run.offering,
        )
        n_told += 1
    record(actor=actor, verb="course.announced", target=run, book=run.offering.city.slug, facts={"n_people": n_told})
    return n_told


def _way_to(person: Person) -> tuple[str, User | None, str] | None:
    if person.user_id and person.user:
        return Channel.IN_APP, person.user, ""
    if person.email:
        return Channel.EMAIL, None, person.email
    return (Channel.COPY, None, person.phone) if person.phone else None
