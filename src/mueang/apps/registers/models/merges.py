"""Two rows of one child that somebody made one, and all that is needed to make them two again."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.registers.models.pupils import Pupil


class PupilMerge(models.Model):
    """`before` is what was moved, filled in and joined, so that it can be undone as long as nothing changed since."""

    personal_data: ClassVar[str] = "which rows are one child, and which days each said"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    keep = models.ForeignKey(Pupil, models.CASCADE, related_name="merges")
    merge = models.ForeignKey(Pupil, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    before = models.JSONField(default=dict)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["merge"], condition=Q(undone_at=None), name="a_pupil_is_merged_once"),
            models.CheckConstraint(condition=~Q(keep=F("merge")), name="no_pupil_is_merged_with_itself"),
        ]

    def __str__(self) -> str:
        return f"merge {self.uuid}"
