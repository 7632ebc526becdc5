"""What a learner handed in: words, files, rows of their own city, a work plan."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.assessments.enums import LONGEST_TEXT, HandInState
from mueang.apps.assessments.models.assignments import Assignment
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.plans.models import WorkPlan


class HandIn(models.Model):
    """One hand-in, numbered; a draft until handed in. `city` is the learner's own, about which the work is.

    `plan_copy` is the work plan as it was when it was handed in; `n_seats` how many assessors judge it.
    """

    personal_data: ClassVar[str] = "what a learner wrote and handed in"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="hand_ins")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="hand_ins")
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    plan = models.ForeignKey(WorkPlan, models.PROTECT, null=True, blank=True, related_name="+")
    plan_copy = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=HandInState, default=HandInState.DRAFT)
    n_seats = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["handed_in_at", "pk"]
        indexes = [models.Index(fields=["assignment", "state"], name="hand_in_assignment_state")]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "enrollment", "number"], name="one_hand_in_a_number"),
            models.UniqueConstraint(
                fields=["assignment", "enrollment"],
                condition=~Q(state=HandInState.SETTLED),
                name="one_hand_in_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", handed_in_at=None) | ~Q(state="draft") & Q(handed_in_at__isnull=False),
                name="handed_in_exactly_when_no_draft",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class HandInFile(models.Model):
    """A PDF, or a picture made small; `digest` is of `content`."""

    personal_data: ClassVar[str] = "whatever stands in the file"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["hand_in", "pk"]
        constraints = [models.UniqueConstraint(fields=["hand_in", "digest"], name="a_file_is_added_once")]

    def __str__(self) -> str:
        return self.name


class HandInRows(models.Model):
    """Rows of the learner's own city that show the work, as they were counted when it was handed in."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=20)
    rows_of = models.UUIDField(null=True, blank=True)
    period_from = models.DateField()
    period_to = models.DateField()
    n = models.PositiveIntegerField(null=True, blank=True)
    value = models.CharField(max_length=60, blank=True)
    about_th = models.CharField(max_length=300, blank=True)
    about_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["hand_in", "pk"]

    def __str__(self) -> str:
        return self.kind
