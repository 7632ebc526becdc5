"""Committees of a city, who sits on one, and what is decided and not done yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.committees.actions import end_decision, end_term, found_committee, seat_member
from mueang.apps.committees.errors import CommitteeRefused
from mueang.apps.committees.forms import CommitteeForm, EndForm, MemberForm
from mueang.apps.committees.queries import committee_page, committees_of, open_decisions, staff_of
from mueang.apps.committees.rules import may_keep_committees, visible_committees, visible_decisions
from mueang.apps.network.views.found import city_with
from mueang.lib.downloads import excel_response


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """The committees of the city."""
    found = city_with(request, city, Permission.CITY_READ)
    rows = committees_of(viewer=request.user, city=found, today=timezone.localdate())
    context = {"city": found, "committees": rows, "may_keep": may_keep_committees(request.user, found)}
    return render(request, "committees/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def found(request: SignedInRequest, city: str) -> HttpResponse:
    place = keeper_city(request, city)
    form = CommitteeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = found_committee(city=place, actor=request.user, **form.cleaned_data)
        except ValidationError:
            form.add_error("name_th", _("A committee of this name is in the list already."))
        else:
            return redirect("committees:committee", place.slug, row.uuid)
    context = {"city": place, "form": form, "title": _("Found a committee")}
    context["cancel_url"] = reverse("committees:home", args=[place.slug])
    return render(request, "network/form.html", context)


@login_required
@require_safe
def committee(request: SignedInRequest, city: str, committee: UUID) -> HttpResponse:
    """Who sits, and every meeting."""
    place = city_with(request, city, Permission.CITY_READ)
    row = committee_page(find_committee(request, place, committee))
    today = timezone.localdate()
    context = {
        "city": place,
        "committee": row,
        "members": [(one, one.sits_on(today)) for one in row.members.all()],
        "may_keep": may_keep_committees(request.user, place),
    }
    return render(request, "committees/committee.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def seat(request: SignedInRequest, city: str, committee: UUID) -> HttpResponse:
    place = keeper_city(request, city)
    row = find_committee(request, place, committee)
    form = MemberForm(request.POST or None, staff=staff_of(place), initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        seat_member(committee=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("committees:committee", place.slug, row.uuid)
    return committee_form(request, place, row, form=form, title=_("Add a member"))


@login_required
@require_POST
def unseat(request: SignedInRequest, city: str, committee: UUID, member: UUID) -> HttpResponse:
    place = keeper_city(request, city)
    row = find_committee(request, place, committee)
    one = get_object_or_404(row.members, uuid=member)
    end_term(member=one, until=max(timezone.localdate(), one.since), actor=request.user)
    messages.success(request, _("Saved."))
    return redirect("committees:committee", place.slug, row.uuid)


@login_required
@require_safe
def decisions(request: SignedInRequest, city: str) -> HttpResponse:
    """What was decided and nobody has finished."""
    place = city_with(request, city, Permission.CITY_READ)
    rows = open_decisions(viewer=request.user, city=place)
    if request.GET.get("format") == "xlsx":
        headings = [_("What was decided"), _("Who does it"), _("To be done by"), _("Committee"), _("Meeting")]
        lines = [
            [row.what, str(row.owner), row.due_on, str(row.point.meeting.committee), row.point.meeting.number]
            for row in rows
        ]
        return excel_response(
            file_name=f"decisions-{place.slug}", title=_("Open decisions"), headings=headings, rows=lines
        )
    context = {
        "city": place,
        "decisions": rows,
        "today": timezone.localdate(),
        "may_keep": may_keep_committees(request.user, place),
    }
    return render(request, "committees/decisions.html", context)


@login_required
@require_POST
def end(request: SignedInRequest, city: str, decision: UUID) -> HttpResponse:
    place = city_with(request, city, Permission.CITY_READ)
    rows = visible_decisions(request.user).filter(point__meeting__committee__city=place)
    row = get_object_or_404(rows, uuid=decision)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            end_decision(decision=row, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except CommitteeRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
    return redirect("committees:decisions", place.slug)


def keeper_city(request: SignedInRequest, slug: str) -> Any:
    """The city, where the signed-in person keeps its committees."""
    place = city_with(request, slug, Permission.CITY_READ)
    if not may_keep_committees(request.user, place):
        raise PermissionDenied
    return place


def find_committee(request: SignedInRequest, place: Any, uuid: UUID) -> Any:
    rows = visible_committees(request.user).filter(city=place).select_related("city")
    return get_object_or_404(rows, uuid=uuid)


def committee_form(request: SignedInRequest, place: Any, row: Any, *, form: Any, title: str) -> HttpResponse:
    """A form about one committee, on a page of its own."""
    context = {"city": place, "form": form, "title": title, "about": row}
    context["cancel_url"] = reverse("committees:committee", args=[place.slug, row.uuid])
    return render(request, "network/form.html", context)
