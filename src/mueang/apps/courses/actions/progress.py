"""What a learner has opened and read. Their own reading is no business of the audit book: nothing is recorded there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.courses.errors import NotOfThisCourse, NotYourCity
from mueang.apps.courses.models import CourseSeat, ModuleProgress
from mueang.apps.courses.rules import desk_cities, own_seats
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.curriculum.reading import packaged_course


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened on the learner's device, and when: a module was opened at a place, or read to the end."""

    module: str
    at: datetime
    is_read: bool = False
    place: str = ""


@transaction.atomic
def mark_progress(*, enrollment: Enrollment, marks: Sequence[Mark], actor: User, now: datetime | None = None) -> None:
    """Write marks down, in whatever order and however often they arrive: the first opening and reading stand,
    the latest place. Nothing lies in the future.

    Raises PermissionDenied for anybody but the learner, NotOfThisCourse.
    """
    now = now or timezone.now()
    _lock_own(enrollment, actor)
    if not {mark.module for mark in marks} <= {module.key for module in packaged_course().modules}:
        raise NotOfThisCourse
    rows = {row.module: row for row in ModuleProgress.objects.filter(enrollment=enrollment)}
    new: list[ModuleProgress] = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        at = min(mark.at, now)
        row = rows.get(mark.module)
        if row is None:
            row = rows[mark.module] = ModuleProgress(
                enrollment=enrollment, module=mark.module, opened_at=at, placed_at=at
            )
            new.append(row)
        _apply(row, mark, at)
    ModuleProgress.objects.bulk_create(new)
    kept = [row for row in rows.values() if row not in new]
    ModuleProgress.objects.bulk_update(kept, ["opened_at", "read_at", "place", "placed_at"])


def _apply(row: ModuleProgress, mark: Mark, at: datetime) -> None:
    row.opened_at = min(row.opened_at, at)
    if mark.is_read:
        row.read_at = min(row.read_at or at, at)
    if mark.place and at >= row.placed_at:
        row.place, row.placed_at = mark.place, at


@transaction.atomic
def take_back_reading(*, enrollment: Enrollment, module: str, actor: User) -> None:
    """The learner wants to read a module once more. Raises PermissionDenied."""
    _lock_own(enrollment, actor)
    ModuleProgress.objects.filter(enrollment=enrollment, module=module).update(read_at=None)


@transaction.atomic
def choose_city(*, enrollment: Enrollment, city: City, actor: User) -> None:
    """The learner says on which city they do the activities. Raises PermissionDenied, NotYourCity."""
    _lock_own(enrollment, actor)
    if not desk_cities(actor).filter(pk=city.pk).exists():
        raise NotYourCity
    CourseSeat.objects.update_or_create(enrollment=enrollment, defaults={"city": city})


def _lock_own(enrollment: Enrollment, actor: User) -> None:
    # Two devices of one learner may send the same marks together.
    if own_seats(actor).select_for_update(of=("self",)).filter(pk=enrollment.pk).first() is None:
        raise PermissionDenied
