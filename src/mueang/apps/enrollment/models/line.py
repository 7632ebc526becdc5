"""How a waiting line is run, and the seats offered to those who wait in it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import ANSWER_HOURS, OfferState
from mueang.apps.enrollment.models.seats import Party


class WaitingLine(models.Model):
    """How an offering's waiting line is run, where it differs from the usual."""

    personal_data: ClassVar[str] = ""

    offering = models.OneToOneField(Offering, models.CASCADE, related_name="waiting_line")
    answer_hours = models.PositiveSmallIntegerField(default=ANSWER_HOURS)

    def __str__(self) -> str:
        return f"{self.offering_id}: {self.answer_hours} h"


class SeatOffer(models.Model):
    """Seats offered to a waiting party until `answer_by`; `token` opens the page with the two buttons."""

    personal_data: ClassVar[str] = "who was offered a seat"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="offers")
    token = models.CharField(max_length=43, unique=True)
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OPEN)
    offered_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-offered_at", "-pk"]
        indexes = [models.Index(fields=["state", "answer_by"], name="offer_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(state=OfferState.OPEN), name="one_open_offer_per_party"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.state}"
