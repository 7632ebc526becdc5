"""A child somebody answers for, who may see the case, and what was written down about it."""

from __future__ import annotations

import secrets
import uuid
from datetime import date, datetime
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.support.enums.cases import CLOSED, STANDING, AccessKind, CaseState, LinkKind, NoteKind, Severity, Sex
from mueang.apps.support.enums.concerns import Confidence
from mueang.apps.support.errors.cases import WrittenOnce
from mueang.apps.support.models.concerns import Concern
from mueang.methods.thai import Name, full_name

# No I, L, O, 0 and 1: a number is read out on the phone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NUMBER_LENGTH = 6


def new_number() -> str:
    """A number that says nothing: neither which child nor how many there are."""
    return "".join(secrets.choice(_LETTERS) for _ in range(NUMBER_LENGTH))


class Child(models.Model):
    """A child as the workers know it: never a person of the open city, and linked to one only by somebody's word."""

    personal_data: ClassVar[str] = "a child's name, birth date, sex, contact, family and school"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120, blank=True)
    nickname = models.CharField(max_length=60, blank=True)
    match_key = models.CharField(max_length=300, editable=False, db_index=True)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.UNSTATED)
    birth_on = models.DateField(null=True, blank=True)
    # All that is known of many children; empty where the day is known.
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    carer_name = models.CharField(max_length=200, blank=True)
    carer_relation = models.CharField(max_length=20, blank=True)
    carer_phone = models.CharField(max_length=20, blank=True)
    school = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["city", "match_key"], name="child_city_match")]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def full_name(self) -> str:
        return full_name(Name(self.prefix, self.given_name, self.family_name))

    def age_on(self, day: date) -> int | None:
        """Completed years of age; the lower of the two possible where only the year is known."""
        if self.birth_on is None:
            return day.year - self.birth_year - 1 if self.birth_year else None
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


class ChildLinkQuerySet(models.QuerySet["ChildLink"]):
    def standing(self) -> ChildLinkQuerySet:
        return self.filter(undone_at=None)


class ChildLink(models.Model):
    """Somebody's word that this child is (or is not) a pupil of a register or a person of the open city.

    `confidence` is what the likeness stated when a person decided. Nothing is written to the other row: the open city
    does not learn of it.
    """

    personal_data: ClassVar[str] = "which other row is the same child"

    child = models.ForeignKey(Child, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=LinkKind)
    row = models.UUIDField()
    is_same = models.BooleanField(default=True)
    confidence = models.CharField(max_length=8, choices=Confidence)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    objects = ChildLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "kind", "row"], condition=Q(undone_at=None), name="one_word_per_child_and_row"
            ),
            models.UniqueConstraint(
                fields=["child", "kind"], condition=Q(undone_at=None, is_same=True), name="a_child_is_one_of_each_kind"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_reason="") | Q(undone_at__isnull=False) & ~Q(undone_reason=""),
                name="a_link_is_undone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class CaseQuerySet(models.QuerySet["Case"]):
    def standing(self) -> CaseQuerySet:
        return self.filter(state__in=STANDING)

    def closed(self) -> CaseQuerySet:
        return self.filter(state__in=CLOSED)

    def overdue(self, today: date) -> CaseQuerySet:
        return self.standing().filter(review_on__lt=today)


class Case(models.Model):
    """What is done for one child, and the one adult who answers for it."""

    personal_data: ClassVar[str] = "that a child is in difficulty"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    number = models.CharField(max_length=NUMBER_LENGTH, default=new_number, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases")
    # What somebody told, where the case began with that.
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, blank=True, related_name="cases")
    state = models.CharField(max_length=15, choices=CaseState, default=CaseState.OPEN)
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.YELLOW)
    main_worker = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # By when somebody has to look again.
    review_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # Counts changes: two people who edit the same page do not overwrite each other.
    version = models.PositiveIntegerField(default=1)
    is_invented = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["review_on", "pk"]
        indexes = [models.Index(fields=["city", "state", "review_on"], name="case_city_state_review")]
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_case_per_number_in_a_city"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state__in=STANDING), name="one_standing_case_per_child"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False) | Q(state__in=STANDING, closed_at__isnull=True),
                name="closed_exactly_with_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    def current(self, now: datetime) -> CaseAccessQuerySet:
        return self.filter(Q(until_at=None) | Q(until_at__gt=now), ended_at=None)


class CaseAccess(models.Model):
    """Who may see a case, why, since and until when; what is withheld even from them."""

    personal_data: ClassVar[str] = "who works on which child's case"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="accesses")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AccessKind)
    reason = models.CharField(max_length=300)
    withheld = models.JSONField(default=list, blank=True)
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        ordering = ["since_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ended_at=None) & ~Q(kind=AccessKind.GLASS),
                name="one_access_per_worker_and_case",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AccessKind.GLASS) | Q(until_at__isnull=False), name="emergencies_end_by_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class WrittenOnceModel(models.Model):
    """Rows that are added and never changed: what was wrong is corrected by a new one."""

    class Meta:
        abstract = True

    def save(self, *_arguments: Any, **options: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce
        super().save(force_insert=True, using=options.get("using"))

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise WrittenOnce


class CaseNote(WrittenOnceModel):
    """What a worker wrote down; a correction is a note of its own that names the one it corrects."""

    personal_data: ClassVar[str] = "what workers write about a child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind, default=NoteKind.NOTE)
    words = models.TextField(max_length=4000)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class HandOver(WrittenOnceModel):
    """The main worker changed; the note tells the next one what they must know."""

    personal_data: ClassVar[str] = "what one worker tells the next about a child"

    case = models.ForeignKey(Case, models.CASCADE, related_name="hand_overs")
    from_worker = models.ForeignKey(User, models.PROTECT, related_name="+")
    to_worker = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.TextField(max_length=4000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"
