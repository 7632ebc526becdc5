"""Openings begun, stages reached, and a coach's notes."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.coaching.enums import NoteKind, Stage
from mueang.apps.network.models import City


class CityOpening(models.Model):
    """What an officer has answered so far; it can be left and taken up again until the city is open."""

    personal_data: ClassVar[str] = "name and sign-in name of a manager to be invited"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(User, models.CASCADE, related_name="+")
    code = models.CharField(max_length=6)
    kind = models.CharField(max_length=30)
    answers = models.JSONField(default=dict)
    city = models.OneToOneField(City, models.SET_NULL, null=True, blank=True, related_name="opening")
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.code


class StageReached(models.Model):
    personal_data: ClassVar[str] = ""

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage)
    reached_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "stage"], name="a_city_reaches_a_stage_once")]

    def __str__(self) -> str:
        return self.stage


class CoachNote(models.Model):
    personal_data: ClassVar[str] = "what a coach wrote after a visit"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoteKind)
    on = models.DateField()
    words = models.TextField(max_length=2000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return str(self.uuid)
