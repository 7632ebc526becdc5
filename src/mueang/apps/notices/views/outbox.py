"""Work the outbox of a city: see what waits or failed, try again, pass texts on by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record_read
from mueang.apps.network.rules import cities_where
from mueang.apps.notices import queries
from mueang.apps.notices.actions import confirm_arrived, mark_copied, retry_notice
from mueang.apps.notices.errors import NotFailed
from mueang.apps.notices.forms import OutboxFilterForm
from mueang.apps.notices.rules import may_read_words, visible_notices
from mueang.lib.downloads import excel_response

ROWS_A_PAGE = 50
ROWS_A_FILE = 20_000


@login_required
@require_safe
def outbox(request: SignedInRequest, city: str) -> HttpResponse:
    """What was told to whom, what waits, what failed, and what an officer passes on by hand."""
    row = get_object_or_404(cities_where(request.user, Permission.NOTICES_READ), slug=city)
    form = OutboxFilterForm(request.GET)
    typed = form.typed()
    found = queries.outbox(viewer=request.user, city=row, **typed)
    may_read = may_read_words(request.user, row)
    if request.GET.get("format") == "xlsx":
        return _file(request, row, found, with_addresses=may_read)
    context = {
        "city": row,
        "form": form,
        "is_filtered": bool(typed),
        "may_read_words": may_read,
        "counts": queries.outbox_counts(viewer=request.user, city=row),
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "notices/outbox.html", context)


@login_required
@require_POST
def retry(request: SignedInRequest, city: str, notice: UUID) -> HttpResponse:
    """Try a notice again that was given up."""
    row = get_object_or_404(visible_notices(request.user), city__slug=city, uuid=notice)
    try:
        retry_notice(notice=row, actor=request.user)
    except NotFailed:
        messages.info(request, _("This notice is on its way already."))
    else:
        messages.success(request, _("It will be tried again within a minute."))
    return redirect("notices:outbox", city=city)


@login_required
@require_POST
def arrived(request: SignedInRequest, city: str, notice: UUID) -> HttpResponse:
    """Somebody asked: it did arrive."""
    row = get_object_or_404(visible_notices(request.user), city__slug=city, uuid=notice)
    try:
        confirm_arrived(notice=row, actor=request.user)
    except NotFailed:
        messages.info(request, _("This notice has been decided already."))
    else:
        messages.success(request, _("Noted as delivered."))
    return redirect("notices:outbox", city=city)


@login_required
@require_POST
def copied(request: SignedInRequest, city: str, notice: UUID) -> HttpResponse:
    """Tick off a text that was passed on by hand."""
    row = get_object_or_404(visible_notices(request.user), city__slug=city, uuid=notice)
    mark_copied(notice=row, actor=request.user)
    messages.success(request, _("Ticked off."))
    return redirect("notices:outbox", city=city)


def _file(request: SignedInRequest, city: Any, found: QuerySet[Any], *, with_addresses: bool) -> HttpResponse:
    """The outbox without the words of its notices; that it was taken away is put on record."""
    headings = [
        _("When"),
        _("Way of delivery"),
        _("Recipient"),
        _("Subject"),
        _("State"),
        _("Tries"),
        _("Sent"),
        _("Why"),
        _("Last error"),
    ]
    rows = [
        (
            localtime(notice.created_at),
            notice.get_channel_display(),
            (str(notice.user or "") or notice.address) if with_addresses else "",
            notice.subject,
            notice.get_state_display(),
            notice.attempts,
            localtime(notice.sent_at) if notice.sent_at else None,
            notice.get_reason_display(),
            notice.last_error,
        )
        for notice in found[:ROWS_A_FILE]
    ]
    record_read(actor=request.user, target=city, book=city.slug, facts={"page": "notices.outbox", "n_rows": len(rows)})
    return excel_response(file_name=f"outbox-{city.slug}", title=_("Outbox"), headings=headings, rows=rows)
