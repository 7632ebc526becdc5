"""A city's books: what stands in each account, day by day, and the months of a budget year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.ledger.actions import set_period
from mueang.apps.ledger.errors import LedgerRefused
from mueang.apps.ledger.forms import PeriodForm
from mueang.apps.ledger.queries import Cut, accounts, fiscal_years, months, statement, trial_balance
from mueang.apps.ledger.rules import may_close, money_cities
from mueang.lib.downloads import excel_response
from mueang.methods.thai import fiscal_year, fiscal_year_of
from mueang.ui.templatetags.ui import name


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Balances of a budget year, and its months."""
    found, today = _city(request, city), timezone.localdate()
    years = fiscal_years(found, today=today)
    year = _year(request, years=years)
    span = fiscal_year(year)
    lines = trial_balance(Cut(found, since=span.starts_on, until=span.ends_on))
    if request.GET.get("format") == "xlsx":
        headings = [
            _("Account of the books"),
            _("Name"),
            _("Debit side, baht"),
            _("Credit side, baht"),
            _("Balance, baht"),
        ]
        rows = [
            [line.account.code, name(line.account), line.debit / 100, line.credit / 100, line.satang / 100]
            for line in lines
        ]
        return excel_response(file_name=f"books-{year}", title=_("Books"), headings=headings, rows=rows)
    context = {
        "city": found,
        "year": year,
        "years": years,
        "lines": lines,
        "debit": sum(line.debit for line in lines),
        "credit": sum(line.credit for line in lines),
        "months": months(found, year=year),
        "may_close": may_close(request.user, found),
        "today": today,
    }
    return render(request, "ledger/home.html", context)


@login_required
@require_safe
def account(request: SignedInRequest, city: str, code: str) -> HttpResponse:
    """One account in a budget year: opening balance, each entry, the balance after it."""
    found, today = _city(request, city), timezone.localdate()
    row = accounts().get(code)
    if row is None:
        raise Http404
    year = _year(request, years=fiscal_years(found, today=today))
    span = fiscal_year(year)
    shown = statement(row, cut=Cut(found, since=span.starts_on, until=span.ends_on))
    if request.GET.get("format") == "xlsx":
        headings = [_("Day"), _("Entry number"), _("What"), _("Moved, baht"), _("Balance, baht")]
        rows = [
            [line.entry.on, line.entry.voucher, line.entry.words, line.satang / 100, line.balance / 100]
            for line in shown.lines
        ]
        return excel_response(file_name=f"account-{code}-{year}", title=name(row), headings=headings, rows=rows)
    return render(request, "ledger/account.html", {"city": found, "year": year, "statement": shown})


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, step: str) -> HttpResponse:
    """Close a month, or open it again."""
    found, form = _city(request, city), PeriodForm(request.POST)
    if step not in {"close", "open"} or not form.is_valid():
        raise Http404
    typed = form.cleaned_data
    day, today = typed["first_on"].replace(day=1), timezone.localdate()
    said = {"first_on": day, "is_closed": step == "close", "reason": typed["reason"], "today": today}
    try:
        set_period(city=found, actor=request.user, **said)
    except LedgerRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("It is written down who did it, when and why."))
    return redirect(f"{request.path.rsplit('/', 3)[0]}/?year={fiscal_year_of(day)}")


def _city(request: SignedInRequest, slug: str) -> Any:
    return get_object_or_404(money_cities(request.user), slug=slug)


def _year(request: SignedInRequest, *, years: list[int]) -> int:
    """The year asked for, in either era; the newest with books where none or another is asked for."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return next((known for known in years if year in {known, known + 543}), years[0])
