"""Pseudonymous data handed to research: under which agreement, what was in it, how small a group may be."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City

LEAST_K = 5


class ResearchExport(models.Model):
    """One hand-over of data. The key of its pseudonyms is sealed, and destroyed when the agreement is closed.

    `counts` says for each table how many rows went out, how many were held back and how small the smallest group is.
    """

    personal_data: ClassVar[str] = "name of the researcher who answers for the data"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    purpose = models.TextField(max_length=2000)
    researcher = models.CharField(max_length=200)
    institution = models.CharField(max_length=200)
    agreement = models.CharField(max_length=200)
    ethics = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField()
    tables = models.JSONField(default=list)
    k = models.PositiveSmallIntegerField(default=LEAST_K)
    counts = models.JSONField(default=dict)
    key_sealed = models.BinaryField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(k__gte=LEAST_K), name="research_groups_are_never_smaller_than_five"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(key_sealed=None), name="a_closed_export_has_no_key"),
        ]

    def __str__(self) -> str:
        return self.title
