"""What was asked of an agency, and the seat a child was placed in."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.support.enums.cases import RUNNING, Basis, Need, Part, ReferralState
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.planning import Agency, ConsentToShare
from mueang.lib.sealed import keyed_hash, seal, unseal

_KEY = "referral-link"


def new_key() -> str:
    return secrets.token_urlsafe(32)


def hash_of_key(key: str) -> str:
    """What a link is found by; the key itself stands in no table."""
    return keyed_hash(key, purpose=_KEY)


class ReferralQuerySet(models.QuerySet["Referral"]):
    def running(self) -> ReferralQuerySet:
        return self.filter(state__in=RUNNING)

    def answerable(self, now: datetime) -> ReferralQuerySet:
        return self.running().filter(link_until_at__gt=now)


class Referral(models.Model):
    """A need put to an agency with only what may be told; its secret link is the agency's whole door."""

    personal_data: ClassVar[str] = "what an agency is asked to do for a child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="referrals")
    need = models.CharField(max_length=15, choices=Need)
    words = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.DRAFT)
    parts = models.JSONField(default=list)
    consent = models.ForeignKey(ConsentToShare, models.PROTECT, null=True, blank=True, related_name="referrals")
    override_basis = models.CharField(max_length=20, choices=Basis, blank=True)
    override_reason = models.CharField(max_length=500, blank=True)
    override_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    key_sealed = models.BinaryField(null=True, blank=True)
    link_until_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    answer_words = models.CharField(max_length=500, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="referral_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReferralState.DRAFT)
                | Q(consent__isnull=False)
                | (~Q(override_basis="") & ~Q(override_reason="") & Q(override_by__isnull=False)),
                name="nothing_is_sent_without_consent_or_a_named_override",
            ),
            models.CheckConstraint(
                condition=Q(state=ReferralState.DRAFT) | Q(sent_at__isnull=False, due_on__isnull=False),
                name="a_sent_referral_has_its_moment_and_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"

    def give_key(self, key: str) -> None:
        self.key_hash = hash_of_key(key)
        self.key_sealed = seal(key.encode(), purpose=_KEY, bound_to=str(self.uuid))

    @property
    def part_words(self) -> list[str]:
        """What is sent, in the reader's language."""
        return [str(part.label) for part in Part if part in self.parts]

    @property
    def consent_basis(self) -> str:
        return self.consent.basis if self.consent else ""

    @property
    def key(self) -> str:
        """The key of the secret link, for the worker who hands it over; empty where there is none."""
        return unseal(self.key_sealed, purpose=_KEY, bound_to=str(self.uuid)).decode() if self.key_sealed else ""


class Placement(models.Model):
    """A seat held for the child in a real activity: all that the open city knows is a token that says nothing."""

    personal_data: ClassVar[str] = "which class a child was placed in"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="placements")
    # No name back: from the open city no row leads here.
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "offering"], condition=Q(ended_at=None), name="one_placement_per_case_and_offering"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
