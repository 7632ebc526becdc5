"""The ledger of learning hours that only grows, and the judgements beside it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import AssessmentResult
from mueang.apps.enrollment.errors import HoursAreOnlyAdded
from mueang.apps.enrollment.models.recognition import Recognition
from mueang.apps.enrollment.models.seats import Enrollment


class HoursEntryQuerySet(models.QuerySet["HoursEntry"]):
    def standing(self) -> HoursEntryQuerySet:
        """Entries that count: neither reversed nor reversals."""
        return self.filter(reverses=None, reversed_by=None)

    def update(self, **_kwargs: Any) -> NoReturn:
        raise HoursAreOnlyAdded

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise HoursAreOnlyAdded

    def delete(self) -> NoReturn:
        raise HoursAreOnlyAdded


class HoursEntry(models.Model):
    """Append-only: minutes of learning in one mode; a correction is a second entry that reverses the first.

    An entry of hours learned elsewhere has no session but the `recognition` that approved it.
    """

    personal_data: ClassVar[str] = "learning hours of a person"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="hours_entries")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="hours_entries")
    mode = models.CharField(max_length=10, choices=Mode)
    minutes = models.IntegerField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    recognition = models.ForeignKey(Recognition, models.PROTECT, null=True, blank=True, related_name="hours_entries")
    reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = HoursEntryQuerySet.as_manager()

    class Meta:
        ordering = ["enrollment", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, minutes__gt=0) | Q(reverses__isnull=False, minutes__lt=0),
                name="only_a_reversal_is_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.mode} {self.minutes}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HoursAreOnlyAdded
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise HoursAreOnlyAdded


class Assessment(models.Model):
    """An assessor's judgement of the learner's work; the latest one counts."""

    personal_data: ClassVar[str] = "judgement of a person's work"

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="assessments")
    result = models.CharField(max_length=10, choices=AssessmentResult)
    note = models.CharField(max_length=400, blank=True)
    assessed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()

    class Meta:
        ordering = ["enrollment", "assessed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.result}"
