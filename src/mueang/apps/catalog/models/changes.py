"""What people with a seat must hear of, and sheets of offerings being checked."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import ChangeKind, SheetState
from mueang.apps.catalog.models.offerings import Offering
from mueang.apps.network.models import City

REINSTATE_WITHIN = timedelta(hours=24)


class Change(models.Model):
    """A change of an offering with its words; `told_at` is when enrollment had told everyone who has a seat.

    The catalog does not know who is seated: it leaves this row, and enrollment's worker tells each party once.
    """

    personal_data: ClassVar[str] = "words of the keeper"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=ChangeKind)
    message_th = models.TextField()
    message_en = models.TextField(blank=True)
    request_key = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    n_told = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["told_at", "made_at"], name="change_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["offering", "request_key"], name="one_change_per_press_and_offering")
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} {self.kind}"


class OfferingSheet(models.Model):
    """A workbook of offerings between upload and confirmation; `lines` hold what was read of each row."""

    personal_data: ClassVar[str] = "contact lines of offerings, until confirmed or discarded"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="offering_sheets")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.PREVIEW)
    lines = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
