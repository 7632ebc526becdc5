"""Composite indices somebody keeps: what they are made of and how; and cities that let others compare."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.indicators.enums import UnitsOf
from mueang.apps.network.models import City


class IndexSetup(models.Model):
    """A named way to make an index: `asked` as its form was filled in; tables of one's own are kept with it."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="index_setups")
    name = models.CharField(max_length=120)
    units_of = models.CharField(max_length=11, choices=UnitsOf)
    asked = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    meta = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["city", "name"], name="one_index_of_a_name_in_a_city"),
            models.CheckConstraint(condition=~Q(name=""), name="an_index_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Sharing(models.Model):
    """The city lets the staff of other cities here read its city-wide figures, for comparison; no row where not."""

    personal_data: ClassVar[str] = ""

    city = models.OneToOneField(City, models.PROTECT, related_name="sharing")
    since = models.DateTimeField()
    shared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return str(self.city_id)
