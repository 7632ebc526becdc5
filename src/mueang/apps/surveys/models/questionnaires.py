"""Questions in Thai and English, version by version."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.methods.questionnaires import Question, read_questions


class Questionnaire(models.Model):
    """One version of a questionnaire; once a survey has opened with it, it is never edited."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="questionnaires")
    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    questions = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=80, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["city", "code", "version"], name="one_version_of_a_questionnaire")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def is_used(self) -> bool:
        return self.used_at is not None

    @property
    def read(self) -> tuple[Question, ...]:
        """Its questions; none where it is still empty."""
        return read_questions(self.questions) if self.questions else ()
