"""What a child needs, what the family agreed to, and the plan with its steps."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City, Organization
from mueang.apps.people.enums import Relation
from mueang.apps.support.enums.cases import Basis, Cause, Medium, Need, Part, Severity, StepState
from mueang.apps.support.models.cases import Case, WrittenOnceModel


class Agency(models.Model):
    """A partner of the city that takes referrals, and whom to call there."""

    personal_data: ClassVar[str] = "contact person of an agency"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    needs = models.JSONField(default=list, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["organization__name_th", "pk"]
        constraints = [models.UniqueConstraint(fields=["city", "organization"], name="one_agency_per_organization")]

    def __str__(self) -> str:
        return str(self.organization)

    @property
    def need_words(self) -> list[str]:
        """What it takes on, in the reader's language."""
        return [str(need.label) for need in Need if need in self.needs]


class ServiceLevel(models.Model):
    """How many days a need may wait in a city, from sending to done."""

    personal_data: ClassVar[str] = ""

    city = models.ForeignKey(City, models.CASCADE, related_name="+")
    need = models.CharField(max_length=15, choices=Need)
    days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["city", "need"]
        constraints = [
            models.UniqueConstraint(fields=["city", "need"], name="one_service_level_per_need"),
            models.CheckConstraint(condition=Q(days__gte=1), name="a_service_level_is_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.days}"


class Assessment(WrittenOnceModel):
    """What was found when somebody looked: needs by area, danger, strengths, and what the child wants."""

    personal_data: ClassVar[str] = "a child's needs, health, danger and wishes"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="assessments")
    # {need: level}; an area nobody asked about is not there, which is not the same as no need.
    needs = models.JSONField(default=dict)
    needs_words = models.TextField(max_length=2000, blank=True)
    health_words = models.TextField(max_length=2000, blank=True)
    cause = models.CharField(max_length=15, choices=Cause, blank=True)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    risk_words = models.TextField(max_length=2000, blank=True)
    strengths = models.TextField(max_length=2000, blank=True)
    wishes = models.TextField(max_length=2000, blank=True)
    was_seen = models.BooleanField(default=False)
    assessed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    assessed_on = models.DateField()
    next_on = models.DateField()

    class Meta:
        ordering = ["-assessed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.assessed_on}"


class ConsentQuerySet(models.QuerySet["ConsentToShare"]):
    def standing(self, today: date) -> ConsentQuerySet:
        return self.filter(Q(until_on=None) | Q(until_on__gte=today), withdrawn_at=None)


class ConsentToShare(models.Model):
    """What may be told to whom: agreed by somebody with authority, or by another named right."""

    personal_data: ClassVar[str] = "who agreed to what about a child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="consents")
    basis = models.CharField(max_length=20, choices=Basis)
    # Why this right applies; asked where it is not consent.
    basis_reason = models.CharField(max_length=500, blank=True)
    given_by_name = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=20, choices=Relation, blank=True)
    has_legal_authority = models.BooleanField(default=False)
    child_agrees = models.BooleanField(null=True, blank=True)
    purpose = models.CharField(max_length=500)
    agencies = models.ManyToManyField(Agency, related_name="+")
    parts = models.JSONField(default=list)
    withheld = models.JSONField(default=list, blank=True)
    withheld_reason = models.CharField(max_length=500, blank=True)
    medium = models.CharField(max_length=10, choices=Medium, blank=True)
    text_version = models.CharField(max_length=20, blank=True)
    given_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_words = models.CharField(max_length=500, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(basis=Basis.CONSENT) & ~Q(given_by_name="") & ~Q(relation="") & ~Q(medium=""))
                | (~Q(basis=Basis.CONSENT) & ~Q(basis_reason="")),
                name="consent_has_its_giver_and_other_rights_their_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.basis}"

    @property
    def part_words(self) -> list[str]:
        """What may be told, in the reader's language."""
        return [str(part.label) for part in Part if part in self.parts]

    @property
    def withheld_words(self) -> list[str]:
        return [str(part.label) for part in Part if part in self.withheld]


class Plan(models.Model):
    """What is to be reached, agreed with the family; a new plan takes the place of the old one."""

    personal_data: ClassVar[str] = "what was agreed with a child's family"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="plans")
    goal = models.CharField(max_length=500)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by_name = models.CharField(max_length=200, blank=True)
    agreed_relation = models.CharField(max_length=20, choices=Relation, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(replaced_at=None), name="one_plan_per_case"),
            models.CheckConstraint(
                condition=Q(agreed_on=None) | ~Q(agreed_by_name=""), name="an_agreed_plan_says_who_agreed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.made_at}"


class Step(models.Model):
    personal_data: ClassVar[str] = "what is done for a child, by whom"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    words = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    # Who does it, where it is neither an agency nor the main worker: the mother, the head of the community.
    owner_name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=StepState, default=StepState.TODO)
    state_words = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[StepState.DONE, StepState.DROPPED], ended_at__isnull=False)
                | Q(state__in=[StepState.TODO, StepState.BLOCKED], ended_at__isnull=True),
                name="a_step_ends_exactly_with_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"
