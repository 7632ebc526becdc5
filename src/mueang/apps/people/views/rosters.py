"""Upload a workbook, choose its columns, confirm or discard it."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.actions import choose_columns, confirm_roster, discard_roster, stage_roster
from mueang.apps.people.errors import NoSuchSheet, PeopleRefused, RosterClosed
from mueang.apps.people.forms import ColumnsForm, ConfirmForm, CorrectionUploadForm, RosterUploadForm
from mueang.apps.people.queries import (
    columns_page,
    roster_preview,
    roster_rows,
    rosters_of,
    rosters_table,
    row_view,
)
from mueang.apps.people.views.doors import as_workbook, city_to_write, page_of, roster_in


@login_required
@require_GET
def rosters(request: SignedInRequest, city: str) -> HttpResponse:
    """Lists of people uploaded so far."""
    found = city_to_write(request, city)
    rows = rosters_of(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        return as_workbook([rosters_table(rows)], file_name=f"rosters-{found.slug}")
    return render(request, "people/rosters.html", {"city": found, "page_obj": page_of(request, rows)})


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest, city: str) -> HttpResponse:
    """Take a workbook and lead to its preview, or to its columns where no header was found."""
    found = city_to_write(request, city)
    form = RosterUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            roster = stage_roster(city=found, file_name=file.name, data=file.read(), actor=request.user)
        except PeopleRefused as refusal:
            form.add_error("workbook", refusal.sentence)
        else:
            door = "people:roster" if roster.columns else "people:columns"
            return redirect(door, city=city, uuid=roster.uuid)
    return render(request, "people/upload.html", {"city": found, "form": form}, status=400 if form.errors else 200)


@login_required
@require_GET
def roster(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The preview: counts, and every row with the cell of each fault. Starts with the rows to be decided."""
    found = city_to_write(request, city)
    row = roster_in(request, found, uuid)
    preview = roster_preview(row)
    show = request.GET.get("show") or ("todo" if preview.is_open and preview.counts.to_do else "all")
    page = page_of(request, roster_rows(row, state=show))
    context = {
        "city": found,
        "roster": row,
        "preview": preview,
        "show": show,
        "page_obj": page,
        "rows": [row_view(one) for one in page],
        "confirm_form": ConfirmForm(n_without_phone=preview.counts.without_phone),
        "correction_form": CorrectionUploadForm(),
    }
    return render(request, "people/roster.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def columns(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Show what each column holds and let the officer correct it; ?sheet= looks at another sheet."""
    found = city_to_write(request, city)
    row = roster_in(request, found, uuid)
    wanted = request.POST.get("sheet", request.GET.get("sheet"))
    try:
        form = ColumnsForm(request.POST or None, page=columns_page(row, sheet=wanted))
        if request.method == "POST" and form.is_valid():
            typed = form.cleaned_data
            choose_columns(
                roster=row, sheet=typed["sheet"], header=typed["header"], columns=form.columns(), actor=request.user
            )
            return redirect("people:roster", city=city, uuid=uuid)
    except (RosterClosed, NoSuchSheet) as refusal:
        messages.error(request, refusal.sentence)
        return redirect("people:roster", city=city, uuid=uuid)
    except PeopleRefused as refusal:
        form.add_error(None, refusal.sentence)
    sheets = [(name, f"?{urlencode({'sheet': name})}", name == form["sheet"].value()) for name in row.sheets]
    return render(request, "people/columns.html", {"city": found, "roster": row, "form": form, "sheets": sheets})


@login_required
@require_POST
def confirm(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Add everybody who is ready, once."""
    found = city_to_write(request, city)
    row = roster_in(request, found, uuid)
    form = ConfirmForm(request.POST, n_without_phone=roster_preview(row).counts.without_phone)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("people:roster", city=city, uuid=uuid)
    try:
        people = confirm_roster(roster=row, actor=request.user)
    except RosterClosed as refusal:
        messages.info(request, refusal.sentence)
    except PeopleRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        words = ngettext("%(count)d person is on the list now.", "%(count)d people are on the list now.", len(people))
        messages.success(request, words % {"count": len(people)})
    return redirect("people:roster", city=city, uuid=uuid)


@login_required
@require_POST
def discard(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Throw the list away."""
    found = city_to_write(request, city)
    try:
        discard_roster(roster=roster_in(request, found, uuid), actor=request.user)
        messages.success(request, _("The list was thrown away. Nobody was added."))
    except PeopleRefused as refusal:
        messages.info(request, refusal.sentence)
    return redirect("people:rosters", city=city)
