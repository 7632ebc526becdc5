"""What completers were asked, what they said, what was verified, and what they propose to teach."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.outcomes.enums import STILL_OPEN, CheckedHow, OutcomeKind, ProposalState, SaidVia
from mueang.apps.people.models import Person
from mueang.apps.places.models import Place


class FollowUp(models.Model):
    """One question, so many months after completion; asked_at is None where nobody could be reached. `key` opens it."""

    personal_data: ClassVar[str] = "who was asked what became of their learning"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["enrollment", "months"], name="asked_once_after_so_many_months")]

    def __str__(self) -> str:
        return f"{self.enrollment_id}+{self.months}"


class Outcome(models.Model):
    """What became of a completion, as somebody said; never overwritten, the latest one counts."""

    personal_data: ClassVar[str] = "what a person does after learning"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="outcomes")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, null=True, blank=True, related_name="answers")
    kind = models.CharField(max_length=10, choices=OutcomeKind)
    words = models.CharField(max_length=300, blank=True)
    via = models.CharField(max_length=5, choices=SaidVia)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(via=SaidVia.LINK, recorded_by=None) | Q(via=SaidVia.PHONE, recorded_by__isnull=False),
                name="what_was_said_by_phone_has_its_writer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.kind}"


class OutcomeCheck(models.Model):
    """An officer looked whether it is so; may be done again, the latest counts."""

    personal_data: ClassVar[str] = "evidence of what a person does after learning"

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="checks")
    is_so = models.BooleanField()
    how = models.CharField(max_length=10, choices=CheckedHow)
    evidence = models.CharField(max_length=400)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.is_so}"


class AskNoMore(models.Model):
    """Who does not want to be asked again."""

    personal_data: ClassVar[str] = "who does not want to be asked"

    person = models.OneToOneField(Person, models.CASCADE, related_name="ask_no_more")
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class Proposal(models.Model):
    """A completer would teach what they learned."""

    personal_data: ClassVar[str] = "who wants to teach"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="proposals")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="proposals")
    program = models.ForeignKey(Program, models.PROTECT, related_name="proposals")
    what = models.CharField(max_length=200)
    for_whom = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="proposals")
    when = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    offering = models.OneToOneField(Offering, models.SET_NULL, null=True, blank=True, related_name="proposal")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment"], condition=Q(state__in=STILL_OPEN), name="one_open_proposal_per_completion"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def proposer(self) -> Person:
        return self.enrollment.person.merged_into or self.enrollment.person


class ProposalStep(models.Model):
    """How a proposal went on: to which state, when, by whom, with which words for the proposer."""

    personal_data: ClassVar[str] = "what was said about a proposal"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=ProposalState)
    words = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["proposal", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.state}"
