"""An expense is entered by one person and approved by another; what is approved is only reversed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.grants.actions.agreements import lock_grant
from mueang.apps.grants.actions.telling import tell_of_expense
from mueang.apps.grants.enums import CATEGORY_OF, ExpenseState, GrantState
from mueang.apps.grants.errors import (
    MovedOn,
    NotEnoughMoney,
    NotPaidFromThis,
    ReceiptNeeded,
    SamePerson,
    TaxesDiffer,
    WordsNeeded,
)
from mueang.apps.grants.models import Expense, Grant, Paper
from mueang.apps.grants.models.reading import read_paper
from mueang.apps.grants.queries.money import purse_of
from mueang.apps.grants.rules import may_approve, may_enter
from mueang.apps.ledger.actions import Line, Voucher, post_entry, reverse_entry
from mueang.apps.ledger.enums import BANK, GRANT_INCOME, PAYABLE_TAX, UNSPENT
from mueang.apps.ledger.models import Entry
from mueang.apps.network.models import City
from mueang.apps.plans.models import Activity


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says. Money is satang: `satang` in all, the tax on value within it, the tax withheld from it."""

    words: str
    payee: str
    paid_on: date
    satang: int
    account: str
    payee_kind: str = "juristic"
    service: str = "goods"
    vat_satang: int = 0
    withheld_satang: int = 0
    number: str = ""


@transaction.atomic
def enter_expense(
    *,
    grant: Grant,
    activity: Activity,
    receipt: Receipt,
    actor: User,
    paper: bytes = b"",
    paper_name: str = "",
    key: UUID | None = None,
) -> Expense:
    """Write an expense down for somebody else to approve; the same `key` again is the same expense.

    Raises PermissionDenied, MovedOn, NotPaidFromThis, TaxesDiffer, PaperRefused.
    """
    grant = lock_grant(grant)
    if not may_enter(actor, grant.city):
        raise PermissionDenied
    key = key or uuid.uuid4()
    found = grant.expenses.filter(key=key).first()
    if found:
        return found
    if grant.state != GrantState.RUNNING:
        raise MovedOn
    _check(receipt, grant=grant, activity=activity)
    kept = _kept(paper, name=paper_name, city=grant.city, actor=actor) if paper else None
    expense = Expense.objects.create(
        grant=grant,
        activity=activity,
        account=receipt.account,
        words=receipt.words.strip()[:200],
        payee=receipt.payee.strip()[:200],
        payee_kind=receipt.payee_kind,
        service=receipt.service,
        receipt_number=receipt.number.strip()[:60],
        paid_on=receipt.paid_on,
        satang=receipt.satang,
        vat_satang=receipt.vat_satang,
        withheld_satang=receipt.withheld_satang,
        receipt=kept,
        key=key,
        entered_by=actor,
        entered_at=timezone.now(),
    )
    facts = {"satang": expense.satang}
    record(actor=actor, verb="grant.expense_entered", target=expense, book=grant.city.slug, facts=facts)
    return expense


@transaction.atomic
def attach_receipt(*, expense: Expense, name: str, data: bytes, actor: User) -> Expense:
    """Put a receipt with an expense that waits for approval, in the place of one that cannot be read.

    Raises PermissionDenied, MovedOn, PaperRefused.
    """
    grant = lock_grant(expense.grant)
    if not may_enter(actor, grant.city):
        raise PermissionDenied
    row = Expense.objects.select_related("activity", "receipt").get(pk=expense.pk)
    if row.state != ExpenseState.ENTERED:
        raise MovedOn
    row.grant, row.receipt = grant, _kept(data, name=name, city=grant.city, actor=actor)
    row.save(update_fields=["receipt"])
    facts = {"digest": row.receipt.digest}
    record(actor=actor, verb="grant.receipt_attached", target=row, book=grant.city.slug, facts=facts)
    return row


@transaction.atomic
def approve_expense(*, expense: Expense, actor: User) -> Expense:
    """Approve what somebody else entered, and write it in the books.

    Raises PermissionDenied, MovedOn, SamePerson, ReceiptNeeded, NotEnoughMoney, PeriodClosed.
    """
    grant, row = _lock(expense, actor)
    if row.state != ExpenseState.ENTERED or grant.state != GrantState.RUNNING:
        raise MovedOn
    if row.entered_by_id == actor.pk:
        raise SamePerson
    if row.receipt_id is None:
        raise ReceiptNeeded
    if row.satang > purse_of(grant).unspent:
        raise NotEnoughMoney
    funding, activity = grant.source.uuid, row.activity.uuid
    lines = [
        Line(row.account, row.satang, funding, activity),
        Line(BANK, -row.paid_satang, funding),
        Line(PAYABLE_TAX, -row.withheld_satang, funding),
        Line(UNSPENT, row.satang, funding),
        Line(GRANT_INCOME, -row.satang, funding, activity),
    ]
    voucher = Voucher(row.paid_on, row.words, f"expense:{row.uuid}", f"grants.expense:{row.uuid}")
    row.entry = post_entry(city=grant.city, voucher=voucher, lines=lines, actor=actor).pk
    return _decide(row, ExpenseState.APPROVED, words="", actor=actor, verb="grant.expense_approved")


@transaction.atomic
def refuse_expense(*, expense: Expense, words: str, actor: User) -> Expense:
    """Do not approve it, and say why. Raises PermissionDenied, MovedOn, SamePerson, WordsNeeded."""
    _grant, row = _lock(expense, actor)
    if row.state != ExpenseState.ENTERED:
        raise MovedOn
    if row.entered_by_id == actor.pk:
        raise SamePerson
    if not words.strip():
        raise WordsNeeded
    return _decide(row, ExpenseState.REFUSED, words=words, actor=actor, verb="grant.expense_refused")


@transaction.atomic
def reverse_expense(*, expense: Expense, words: str, on: date, actor: User) -> Expense:
    """Take an approved expense back by an opposite entry; both stay. Raises PermissionDenied, MovedOn, WordsNeeded."""
    grant, row = _lock(expense, actor)
    if row.state != ExpenseState.APPROVED or grant.state != GrantState.RUNNING:
        raise MovedOn
    if row.entered_by_id == actor.pk:
        raise SamePerson
    if not words.strip():
        raise WordsNeeded
    entry = Entry.objects.get(key=f"expense:{row.uuid}", city=grant.city)
    row.reversal = reverse_entry(entry=entry, on=on, reason=words.strip()[:300], actor=actor).pk
    return _decide(row, ExpenseState.REVERSED, words=words, actor=actor, verb="grant.expense_reversed")


def _check(receipt: Receipt, *, grant: Grant, activity: Activity) -> None:
    pays = activity.budget_lines.filter(source_id=grant.source_id).exists()
    if not pays or not grant.starts_on <= receipt.paid_on or receipt.account not in CATEGORY_OF:
        raise NotPaidFromThis
    if receipt.satang <= 0 or min(receipt.vat_satang, receipt.withheld_satang) < 0:
        raise TaxesDiffer
    if receipt.vat_satang + receipt.withheld_satang >= receipt.satang:
        raise TaxesDiffer


def _kept(data: bytes, *, name: str, city: City, actor: User) -> Paper:
    paper = read_paper(data, name=name)
    paper.city, paper.handed_in_by = city, actor
    paper.save()
    return paper


def _lock(expense: Expense, actor: User) -> tuple[Grant, Expense]:
    """The grant first: its expenses are decided one after another, so that no two spend the same money."""
    grant = lock_grant(expense.grant)
    if not may_approve(actor, grant.city):
        raise PermissionDenied
    row = Expense.objects.select_related("activity", "receipt").get(pk=expense.pk)
    row.grant = grant
    return grant, row


def _decide(row: Expense, state: str, *, words: str, actor: User, verb: str) -> Expense:
    row.state, row.decided_by, row.decided_at = state, actor, timezone.now()
    row.decided_words = words.strip()[:300]
    row.save()
    tell_of_expense(row)
    record(actor=actor, verb=verb, target=row, book=row.grant.city.slug, facts={"satang": row.satang})
    return row
