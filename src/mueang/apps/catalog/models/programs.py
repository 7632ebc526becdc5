"""What can be learned, whoever gives it: interests and programs."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.heritage.models import HeritageItem
from mueang.apps.network.models import City


class Interest(models.Model):
    """A small controlled list; `isced_f` is the ISCED-F 2013 detailed field, `icon` a name of the design system."""

    personal_data: ClassVar[str] = ""

    code = models.SlugField(max_length=40, unique=True)
    name_th = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    icon = models.CharField(max_length=20)
    isced_f = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_th


class Program(models.Model):
    """Something that can be learned: its planned minutes by mode, its outcomes, and what completing it takes.

    `builds_on` is what one had better finish before; nobody is kept out by it, whoever finished that is told of this.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="programs")
    slug = models.SlugField(max_length=80)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, editable=False, default="")
    summary_th = models.CharField(max_length=400, blank=True)
    summary_en = models.CharField(max_length=400, blank=True)
    about_th = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    outcomes_th = models.JSONField(default=list, blank=True)
    outcomes_en = models.JSONField(default=list, blank=True)
    interests = models.ManyToManyField(Interest, related_name="programs", blank=True)
    heritage_item = models.ForeignKey(HeritageItem, models.PROTECT, null=True, blank=True, related_name="programs")
    builds_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="built_upon_by")
    lecture_minutes = models.PositiveIntegerField(default=0)
    lab_minutes = models.PositiveIntegerField(default=0)
    practice_minutes = models.PositiveIntegerField(default=0)
    required_minutes = models.PositiveIntegerField(default=0)
    required_share_percent = models.PositiveSmallIntegerField(default=80)
    needs_assessment = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="one_program_per_slug_in_a_city"),
            models.CheckConstraint(condition=Q(required_share_percent__lte=100), name="program_share_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(required_minutes__lte=F("lecture_minutes") + F("lab_minutes") + F("practice_minutes")),
                name="program_requires_no_more_than_it_gives",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def total_minutes(self) -> int:
        return self.lecture_minutes + self.lab_minutes + self.practice_minutes
