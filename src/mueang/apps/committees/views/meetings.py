"""One meeting: agenda, invitation, who came, minutes, decisions, agreement, and its papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.committees.actions import (
    add_point,
    agree_minutes,
    call_meeting,
    decide,
    invite_members,
    mark_attendance,
    write_minutes,
)
from mueang.apps.committees.enums import Presence
from mueang.apps.committees.errors import CommitteeRefused
from mueang.apps.committees.forms import DecisionForm, MeetingForm, PointForm, came_of, said_of
from mueang.apps.committees.queries import calendar_of, document_of, meeting_page, staff_of
from mueang.apps.committees.rules import may_keep_committees, visible_meetings
from mueang.apps.committees.views.desk import committee_form, find_committee, keeper_city
from mueang.apps.network.views.found import city_with

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"docx": DOCX, "pdf": "application/pdf"}


@login_required
@require_http_methods(["GET", "POST"])
def call(request: SignedInRequest, city: str, committee: UUID) -> HttpResponse:
    place = keeper_city(request, city)
    row = find_committee(request, place, committee)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting = call_meeting(committee=row, actor=request.user, **form.cleaned_data)
        return redirect("committees:meeting", place.slug, meeting.uuid)
    return committee_form(request, place, row, form=form, title=_("Call a meeting"))


@login_required
@require_safe
def meeting(request: SignedInRequest, city: str, meeting: UUID) -> HttpResponse:
    """Everything of one meeting on one page, in the order it happens."""
    place = city_with(request, city, Permission.CITY_READ)
    return _page(request, place, _find(request, place, meeting))


@login_required
@require_POST
def press(request: SignedInRequest, city: str, meeting: UUID, step: str) -> HttpResponse:
    """One step of a meeting; what is refused is said on its page."""
    place = keeper_city(request, city)
    row = _find(request, place, meeting)
    steps = {
        "point": _point,
        "invite": _invite,
        "attend": _attend,
        "minutes": _minutes,
        "decide": _decide,
        "agree": _agree,
    }
    if step not in steps:
        raise Http404
    try:
        faulty = steps[step](request, row)
    except CommitteeRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        if faulty is not None:
            return _page(request, place, row, **faulty)
        messages.success(request, _("Saved."))
    return redirect("committees:meeting", place.slug, row.uuid)


@login_required
@never_cache
@require_safe
def calendar(request: SignedInRequest, city: str, meeting: UUID) -> HttpResponse:
    place = city_with(request, city, Permission.CITY_READ)
    row = _find(request, place, meeting)
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(calendar_of(row), content_type="text/calendar; charset=utf-8", headers=headers)


@login_required
@never_cache
@require_safe
def document(request: SignedInRequest, city: str, meeting: UUID, kind: str, form: str) -> HttpResponse:
    """The agenda or the minutes as a file, in th.docx say."""
    place = city_with(request, city, Permission.CITY_READ)
    row = _find(request, place, meeting)
    language, _point, ending = form.partition(".")
    if kind not in {"agenda", "minutes"} or language not in {"th", "en"} or ending not in TYPES:
        raise Http404
    body = document_of(row, kind=kind, form=ending, language=language)
    headers = {"Content-Disposition": f'attachment; filename="{kind}-{row.number}.{ending}"'}
    return HttpResponse(body, content_type=TYPES[ending], headers=headers)


def _point(request: SignedInRequest, row: Any) -> dict[str, Any] | None:
    form = PointForm(request.POST)
    if not form.is_valid():
        return {"point_form": form}
    add_point(meeting=row, actor=request.user, **form.cleaned_data)
    return None


def _invite(request: SignedInRequest, row: Any) -> None:
    invite_members(meeting=row, actor=request.user, now=timezone.now())


def _attend(request: SignedInRequest, row: Any) -> None:
    came = came_of(request.POST, list(row.committee.members.all()))
    mark_attendance(meeting=row, came=came, actor=request.user, now=timezone.now())


def _minutes(request: SignedInRequest, row: Any) -> None:
    said = said_of(request.POST, list(row.points.all()))
    write_minutes(meeting=row, said=said, actor=request.user, now=timezone.now())


def _decide(request: SignedInRequest, row: Any) -> dict[str, Any] | None:
    point = next((one for one in row.points.all() if str(one.uuid) == request.POST.get("point")), None)
    if point is None:
        raise Http404
    form = DecisionForm(request.POST, staff=staff_of(row.committee.city))
    if not form.is_valid():
        return {"decision_form": form}
    decide(point=point, actor=request.user, now=timezone.now(), **form.cleaned_data)
    return None


def _agree(request: SignedInRequest, row: Any) -> None:
    """This meeting agrees the minutes of an earlier one."""
    earlier = next((one for one in row.committee.meetings.all() if str(one.uuid) == request.POST.get("earlier")), None)
    if earlier is None:
        raise Http404
    agree_minutes(meeting=earlier, at=row, actor=request.user, now=timezone.now())


def _page(request: SignedInRequest, place: Any, row: Any, **forms: Any) -> HttpResponse:
    staff = staff_of(place)
    context = {
        "city": place,
        "page": meeting_page(row, staff=staff),
        "meeting": row,
        "has_begun": row.starts_at <= timezone.now(),
        "may_keep": may_keep_committees(request.user, place) and row.agreed_at_id is None,
        "presences": Presence.choices,
        "point_form": PointForm(),
        "decision_form": DecisionForm(staff=staff),
        **forms,
    }
    return render(request, "committees/meeting.html", context)


def _find(request: SignedInRequest, place: Any, uuid: UUID) -> Any:
    rows = visible_meetings(request.user).filter(committee__city=place)
    return get_object_or_404(rows.select_related("committee__city", "agreed_at"), uuid=uuid)
