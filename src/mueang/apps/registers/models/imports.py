"""A file that came in: what was read of it, what was not and why, which pupils a person has to tell apart."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.registers.enums import Confidence, RunKind, RunState
from mueang.apps.registers.models.pupils import Pupil
from mueang.apps.registers.models.schools import School


class ImportRun(models.Model):
    """One upload. The file is kept sealed until it is confirmed or thrown away; the report stays.

    `counts` are numbers by name; `notes_sealed` holds what was skipped, where and why, which may name a child. While
    the worker is at it, `n_done` of `n_steps` parts are read; the last step is all that is written, in one piece.
    """

    personal_data: ClassVar[str] = "a file of pupils while it is being checked; what was wrong in it"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="register_runs")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="runs")
    kind = models.CharField(max_length=20, choices=RunKind)
    school_year = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    file_sealed = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=RunState, default=RunState.PREVIEW)
    counts = models.JSONField(default=dict)
    notes_sealed = models.BinaryField(null=True, blank=True)
    n_done = models.PositiveSmallIntegerField(default=0)
    n_steps = models.PositiveSmallIntegerField(default=0)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"run {self.uuid}"


class MatchQuestion(models.Model):
    """A pupil of a file who may be one known already: asked of a person, never decided by the machine.

    `said_sealed` is what the file says of the pupil; the answer is a pupil, or a new one; no answer leaves them out.
    """

    personal_data: ClassVar[str] = "a child's name, number and birth date as a file says them, sealed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="questions")
    key = models.CharField(max_length=64)
    said_sealed = models.BinaryField()
    candidates = models.JSONField(default=list)
    confidence = models.CharField(max_length=20, choices=Confidence)
    answer = models.ForeignKey(Pupil, models.CASCADE, null=True, blank=True, related_name="+")
    is_new = models.BooleanField(default=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["run", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="one_question_per_pupil_of_a_file")]

    def __str__(self) -> str:
        return f"question {self.uuid}"


class SignTable(models.Model):
    """What the signs on class sheets mean in this city, where it differs from the usual."""

    personal_data: ClassVar[str] = ""

    city = models.OneToOneField(City, models.CASCADE, related_name="register_signs")
    signs = models.JSONField(default=dict)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["city"]

    def __str__(self) -> str:
        return f"signs {self.city_id}"
