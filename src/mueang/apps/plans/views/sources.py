"""Sources of money of a city."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.plans.actions import add_source, change_source, delete_source
from mueang.apps.plans.errors import PlanRefused
from mueang.apps.plans.forms import SourceForm
from mueang.apps.plans.queries import partners_of, sources_of
from mueang.apps.plans.rules import may_write, visible_sources
from mueang.apps.plans.views.doors import city_to_write, do, find_city

SATANG = 100


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    found = find_city(request, city)
    rows = sources_of(viewer=request.user, city=found)
    return render(
        request, "plans/sources.html", {"city": found, "sources": rows, "may_write": may_write(request.user, found)}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedInRequest, city: str, uuid: UUID | None = None) -> HttpResponse:
    """A new source, or one changed."""
    found = city_to_write(request, city)
    row = visible_sources(request.user).filter(city=found, uuid=uuid).first() if uuid else None
    if uuid and row is None:
        raise Http404
    initial = None
    if row is not None:
        initial = {name: getattr(row, name) for name in ("kind", "name_th", "name_en", "starts_on", "ends_on")}
        initial["organization"] = str(row.organization.uuid) if row.organization else ""
        initial["amount"] = None if row.amount_satang is None else row.amount_satang // SATANG
    form = SourceForm(request.POST or None, givers=partners_of(viewer=request.user, city=found), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if row is None:
                add_source(city=found, actor=request.user, **form.said())
            else:
                change_source(source=row, actor=request.user, **form.said())
        except PlanRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("plans:sources", city)
    context = {"city": found, "form": form, "title": _("Source of money"), "submit": _("Save")}
    return render(request, "plans/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    found = city_to_write(request, city)
    row = visible_sources(request.user).filter(city=found, uuid=uuid).first()
    if row is not None:
        do(request, delete_source, _("The source is struck."), source=row)
    return redirect("plans:sources", city)
