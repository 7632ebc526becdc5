"""Seats held under an opaque token until somebody takes them by a personal link."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import HoldState
from mueang.apps.enrollment.models.seats import Party


class SeatHold(models.Model):
    """`n_seats` seats that count as taken. `token` is all the holder knows, `link` all the invited person does.

    Once the seats are taken nothing on the party or its enrollments tells them from any others: only this row knows,
    and only `queries.holds` reads it.
    """

    personal_data: ClassVar[str] = "that a party was invited"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="seat_holds")
    token = models.CharField(max_length=64, unique=True)
    link = models.CharField(max_length=43, unique=True)
    n_seats = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=HoldState, default=HoldState.HELD)
    release_on = models.DateField()
    held_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField()
    party = models.OneToOneField(Party, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-held_at", "-pk"]
        indexes = [models.Index(fields=["state", "release_on"], name="hold_due")]
        constraints = [
            models.CheckConstraint(condition=Q(n_seats__gte=1), name="a_hold_holds_a_seat"),
            models.CheckConstraint(
                condition=Q(state=HoldState.TAKEN, party__isnull=False)
                | (~Q(state=HoldState.TAKEN) & Q(party__isnull=True)),
                name="taken_holds_have_their_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering_id} {self.state}"
