"""The agreement, its instalments, and what was spent of it. The money itself stands in the ledger."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mueang.apps.accounts.models import User
from mueang.apps.grants.enums import ExpenseState, GrantState, Payee, Service
from mueang.apps.grants.models.calls import Application, Fund
from mueang.apps.grants.models.papers import Paper
from mueang.apps.network.models import City
from mueang.apps.plans.models import Activity, FundingSource


class Grant(models.Model):
    """What fund and city agreed. Its `source` pays for activities of the city's work plan."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="grant")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="grants")
    city = models.ForeignKey(City, models.PROTECT, related_name="grants")
    source = models.OneToOneField(FundingSource, models.PROTECT, related_name="grant")
    title = models.CharField(max_length=200)
    satang = models.PositiveBigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=8, choices=GrantState, default=GrantState.RUNNING)
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    returned_satang = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="a_grant_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(state=GrantState.CLOSED, closed_on__isnull=False)
                | Q(state=GrantState.RUNNING, closed_on=None),
                name="a_closed_grant_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Instalment(models.Model):
    """Part of a grant: due by a day, under a condition; released by the fund, received by the city."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    satang = models.PositiveBigIntegerField()
    due_on = models.DateField()
    condition = models.CharField(max_length=300, blank=True)
    released_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    entry = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="one_instalment_a_number"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(released_on__isnull=False, entry__isnull=False),
                name="a_received_instalment_was_released_and_entered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def is_late(self, today: date) -> bool:
        return self.received_on is None and self.due_on < today


class Expense(models.Model):
    """Money spent on an activity: entered by one person, approved by another, never changed, only reversed.

    `satang` is what the receipt says in all; `vat_satang` is within it, `withheld_satang` was kept back for the Revenue
    Department. `account` is the number of the expense's account in the ledger.
    """

    personal_data: ClassVar[str] = "who was paid, as on the receipt"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="expenses")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="expenses")
    account = models.CharField(max_length=8)
    words = models.CharField(max_length=200)
    payee = models.CharField(max_length=200)
    payee_kind = models.CharField(max_length=10, choices=Payee)
    service = models.CharField(max_length=12, choices=Service)
    receipt_number = models.CharField(max_length=60, blank=True)
    paid_on = models.DateField()
    satang = models.PositiveBigIntegerField()
    vat_satang = models.PositiveBigIntegerField(default=0)
    withheld_satang = models.PositiveBigIntegerField(default=0)
    receipt = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="expenses")
    state = models.CharField(max_length=8, choices=ExpenseState, default=ExpenseState.ENTERED)
    key = models.UUIDField()
    entry = models.UUIDField(null=True, blank=True)
    reversal = models.UUIDField(null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-paid_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "key"], name="one_expense_a_form"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("entered_by")), name="two_people_see_an_expense"
            ),
            models.CheckConstraint(
                condition=Q(satang__gt=0, vat_satang__lt=F("satang"), withheld_satang__lt=F("satang")),
                name="taxes_are_part_of_an_expense",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ExpenseState.APPROVED, ExpenseState.REVERSED])
                | Q(entry__isnull=False, decided_by__isnull=False, receipt__isnull=False),
                name="an_approved_expense_has_receipt_and_entry",
            ),
        ]
        indexes = [models.Index(fields=["grant", "state"], name="grants_expense_state")]

    def __str__(self) -> str:
        return self.words

    @property
    def paid_satang(self) -> int:
        """What left the bank."""
        return self.satang - self.withheld_satang
