"""Mapping days at the desk: opened, printed, watched, and what was found decided one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.heritage.actions import (
    add_passes,
    close_day,
    decline_finding,
    end_pass,
    merge_finding,
    open_day,
    take_finding,
)
from mueang.apps.heritage.errors import HeritageRefused
from mueang.apps.heritage.forms import DayForm, DeclineForm, PassesForm
from mueang.apps.heritage.queries.mapping import alike_items, days_of, findings_of, passes_of
from mueang.apps.heritage.rules import may_record_item, visible_days, visible_findings, visible_items
from mueang.apps.heritage.views.desk import ask, city_or_404
from mueang.apps.heritage.views.tables import findings_excel
from mueang.lib.qr import qr_svg


@login_required
@require_safe
def days(request: SignedInRequest, city: str) -> HttpResponse:
    found = _kept_city(request, city)
    return render(request, "heritage/days.html", {"city": found, "days": days_of(viewer=request.user, city=found)})


@login_required
@require_http_methods(["GET", "POST"])
def day_open(request: SignedInRequest, city: str) -> HttpResponse:
    found = _kept_city(request, city)
    form = DayForm(request.POST or None)

    def act() -> HttpResponse:
        row = open_day(city=found, actor=request.user, **form.details())
        messages.success(request, _("The day is open. Print the passes, or show them on the screen one by one."))
        return redirect("heritage:day", found.slug, row.uuid)

    return ask(request, form, act, context={"city": found, "title": _("Open a mapping day")})


@login_required
@require_http_methods(["GET", "POST"])
def day(request: SignedInRequest, city: str, day: UUID) -> HttpResponse:
    """One day: who joined, what was found (also as Excel, without its holders); more passes by the form."""
    row = _day(request, city, day)
    found = findings_of(viewer=request.user, day=row)
    if request.GET.get("format") == "xlsx":
        return findings_excel(found, file_name=f"{row.city.slug}-mapping-{row.held_on:%Y-%m-%d}")
    form = PassesForm(request.POST or None)

    def act() -> HttpResponse:
        add_passes(day=row, actor=request.user, **form.cleaned_data)
        return redirect("heritage:day_passes", city, day)

    context = {"city": row.city, "day": row, "passes": passes_of(row), "findings": found}
    return ask(request, form, act, context=context, template="heritage/day.html")


@login_required
@require_safe
def day_passes(request: SignedInRequest, city: str, day: UUID) -> HttpResponse:
    """A sheet to print: a code for each volunteer who has not joined yet."""
    row = _day(request, city, day)
    base = settings.BASE_URL
    sheet = []
    for one in row.passes.filter(joined_at=None, ended_at=None):
        address = base + reverse("mapping:join", args=[one.key])
        sheet.append((one.number, address, qr_svg(address, title=_("Address of this pass"))))
    return render(request, "heritage/day_passes.html", {"city": row.city, "day": row, "sheet": sheet})


@login_required
@require_POST
def day_close(request: SignedInRequest, city: str, day: UUID) -> HttpResponse:
    row = _day(request, city, day)
    close_day(day=row, actor=request.user)
    messages.success(request, _("Closed. What telephones still hold may arrive for three more days."))
    return redirect("heritage:day", city, day)


@login_required
@require_POST
def pass_end(request: SignedInRequest, city: str, day: UUID, number: int) -> HttpResponse:
    row = _day(request, city, day)
    end_pass(one=get_object_or_404(row.passes.select_related("day"), number=number), actor=request.user)
    messages.success(request, _("This telephone sends nothing more."))
    return redirect("heritage:day", city, day)


@login_required
@require_http_methods(["GET", "POST"])
def finding(request: SignedInRequest, city: str, finding: UUID) -> HttpResponse:
    """One finding beside what it may be the same as; the form declines it, with the reason."""
    row = _finding(request, city, finding)
    form = DeclineForm(request.POST or None)

    def act() -> HttpResponse:
        decline_finding(finding=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Not taken. Who was named in it is forgotten."))
        return redirect("heritage:day", city, row.day.uuid)

    context = {"city": row.day.city, "finding": row, "alike": alike_items(viewer=request.user, finding=row)}
    return ask(request, form, act, context=context, template="heritage/finding.html")


@login_required
@require_POST
def finding_take(request: SignedInRequest, city: str, finding: UUID) -> HttpResponse:
    row = _finding(request, city, finding)
    return _decided(request, row, lambda: take_finding(finding=row, actor=request.user))


@login_required
@require_POST
def finding_merge(request: SignedInRequest, city: str, finding: UUID, slug: str) -> HttpResponse:
    row = _finding(request, city, finding)
    item = get_object_or_404(visible_items(request.user), city=row.day.city, slug=slug)
    return _decided(request, row, lambda: merge_finding(finding=row, item=item, actor=request.user))


def _decided(request: SignedInRequest, row: Any, act: Callable[[], Any]) -> HttpResponse:
    try:
        item = act()
    except HeritageRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("heritage:finding", row.day.city.slug, row.uuid)
    messages.success(request, _("It is in the inventory. Look it over, then show it in public."))
    return redirect("heritage:item", item.city.slug, item.slug)


def _kept_city(request: SignedInRequest, slug: str) -> Any:
    found = city_or_404(request, slug)
    if not may_record_item(request.user, found):
        raise PermissionDenied
    return found


def _day(request: SignedInRequest, city: str, day: UUID) -> Any:
    return get_object_or_404(visible_days(request.user).select_related("city"), city__slug=city, uuid=day)


def _finding(request: SignedInRequest, city: str, finding: UUID) -> Any:
    rows = visible_findings(request.user).select_related("day__city", "by", "item")
    return get_object_or_404(rows, day__city__slug=city, uuid=finding)
