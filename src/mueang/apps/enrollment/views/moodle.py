"""Attendance taken in Moodle: read, mapped on one screen, looked at, and saved as rolls."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import take_in_attendance
from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.errors import EnrollmentRefused, MoodleSheetRefused
from mueang.apps.enrollment.forms import MoodleFileForm, MoodleForm
from mueang.apps.enrollment.queries.moodle import MoodleGuess, carried, guess_of, read_moodle, uncarried
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.enrollment.views.lists import find_offering
from mueang.apps.people.errors import FileRefused
from mueang.lib.workbook import WorkbookError


@login_required
@require_http_methods(["GET", "POST"])
def take_in(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """The file goes along in the page until it is saved; nothing of it is kept here before."""
    row = find_offering(request, city, offering)
    if not may_enrol(request.user, row):
        raise Http404
    if "sheet" in request.POST:
        return _mapped(request, row)
    form = MoodleFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["workbook"]
        try:
            sheet = read_moodle(file.read(), name=file.name)
        except MoodleSheetRefused as refusal:
            form.add_error("workbook", refusal.sentence)
        except WorkbookError as error:
            form.add_error("workbook", FileRefused(error.code, error.params).sentence)
        else:
            guess = guess_of(sheet, offering=row)
            mapping = MoodleForm(guess=guess)
            return _page(request, row, mapping, carrier=carried(sheet, offering=row), key=secrets.token_urlsafe(24))
    context = {"city": row.city, "offering": row, "file_form": form}
    return render(request, "enrollment/moodle.html", context, status=400 if form.errors else 200)


def _mapped(request: SignedInRequest, row: Any) -> HttpResponse:
    """Show what the choices come to; save where just that was shown before."""
    carrier, key = request.POST["sheet"], request.POST.get("key", "")[:64]
    sheet = uncarried(carrier, offering=row)
    if sheet is None or not key:
        messages.error(request, _("This page is too old. Choose the file once more."))
        return redirect("enrollment:moodle", row.city.slug, row.uuid)
    form = MoodleForm(request.POST, guess=guess_of(sheet, offering=row))
    if not form.is_valid():
        return _page(request, row, form, carrier=carrier, key=key)
    marks, others = form.marks(), form.cleaned_data["others"]
    digest = _digest(marks, others)
    if "save" in request.POST and request.POST.get("seen") == digest:
        try:
            n = take_in_attendance(offering=row, marks=marks, others=others, request_key=key, actor=request.user)
        except EnrollmentRefused as refusal:
            form.add_error(None, refusal.sentence)
        except PermissionDenied:
            raise Http404 from None
        else:
            said = ngettext("The roll of %(n)d session is saved.", "The rolls of %(n)d sessions are saved.", n)
            messages.success(request, said % {"n": n})
            return redirect("enrollment:hours", row.city.slug, row.uuid)
    shown = _shown(form.guess, marks, others=others)
    return _page(request, row, form, carrier=carrier, key=key, shown=shown, digest=digest)


def _shown(guess: MoodleGuess, marks: Mapping[UUID, Mapping[UUID, str]], *, others: str) -> list[dict[str, Any]]:
    """A line a meeting: how many have which mark, and of how many Moodle says nothing."""
    lines = []
    for session in guess.sessions:
        said = marks.get(session.uuid)
        if said is None:
            continue
        counts = Counter(said.values())
        silent = len(guess.seats) - len(said)
        numbers = [(mark.label, counts[mark]) for mark in Mark]
        lines.append({"session": session, "numbers": numbers, "silent": silent})
    return lines


def _digest(marks: Mapping[UUID, Mapping[UUID, str]], others: str) -> str:
    said = sorted((str(one), sorted((str(seat), mark) for seat, mark in seats.items())) for one, seats in marks.items())
    return sha256(repr((said, others)).encode()).hexdigest()


def _page(
    request: SignedInRequest, row: Any, form: MoodleForm, *, carrier: str, key: str, shown: Any = None, digest: str = ""
) -> HttpResponse:
    context = {
        "city": row.city,
        "offering": row,
        "form": form,
        "columns": [form[name] for name in form.fields if name.startswith("column-")],
        "letters": [form[name] for name in form.fields if name.startswith("letter-")],
        "people": [form[name] for name in form.fields if name.startswith("person-")],
        "n_known": len(form.guess.people) - len(form.guess.unknown),
        "carrier": carrier,
        "key": key,
        "shown": shown,
        "marks": list(Mark),
        "digest": digest,
    }
    return render(request, "enrollment/moodle.html", context, status=400 if form.errors else 200)
