"""Which of the rooms that meet at the same time a learner chose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models.seats import Enrollment


class RoomChoice(models.Model):
    """One learner's place in a session that has seats of its own; written under the lock of the offering's row."""

    personal_data: ClassVar[str] = "who chose which room"

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="room_choices")
    session = models.ForeignKey(Session, models.CASCADE, related_name="room_choices")
    chosen_at = models.DateTimeField()
    # None: by the ticket.
    chosen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["session", "chosen_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "session"], name="one_choice_per_learner_and_session")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.enrollment_id}"
