"""Each mark as it was made, who fetched a child, and who scanned the session's code."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, NoReturn
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.enums import MARKS_HERE, Mark, Weight
from mueang.apps.enrollment.errors import AttendanceIsNeverErased
from mueang.apps.enrollment.models.seats import Enrollment


class MarkEntryQuerySet(models.QuerySet["MarkEntry"]):
    def delete(self) -> NoReturn:
        raise AttendanceIsNeverErased


class MarkEntry(models.Model):
    """One mark as somebody made it, kept for ever; `uuid` comes from the device, so that no mark counts twice.

    The mark that stands is the heaviest, among those the latest made, among those the highest uuid: the same
    whatever the order in which they arrive. `made_at` is the device's time set right by the server's. `lost_to` is a
    colleague's mark that stood against this one when neither had seen the other's.
    """

    personal_data: ClassVar[str] = "who was present, who marked it, from which device"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="mark_entries")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="mark_entries")
    mark = models.CharField(max_length=10, choices=Mark)
    minutes_present = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(choices=Weight)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    device = models.CharField(max_length=36, blank=True)
    device_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    lost_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="beaten")

    objects = MarkEntryQuerySet.as_manager()

    class Meta:
        ordering = ["session", "weight", "made_at", "uuid"]
        indexes = [models.Index(fields=["session", "enrollment"], name="mark_entry_of_learner")]
        constraints = [
            models.CheckConstraint(condition=Q(made_at__lte=F("received_at")), name="no_mark_is_made_in_the_future"),
            models.CheckConstraint(
                condition=Q(mark__in=MARKS_HERE) | Q(minutes_present=0), name="a_mark_of_absence_has_no_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.enrollment_id} {self.mark}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AttendanceIsNeverErased

    @property
    def standing(self) -> tuple[int, datetime, UUID]:
        """Of two marks of one learner in one session, the one with the greater of these stands."""
        return (self.weight, self.made_at, self.uuid)

    @property
    def is_correction(self) -> bool:
        return self.weight == Weight.CORRECTED


class CheckOut(models.Model):
    """A small child was fetched: by whom, as the keeper knew or typed it; the latest stands, all are kept."""

    personal_data: ClassVar[str] = "who fetched a child, and when"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="check_outs")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="check_outs")
    fetched_by = models.CharField(max_length=120, blank=True)
    is_taken_back = models.BooleanField(default=False)
    fetched_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    device = models.CharField(max_length=36, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["session", "fetched_at", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_taken_back=True) | ~Q(fetched_by=""), name="somebody_fetched_the_child"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.enrollment_id} {self.fetched_at:%H:%M}"


class Scan(models.Model):
    """A learner scanned the session's code on the keeper's screen; a proposal for the roll, never hours by itself."""

    personal_data: ClassVar[str] = "who was at the keeper's screen, and when"

    session = models.ForeignKey(Session, models.PROTECT, related_name="scans")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="scans")
    scanned_at = models.DateTimeField()

    class Meta:
        ordering = ["session", "scanned_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "enrollment"], name="one_scan_per_learner")]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.enrollment_id}"
