"""A missed meeting made up by an approved equivalent: the hours are enrollment's, the strand is ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.courses.errors import NotOfThisCourse
from mueang.apps.courses.models import MadeUp
from mueang.apps.enrollment.actions import recognise_hours
from mueang.apps.enrollment.actions.recognising import Elsewhere
from mueang.apps.enrollment.models import Enrollment
from mueang.curriculum.reading import packaged_course


@transaction.atomic
def make_up(
    *,
    enrollment: Enrollment,
    strand: str,
    elsewhere: Elsewhere,
    minutes_by_mode: Mapping[str, int],
    actor: User,
    now: datetime | None = None,
) -> MadeUp:
    """Enter hours of an equivalent for one strand. Raises NotOfThisCourse, and what `recognise_hours` refuses."""
    if strand not in {one.key for one in packaged_course().strands} or not hasattr(enrollment.offering, "course_run"):
        raise NotOfThisCourse
    row = recognise_hours(
        enrollment=enrollment, elsewhere=elsewhere, minutes_by_mode=minutes_by_mode, actor=actor, now=now
    )
    return MadeUp.objects.create(recognition=row, strand=strand)
