"""Persons with or without an account, who answers for whom, what they agreed to, and rosters to be confirmed."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.people.enums import (
    Decision,
    LawfulBasis,
    Purpose,
    RefusalReason,
    Relation,
    RequestKind,
    RequestOutcome,
    RosterState,
    RowState,
)
from mueang.lib.sealed import keyed_hash, seal, unseal
from mueang.methods.thai import Name, full_name, initials

_NATIONAL_ID = "national-id"
_FACE = "face"


def national_id_hash(number: str) -> str:
    """What a national ID number is searched by; the number itself is in no index."""
    return keyed_hash(number, purpose=_NATIONAL_ID)


class PersonQuerySet(models.QuerySet["Person"]):
    def current(self) -> PersonQuerySet:
        """Neither merged into another row nor erased."""
        return self.filter(merged_into=None, erased_at=None)


class Person(models.Model):
    """A human being known to one city. Only a name is required: children without ID, people without e-mail belong."""

    personal_data: ClassVar[str] = "name, birth date, phone, e-mail, encrypted national ID"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Its indexes with other columns begin with it.
    city = models.ForeignKey(City, models.PROTECT, related_name="persons", db_index=False)
    user = models.OneToOneField(User, models.SET_NULL, null=True, blank=True, related_name="person")
    prefix = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=300, editable=False)
    match_key = models.CharField(max_length=300, editable=False)
    birth_on = models.DateField(null=True, blank=True)
    # All that is known of many children; empty where the day is known.
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True, db_index=True)
    email = models.EmailField(blank=True)
    organization_name = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200, blank=True)
    national_id_encrypted = models.BinaryField(null=True, blank=True)
    national_id_hash = models.CharField(max_length=64, blank=True)
    is_invented = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["city", "sort_key"], name="person_city_sort"),
            models.Index(fields=["match_key", "city"], name="person_match_key"),
            # Counted on every page of the list.
            models.Index(fields=["city"], condition=Q(erased_at=None, merged_into=None), name="person_city_standing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "national_id_hash"],
                condition=~Q(national_id_hash="") & Q(merged_into=None),
                name="one_person_per_national_id_in_a_city",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="person_is_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """As it is written on a certificate: นายสมชาย ใจดี, but ร้อยตรี สมชาย ใจดี."""
        return full_name(Name(self.prefix, self.given_name, self.family_name))

    @property
    def initials(self) -> str:
        """What stands where there is no picture."""
        return initials(Name(self.prefix, self.given_name, self.family_name))

    @property
    def national_id(self) -> str:
        """The whole number. Screens and files show `national_id_ending`; nothing logs either."""
        if not self.national_id_encrypted:
            return ""
        return unseal(self.national_id_encrypted, purpose=_NATIONAL_ID, bound_to=str(self.uuid)).decode()

    @national_id.setter
    def national_id(self, number: str) -> None:
        self.national_id_encrypted = None
        self.national_id_hash = national_id_hash(number) if number else ""
        if number:
            self.national_id_encrypted = seal(number.encode(), purpose=_NATIONAL_ID, bound_to=str(self.uuid))

    @property
    def national_id_ending(self) -> str:
        """The last four digits, enough to tell two people apart."""
        return self.national_id[-4:]

    def age_on(self, day: date) -> int | None:
        """Completed years of age, or None where neither day nor year of birth is known.

        Where only the year is known it is the lower of the two possible ages: what protects a child holds.
        """
        if self.birth_on is None:
            return day.year - self.birth_year - 1 if self.birth_year else None
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


class Guardianship(models.Model):
    personal_data: ClassVar[str] = "who answers for whom"

    guardian = models.ForeignKey(Person, models.CASCADE, related_name="wards_link")
    child = models.ForeignKey(Person, models.CASCADE, related_name="guardians_link")
    relation = models.CharField(max_length=20, choices=Relation)
    has_legal_authority = models.BooleanField(default=False)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["child", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guardian", "child"], condition=Q(until_on=None), name="one_current_guardianship"
            ),
            models.CheckConstraint(condition=~Q(guardian=F("child")), name="nobody_is_their_own_guardian"),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()


class Consent(models.Model):
    """A lawful basis for one purpose: who gave it, in which relation and with which authority, under which text."""

    personal_data: ClassVar[str] = "what a person agreed to"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=20, choices=Relation)
    has_legal_authority = models.BooleanField()
    purpose = models.CharField(max_length=20, choices=Purpose)
    lawful_basis = models.CharField(max_length=20, choices=LawfulBasis)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="one_standing_consent_per_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.get_lawful_basis_display()})"


class Face(models.Model):
    """A small picture of somebody, for whoever takes the roll of what they learn; there only while they agree to it.

    Sealed in the row itself and in no folder that is served. A new picture is a new row: a `uuid` never means another.
    """

    personal_data: ClassVar[str] = "a small picture of somebody's face"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="face")
    sealed = models.BinaryField()
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["person"]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def picture(self) -> bytes:
        """WebP."""
        return unseal(self.sealed, purpose=_FACE, bound_to=str(self.uuid))

    @picture.setter
    def picture(self, data: bytes) -> None:
        self.sealed = seal(data, purpose=_FACE, bound_to=str(self.uuid))


class DataRequest(models.Model):
    """A right of the person under the PDPA, to be answered within thirty days. `known_by` is how we knew who asked."""

    personal_data: ClassVar[str] = "what a person asked for"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=20, choices=RequestKind)
    note = models.TextField(blank=True)
    received_on = models.DateField()
    due_on = models.DateField()
    # Who asks for somebody else: the parent or carer of a child. Empty where the person asked themself.
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    known_by = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=RequestOutcome, blank=True)
    refusal = models.CharField(max_length=20, choices=RefusalReason, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(refusal="") | Q(outcome__in=(RequestOutcome.PARTLY, RequestOutcome.REFUSED)),
                name="a_request_is_refused_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class RosterQuerySet(models.QuerySet["Roster"]):
    def abandoned(self, before: datetime) -> RosterQuerySet:
        return self.filter(state=RosterState.PREVIEW, uploaded_at__lt=before)


class Roster(models.Model):
    """A workbook of people being checked. Its rows become persons only when an officer confirms; then they are emptied.

    `columns` maps each RosterField to the columns that hold it, counted from 0, and `unsure` names those that several
    columns could be; `header` is the row above the first person as Excel counts, 0 where there is none. The workbook
    itself is kept sealed until the roster is confirmed or discarded, so that another sheet or column can be chosen.
    """

    personal_data: ClassVar[str] = "names and phones waiting for confirmation"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="rosters")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100)
    sheets = models.JSONField(default=list)
    header = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict)
    unsure = models.JSONField(default=list)
    workbook_sealed = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RosterState, default=RosterState.PREVIEW)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name


class RosterRow(models.Model):
    """One line of a workbook: what stands there, what we read, what is wrong in which cell, what the officer decided.

    `raw` holds the text by RosterField, as in the cell or as corrected since; a national ID in it is sealed.
    `number` is the line's own number in Excel. `known_person` is a suggestion until the decision is to use it.
    """

    personal_data: ClassVar[str] = "name and phone waiting for confirmation"

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    raw = models.JSONField(default=dict)
    read = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=RowState)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    same_as_number = models.PositiveIntegerField(null=True, blank=True)
    known_person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="roster_rows")

    class Meta:
        ordering = ["roster", "number"]
        constraints = [models.UniqueConstraint(fields=["roster", "number"], name="one_roster_row_per_line")]

    def __str__(self) -> str:
        return f"{self.roster_id}:{self.number}"
