"""The keeper's pages: what is on today, the roll of a session, its printed sheet, and the activities."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.rules import may_change_offering
from mueang.apps.enrollment.actions import save_roll
from mueang.apps.enrollment.errors import EnrollmentRefused, ReasonNeeded
from mueang.apps.enrollment.queries import (
    RollSheet,
    absence_alerts,
    faces_of,
    learner_lists,
    missing_rolls,
    offerings_table,
    offerings_with_faces,
    roll_sheet,
    rolls_between,
    signed_pages_of,
)
from mueang.apps.enrollment.rules import learner_cities, may_enrol, visible_rolls
from mueang.desks.keeper.forms import MARK_CHOICES, RollEntry
from mueang.lib.qr import qr_svg
from mueang.lib.workbook import write_workbook

DAYS_AHEAD = 14
PAGE_SIZE = 50
EMPTY_LINES = 8
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest) -> HttpResponse:
    """Today's sessions at the keeper's places, rolls that were forgotten, and what comes next."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    today = rolls_between(viewer=request.user, start=midnight, end=tomorrow)
    coming = rolls_between(viewer=request.user, start=tomorrow, end=tomorrow + timedelta(days=DAYS_AHEAD), limit=20)
    missing = missing_rolls(viewer=request.user, now=midnight, limit=10)
    context = {
        "today": today,
        "coming": coming,
        "missing": missing,
        "alerts": absence_alerts(viewer=request.user),
        "now": now,
        "city": next((row.session.offering.city for row in (*today, *coming, *missing)), None)
        or learner_cities(request.user).first(),
    }
    return render(request, "keeper/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def roll(request: SignedInRequest, session: UUID) -> HttpResponse:
    """Take the roll: everybody is present until marked otherwise; one save."""
    row = _find(request, session)
    sheet = roll_sheet(session=row)
    entry = RollEntry(request.POST or None, sheet=sheet, faces=_faces(request, row, sheet))
    is_saving = request.method == "POST"
    refusal = _("Nothing is saved yet: please correct the lines marked in red.") if is_saving else ""
    if is_saving and entry.is_valid():
        try:
            _save(row, entry, request=request)
        except EnrollmentRefused as refused:
            refusal = refused.sentence
            if isinstance(refused, ReasonNeeded):
                entry.saving.add_error("reason", refusal)
        else:
            messages.success(request, _("The roll is saved."))
            return redirect("keeper:roll", row.uuid)
    context = {
        "city": row.offering.city,
        "session": row,
        "offering": row.offering,
        "sheet": entry.sheet,
        "begin_ms": int(row.starts_at.timestamp() * 1000),
        "entry": entry,
        "refusal": refusal,
        "signed_pages": signed_pages_of(row),
        "may_add_seats": may_change_offering(request.user, row.offering),
        "may_enrol": may_enrol(request.user, row.offering),
    }
    return render(request, "keeper/roll.html", context, status=422 if is_saving else 200)


def _faces(request: SignedInRequest, row: Any, sheet: RollSheet) -> dict[int, UUID] | None:
    if not offerings_with_faces([row.offering_id]):
        return None
    return faces_of([line.person.pk for line in sheet.lines], viewer=request.user)


def _save(row: Any, entry: RollEntry, *, request: SignedInRequest) -> None:
    typed = entry.saving.cleaned_data
    save_roll(
        session=row,
        marks=entry.chosen_marks(),
        walk_ins=entry.people_at_the_door(),
        request_key=typed["request_key"],
        seen=typed["seen"],
        reason=typed["reason"],
        actor=request.user,
    )


@login_required
@require_http_methods(["GET"])
def sheet(request: SignedInRequest, session: UUID) -> HttpResponse:
    """A sheet of names to sign, for a place without a phone at hand."""
    row = _find(request, session)
    context = {
        "city": row.offering.city,
        "session": row,
        "offering": row.offering,
        "sheet": roll_sheet(session=row),
        "empty_lines": range(EMPTY_LINES),
        "marks": [words for _mark, words in MARK_CHOICES],
        "qr": qr_svg(settings.BASE_URL + reverse("keeper:roll", args=[row.uuid]), title=_("The roll to enter")),
    }
    return render(request, "keeper/sheet.html", context)


@login_required
@require_http_methods(["GET"])
def offerings(request: SignedInRequest) -> HttpResponse:
    """The activities at the keeper's places, with their seats."""
    rows = learner_lists(viewer=request.user)
    if request.GET.get("format") == "xlsx":
        response = HttpResponse(
            write_workbook([offerings_table(rows)], language=get_language() or "th"), content_type=EXCEL
        )
        response["Content-Disposition"] = 'attachment; filename="activities.xlsx"'
        return response
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    city = next((row.city for row in page.object_list), None) or learner_cities(request.user).first()
    return render(request, "keeper/offerings.html", {"page": page, "city": city})


def _find(request: SignedInRequest, session: UUID) -> Any:
    """The session of the address, if its roll is the viewer's to take; else a 404."""
    rows = visible_rolls(request.user).select_related(
        "place", "offering__city", "offering__program", "offering__place__organization", "offering__place__city"
    )
    return get_object_or_404(rows, uuid=session)
