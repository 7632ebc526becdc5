"""Who was there: one page a pupil and month as four bitmasks, what stood there before, and the packed year.

Bit d-1 is day d. `open` are the days on which this pupil's mark was taken: a day that the school's calendar calls open
and this page does not is not recorded, and counts neither as present nor as absent. Open, not present and not excused
is absent without leave. `by_hand` are the days whose mark a person set last: what a file leaves unsaid stands there.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.registers.models.imports import ImportRun
from mueang.apps.registers.models.pupils import Pupil, Schooling
from mueang.apps.registers.models.schools import School

_LAST_DAY = 2**31 - 1


def _within(part: str, whole: str) -> Exact:
    """Every bit of one mask stands in another too."""
    both: Any = F(part).bitand(F(whole))  # type: ignore[arg-type]  # the stubs know numbers only
    return Exact(both, F(part))


def _apart(one: str, other: str) -> Exact:
    both: Any = F(one).bitand(F(other))  # type: ignore[arg-type]  # as above
    return Exact(both, 0)


class RegisterPage(models.Model):
    """One pupil × one month (1 to 12) of one schooling; found by its schooling alone, so nothing else is indexed."""

    personal_data: ClassVar[str] = "which days a child was at school"

    city = models.ForeignKey(City, models.PROTECT, related_name="+", db_index=False)
    schooling = models.ForeignKey(Schooling, models.CASCADE, related_name="pages", db_index=False)
    month = models.PositiveSmallIntegerField()
    open = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    late = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)
    by_hand = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, blank=True, related_name="pages", db_index=False)

    class Meta:
        ordering = ["schooling", "month"]
        constraints = [
            models.UniqueConstraint(fields=["schooling", "month"], name="one_page_per_schooling_and_month"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="page_is_of_one_of_twelve_months"),
            models.CheckConstraint(condition=Q(open__lte=_LAST_DAY), name="page_has_at_most_31_days"),
            models.CheckConstraint(condition=_within("present", "open"), name="present_only_on_open_days"),
            models.CheckConstraint(condition=_within("late", "present"), name="late_only_when_present"),
            models.CheckConstraint(condition=_within("excused", "open"), name="excused_only_on_open_days"),
            models.CheckConstraint(condition=_apart("excused", "present"), name="nobody_is_excused_and_present"),
        ]

    def __str__(self) -> str:
        return f"page {self.pk}"

    @property
    def masks(self) -> tuple[int, int, int, int]:
        return self.open, self.present, self.late, self.excused


class PageCorrection(models.Model):
    """What a page said before somebody or a file said otherwise."""

    personal_data: ClassVar[str] = "which days a child was said to be at school before"

    page = models.ForeignKey(RegisterPage, models.CASCADE, related_name="corrections")
    open = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    excused = models.PositiveIntegerField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["page", "-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class PupilYear(models.Model):
    """A child's whole school year in 192 bytes, all schools together, written with the pages it is drawn from.

    Twelve months from May × (open, present, late, excused) as little-endian 32-bit words: `methods.register`'s
    child-year. `school` is the one the child went to last.
    """

    personal_data: ClassVar[str] = "which days a child was at school"

    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="years", db_index=False)
    school_year = models.PositiveSmallIntegerField()
    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)
    packed = models.BinaryField(max_length=192)

    class Meta:
        ordering = ["school", "pupil"]
        indexes = [models.Index(fields=["school", "school_year"], name="pupil_year_school")]
        constraints = [
            models.UniqueConstraint(fields=["pupil", "school_year"], name="one_packed_year_per_pupil"),
        ]

    def __str__(self) -> str:
        return f"year {self.pk}"
