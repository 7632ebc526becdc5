"""What stands in an account: for a city, a source of funds, an activity, up to a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from mueang.apps.ledger.enums import AccountKind
from mueang.apps.ledger.models import Account, Entry, Posting
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a city's books: which funds, which activity, from which day to which. The caller asked."""

    city: City
    funding: UUID | None = None
    activity: UUID | None = None
    since: date | None = None
    until: date | None = None

    def condition(self) -> Q:
        asked = {
            "entry__city": self.city,
            "funding": self.funding,
            "activity": self.activity,
            "entry__on__gte": self.since,
            "entry__on__lte": self.until,
        }
        return Q(**{name: value for name, value in asked.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Balance:
    """Everything debited and credited to one account, in satang."""

    account: Account
    debit: int
    credit: int

    @property
    def satang(self) -> int:
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry as an account sees it, and what stands in the account after it."""

    entry: Entry
    satang: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What stood in an account, what moved, what stands in it."""

    account: Account
    opening: int
    lines: list[StatementLine]

    @property
    def closing(self) -> int:
        return self.lines[-1].balance if self.lines else self.opening


def trial_balance(cut: Cut) -> list[Balance]:
    """Every account that moved, by number; debits and credits of all of them are equal. Two SQL statements."""
    rows = (
        Posting.objects.filter(cut.condition())
        .order_by()
        .values_list("account_id")
        .annotate(debits=Sum("satang", filter=Q(satang__gt=0)), others=Sum("satang", filter=Q(satang__lt=0)))
    )
    sums = {pk: (int(debits or 0), -int(others or 0)) for pk, debits, others in rows}
    return [Balance(account, *sums[account.pk]) for account in Account.objects.all() if account.pk in sums]


def sums_by_account(fundings: Collection[UUID], *, until: date | None = None) -> dict[UUID, dict[str, int]]:
    """Of each source of funds, by the account's number: the sum of its postings. One SQL statement."""
    rows = Posting.objects.filter(funding__in=fundings).order_by()
    if until:
        rows = rows.filter(entry__on__lte=until)
    found: dict[UUID, dict[str, int]] = {one: {} for one in fundings}
    for funding, code, total in rows.values_list("funding", "account__code").annotate(n=Sum("satang")):
        if funding is not None:
            found[funding][code] = int(total)
    return found


def spent(cut: Cut) -> dict[tuple[UUID | None, str], int]:
    """Satang spent, by activity and the account of the expense; reversals are taken off. One SQL statement."""
    rows = Posting.objects.filter(cut.condition(), account__kind=AccountKind.EXPENSE).order_by()
    summed = rows.values_list("activity", "account__code").annotate(n=Sum("satang"))
    return {(activity, code): int(total) for activity, code, total in summed}


def statement(account: Account, *, cut: Cut) -> Statement:
    """The account day by day: opening balance, each entry, the balance after it. Two SQL statements."""
    before = Cut(city=cut.city, funding=cut.funding, activity=cut.activity)
    moved = Posting.objects.filter(account=account)
    opening = 0
    if cut.since:
        earlier = moved.filter(before.condition(), entry__on__lt=cut.since).aggregate(n=Sum("satang"))["n"]
        opening = int(earlier or 0)
    rows = moved.filter(cut.condition()).select_related("entry__made_by").order_by("entry__on", "entry__number", "pk")
    lines, balance = [], opening
    for row in rows:
        balance += row.satang
        lines.append(StatementLine(row.entry, row.satang, balance))
    return Statement(account, opening, lines)
