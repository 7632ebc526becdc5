"""A fund asks for applications; cities answer with partners; people of the fund score and decide."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.grants.enums import ApplicationState
from mueang.apps.network.models import City, Organization


class Fund(models.Model):
    """Money of one organization; who holds a role at the organization runs it."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="funds")
    name_th = models.CharField(max_length=200, unique=True)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["name_th"]

    def __str__(self) -> str:
        return self.name_th


class Call(models.Model):
    """What is asked for. `questions` are [{code, words}], `rubric` [{code, words, most}] and their most points."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="calls")
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    purpose = models.TextField()
    who_may = models.TextField(blank=True)
    money_satang = models.PositiveBigIntegerField()
    most_satang = models.PositiveBigIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    questions = models.JSONField(default=list)
    rubric = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="a_call_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(most_satang__lte=F("money_satang")), name="one_grant_is_within_the_money_of_its_call"
            ),
        ]

    def __str__(self) -> str:
        return self.title_th

    def is_open(self, today: date) -> bool:
        return self.opens_on <= today <= self.closes_on


class Application(models.Model):
    """A city asks for money. `answers` by the code of the question; `plan` is a list of activities:

    [{title, starts_on, ends_on, account, satang, milestones: [{title, due_on}]}]. `offer` is what the fund grants:
    {satang, starts_on, ends_on, instalments: [{satang, due_on, condition}]}.
    """

    personal_data: ClassVar[str] = "free text; the form asks to name no child and nobody who did not agree"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    city = models.ForeignKey(City, models.PROTECT, related_name="applications")
    partners = models.ManyToManyField(Organization, blank=True, related_name="applications")
    title = models.CharField(max_length=200)
    satang = models.PositiveBigIntegerField()
    answers = models.JSONField(default=dict)
    plan = models.JSONField(default=list)
    offer = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    words = models.CharField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "city", "title"], name="one_application_a_title_in_a_call"),
            models.CheckConstraint(condition=Q(satang__gt=0), name="an_application_asks_for_money"),
        ]

    def __str__(self) -> str:
        return self.title


class Score(models.Model):
    """What one person of the fund gives an application: `points` by the code of the criterion."""

    personal_data: ClassVar[str] = ""

    application = models.ForeignKey(Application, models.CASCADE, related_name="scores")
    scorer = models.ForeignKey(User, models.PROTECT, related_name="+")
    points = models.JSONField(default=dict)
    note = models.CharField(max_length=600, blank=True)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "scorer"], name="one_score_a_person")]

    def __str__(self) -> str:
        return str(self.total)

    @property
    def total(self) -> int:
        return sum(int(points) for points in self.points.values())
