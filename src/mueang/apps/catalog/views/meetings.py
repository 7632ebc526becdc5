"""Add, change, cancel and reinstate sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import cancel_session, change_session, plan_sessions, reinstate_session
from mueang.apps.catalog.forms import CancelForm, PlanForm, SessionForm, session_initial
from mueang.apps.catalog.queries.wording import (
    Words,
    words_of_cancelled_session,
    words_of_session_back,
    words_of_session_change,
)
from mueang.apps.catalog.rules import may_change_offering, visible_sessions
from mueang.apps.catalog.views.desk import allow, ask, offering_or_404
from mueang.apps.catalog.views.offerings import tell_skipped
from mueang.apps.catalog.views.telling import ask_and_tell, has_readers


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

    def act(words: Words | None) -> HttpResponse:
        change_session(session=session, words=words, actor=request.user, **form.changes())
        messages.success(request, _("Saved. People's calendars will follow."))
        return redirect("catalog:offering", city, slug)

    def draft() -> Words | None:
        (starts_at, ends_at), place = form.span(), form.cleaned_data["place"]
        is_news = (session.starts_at, session.ends_at, session.place) != (starts_at, ends_at, place)
        if not is_news or not has_readers(session.offering):
            return None
        return words_of_session_change(session, starts_at=starts_at, ends_at=ends_at, place=place)

    title = _("Change session %(number)s") % {"number": number}
    context = _context(session, title=title, submit=_("Save"))
    return ask_and_tell(request, form, act, draft=draft, template="catalog/form.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def session_cancel(request: SignedInRequest, city: str, slug: str, number: int) -> HttpResponse:
    session = _changeable(request, city, slug, number)
    form = CancelForm(request.POST if request.method == "POST" else None)

    def act(words: Words | None) -> HttpResponse:
        cancel_session(session=session, reason=form.cleaned_data["reason"], words=words, actor=request.user)
        messages.success(request, _("The session is cancelled. The public page and people's calendars say so."))
        return redirect("catalog:offering", city, slug)

    def draft() -> Words | None:
        reason = form.cleaned_data["reason"]
        return words_of_cancelled_session(session, reason=reason) if has_readers(session.offering) else None

    title = _("Cancel session %(number)s") % {"number": number}
    context = _context(session, title=title, submit=_("Cancel session")) | {"is_dangerous": True}
    return ask_and_tell(request, form, act, draft=draft, template="catalog/form.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def session_reinstate(request: SignedInRequest, city: str, slug: str, number: int) -> HttpResponse:
    """Take the cancelling of one session back."""
    session = _changeable(request, city, slug, number)
    form = Form(request.POST if request.method == "POST" else None)

    def act(words: Words | None) -> HttpResponse:
        reinstate_session(session=session, words=words, actor=request.user)
        messages.success(request, _("The session takes place after all."))
        return redirect("catalog:offering", city, slug)

    title = _("Let session %(number)s take place after all") % {"number": number}
    return ask_and_tell(
        request,
        form,
        act,
        draft=lambda: words_of_session_back(session) if has_readers(session.offering) else None,
        template="catalog/form.html",
        context=_context(session, title=title, submit=_("It takes place")),
    )


def _context(session: Any, *, title: str, submit: str) -> dict[str, Any]:
    return {"city": session.offering.city, "offering": session.offering, "title": title, "submit": submit}


def _changeable(request: SignedInRequest, city: str, slug: str, number: int) -> Any:
    found = visible_sessions(request.user).select_related(
        "place", "offering__city", "offering__program", "offering__place__city", "offering__place__organization"
    )
    session = get_object_or_404(found, offering__city__slug=city, offering__slug=slug, number=number)
    allow(answer=may_change_offering(request.user, session.offering))
    return session
