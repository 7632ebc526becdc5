"""A day on which volunteers map their community: the day, their passes, and what they found."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.heritage.enums import AgeBand, Category, FindingState, Permission, Willingness
from mueang.apps.heritage.models.items import HeritageItem
from mueang.apps.network.models import City


class MappingDay(models.Model):
    """Opened by an officer; once closed nobody joins, and telephones may send what they hold for three more days."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="mapping_days")
    name = models.CharField(max_length=120)
    held_on = models.DateField()
    meet_at = models.CharField(max_length=200, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.name


class MappingPass(models.Model):
    """One volunteer's way in: `key` opens it once; afterwards only the telephone that holds `device`'s secret does."""

    personal_data: ClassVar[str] = "the name a volunteer goes by on the day"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day = models.ForeignKey(MappingDay, models.CASCADE, related_name="passes")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=43, unique=True)
    device = models.CharField(max_length=64, blank=True, db_index=True)
    name = models.CharField(max_length=60, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["day", "number"]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="one_mapping_pass_per_number"),
            models.CheckConstraint(
                condition=Q(joined_at=None, device="") | (Q(joined_at__isnull=False) & ~Q(device="")),
                name="who_joined_a_mapping_day_holds_a_device",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id}:{self.number}"


class Finding(models.Model):
    """What a volunteer wrote down, under the telephone's own number for it; who holds it goes once it is decided."""

    personal_data: ClassVar[str] = "who holds a know-how, as a volunteer was told, until an officer decides"

    uuid = models.UUIDField(unique=True)
    day = models.ForeignKey(MappingDay, models.PROTECT, related_name="findings")
    by = models.ForeignKey(MappingPass, models.PROTECT, related_name="findings")
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.WAITING)
    category = models.CharField(max_length=20, choices=Category)
    name = models.CharField(max_length=200)
    story = models.TextField(blank=True)
    season = models.CharField(max_length=120, blank=True)
    season_from = models.PositiveSmallIntegerField(null=True, blank=True)
    season_to = models.PositiveSmallIntegerField(null=True, blank=True)
    ingredients = models.CharField(max_length=400, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    where = models.CharField(max_length=200, blank=True)
    permission = models.CharField(max_length=20, choices=Permission)
    holder_name = models.CharField(max_length=120, blank=True)
    holder_phone = models.CharField(max_length=30, blank=True)
    holder_age = models.CharField(max_length=10, choices=AgeBand, blank=True)
    willingness = models.CharField(max_length=20, choices=Willingness, blank=True)
    may_name = models.BooleanField(default=False)
    digest = models.CharField(max_length=40, blank=True, db_index=True)
    widths = models.JSONField(default=list, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    item = models.ForeignKey(HeritageItem, models.SET_NULL, null=True, blank=True, related_name="findings")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(digest="") | ~Q(alt=""), name="a_found_picture_is_described"),
            models.CheckConstraint(
                condition=Q(state=FindingState.WAITING) | Q(holder_name="", holder_phone=""),
                name="a_decided_finding_keeps_no_holder",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
