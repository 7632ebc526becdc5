"""Add, change and cancel sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import cancel_session, change_session, plan_sessions
from mueang.apps.catalog.forms import PlanForm, SessionForm, session_initial
from mueang.apps.catalog.rules import may_change_offering, visible_sessions
from mueang.apps.catalog.views.desk import act_and_return, allow, ask, offering_or_404
from mueang.apps.catalog.views.offerings import tell_skipped


@login_required
@require_http_methods(["GET", "POST"])
def sessions_add(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    form = PlanForm(request.POST or None, offering=row)

    def act() -> HttpResponse:
        plan = form.plan()
        plan_sessions(offering=row, plan=plan.sessions, actor=request.user)
        messages.success(request, _("Sessions added."))
        tell_skipped(request, plan)
        return redirect("catalog:offering", city, slug)

    context = {"city": row.city, "offering": row, "title": _("Add sessions"), "submit": _("Add")}
    return ask(request, form, act, template="catalog/form.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def session_change(request: SignedInRequest, city: str, slug: str, number: int) -> HttpResponse:
    session = _changeable(request, city, slug, number)
    form = SessionForm(request.POST or None, offering=session.offering, initial=session_initial(session))

    def act() -> HttpResponse:
        change_session(session=session, actor=request.user, **form.changes())
        messages.success(request, _("Saved. People's calendars will follow."))
        return redirect("catalog:offering", city, slug)

    title = _("Change session %(number)s") % {"number": number}
    context = {"city": session.offering.city, "offering": session.offering, "title": title, "submit": _("Save")}
    return ask(request, form, act, template="catalog/form.html", context=context)


@login_required
@require_POST
def session_cancel(request: SignedInRequest, city: str, slug: str, number: int) -> HttpResponse:
    session = _changeable(request, city, slug, number)
    return act_and_return(
        request,
        lambda: cancel_session(session=session, actor=request.user),
        done=_("The session is cancelled. The public page and people's calendars say so."),
        to=("catalog:offering", city, slug),
    )


def _changeable(request: SignedInRequest, city: str, slug: str, number: int) -> Any:
    found = visible_sessions(request.user).select_related(
        "place", "offering__city", "offering__program", "offering__place__city", "offering__place__organization"
    )
    session = get_object_or_404(found, offering__city__slug=city, offering__slug=slug, number=number)
    allow(answer=may_change_offering(request.user, session.offering))
    return session
