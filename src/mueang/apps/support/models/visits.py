"""Visits in the field: what was planned, what was found (every report kept, one stands), and a sealed photo."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.support.enums.visits import Found
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import Concern
from mueang.lib.sealed import seal, unseal

_PHOTO = "support-visit-photo"


class VisitQuerySet(models.QuerySet["Visit"]):
    def waiting(self) -> VisitQuerySet:
        """Neither reported on nor called off."""
        return self.filter(called_off_at=None, reports=None)


class Visit(models.Model):
    """Somebody goes to see a child or a family on a day."""

    personal_data: ClassVar[str] = "who visits which child when, and why"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="+")
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, blank=True, related_name="visits")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="visits")
    assigned_to = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Who had it before: what they report late is not lost.
    handed_from = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    planned_on = models.DateField()
    purpose = models.CharField(max_length=300, blank=True)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "pk"]
        indexes = [models.Index(fields=["city", "planned_on"], name="visit_city_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(concern__isnull=False, case=None) | Q(concern=None, case__isnull=False),
                name="a_visit_is_for_a_concern_or_a_case",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class VisitReport(models.Model):
    """What was found, by a number the device made: however often it arrives, it is one row. None is overwritten."""

    personal_data: ClassVar[str] = "what was seen and said at a child's home"

    uuid = models.UUIDField(unique=True)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="reports")
    found = models.CharField(max_length=10, choices=Found)
    is_in_danger = models.BooleanField(default=False)
    said = models.TextField(max_length=4000, blank=True)
    next_on = models.DateField(null=True, blank=True)
    is_from_paper = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    device = models.UUIDField(null=True, blank=True)
    # By the device's clock, set right by what it showed at sending, never after the server's.
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField()

    class Meta:
        # The first one stands: made later, and among those of one moment the higher number.
        ordering = ["visit", "-made_at", "-uuid"]

    def __str__(self) -> str:
        return f"{self.get_found_display()} {self.made_at}"


class VisitPhoto(models.Model):
    """One picture of a report without the place it was taken at; encrypted, and never among the public pictures."""

    personal_data: ClassVar[str] = "a picture from a child's home, encrypted"

    report = models.OneToOneField(VisitReport, models.CASCADE, related_name="photo")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.report_id)

    @property
    def webp(self) -> bytes:
        return unseal(self.sealed, purpose=_PHOTO, bound_to=str(self.report.uuid))

    @webp.setter
    def webp(self, data: bytes) -> None:
        self.sealed = seal(data, purpose=_PHOTO, bound_to=str(self.report.uuid))
