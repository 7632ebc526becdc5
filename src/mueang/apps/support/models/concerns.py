"""Concerns: what was told about a child, who told it (kept apart), what was tried and what was decided."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil
from mueang.apps.support.enums.concerns import Channel, ConcernState, Confidence, RecordFault, TryHow, Urgency
from mueang.lib.sealed import keyed_hash, seal, unseal

_TELLER = "support-teller"
_CODE = "support-code"
UNDO_WITHIN = timedelta(days=1)


def code_hash(code: str) -> str:
    """What a teller's code is found by; the code itself is kept nowhere."""
    return keyed_hash("".join(letter for letter in code.upper() if letter.isalnum()), purpose=_CODE)


class ConcernQuerySet(models.QuerySet["Concern"]):
    def open(self) -> ConcernQuerySet:
        return self.filter(state=ConcernState.NEW)


class Concern(models.Model):
    """Something told about a child: no case yet, and perhaps none ever. The teller is not in this row."""

    personal_data: ClassVar[str] = "a child's name as told, age, area, and what was said about the child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=14, choices=Channel)
    urgency = models.CharField(max_length=8, choices=Urgency, default=Urgency.ROUTINE)
    state = models.CharField(max_length=14, choices=ConcernState, default=ConcernState.NEW)
    about = models.CharField(max_length=200, blank=True)
    match_key = models.CharField(max_length=300, blank=True, db_index=True, editable=False)
    age_years = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    area = models.CharField(max_length=300, blank=True)
    said = models.TextField(max_length=4000)
    confidence = models.CharField(max_length=8, choices=Confidence, default=Confidence.NONE)
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    record_fault = models.CharField(max_length=15, choices=RecordFault, blank=True)
    # Which pupil a school or a flag meant; nobody else names one.
    pupil = models.ForeignKey(Pupil, models.SET_NULL, null=True, blank=True, related_name="+")
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    # Found by the teller's code, or by the line of a registry's list; neither tells anything by itself.
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    source_key = models.CharField(max_length=64, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["city", "state", "received_at"], name="concern_city_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "source_key"], condition=~Q(source_key=""), name="a_registry_line_is_told_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.NEW, settled_at=None)
                | (~Q(state=ConcernState.NEW) & Q(settled_at__isnull=False)),
                name="settled_exactly_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.RECORD_WRONG) & ~Q(record_fault="")
                | ~Q(state=ConcernState.RECORD_WRONG) & Q(record_fault=""),
                name="a_wrong_record_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(state=ConcernState.DUPLICATE) & Q(duplicate_of=None)),
                name="a_duplicate_names_the_other",
            ),
            models.CheckConstraint(condition=~Q(duplicate_of=F("pk")), name="no_concern_is_its_own_duplicate"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def is_open(self) -> bool:
        return self.state == ConcernState.NEW

    def age_on(self, day: date) -> int | None:
        """Completed years where the birthday is known, else as told."""
        if self.birth_on is None:
            return self.age_years
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


class Teller(models.Model):
    """Who told it, sealed: only a supervisor reads it, and the child's team where the teller allowed it."""

    personal_data: ClassVar[str] = "who told of a child, encrypted"

    concern = models.OneToOneField(Concern, models.CASCADE, related_name="teller")
    sealed = models.BinaryField()
    may_team_know = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"teller of {self.concern_id}"

    @property
    def words(self) -> dict[str, str]:
        """Name, phone and relation as told."""
        said: dict[str, str] = json.loads(unseal(self.sealed, purpose=_TELLER, bound_to=str(self.concern.uuid)))
        return said

    @words.setter
    def words(self, said: dict[str, str]) -> None:
        text = json.dumps(said, ensure_ascii=False)
        self.sealed = seal(text.encode(), purpose=_TELLER, bound_to=str(self.concern.uuid))


class Addition(models.Model):
    """What a teller added later under a code. Kept whether or not the code is one: writing it reveals nothing."""

    personal_data: ClassVar[str] = "what a teller said later"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, db_index=True)
    said = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class Try(models.Model):
    """One attempt to reach the child or the family."""

    personal_data: ClassVar[str] = "when and how somebody tried to reach a child"

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="tries")
    on = models.DateField()
    how = models.CharField(max_length=10, choices=TryHow)
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.on}"


class Decision(models.Model):
    """What somebody decided about a concern and why; taken back, it stays as history."""

    personal_data: ClassVar[str] = "why a concern was decided as it was"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="decisions")
    state = models.CharField(max_length=14, choices=ConcernState)
    record_fault = models.CharField(max_length=15, choices=RecordFault, blank=True)
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern"], condition=Q(undone_at=None), name="one_standing_decision_per_concern"
            )
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class SetApart(models.Model):
    """Somebody looked side by side and said: not the same child. It is not proposed again."""

    personal_data: ClassVar[str] = "which rows are not the same child"

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="set_apart")
    other = models.UUIDField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "other"], name="set_apart_once")]

    def __str__(self) -> str:
        return str(self.other)
