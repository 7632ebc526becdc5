"""Write entries, reverse them, close months and open them again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.ledger.enums import CHART
from mueang.apps.ledger.errors import (
    AlreadyReversed,
    AlreadySo,
    KeyTaken,
    NotBalanced,
    PeriodClosed,
    PeriodNotOver,
    ReasonNeeded,
    UnknownAccount,
)
from mueang.apps.ledger.models import Account, Entry, Period, PeriodDecision, Posting
from mueang.apps.ledger.queries import accounts
from mueang.apps.ledger.rules import may_close
from mueang.apps.network.models import City
from mueang.methods.thai import fiscal_year_of


@dataclass(frozen=True, slots=True)
class Line:
    """What an entry does to one account, by its number: satang, a debit above zero and a credit below."""

    code: str
    satang: int
    funding: UUID | None = None
    activity: UUID | None = None


@dataclass(frozen=True, slots=True)
class Voucher:
    """What an entry says: the day it counts for, in words, about which document, under which key it is written once."""

    on: date
    words: str
    key: str
    document: str = ""


def load_chart() -> int:
    """Bring the accounts up to the chart of this version; numbers and kinds stay, names may change."""
    rows = [Account(code=line.code, kind=line.kind, name_th=line.name_th, name_en=line.name_en) for line in CHART]
    Account.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name_th", "name_en"]
    )
    return len(rows)


@transaction.atomic
def post_entry(*, city: City, voucher: Voucher, lines: Sequence[Line], actor: User | None) -> Entry:
    """Write an entry, once for each key; lines of nothing are left out. The action around it asked who may.

    Raises NotBalanced, UnknownAccount, PeriodClosed and KeyTaken.
    """
    return _post(city, voucher, lines=[line for line in lines if line.satang], actor=actor)


@transaction.atomic
def reverse_entry(*, entry: Entry, on: date, reason: str, actor: User | None) -> Entry:
    """Write the exact opposite of an entry, on `on`. The action around it asked who may.

    Raises ReasonNeeded, AlreadyReversed and PeriodClosed.
    """
    if not reason.strip():
        raise ReasonNeeded
    # Two who reverse it at once come one after the other.
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.reverses_id or Entry.objects.filter(reverses=entry).exists():
        raise AlreadyReversed
    lines = [
        Line(row.account.code, -row.satang, row.funding, row.activity)
        for row in entry.postings.select_related("account").order_by("pk")
    ]
    voucher = Voucher(on, reason.strip(), f"reverse:{entry.uuid}", entry.document)
    return _post(entry.city, voucher, lines=lines, actor=actor, reverses=entry)


@transaction.atomic
def set_period(*, city: City, first_on: date, is_closed: bool, reason: str, actor: User, today: date) -> Period:
    """Close a month from its last day on, or open it again.

    Raises PermissionDenied, ReasonNeeded, PeriodNotOver and AlreadySo.
    """
    if not may_close(actor, city):
        raise PermissionDenied
    if not reason.strip():
        raise ReasonNeeded
    period = _locked_period(city, first_on)
    if period.is_closed == is_closed:
        raise AlreadySo
    if is_closed and today < period.last_on:
        raise PeriodNotOver
    period.is_closed = is_closed
    period.save(update_fields=["is_closed"])
    decision = PeriodDecision(period=period, is_closed=is_closed, reason=reason.strip(), made_by=actor)
    decision.made_at = timezone.now()
    decision.save()
    verb = "ledger.closed" if is_closed else "ledger.opened_again"
    record(actor=actor, verb=verb, target=period, book=city.slug, facts={"month": str(period)})
    return period


def _post(
    city: City, voucher: Voucher, *, lines: Sequence[Line], actor: User | None, reverses: Entry | None = None
) -> Entry:
    known = accounts()
    if any(line.code not in known for line in lines):
        raise UnknownAccount
    if len(lines) < 2 or sum(line.satang for line in lines) != 0:
        raise NotBalanced
    period = _locked_period(city, voucher.on)
    written = Entry.objects.filter(city=city, key=voucher.key).first()
    if written:
        return _the_same(written, voucher, lines=lines)
    if period.is_closed:
        raise PeriodClosed
    entry = Entry(
        uuid=uuid.uuid4(),
        city=city,
        period=period,
        number=period.last_number + 1,
        on=voucher.on,
        words=voucher.words,
        document=voucher.document,
        key=voucher.key,
        reverses=reverses,
        made_by=actor,
        made_at=timezone.now(),
    )
    postings = _postings(entry, lines=lines, known=known)
    try:
        with transaction.atomic():
            # The entry last: the database lets it in when its postings add up.
            Posting.objects.bulk_create(postings)
            entry.save()
    except IntegrityError:
        # Months are locked one by one: the same key may just have been written into another month.
        written = Entry.objects.filter(city=city, key=voucher.key).first()
        if written is None:
            raise
        return _the_same(written, voucher, lines=lines)
    period.last_number = entry.number
    period.save(update_fields=["last_number"])
    facts = {"digest": entry.fingerprint(postings), "number": entry.voucher}
    record(actor=actor, verb="ledger.posted", target=entry, book=city.slug, facts=facts)
    return entry


def _postings(entry: Entry, *, lines: Sequence[Line], known: Mapping[str, Account]) -> list[Posting]:
    return [
        Posting(entry=entry, account=known[line.code], satang=line.satang, funding=line.funding, activity=line.activity)
        for line in lines
    ]


def _the_same(written: Entry, voucher: Voucher, *, lines: Sequence[Line]) -> Entry:
    there = sorted(
        (row.account.code, row.satang, str(row.funding), str(row.activity))
        for row in written.postings.select_related("account")
    )
    asked = sorted((line.code, line.satang, str(line.funding), str(line.activity)) for line in lines)
    if there != asked or written.on != voucher.on:
        raise KeyTaken
    return written


def _locked_period(city: City, day: date) -> Period:
    """The month's row, locked: entries of a month are written one after another, and none while it is closed."""
    first_on = day.replace(day=1)
    rows = Period.objects.select_for_update(of=("self",)).filter(city=city, first_on=first_on)
    found = rows.first()
    if found is None:
        Period.objects.get_or_create(city=city, first_on=first_on, defaults={"fiscal_year": fiscal_year_of(day)})
        found = rows.get()
    return found
