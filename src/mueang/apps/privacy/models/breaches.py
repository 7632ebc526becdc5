"""Breaches of personal data: when the city knew, what it may do to people, who was told and what was done."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.privacy.enums import BreachKind, BreachRisk, StepKind

# PDPA section 37(4): without delay, and where possible within 72 hours of becoming aware of it.
HOURS_TO_TELL = 72


class BreachQuerySet(models.QuerySet["Breach"]):
    def open(self) -> BreachQuerySet:
        return self.filter(closed_at=None)

    def to_tell(self) -> BreachQuerySet:
        """Open, risky, and the PDPC does not know yet."""
        return self.open().exclude(risk=BreachRisk.NONE).filter(pdpc_told_at=None)


class Breach(models.Model):
    """One breach. `late_reason` is why the PDPC was told after the 72 hours, or was not told at all."""

    personal_data: ClassVar[str] = "what happened to whose data; the form asks to name nobody"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=BreachKind)
    risk = models.CharField(max_length=10, choices=BreachRisk)
    what = models.TextField(max_length=4000)
    data_kinds = models.CharField(max_length=300)
    n_people = models.PositiveIntegerField(null=True, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()
    pdpc_told_at = models.DateTimeField(null=True, blank=True)
    pdpc_number = models.CharField(max_length=60, blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    late_reason = models.CharField(max_length=1000, blank=True)
    lesson = models.TextField(max_length=2000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        ordering = ["-known_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_breach_a_number_of_a_city"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(lesson=""), name="a_breach_closes_with_what_was_learned"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city_id}:{self.number}"

    @property
    def tell_by(self) -> datetime:
        return self.known_at + timedelta(hours=HOURS_TO_TELL)

    @property
    def waits_for_pdpc(self) -> bool:
        return self.closed_at is None and self.risk != BreachRisk.NONE and self.pdpc_told_at is None

    @property
    def waits_for_people(self) -> bool:
        return self.closed_at is None and self.risk == BreachRisk.HIGH and self.people_told_at is None

    def hours_left(self, now: datetime) -> int:
        """Whole hours until the PDPC must know; negative once it is late."""
        return int((self.tell_by - now).total_seconds() // 3600)


class BreachStep(models.Model):
    """What was done about it, each line once and for good."""

    personal_data: ClassVar[str] = "what was done about a breach; the form asks to name nobody"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    breach = models.ForeignKey(Breach, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind)
    words = models.TextField(max_length=2000)
    at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
