"""How long a table is kept in a city, and what each run of a rule let go."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.privacy.enums import RunState


class RetentionRule(models.Model):
    """Rows of `table` older than `days` are let go, once an officer has seen what that would be and switched it on."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    table = models.CharField(max_length=60)
    days = models.PositiveIntegerField()
    is_on = models.BooleanField(default=False)
    ran_on = models.DateField(null=True, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["table"]
        constraints = [models.UniqueConstraint(fields=["city", "table"], name="one_retention_rule_a_table")]

    def __str__(self) -> str:
        return self.table


class RetentionRun(models.Model):
    """One day's run: rows whose day lies before `before`, counted as they go; killed half-way it goes on."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="runs")
    before = models.DateField()
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    n_rows = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule"], condition=Q(state=RunState.RUNNING), name="one_run_of_a_rule_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)
