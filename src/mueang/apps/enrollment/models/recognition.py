"""Hours learned elsewhere that an officer approved, and the credit rule agreed for a program."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Program
from mueang.apps.enrollment.enums import CreditScheme, RecognitionRoute
from mueang.apps.enrollment.models.seats import Enrollment


class Recognition(models.Model):
    """An approved equivalent: whose document was seen, and who approved it. Its hours are entries of the ledger."""

    personal_data: ClassVar[str] = "what a person learned elsewhere"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, related_name="recognitions")
    route = models.CharField(max_length=2, choices=RecognitionRoute)
    institution = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    evidence = models.CharField(max_length=400)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["enrollment", "approved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.route}"


class CreditAgreement(models.Model):
    """From `since_on` hours of the program are turned into credit by this rule, as the institution's document says."""

    personal_data: ClassVar[str] = ""

    program = models.ForeignKey(Program, models.CASCADE, related_name="credit_agreements")
    scheme = models.CharField(max_length=40, choices=CreditScheme)
    since_on = models.DateField()
    document = models.CharField(max_length=200)
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ["program", "since_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["program", "since_on"], name="one_credit_rule_a_program_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.program_id} {self.scheme}"
