"""What was answered, or why not; and sheets of paper while two people type them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.places.models import Neighbourhood
from mueang.apps.surveys.enums import AgeBand, Outcome, Sex, Way
from mueang.apps.surveys.models.surveys import Invite, Survey


class Reply(models.Model):
    """One answer, or one attempt without. All are kept; of those to one invitation one `stands`."""

    personal_data: ClassVar[str] = "what somebody answered, age band and sex; no name is asked"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    invite = models.ForeignKey(Invite, models.CASCADE, null=True, blank=True, related_name="replies")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.ANSWERED)
    way = models.CharField(max_length=10, choices=Way)
    answers = models.JSONField(default=dict, blank=True)
    age_band = models.CharField(max_length=6, choices=AgeBand, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    has_guardian = models.BooleanField(default=False)
    sheet = models.CharField(max_length=20, blank=True)
    stands = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    device = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invite"],
                condition=Q(stands=True, invite__isnull=False),
                name="one_standing_reply_to_an_invitation",
            ),
            models.UniqueConstraint(
                fields=["survey", "sheet"], condition=~Q(sheet=""), name="one_reply_of_a_sheet_of_paper"
            ),
            models.CheckConstraint(
                condition=~Q(age_band=AgeBand.MINOR) | Q(has_guardian=True),
                name="a_guardian_agreed_for_who_is_under_age",
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.uuid}"

    @property
    def weight_of_standing(self) -> tuple[bool, float, str]:
        """Of several to one invitation the greatest stands: an answer before an attempt, the earliest answer, the
        latest attempt. A maximum, so the order of arrival does not matter."""
        is_answer = self.outcome == Outcome.ANSWERED
        moment = self.made_at.timestamp()
        return (is_answer, -moment if is_answer else moment, str(self.uuid))


class PaperEntry(models.Model):
    """A sheet of paper as one clerk typed it; it becomes a reply when a second typed the same, or somebody chose."""

    personal_data: ClassVar[str] = "what somebody answered on paper; no name is asked"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="paper_entries")
    sheet = models.CharField(max_length=20)
    typed = models.JSONField()
    clerk = models.ForeignKey(User, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ["typed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "sheet", "clerk"], name="each_clerk_types_a_sheet_once")
        ]

    def __str__(self) -> str:
        return f"sheet {self.sheet}"
