"""Who came: the savings of a roll, and the mark of each learner."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import MARKS_HERE, Mark
from mueang.apps.enrollment.errors import AttendanceIsNeverErased
from mueang.apps.enrollment.models.seats import Enrollment


class RollCall(models.Model):
    """One saving of a session's roll; `request_key` makes a repeated press harmless.

    It `waits_for_watch` until the worker has looked at the offering for absences.
    """

    personal_data: ClassVar[str] = "reason of a late correction"

    session = models.ForeignKey(Session, models.PROTECT, related_name="roll_calls")
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    request_key = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=200, blank=True)
    waits_for_watch = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["session", "saved_at", "pk"]
        indexes = [
            models.Index(fields=["session"], condition=Q(waits_for_watch=True), name="rolls_that_wait_for_watch")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.saved_at:%H:%M}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def delete(self) -> NoReturn:
        raise AttendanceIsNeverErased


class Attendance(models.Model):
    """How one learner was at one session once the roll is saved: the mark that stands among their `MarkEntry` rows."""

    personal_data: ClassVar[str] = "who was present"

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="attendances")
    mark = models.CharField(max_length=10, choices=Mark)
    minutes_present = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    roll_call = models.ForeignKey(RollCall, models.PROTECT, related_name="attendances")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "enrollment"], name="one_mark_per_learner_and_session"),
            models.CheckConstraint(
                condition=Q(mark__in=MARKS_HERE) | Q(minutes_present=0), name="absence_has_no_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.enrollment_id} {self.mark}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AttendanceIsNeverErased
