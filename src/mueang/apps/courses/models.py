"""A course of the house taught in one offering: which meeting teaches which strand, and what each learner has read."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.models import Enrollment, Recognition
from mueang.apps.network.models import City


class CourseRun(models.Model):
    """The offering is the cohort, its enrollments the learners, enrollment's ledger their hours."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.OneToOneField(Offering, models.PROTECT, related_name="course_run")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class TaughtSession(models.Model):
    """Whose hours count for which strand: one strand a meeting."""

    personal_data: ClassVar[str] = ""

    session = models.OneToOneField(Session, models.CASCADE, related_name="taught")
    strand = models.SlugField(max_length=40)

    def __str__(self) -> str:
        return f"{self.session_id}:{self.strand}"


class MadeUp(models.Model):
    """Hours that enrollment recognised in place of a missed meeting, and the strand they count for."""

    personal_data: ClassVar[str] = "what somebody learned in place of a meeting"

    recognition = models.OneToOneField(Recognition, models.PROTECT, related_name="made_up")
    strand = models.SlugField(max_length=40)

    def __str__(self) -> str:
        return f"{self.recognition_id}:{self.strand}"


class CourseSeat(models.Model):
    """The city a learner does the activities on."""

    personal_data: ClassVar[str] = "which city somebody works for"

    enrollment = models.OneToOneField(Enrollment, models.PROTECT, related_name="course_seat")
    city = models.ForeignKey(City, models.PROTECT, related_name="course_seats")

    def __str__(self) -> str:
        return f"{self.enrollment_id}:{self.city_id}"


class ModuleProgress(models.Model):
    """How far one learner is in one module: `place` is the mark in the page where they were last."""

    personal_data: ClassVar[str] = "what somebody has read"

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="module_progress")
    module = models.SlugField(max_length=40)
    opened_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    place = models.SlugField(max_length=60, blank=True)
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ["enrollment", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "module"], name="one_progress_row_per_learner_and_module"),
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("opened_at")), name="a_module_is_read_after_it_is_opened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}:{self.module}"
