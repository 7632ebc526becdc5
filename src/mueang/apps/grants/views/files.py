"""Papers and Excel files of grants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.grants.queries import BudgetLineView, GrantLine, TrailLine
from mueang.apps.grants.rules import visible_papers
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import field, name
from mueang.ui.words import thai_date

ENDINGS = {"application/pdf": "pdf", "image/webp": "webp"}


@login_required
@never_cache
@require_safe
def paper(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A paper as a file to keep: never shown within our own pages."""
    row = get_object_or_404(visible_papers(request.user), uuid=uuid)
    headers = {
        "Content-Disposition": f'attachment; filename="{row.uuid}.{ENDINGS[row.media_type]}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    return HttpResponse(bytes(row.content), content_type=row.media_type, headers=headers)


def portfolio_excel(lines: Sequence[GrantLine], *, file_name: str) -> HttpResponse:
    headings = [
        _("Grant"),
        _("City"),
        _("Fund"),
        _("From"),
        _("Until"),
        _("Granted, baht"),
        _("Received, baht"),
        _("Spent, baht"),
        _("Late milestones"),
        _("Evidence"),
        _("What may go wrong"),
    ]
    rows = [
        [
            line.grant.title,
            name(line.grant.city),
            name(line.grant.fund),
            line.grant.starts_on,
            line.grant.ends_on,
            baht_of(line.grant.satang),
            baht_of(line.purse.received),
            baht_of(line.purse.spent),
            len(line.late_milestones),
            line.n_evidence,
            ", ".join(str(risk.label) for risk in line.risks),
        ]
        for line in lines
    ]
    return excel_response(file_name=file_name, title=_("Grants"), headings=headings, rows=rows)


def budget_excel(lines: Sequence[BudgetLineView], *, grant: Any) -> HttpResponse:
    headings = [_("Activity"), _("Kind of expense"), _("Budget, baht"), _("Spent, baht"), _("Not spent of it, baht")]
    rows = [
        [field(line.activity, "title"), line.label, baht_of(line.budget), baht_of(line.spent), baht_of(line.left)]
        for line in lines
    ]
    return excel_response(file_name=f"budget-{grant.uuid}", title=_("Budget"), headings=headings, rows=rows)


def trail_excel(lines: Sequence[TrailLine], *, grant: Any) -> HttpResponse:
    headings = [
        _("Day"),
        _("Entry number"),
        _("What"),
        _("Who was paid"),
        _("Number of the receipt"),
        _("Amount, baht"),
        _("Value added tax in it, baht"),
        _("Tax withheld, baht"),
        _("Entered by"),
        _("Approved by"),
        _("Fingerprint of the receipt"),
        _("Moved in the bank, baht"),
        _("In the bank, baht"),
        _("Not yet spent, baht"),
        _("Tax to remit, baht"),
    ]
    rows = [_trail_row(line) for line in lines]
    return excel_response(file_name=f"trail-{grant.uuid}", title=_("Every baht"), headings=headings, rows=rows)


def _trail_row(line: TrailLine) -> list[Any]:
    spent = line.expense
    of_receipt: list[Any] = [None] * 8
    if spent is not None:
        of_receipt = [
            spent.payee,
            spent.receipt_number,
            baht_of(spent.satang),
            baht_of(spent.vat_satang),
            baht_of(spent.withheld_satang),
            str(spent.entered_by),
            str(spent.decided_by or ""),
            spent.receipt.digest if spent.receipt else "",
        ]
    stands = [baht_of(line.moved), baht_of(line.bank), baht_of(line.unspent), baht_of(line.owed)]
    return [thai_date(line.entry.on), line.entry.voucher, line.entry.words, *of_receipt, *stands]


def baht_of(satang: int) -> float:
    """Baht as a number of a spreadsheet; two decimals are exact there up to the sums of a country."""
    return satang / 100
