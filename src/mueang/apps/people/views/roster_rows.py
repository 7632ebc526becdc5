"""Correct one row of a roster, decide about one or many, or correct the faulty ones in Excel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.actions import (
    correct_row,
    correct_rows,
    decide_all,
    keep_apart,
    note_corrections_taken,
    reconsider_row,
    skip_row,
    use_known_person,
)
from mueang.apps.people.enums import Decision, RosterField, RosterState
from mueang.apps.people.errors import PeopleRefused, RowNotKnown
from mueang.apps.people.forms import CorrectionUploadForm, DecisionForm, RowForm
from mueang.apps.people.queries import correction_file, corrections_in, roster_rows, row_view, texts_of
from mueang.apps.people.views.doors import XLSX, as_file, city_to_write, roster_in

# Asked for in every row, even where the file has no such column.
_ALWAYS = (RosterField.PHONE, RosterField.BIRTH_ON)
_DECIDE: dict[str, Callable[..., Any]] = {
    "": reconsider_row,
    Decision.SKIP: skip_row,
    Decision.ANOTHER: keep_apart,
}


@login_required
@require_http_methods(["GET", "POST"])
def row(request: SignedInRequest, city: str, uuid: UUID, number: int) -> HttpResponse:
    """One row with its faults, to be corrected; then on to the next that needs it."""
    found = city_to_write(request, city)
    roster = roster_in(request, found, uuid)
    one = roster_rows(roster).filter(number=number).first()
    if one is None or roster.state != RosterState.PREVIEW:
        raise Http404
    fields = [f for f in RosterField if f in _ALWAYS or (f in roster.columns and f != RosterField.SEQUENCE)]
    view = row_view(one)
    form = RowForm(request.POST or None, texts=texts_of(one), fields=fields, view=view)
    if request.method == "POST" and form.is_valid():
        try:
            one = correct_row(row=one, values=form.values(), actor=request.user)
        except PeopleRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect(_after_correction(request, city, one))
    twin = roster_rows(roster).filter(number=view.same_as_number or 0).first()
    context = {"city": found, "roster": roster, "row": view, "form": form, "twin": row_view(twin) if twin else None}
    return render(request, "people/roster_row.html", context)


@login_required
@require_POST
def decide(request: SignedInRequest, city: str, uuid: UUID, number: int) -> HttpResponse:
    """Leave a row out, take the known person, call it somebody else, or take the decision back."""
    found = city_to_write(request, city)
    roster = roster_in(request, found, uuid)
    one = roster_rows(roster).filter(number=number).first()
    form = DecisionForm(request.POST)
    if one is None or not form.is_valid():
        raise Http404
    decision = form.cleaned_data["decision"]
    try:
        if decision == Decision.USE_KNOWN:
            if one.known_person is None:
                raise RowNotKnown
            use_known_person(row=one, person=one.known_person, actor=request.user)
        else:
            _DECIDE[decision](row=one, actor=request.user)
    except PeopleRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_rows_address(city, uuid, request.POST.get("show", "")))


@login_required
@require_POST
def decide_rows(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Decide alike about all rows of one state."""
    found = city_to_write(request, city)
    roster = roster_in(request, found, uuid)
    form = DecisionForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["state"]:
        raise Http404
    typed = form.cleaned_data
    try:
        n_rows = decide_all(roster=roster, state=typed["state"], decision=typed["decision"], actor=request.user)
    except PeopleRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        words = ngettext("%(count)d row decided.", "%(count)d rows decided.", n_rows)
        messages.success(request, words % {"count": n_rows})
    return redirect("people:roster", city=city, uuid=uuid)


@login_required
@require_http_methods(["GET", "POST"])
def corrections(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """GET: the faulty rows as a workbook with a remark column; POST: take the corrected workbook back."""
    found = city_to_write(request, city)
    roster = roster_in(request, found, uuid)
    if request.method == "GET":
        body = correction_file(roster, language=get_language() or "th")
        note_corrections_taken(roster=roster, actor=request.user)
        return as_file(body, file_name=f"to-correct-{roster.uuid}.xlsx", content_type=XLSX)
    form = CorrectionUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(form.errors["corrections"][0]))
        return redirect("people:roster", city=city, uuid=uuid)
    file = form.cleaned_data["corrections"]
    try:
        values = corrections_in(file.read(), file_name=file.name, roster=roster)
        n_rows = correct_rows(roster=roster, values_by_number=values, actor=request.user)
    except PeopleRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        words = ngettext("%(count)d row read again.", "%(count)d rows read again.", n_rows)
        messages.success(request, words % {"count": n_rows})
    return redirect("people:roster", city=city, uuid=uuid)


def _after_correction(request: SignedInRequest, city: str, one: Any) -> str:
    """Back to the row while it is wrong, else to what is left to do."""
    if row_view(one).is_wrong:
        messages.warning(request, _("Saved, but something in this row still needs correction."))
        return reverse("people:row", args=[city, one.roster.uuid, one.number])
    messages.success(request, _("Row %(number)d is corrected.") % {"number": one.number})
    return _rows_address(city, one.roster.uuid, "")


def _rows_address(city: str, uuid: UUID, show: str) -> str:
    query = f"?show={show}" if show.isalpha() else ""
    return reverse("people:roster", args=[city, uuid]) + query
