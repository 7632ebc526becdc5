"""The supervisor's view: load, delay, what came up, who looked; agencies and how long needs may wait."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.agencies import save_agency, set_service_levels
from mueang.apps.support.actions.reading import export_cases, read_looks, read_overview
from mueang.apps.support.forms.working import AgencyForm, ServiceLevelForm
from mueang.apps.support.queries.supervising import agencies_of, partners_to_ask, service_days
from mueang.apps.support.views.doors import door, find_city, shown_alone
from mueang.lib.downloads import excel_response


@door("GET", "HEAD")
def overview(request: SignedInRequest, city: str) -> HttpResponse:
    """What each worker carries, what is late, what was opened in an emergency."""
    found = find_city(request, city, supervised=True)
    show = shown_alone(request, "overdue", "late")
    view = read_overview(viewer=request.user, city=found, show=show, page=request.GET.get("page"))
    context = {"city": found, "view": view, "show": show}
    return render(request, "support/overview.html", context)


@door("GET", "HEAD")
def who_looked(request: SignedInRequest, city: str) -> HttpResponse:
    """The last looks at cases of the city."""
    found = find_city(request, city, supervised=True)
    seen = read_looks(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        headings = [_("When"), _("Who"), _("What was done"), _("By what right"), _("Case number")]
        lines = [[timezone.localtime(look.at), look.who, look.deed, look.scope, look.number] for look in seen]
        return excel_response(file_name=f"looks-{found.slug}", title=_("Who looked"), headings=headings, rows=lines)
    return render(request, "support/looks.html", {"city": found, "looks": seen})


@door("POST")
def export(request: SignedInRequest, city: str) -> HttpResponse:
    """The list of cases as a file: every row says whose copy it is, and that it was taken is in the record."""
    found = find_city(request, city, supervised=True)
    copy = secrets.token_hex(4).upper()
    rows = export_cases(viewer=request.user, city=found, copy=copy)
    mark = _("Confidential copy %(copy)s of %(who)s") % {"copy": copy, "who": request.user}
    headings = [_("Case number"), _("Child's name"), _("State"), _("How urgent"), _("Main worker"), _("Look again on")]
    lines = [
        [row.number, row.name, row.state_label, row.severity_label, row.worker, row.review_on, mark] for row in rows
    ]
    name = f"cases-{timezone.localdate():%Y%m%d}-{copy}"
    return excel_response(file_name=name, title=_("Cases"), headings=[*headings, _("Copy")], rows=lines)


@door("GET", "HEAD", "POST")
def agencies(request: SignedInRequest, city: str) -> HttpResponse:
    """Partners that take referrals, and how many days each need may wait."""
    found = find_city(request, city, supervised=True)
    form = AgencyForm(request.POST or None, organizations=partners_to_ask(found))
    if request.method == "POST" and form.is_valid():
        save_agency(city=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("support:agencies", city)
    context = {
        "city": found,
        "agencies": agencies_of(found),
        "form": form,
        "days": ServiceLevelForm(days=service_days(found), auto_id="days_%s"),
    }
    return render(request, "support/agencies.html", context, status=422 if form.is_bound else 200)


@door("POST")
def service_levels(request: SignedInRequest, city: str) -> HttpResponse:
    """How many days each need may wait."""
    found = find_city(request, city, supervised=True)
    form = ServiceLevelForm(request.POST, days=service_days(found))
    if form.is_valid():
        set_service_levels(city=found, days=form.cleaned_data, actor=request.user)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Write a number of days from 1 to 365 for every need."))
    return redirect("support:agencies", city)
