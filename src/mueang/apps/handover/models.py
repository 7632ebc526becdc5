"""Handovers: who left which city, who took over, and what."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City


class Handover(models.Model):
    """Somebody leaves a city; unfinished until all is passed on and their roles have ended.

    `roles` says which they had (role, its scope by name), and which the successor took over.
    """

    personal_data: ClassVar[str] = "who left which post, to whom, and what they tell the successor"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    leaver = models.ForeignKey(User, models.PROTECT, related_name="+")
    successor = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.TextField(max_length=4000, blank=True)
    roles: models.JSONField[Any] = models.JSONField(default=list)
    rotates_keys = models.BooleanField(default=False)
    n_keys = models.PositiveSmallIntegerField(default=0)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Whether the account could sign in no more, having no role elsewhere.
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "leaver"], condition=Q(finished_at=None), name="one_unfinished_handover_per_leaver"
            ),
            models.CheckConstraint(condition=~Q(leaver=F("successor")), name="nobody_hands_over_to_themselves"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class HandedThing(models.Model):
    """One thing that was passed on, as it was called then."""

    personal_data: ClassVar[str] = ""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="things")
    kind = models.CharField(max_length=20)
    row = models.UUIDField()
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "kind", "row"], name="a_thing_is_passed_on_once_a_handover")
        ]

    def __str__(self) -> str:
        return self.name_th
