"""What is known of a pupil beside attendance: dated, with its source, and the files it came from."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.flags.enums import FactKind, FactSource, SheetState
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil


class FactSheet(models.Model):
    """A workbook of facts while it is being checked. `lines_sealed` names children; it is emptied in the end."""

    personal_data: ClassVar[str] = "lines about children while they are being checked"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="fact_sheets")
    source = models.CharField(max_length=14, choices=FactSource)
    as_of = models.DateField()
    state = models.CharField(max_length=9, choices=SheetState, default=SheetState.PREVIEW)
    lines_sealed = models.BinaryField(null=True, blank=True)
    n_lines = models.PositiveIntegerField(default=0)
    n_facts = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"sheet {self.uuid}"


class PupilFact(models.Model):
    """One fact about one pupil, true as of a day. What replaces it leaves it standing as withdrawn; none is unknown."""

    personal_data: ClassVar[str] = "a child's school results, household income, care burden, distance to school"

    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20, choices=FactKind)
    value = models.FloatField()
    as_of = models.DateField()
    source = models.CharField(max_length=14, choices=FactSource)
    sheet = models.ForeignKey(FactSheet, models.SET_NULL, null=True, blank=True, related_name="facts")
    said_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pupil", "kind", "-as_of", "-pk"]
        indexes = [models.Index(fields=["city", "as_of"], name="fact_city_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "kind", "as_of"],
                condition=Q(withdrawn_at=None),
                name="one_fact_of_a_kind_per_pupil_and_day",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="a_fact_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"fact {self.pk}"
