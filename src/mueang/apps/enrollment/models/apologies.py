"""Who said beforehand that they cannot come to a session."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models.seats import Enrollment


class Apology(models.Model):
    """An absence with notice: the roll of the session starts with "excused" for this learner."""

    personal_data: ClassVar[str] = "who cannot come, and the reason given"

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="apologies")
    session = models.ForeignKey(Session, models.CASCADE, related_name="apologies")
    reason = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["session", "said_at"]
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "session"], name="one_apology_per_learner_and_session")
        ]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.enrollment_id}"
