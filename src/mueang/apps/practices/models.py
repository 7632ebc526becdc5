"""Practices of cities, the figures they point at, questions between cities, who took them up, and twin cities."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.indicators.models import Indicator
from mueang.apps.network.models import City
from mueang.apps.practices.enums import Came, PracticeState


class Practice(models.Model):
    """What a city did, for whom, at what cost (satang), with which result; and the figures to look at beside it."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="practices")
    slug = models.SlugField(max_length=80)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    why_th = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    what_th = models.TextField(blank=True)
    what_en = models.TextField(blank=True)
    for_whom_th = models.CharField(max_length=300, blank=True)
    for_whom_en = models.CharField(max_length=300, blank=True)
    result_th = models.TextField(blank=True)
    result_en = models.TextField(blank=True)
    hard_th = models.TextField(blank=True)
    hard_en = models.TextField(blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    cost_satang = models.PositiveBigIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    n_people = models.PositiveIntegerField(null=True, blank=True)
    heritage = models.ManyToManyField(HeritageItem, related_name="practices", blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="practices", blank=True)
    state = models.CharField(max_length=10, choices=PracticeState, default=PracticeState.DRAFT)
    note = models.CharField(max_length=600, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_practice_per_slug_in_a_city"),
            models.CheckConstraint(
                condition=~Q(state=PracticeState.PUBLISHED) | Q(checked_by__isnull=False, published_at__isnull=False),
                name="a_published_practice_was_checked",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="a_practice_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.title_th


class Question(models.Model):
    """One city asks another; shown with the practice once it is answered."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="questions")
    city = models.ForeignKey(City, models.PROTECT, related_name="practice_questions")
    words = models.CharField(max_length=600)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.practice_id}?"


class Adoption(models.Model):
    """A city took a practice up: which activity of its plan it became, what it changed, and what came of it."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="adoptions")
    city = models.ForeignKey(City, models.PROTECT, related_name="adoptions")
    activity = models.UUIDField(null=True, blank=True)
    changes = models.CharField(max_length=600, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    came = models.CharField(max_length=10, choices=Came, blank=True)
    report = models.TextField(blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["adopted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "city"], name="one_adoption_per_city_and_practice"),
            models.CheckConstraint(
                condition=Q(came="", reported_at=None) | (~Q(came="") & Q(reported_at__isnull=False)),
                name="an_adoption_report_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}→{self.city_id}"


class Twin(models.Model):
    """Two cities that visit each other: `city` asked, and they are twins once `other` has agreed."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="twins_asked")
    other = models.ForeignKey(City, models.PROTECT, related_name="twins_asked_by")
    about = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    visits = models.ManyToManyField(Offering, related_name="exchange_of", blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "other"], name="one_twin_row_per_pair"),
            models.CheckConstraint(condition=~Q(city=F("other")), name="no_city_is_its_own_twin"),
        ]

    def __str__(self) -> str:
        return f"{self.city_id}–{self.other_id}"
