"""A quiz, its items, and who tried it with which result."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mueang.apps.assessments.enums import GRACE_SECONDS, Counts, ItemKind
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment


class Quiz(models.Model):
    """Draws `n_drawn` of its items for each try. `module` is the key of the course's module; empty for no course.

    `n_tries` 0 is as often as one likes; `limit_minutes` 0 is without a limit of time.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="quizzes")
    module = models.CharField(max_length=60, blank=True)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    n_drawn = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(1), MaxValueValidator(50)])
    n_tries = models.PositiveSmallIntegerField(default=3, validators=[MaxValueValidator(50)])
    wait_minutes = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(40_320)])
    limit_minutes = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(600)])
    counts = models.CharField(max_length=4, choices=Counts, default=Counts.BEST)
    pass_percent = models.PositiveSmallIntegerField(default=80, validators=[MaxValueValidator(100)])
    closes_at = models.DateTimeField(null=True, blank=True)
    is_open = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["offering", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "module"], condition=~Q(module=""), name="one_quiz_a_module_of_an_offering"
            )
        ]

    def __str__(self) -> str:
        return self.title_th

    def takes(self, now: datetime) -> bool:
        return self.is_open and (self.closes_at is None or now < self.closes_at)


class Item(models.Model):
    """One question. It never changes once drawn: a changed one is a new row, and this one is retired.

    Options are `{"th", "en"}`; of words to be typed those taken as right, of a number `{"value", "tolerance"}`.
    `right` holds places of options, from 0.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="items")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=ItemKind)
    stem_th = models.TextField(max_length=4000)
    stem_en = models.TextField(max_length=4000, blank=True)
    options = models.JSONField()
    right = models.JSONField(default=list)
    why_th = models.TextField(max_length=4000, blank=True)
    why_en = models.TextField(max_length=4000, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["quiz", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "key"], condition=Q(retired_at=None), name="one_current_item_a_key_of_a_quiz"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_chosen(self) -> bool:
        """Answered by choosing among options, not by typing."""
        return self.kind in (ItemKind.ONE, ItemKind.SEVERAL)


class Attempt(models.Model):
    """One try: what was drawn stands in its rows, so it can be gone on with on any device."""

    personal_data: ClassVar[str] = "how a learner did in a quiz"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="quiz_attempts")
    number = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    begun_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    out_of = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["enrollment", "quiz", "number"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "enrollment", "number"], name="one_attempt_a_number"),
            models.UniqueConstraint(
                fields=["quiz", "enrollment"], condition=Q(handed_in_at=None), name="one_open_attempt_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, points=None) | Q(handed_in_at__isnull=False, points__isnull=False),
                name="an_attempt_has_points_exactly_when_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def percent(self) -> int | None:
        return None if self.points is None else self.points * 100 // self.out_of

    def is_over(self, now: datetime) -> bool:
        """The limit of time has passed, and the moment a post may travel."""
        return self.due_at is not None and now > self.due_at + timedelta(seconds=GRACE_SECONDS)


class Drawn(models.Model):
    """An item of an attempt at its place, its options in `order`, and what was answered.

    An answer is a list: places of the item's own options, or one text.
    """

    personal_data: ClassVar[str] = "what a learner answered"

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="drawn")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    order = models.JSONField(default=list)
    answer = models.JSONField(default=list)
    is_right = models.BooleanField(null=True)

    class Meta:
        ordering = ["attempt", "place"]
        constraints = [models.UniqueConstraint(fields=["attempt", "place"], name="one_item_a_place_of_an_attempt")]

    def __str__(self) -> str:
        return f"{self.attempt_id}:{self.place}"
