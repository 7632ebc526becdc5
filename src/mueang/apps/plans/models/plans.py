"""One plan a city and budget year, its activities and milestones, and workbooks while they are checked."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City, Organization
from mueang.apps.places.models import Neighbourhood
from mueang.apps.plans.enums import AT_WORK, OVER, ActivityState, Origin, PlanState, SheetState
from mueang.methods.thai import Period, fiscal_year


class Originated(models.Model):
    """What it was made from: a kind and the uuid of a row that a lower or a higher app holds."""

    came_from_kind = models.CharField(max_length=12, choices=Origin, blank=True)
    came_from = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True


class WorkPlan(Originated):
    """The yearly plan. `year` is the budget year by the common era year in which it ends (30 September)."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="work_plans")
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(1990), MaxValueValidator(2200)])
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    aim = models.TextField(blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.DRAFT)
    is_shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    made_at = models.DateTimeField(auto_now_add=True)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["city", "year"], name="one_work_plan_a_budget_year")]

    def __str__(self) -> str:
        return self.title_th

    @property
    def period(self) -> Period:
        return fiscal_year(self.year)

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK


class ActivityQuerySet(models.QuerySet["Activity"]):
    def standing(self) -> ActivityQuerySet:
        return self.exclude(state=ActivityState.DROPPED)

    def late(self, today: date) -> ActivityQuerySet:
        return self.filter(plan__state__in=AT_WORK, ends_on__lt=today).exclude(state__in=OVER)


class Activity(Originated):
    """One thing the city does this year; who answers for it, for whom, where, and how far it is."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="activities")
    number = models.PositiveSmallIntegerField()
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    aim = models.TextField(blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="plan_activities")
    partner = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="plan_activities")
    starts_on = models.DateField()
    ends_on = models.DateField()
    neighbourhoods = models.ManyToManyField(Neighbourhood, blank=True, related_name="plan_activities")
    for_whom = models.CharField(max_length=200, blank=True)
    n_people = models.PositiveIntegerField(null=True, blank=True)
    expected = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=ActivityState, default=ActivityState.PLANNED)
    progress_percent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    progress_note = models.CharField(max_length=600, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_activity_a_number_in_a_plan"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="a_planned_activity_ends_after_it_began"
            ),
            models.CheckConstraint(condition=Q(progress_percent__lte=100), name="progress_is_a_percentage"),
            models.CheckConstraint(
                condition=~Q(state=ActivityState.DROPPED) | ~Q(dropped_why=""), name="a_dropped_activity_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title_th

    def is_late(self, today: date) -> bool:
        return self.ends_on < today and self.state not in OVER


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def open(self) -> MilestoneQuerySet:
        """Still to be reached, in plans that are at work and activities that were not dropped."""
        return self.filter(done_on=None, activity__plan__state__in=AT_WORK).exclude(
            activity__state=ActivityState.DROPPED
        )

    def late(self, today: date) -> MilestoneQuerySet:
        return self.open().filter(due_on__lt=today)


class Milestone(models.Model):
    """Something that is to be there by a day; late is a matter of today, and written nowhere."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="milestones")
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField(max_length=300, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title_th

    def is_late(self, today: date) -> bool:
        return self.done_on is None and self.due_on < today


class PlanSheet(models.Model):
    """A workbook of a plan while it is being checked; its lines go once it is decided."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="sheets")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=SheetState, default=SheetState.PREVIEW)
    lines = models.JSONField(default=list)
    n_written = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"sheet {self.uuid}"
