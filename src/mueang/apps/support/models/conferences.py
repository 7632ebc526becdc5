"""Case conferences: who sits together about which children, and what they decide, with an owner and a day."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.planning import Step


class Conference(models.Model):
    """People of several agencies meet, with the families, on a day; its minutes are closed once."""

    personal_data: ClassVar[str] = "that children's cases are discussed, and minutes"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class AgendaItem(models.Model):
    """One case at a conference: the question put, and what was said."""

    personal_data: ClassVar[str] = "what was asked and said about a child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="conferences")
    question = models.CharField(max_length=500)
    said = models.TextField(max_length=4000, blank=True)
    is_family_there = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "case"], name="a_case_once_per_conference")]

    def __str__(self) -> str:
        return str(self.uuid)


class Attendee(models.Model):
    """Who is asked to come, for which agency."""

    personal_data: ClassVar[str] = "who sits in a case conference"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendees")
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=200, blank=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Resolution(models.Model):
    """What was decided for one case: who does it by when. It stands in the plan as a step where there is a plan."""

    personal_data: ClassVar[str] = "what was decided for a child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="resolutions")
    words = models.CharField(max_length=300)
    owner_name = models.CharField(max_length=120)
    due_on = models.DateField()
    step = models.OneToOneField(Step, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.uuid)
