"""Reports of a city: the list, one begun, one looked at, reviewed and signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.reports.actions import ask_review, begin_report, check_question, send_back, sign_report
from mueang.apps.reports.enums import State
from mueang.apps.reports.forms import BeginForm, CheckForm, RemarkForm
from mueang.apps.reports.queries import packaged_outline, reports_of
from mueang.apps.reports.rules import may_sign, may_write
from mueang.apps.reports.views.doors import city_to_write, do, find_city, find_report, tabs_of
from mueang.lib.downloads import excel_response
from mueang.ui.words import period, thai_date


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every report of the city."""
    found = find_city(request, city)
    cards = reports_of(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        rows = [
            [
                card.report.title,
                card.report.get_kind_display(),
                period(card.report.period),
                card.report.get_state_display(),
                card.n_answered,
                card.n_required,
                thai_date(card.report.changed_at),
            ]
            for card in cards
        ]
        headings = [_("Title"), _("Document"), _("Period reported on"), _("State"), _("Answered"), _("Asked")]
        return excel_response(file_name="reports", title=_("Reports"), headings=[*headings, _("Changed")], rows=rows)
    context = {"city": found, "cards": cards, "may_write": may_write(request.user, found)}
    return render(request, "reports/home.html", context | {"tabs": tabs_of(found, "home")})


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, city: str) -> HttpResponse:
    """Choose a document and begin it."""
    found = city_to_write(request, city)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        report = begin_report(city=found, actor=request.user, **form.cleaned_data)
        return redirect("reports:report", city, report.uuid)
    forms_told = [packaged_outline(kind) for kind in ("biennial", "award", "grant", "brief")]
    context = {"city": found, "form": form, "outlines": forms_told}
    return render(request, "reports/begin.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET"])
def report(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """How far the report is, what stands in the way of signing it, and its copies."""
    found, page = find_report(request, city, uuid)
    context = {
        "city": found,
        "page": page,
        "report": page.report,
        "may_write": may_write(request.user, found),
        "may_sign": may_sign(request.user, found),
        "is_draft": page.report.state == State.DRAFT,
        "remark_form": RemarkForm(),
    }
    return render(request, "reports/report.html", context)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Ask for a review, give back, or sign."""
    _found, page = find_report(request, city, uuid)
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "review": (ask_review, _("The report waits to be reviewed and signed.")),
        "back": (send_back, _("The report is being written again.")),
        "sign": (sign_report, _("Signed. The copy below is not changed any more.")),
    }
    if step not in steps:
        raise Http404
    act, words = steps[step]
    more = {"remark": request.POST.get("remark", "")} if step == "back" else {}
    do(request, act, words, report=page.report, **more)
    return redirect("reports:report", city, uuid)


@login_required
@require_POST
def check(request: SignedInRequest, city: str, uuid: UUID, question: str) -> HttpResponse:
    """A question of ours was compared with the printed form."""
    city_to_write(request, city)
    _found, page = find_report(request, city, uuid)
    form = CheckForm(request.POST)
    source = form.cleaned_data["source"] if form.is_valid() else ""
    do(request, check_question, _("Noted. The star goes from every report of this kind."), report=page.report,
       question=question, source=source)  # fmt: skip
    return redirect("reports:report", city, uuid)
