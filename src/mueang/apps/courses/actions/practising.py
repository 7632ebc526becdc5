"""A seat in the practice city: whoever learns the course may try on invented people what they may not do at home."""

from __future__ import annotations

from contextlib import suppress

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.actions import grant_role
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.errors import RoleAlreadyHeld
from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.courses.errors import NoPracticeCity
from mueang.apps.courses.models import CourseSeat
from mueang.apps.courses.rules import desk_cities, own_seats, practice_city
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City

# What the activities of the course ask for. Nobody gives roles there: those reach accounts of real cities.
PRACTISES = (Role.CITY_OFFICER, Role.CASE_WORKER)


@transaction.atomic
def take_practice_seat(*, enrollment: Enrollment, actor: User) -> City:
    """Let a learner into the desk of the practice city, as its officer and one of its case workers.

    Raises PermissionDenied for anybody but the learner, NoPracticeCity.
    """
    if not own_seats(actor).filter(pk=enrollment.pk).exists():
        raise PermissionDenied
    city = practice_city()
    if city is None:
        raise NoPracticeCity
    theirs = list(desk_cities(actor)[:2])
    if len(theirs) == 1 and theirs[0] != city:
        # With a second desk it would be open which of them is their own.
        CourseSeat.objects.get_or_create(enrollment=enrollment, defaults={"city": theirs[0]})
    for role in PRACTISES:
        with suppress(RoleAlreadyHeld):
            grant_role(user=actor, role=role, scope_kind=ScopeKind.CITY, scope=city.uuid, actor=None)
    record(actor=actor, verb="course.practised", target=enrollment.offering.course_run, book=city.slug)
    return city
