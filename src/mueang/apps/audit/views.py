"""Doors to the record: the books of the installation, and the page of any one book."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record_read
from mueang.apps.audit.forms import EventFilterForm
from mueang.apps.audit.queries import found_events
from mueang.apps.audit.rules import visible_books
from mueang.lib.backups.state import read_state, wanting
from mueang.lib.downloads import excel_response

WANTING = {
    "off": gettext_lazy("No backup of this installation is made. Whoever runs the server names a folder for them."),
    "failed": gettext_lazy(
        "The last backup failed. It is tried again each hour; “mueang doctor” on the server says why."
    ),
    "late": gettext_lazy("The last backup is more than a day and a half old. “mueang doctor” on the server says more."),
    "rehearsal-failed": gettext_lazy("The last rehearsal of restoring failed. “mueang doctor” on the server says why."),
    "rehearsal-late": gettext_lazy("Restoring has not been rehearsed for ten days."),
}
ROWS_A_PAGE = 50
ROWS_A_FILE = 20_000


@login_required
@require_safe
def books(request: SignedInRequest) -> HttpResponse:
    """Every book with its length and last seal, and how backups stand, for those who may read the record everywhere."""
    rows = list(visible_books(request.user).order_by("name"))
    if not rows:
        raise Http404
    state = read_state()
    words = [WANTING[word] for word in wanting(state, now=timezone.now())]
    return render(request, "audit/books.html", {"books": rows, "backup": state, "wanting": words})


@login_required
@require_safe
def book(request: SignedInRequest, name: str) -> HttpResponse:
    """One book, for those who may read the record everywhere."""
    row = get_object_or_404(visible_books(request.user), name=name)
    return events_page(request, book=row.name, template="audit/book.html", context={"book": row})


def events_page(request: SignedInRequest, *, book: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """What was done and read, newest first, to filter and to take away; the caller asked whether its reader may.

    `template` includes "audit/events.html" and gets `context` besides what that needs.
    """
    form = EventFilterForm(request.GET)
    typed = form.typed()
    found = found_events(book=book, **typed)
    if request.GET.get("format") == "xlsx":
        return _file(request, book, found)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        template,
        {**context, "form": form, "page": page, "rows_a_file": ROWS_A_FILE, "is_filtered": bool(typed)},
    )


def _file(request: SignedInRequest, name: str, found: QuerySet[Any]) -> HttpResponse:
    """The record leaves as a file, and that is written into the record first."""
    headings = [
        _("Event no."),
        _("When"),
        _("Who"),
        _("Sign-in name"),
        _("What was done"),
        _("To what"),
        _("Recorded as"),
        _("Row in the register"),
        _("Facts"),
        _("Seal"),
    ]
    rows = [
        (
            event.number,
            localtime(event.at),
            str(event.actor or ""),
            event.actor.username if event.actor else "",
            event.deed,
            event.thing,
            event.verb,
            event.target,
            "; ".join(f"{what}: {said}" for what, said in event.told),
            event.hash,
        )
        for event in found[:ROWS_A_FILE]
    ]
    facts = {"page": "audit", "book": name, "n_rows": len(rows)}
    record_read(actor=request.user, target=request.user, book=name, facts=facts)
    return excel_response(file_name=f"audit-{name}", title=_("Audit record"), headings=headings, rows=rows)
