"""Who does what with whom and who is missing, and partners as a workbook taken in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.actions import take_in_promises
from mueang.apps.network.forms import FileForm
from mueang.apps.network.queries import PromisesRead, city_map, read_promises
from mueang.apps.network.rules import may_change_network
from mueang.apps.network.views.found import city_with
from mueang.apps.network.views.partners import changeable
from mueang.lib.downloads import excel_response
from mueang.lib.workbook import WorkbookError

MOST_SHOWN = 20


@login_required
@require_safe
def together(request: SignedInRequest, city: str) -> HttpResponse:
    """The drawing, the matrix beside it, and whom to ask where nobody does anything yet."""
    found = city_with(request, city, Permission.CITY_READ)
    told = city_map(found, today=timezone.localdate(), language=(get_language() or "th")[:2])
    if request.GET.get("format") == "xlsx":
        headings = [_("Sector"), *(str(cell.area.label) for cell in told.carried)]
        rows: list[list[Any]] = [
            [line.sector.label, *("; ".join(one.name_th for one in cell.partners) for cell in line.cells)]
            for line in told.lines
        ]
        return excel_response(
            file_name=f"together-{found.slug}", title=_("Who does what"), headings=headings, rows=rows
        )
    may_change = may_change_network(request.user, found)
    return render(request, "network/together.html", {"city": found, "map": told, "may_change": may_change})


@login_required
@require_http_methods(["GET", "POST"])
def take_in(request: SignedInRequest, city: str) -> HttpResponse:
    """Partners, agreements and promises from a workbook; with a faulty cell nothing is written."""
    found = changeable(request, city)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        read = _read(form.cleaned_data["file"])
        if read.faulty:
            cells = ", ".join(read.faulty[:MOST_SHOWN])
            form.add_error("file", _("Nothing was written. Please correct these cells: %(cells)s") % {"cells": cells})
        elif not read.lines:
            form.add_error("file", _("No line with a promise was found. Begin from the Excel file of this page."))
        else:
            n_new, n_changed = take_in_promises(city=found, lines=read.lines, actor=request.user)
            told = _("%(new)d promises are new, %(changed)d were corrected.") % {"new": n_new, "changed": n_changed}
            messages.success(request, told)
            return redirect("network:partners", found.slug)
    return render(request, "network/take_in.html", {"city": found, "form": form})


def _read(file: Any) -> PromisesRead:
    try:
        return read_promises(file.read(), name=file.name, today=timezone.localdate())
    except WorkbookError:
        return PromisesRead()
