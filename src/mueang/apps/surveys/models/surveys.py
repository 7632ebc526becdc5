"""One round of asking: how, whom in each neighbourhood, and one line for each drawn from a list."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood
from mueang.apps.surveys.enums import Outcome, Sampling, SurveyState, Unit
from mueang.apps.surveys.models.questionnaires import Questionnaire


class Survey(models.Model):
    """A questionnaire put to people; `key` is the address of an open link."""

    personal_data: ClassVar[str] = "whom to ask about the survey: an office's telephone or name"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="surveys")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="surveys")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    purpose_th = models.CharField(max_length=600)
    purpose_en = models.CharField(max_length=600)
    contact = models.CharField(max_length=200)
    sampling = models.CharField(max_length=5, choices=Sampling)
    unit = models.CharField(max_length=9, choices=Unit, default=Unit.PERSON)
    seed = models.CharField(max_length=80, blank=True)
    asks_background = models.BooleanField(default=True)
    asks_minors = models.BooleanField(default=False)
    is_typed_twice = models.BooleanField(default=False)
    closes_on = models.DateField()
    keep_days = models.PositiveSmallIntegerField(default=90, validators=[MinValueValidator(1), MaxValueValidator(730)])
    state = models.CharField(max_length=6, choices=SurveyState, default=SurveyState.DRAFT)
    key = models.CharField(max_length=24, unique=True, null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SurveyState.DRAFT, opened_at=None)
                | (~Q(state=SurveyState.DRAFT) & ~Q(opened_at=None)),
                name="a_survey_that_began_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=SurveyState.CLOSED, closed_at__isnull=False)
                | (~Q(state=SurveyState.CLOSED) & Q(closed_at=None)),
                name="a_survey_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"survey {self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.state == SurveyState.OPEN

    @property
    def is_sample(self) -> bool:
        """Whether a margin of error can be stated at all."""
        return self.sampling != Sampling.OPEN

    @property
    def erase_on(self) -> date | None:
        """The day on which links, addresses and words of open answers go."""
        return timezone.localdate(self.closed_at) + timedelta(days=self.keep_days) if self.closed_at else None


class Stratum(models.Model):
    """How many there are in a neighbourhood, and how many of them are to be asked."""

    personal_data: ClassVar[str] = ""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="strata")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    population = models.PositiveIntegerField()
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["neighbourhood__code"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "neighbourhood"], name="one_stratum_of_a_neighbourhood"),
            models.CheckConstraint(condition=Q(asked__lte=F("population")), name="no_more_asked_than_there_are"),
        ]

    def __str__(self) -> str:
        return f"{self.neighbourhood_id}: {self.asked} of {self.population}"


class Invite(models.Model):
    """Somebody drawn from the list, by number. What is on the list and the link go when the survey's days are over."""

    personal_data: ClassVar[str] = "line of the list (a house number), the secret link, what became of asking"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invites")
    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    where = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=24, unique=True, null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_invitation_of_a_number")]

    def __str__(self) -> str:
        return f"invitation {self.uuid}"
