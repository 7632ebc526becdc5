"""Which case a concern belongs to: the one opened from it, or the one somebody joined it to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import Concern


class ConcernOfCase(models.Model):
    """Somebody's word that the concern is about the child of this case."""

    personal_data: ClassVar[str] = "which concern is about which child"

    concern = models.OneToOneField(Concern, models.CASCADE, related_name="of_case")
    case = models.ForeignKey(Case, models.CASCADE, related_name="told_by")

    def __str__(self) -> str:
        return f"{self.concern_id} {self.case_id}"
