"""Flags, the runs that raise and end them, and what people decided about each."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.flags.enums import DecisionKind, Ending, FlagState, Found, Level, RunState
from mueang.apps.flags.models.rule_sets import RuleSet
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil, School, Section

UNDO = timedelta(days=1)


class FlagRun(models.Model):
    """One look at every pupil of a city as of one day: asked for by somebody, or made each night."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="flag_runs")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, blank=True, related_name="runs")
    as_of = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=5, choices=RunState, default=RunState.DONE)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    n_pupils = models.PositiveIntegerField(default=0)
    n_raised = models.PositiveIntegerField(default=0)
    n_changed = models.PositiveIntegerField(default=0)
    n_ended = models.PositiveIntegerField(default=0)
    n_open = models.PositiveIntegerField(default=0)
    n_quiet = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city"], condition=Q(state=RunState.ASKED), name="a_run_is_asked_for_once_in_a_city"
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.ASKED)
                | Q(rule_set__isnull=False, as_of__isnull=False, finished_at__isnull=False),
                name="a_run_that_is_done_says_when_and_by_which_rules",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.uuid}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> FlagQuerySet:
        return self.filter(state=FlagState.OPEN)

    def answered(self) -> FlagQuerySet:
        return self.filter(state=FlagState.ANSWERED)


class Flag(models.Model):
    """A reason to look at a child, for some days: never a label. `reasons` are keys of rules and numbers, no words.

    `rank` orders the queue: the level first, then the points. A run that finds the same again moves `seen_on` and
    `expires_on` on; what is not seen again expires by itself.
    """

    personal_data: ClassVar[str] = "why a child should be looked at"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="flags")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="flags")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="+")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="flags")
    level = models.CharField(max_length=6, choices=Level)
    points = models.PositiveSmallIntegerField()
    visit_points = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    raised_on = models.DateField()
    seen_on = models.DateField()
    expires_on = models.DateField()
    state = models.CharField(max_length=8, choices=FlagState, default=FlagState.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=13, choices=Ending, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["-rank", "raised_on", "pk"]
        indexes = [
            models.Index(fields=["city", "state", "-rank", "raised_on", "id"], name="flag_queue"),
            models.Index(fields=["city", "state", "level"], name="flag_level"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pupil"], condition=Q(state=FlagState.OPEN), name="one_open_flag_per_pupil"
            ),
            models.CheckConstraint(
                condition=Q(state=FlagState.ENDED, ended_on__isnull=False) & ~Q(ending="")
                | ~Q(state=FlagState.ENDED) & Q(ended_on=None, ending=""),
                name="a_flag_that_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"flag {self.uuid}"

    @property
    def rule_keys(self) -> frozenset[str]:
        return frozenset(reason["rule"] for reason in self.reasons)


class FlagDecision(models.Model):
    """What somebody decided about a flag, until when the same reasons stay quiet, and what was found in the end.

    One that hands over (`look_into`) waits for support until `taken_at`; what support found comes back as `found`.
    """

    personal_data: ClassVar[str] = "what was decided about a child"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    flag = models.ForeignKey(Flag, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    reason = models.CharField(max_length=400, blank=True)
    quiet_until = models.DateField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    found = models.CharField(max_length=9, choices=Found, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    found_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["flag"], condition=Q(undone_at=None), name="one_standing_decision_about_a_flag"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(kind=DecisionKind.LOOK_INTO, undone_at=None),
                name="only_what_is_handed_over_is_taken",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.uuid}"

    def may_be_undone(self, now: datetime) -> bool:
        """Within a day, and only while nobody acted on it."""
        return self.undone_at is None and self.taken_at is None and now - self.decided_at <= UNDO

    @property
    def waits_for_finding(self) -> bool:
        return self.kind == DecisionKind.LOOK_INTO and self.undone_at is None and not self.found
