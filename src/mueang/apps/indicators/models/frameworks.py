"""By what a city is looked at, and what it measures for it; without a city a row is everybody's."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.indicators.enums import CAPTURE_OF, Better, Capture, Unit
from mueang.apps.network.models import City


class Framework(models.Model):
    """A framework with its source; a city's own carries the city."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="frameworks")
    code = models.SlugField(max_length=40)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["city", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(city=None), name="one_shared_framework_per_code"),
            models.UniqueConstraint(fields=["city", "code"], name="one_framework_per_code_in_a_city"),
        ]

    def __str__(self) -> str:
        return self.code


class FrameworkItem(models.Model):
    """An area, or a feature within one, and how it may be measured."""

    personal_data: ClassVar[str] = ""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="features")
    code = models.CharField(max_length=20)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    measure_th = models.CharField(max_length=400, blank=True)
    measure_en = models.CharField(max_length=400, blank=True)
    how = models.CharField(max_length=3, blank=True)
    to_check = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="one_item_per_code_in_a_framework")]

    def __str__(self) -> str:
        return self.code

    @property
    def captures(self) -> list[Capture]:
        """The tools that may measure it."""
        return [CAPTURE_OF[letter] for letter in self.how]


class ItemCheck(models.Model):
    """Somebody compared the line with the printed text, and names where; the city answers for it."""

    personal_data: ClassVar[str] = ""

    item = models.ForeignKey(FrameworkItem, models.CASCADE, related_name="checks")
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "-checked_at"]
        constraints = [
            models.UniqueConstraint(fields=["item", "city"], name="a_city_checks_a_line_once"),
            models.CheckConstraint(condition=~Q(source=""), name="a_check_says_where"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.city_id}"


class Indicator(models.Model):
    """What is measured: its definition, unit and denominator, which features it serves, and which way is better."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="indicators")
    code = models.SlugField(max_length=40)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    definition_th = models.CharField(max_length=600)
    definition_en = models.CharField(max_length=600, blank=True)
    denominator_th = models.CharField(max_length=200, blank=True)
    denominator_en = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=11, choices=Unit)
    capture = models.CharField(max_length=6, choices=Capture)
    better = models.CharField(max_length=7, choices=Better, default=Better.NEITHER)
    # Of anything that is not said to count things it is supposed that a small number could point at somebody.
    counts_things = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    items = models.ManyToManyField(FrameworkItem, related_name="indicators", blank=True)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(city=None), name="one_shared_indicator_per_code"),
            models.UniqueConstraint(fields=["city", "code"], name="one_indicator_per_code_in_a_city"),
            models.CheckConstraint(condition=~Q(definition_th=""), name="an_indicator_is_defined"),
        ]

    def __str__(self) -> str:
        return self.code
