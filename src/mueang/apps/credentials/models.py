"""Issuers and their keys, what can be earned, and the signed assertions that somebody earned it."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering, Program
from mueang.apps.credentials.enums import RevocationReason, RunState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.people.models import Person


class Issuer(models.Model):
    """Who vouches: a city or a university working with it. `slug` is the path of its did:web identifier."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="issuers")
    slug = models.SlugField(max_length=60, unique=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    website = models.URLField(blank=True)
    signatory_name = models.CharField(max_length=200, blank=True)
    signatory_position_th = models.CharField(max_length=200, blank=True)
    signatory_position_en = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name_th


class IssuerKey(models.Model):
    """An Ed25519 key, its private half encrypted. A retired key stays listed for ever, with when it stopped signing."""

    personal_data: ClassVar[str] = ""

    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="keys")
    fragment = models.CharField(max_length=60)
    public_multibase = models.CharField(max_length=80, unique=True)
    private_encrypted = models.BinaryField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    # From when on somebody else may have had it; always a retired one.
    unsafe_since = models.DateTimeField(null=True, blank=True)
    # Who wants its standing awards signed anew, since when, and since when none is left.
    renewal_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    renewal_at = models.DateTimeField(null=True, blank=True)
    renewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["issuer", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["issuer"], condition=Q(retired_at=None), name="one_signing_key_per_issuer"),
            models.UniqueConstraint(fields=["issuer", "fragment"], name="one_key_per_fragment_of_an_issuer"),
            models.CheckConstraint(
                condition=Q(unsafe_since=None) | Q(retired_at__isnull=False), name="an_unsafe_key_signs_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_id}#{self.fragment}"


class StatusList(models.Model):
    """A Bitstring Status List of one issuer: `document` is its signed credential, `revoked` the bits that are set.

    An award's index is drawn at random, so that a list tells nobody how many awards there are or in which order.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="status_lists")
    n_bits = models.PositiveIntegerField(default=131_072)
    revoked = models.JSONField(default=list)
    document = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["issuer", "pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class Achievement(models.Model):
    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="achievements")
    program = models.ForeignKey(Program, models.PROTECT, null=True, blank=True, related_name="achievements")
    # The part of the program it is for, as whoever teaches it names parts; empty for completing the whole.
    condition = models.CharField(max_length=60, blank=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    description_th = models.TextField()
    description_en = models.TextField()
    criteria_th = models.TextField()
    criteria_en = models.TextField()
    valid_for_days = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name_th", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "program", "condition"],
                condition=~Q(condition=""),
                name="one_achievement_per_part_of_a_program",
            ),
            models.CheckConstraint(condition=Q(condition="") | Q(program__isnull=False), name="a_part_has_its_program"),
        ]

    def __str__(self) -> str:
        return self.name_th


class Alignment(models.Model):
    """A line of a published framework that the achievement answers to, as the issuer says."""

    personal_data: ClassVar[str] = ""

    achievement = models.ForeignKey(Achievement, models.CASCADE, related_name="alignments")
    name = models.CharField(max_length=200)
    url = models.URLField()
    framework = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["framework", "code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["achievement", "url", "code"], name="one_alignment_per_line_of_a_framework")
        ]

    def __str__(self) -> str:
        return self.name


class Endorsement(models.Model):
    """Somebody else stands behind an achievement: a credential of their own, signed here by `endorser` or elsewhere.

    What was signed elsewhere by a did:web is checked with `controller`, the document of its keys as it was brought.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="endorsements")
    endorser = models.ForeignKey(Issuer, models.PROTECT, null=True, blank=True, related_name="endorsements")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    controller = models.TextField(blank=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, null=True, blank=True, related_name="endorsements")
    status_index = models.PositiveIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "digest"], condition=Q(withdrawn_at=None), name="one_standing_endorsement_each"
            ),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_endorsement_per_status_index"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class EarnedPart(models.Model):
    """A learner has what a part of the program asks for; `minutes` of it by mode. Whoever teaches says so."""

    personal_data: ClassVar[str] = "which part of a program somebody completed"

    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="earned_parts")
    condition = models.CharField(max_length=60)
    minutes = models.JSONField(default=dict)
    earned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "condition"], name="one_row_per_learner_and_part"),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id}:{self.condition}"


class AwardRun(models.Model):
    """One press of "award everyone who completed": a row that the worker finds, with its progress."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="runs")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="award_runs")
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RunState, default=RunState.QUEUED)
    n_total = models.PositiveIntegerField()
    n_done = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "offering"],
                condition=Q(state__in=[RunState.QUEUED, RunState.RUNNING]),
                name="one_award_run_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Award(models.Model):
    """A signed credential and its certificate. `document` is the exact text that was signed; it is never rewritten."""

    personal_data: ClassVar[str] = "name of the holder, what they earned"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="awards")
    person = models.ForeignKey(Person, models.PROTECT, related_name="awards")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, null=True, blank=True, related_name="awards")
    run = models.ForeignKey(AwardRun, models.PROTECT, null=True, blank=True, related_name="awards")
    number = models.CharField(max_length=40, unique=True)
    document = models.TextField()
    certificate = models.BinaryField(null=True, blank=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="awards")
    status_index = models.PositiveIntegerField()
    awarded_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=20, choices=RevocationReason, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    class Meta:
        ordering = ["-awarded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_award_per_status_index"),
            models.UniqueConstraint(
                fields=["achievement", "enrollment"],
                condition=Q(revoked_at=None),
                name="one_standing_award_per_enrollment",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revocation_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revocation_reason="")),
                name="revoked_exactly_when_it_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AwardClaim(models.Model):
    """A link by which a holder without an account takes an award, once; the key stands in no table."""

    personal_data: ClassVar[str] = "that somebody took their award"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    award = models.ForeignKey(Award, models.CASCADE, related_name="claims")
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_at=None) | Q(withdrawn_at=None), name="a_claim_is_taken_or_withdrawn"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class TranscriptQuerySet(models.QuerySet["Transcript"]):
    def waiting(self) -> TranscriptQuerySet:
        """Asked for, and not signed yet."""
        return self.filter(document="", error="", revoked_at=None)


class Transcript(models.Model):
    """What a person learned, as of one day: `facts` as the ledger said then, signed and printed by the worker.

    With an `enrollment` it speaks of that one alone: whoever holds a ticket proves no more than the ticket's seats.
    """

    personal_data: ClassVar[str] = "name of the learner, what they learned"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="transcripts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="transcripts")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, null=True, blank=True, related_name="transcripts")
    number = models.CharField(max_length=40, unique=True)
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    document = models.TextField(blank=True)
    sheet = models.BinaryField(null=True, blank=True)
    status_list = models.ForeignKey(StatusList, models.PROTECT, null=True, blank=True, related_name="transcripts")
    status_index = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=100, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=20, choices=RevocationReason, blank=True)

    objects = TranscriptQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "digest"],
                condition=Q(revoked_at=None),
                name="one_standing_transcript_of_the_same_facts",
            ),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_transcript_per_status_index"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revocation_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revocation_reason="")),
                name="transcript_revoked_exactly_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_signed(self) -> bool:
        return bool(self.document)
