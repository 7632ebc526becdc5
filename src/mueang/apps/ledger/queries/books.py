"""The chart, the entries as they were written, and the months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from mueang.apps.ledger.models import Account, Entry, Period, PeriodDecision, Posting
from mueang.apps.network.models import City
from mueang.methods.thai import fiscal_year, fiscal_year_of


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of a budget year; `period` is None where nothing was written in it."""

    first_on: date
    period: Period | None
    decision: PeriodDecision | None

    @property
    def is_closed(self) -> bool:
        return self.period is not None and self.period.is_closed

    @property
    def n_entries(self) -> int:
        return self.period.last_number if self.period else 0


def accounts() -> dict[str, Account]:
    """The chart by number. One SQL statement."""
    return Account.objects.in_bulk(field_name="code")


def journal(entries: QuerySet[Entry], *, since: date | None = None, until: date | None = None) -> QuerySet[Entry]:
    """Entries with their lines, the latest first; `entries` came through a rule. Two SQL statements."""
    lines = Posting.objects.select_related("account").order_by("pk")
    found = entries.select_related("made_by", "reverses", "reversed_by").prefetch_related(Prefetch("postings", lines))
    if since:
        found = found.filter(on__gte=since)
    if until:
        found = found.filter(on__lte=until)
    return found.order_by("-on", "-number")


def entries_of(city: City, *, funding: UUID) -> QuerySet[Entry]:
    """Entries that moved money of one source of funds. The caller asked who may see it."""
    moved = Posting.objects.filter(funding=funding, entry__city=city).order_by().values("entry")
    return Entry.objects.filter(city=city, pk__in=moved)


def months(city: City, *, year: int) -> list[MonthLine]:
    """The twelve months of a budget year, October first. Two SQL statements."""
    span = fiscal_year(year)
    rows = Period.objects.filter(city=city, first_on__range=(span.starts_on, span.ends_on))
    found = {row.first_on: row for row in rows.prefetch_related("decisions__made_by")}
    firsts = [date(year - 1, month, 1) for month in (10, 11, 12)] + [date(year, month, 1) for month in range(1, 10)]
    return [MonthLine(first, found.get(first), _latest(found.get(first))) for first in firsts]


def fiscal_years(city: City, *, today: date) -> list[int]:
    """Budget years with books, this one in any case, the latest first."""
    written = Period.objects.filter(city=city).order_by().values_list("fiscal_year", flat=True).distinct()
    return sorted({*written, fiscal_year_of(today)}, reverse=True)


def _latest(period: Period | None) -> PeriodDecision | None:
    return max(period.decisions.all(), key=lambda row: row.pk, default=None) if period else None
