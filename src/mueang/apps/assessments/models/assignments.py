"""What is to be handed in, and by which criteria it is judged."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mueang.apps.assessments.enums import AssignmentKind, Level
from mueang.apps.catalog.models import Offering


class Assignment(models.Model):
    """Work to be judged by `n_assessors`, each without seeing the others. `n_tries` 0 is as often as needed.

    Where it `spares_own_city`, nobody judges work about a city they work for. A capstone is a work plan judged by a
    panel. Passed where every criterion is at `pass_level` or better.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="assignments")
    module = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=4, choices=AssignmentKind, default=AssignmentKind.WORK)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    task_th = models.TextField(max_length=8000, blank=True)
    task_en = models.TextField(max_length=8000, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    n_assessors = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(9)])
    pass_level = models.CharField(max_length=10, choices=Level, default=Level.ADEQUATE)
    n_tries = models.PositiveSmallIntegerField(default=3, validators=[MaxValueValidator(20)])
    appeal_days = models.PositiveSmallIntegerField(default=14, validators=[MaxValueValidator(90)])
    spares_own_city = models.BooleanField(default=True)
    is_capstone = models.BooleanField(default=False)
    is_open = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["offering", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "module"], condition=~Q(module=""), name="one_assignment_a_module_of_an_offering"
            ),
            # With an even number of three or more there is no middle judgement.
            models.CheckConstraint(
                condition=Q(n_assessors__in=(1, 2, 3, 5, 7, 9)), name="two_assessors_or_an_odd_number"
            ),
            models.CheckConstraint(
                condition=Q(is_capstone=False) | Q(kind="plan", n_assessors__gte=3), name="a_capstone_has_a_panel"
            ),
        ]

    def __str__(self) -> str:
        return self.title_th

    def takes(self, now: datetime) -> bool:
        return self.is_open and (self.due_at is None or now < self.due_at)


class Criterion(models.Model):
    """One line of the rubric; `levels` says in `{"th", "en"}` how each of `LEVELS` shows itself."""

    personal_data: ClassVar[str] = ""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="criteria")
    key = models.CharField(max_length=60)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    levels = models.JSONField()
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["assignment", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "key"], name="one_criterion_a_key")]

    def __str__(self) -> str:
        return self.key
