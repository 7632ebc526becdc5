"""Accounts, months, entries and their postings. What is written stays: see the guards of the first migration."""

from __future__ import annotations

import calendar
import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, date
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.ledger.enums import MOST_SATANG, AccountKind
from mueang.apps.ledger.errors import NeverEdited
from mueang.apps.network.models import City

Row = TypeVar("Row", bound=models.Model)


class KeptQuerySet(models.QuerySet[Row]):
    """Reads, and writes of new rows: what would change or remove rows is refused before the database refuses it."""

    def update(self, **_values: Any) -> NoReturn:
        raise NeverEdited

    def delete(self) -> NoReturn:
        raise NeverEdited

    def bulk_update(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise NeverEdited


class Kept(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *_arguments: Any, **options: Any) -> None:
        if not self._state.adding:
            raise NeverEdited
        super().save(force_insert=True, using=options.get("using"))

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise NeverEdited


class Account(models.Model):
    """A line of the chart: the same in every city, so that cities can be added up."""

    personal_data: ClassVar[str] = ""

    code = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=10, choices=AccountKind)
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Period(models.Model):
    """One month of a city's books; its row is what writers wait for. `fiscal_year` is named as Thai offices do."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="periods")
    first_on = models.DateField()
    fiscal_year = models.PositiveSmallIntegerField()
    is_closed = models.BooleanField(default=False)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["first_on"]
        constraints = [models.UniqueConstraint(fields=["city", "first_on"], name="one_period_per_month_of_a_city")]

    def __str__(self) -> str:
        return f"{self.first_on:%Y-%m}"

    @property
    def last_on(self) -> date:
        return self.first_on.replace(day=calendar.monthrange(self.first_on.year, self.first_on.month)[1])


class PeriodDecision(Kept):
    """A month was closed or opened again: by whom, when, why."""

    personal_data: ClassVar[str] = ""

    period = models.ForeignKey(Period, models.PROTECT, related_name="decisions")
    is_closed = models.BooleanField()
    reason = models.CharField(max_length=300)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


class Entry(Kept):
    """A voucher. `document` is `app.model:uuid` of what it is about; `key` makes writing it twice one entry."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, primary_key=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="entries")
    period = models.ForeignKey(Period, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    on = models.DateField()
    words = models.CharField(max_length=300)
    document = models.CharField(max_length=120, blank=True, db_index=True)
    key = models.CharField(max_length=120)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="one_entry_per_number_of_a_month"),
            models.UniqueConstraint(fields=["city", "key"], name="one_entry_per_key_of_a_city"),
        ]
        indexes = [models.Index(fields=["city", "on"], name="ledger_entry_city_on")]

    def __str__(self) -> str:
        return self.voucher

    @property
    def voucher(self) -> str:
        """Its number as printed: year and month in the Buddhist era, and the place within the month."""
        return f"{self.on.year + 543}-{self.on:%m}-{self.number:04}"

    def fingerprint(self, postings: Sequence[Posting]) -> str:
        """SHA-256 over everything the entry says; the order of its lines does not count."""
        lines = sorted(
            [line.account.code, line.satang, str(line.funding or ""), str(line.activity or "")] for line in postings
        )
        said = [
            str(self.uuid),
            self.city_id,
            self.number,
            self.on.isoformat(),
            self.words,
            self.document,
            self.key,
            str(self.reverses_id or ""),
            self.made_by_id,
            self.made_at.astimezone(UTC).isoformat(),
            lines,
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


class Posting(Kept):
    """One line of an entry: satang, a debit above zero and a credit below; from which funds and for what activity."""

    personal_data: ClassVar[str] = ""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    satang = models.BigIntegerField()
    funding = models.UUIDField(null=True, blank=True)
    activity = models.UUIDField(null=True, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(satang=0) & Q(satang__gte=-MOST_SATANG) & Q(satang__lte=MOST_SATANG),
                name="posting_moves_money",
            )
        ]
        indexes = [models.Index(fields=["funding", "account"], name="ledger_posting_funding")]

    def __str__(self) -> str:
        return str(self.satang)

    @property
    def debit(self) -> int:
        return max(self.satang, 0)

    @property
    def credit(self) -> int:
        return max(-self.satang, 0)
