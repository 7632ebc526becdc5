"""A city's desk of grants: calls, applications, grants."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.grants.actions import (
    hand_in_paper,
    save_application,
    sign_agreement,
    submit_application,
    withdraw_application,
)
from mueang.apps.grants.enums import WRITABLE
from mueang.apps.grants.errors import GrantRefused
from mueang.apps.grants.forms import ApplicationForm, OfferForm, PaperForm, ScoreForm, WordsForm
from mueang.apps.grants.queries import (
    applications_of,
    grants_of,
    offered,
    open_calls,
    partner_choices,
    planned,
    portfolio,
)
from mueang.apps.grants.rules import may_enter, visible_calls, visible_papers
from mueang.apps.grants.views.doors import city_to_enter, do, find_application, find_city, framed
from mueang.apps.grants.views.files import portfolio_excel

# The forms of one page do not share marks.
OFFER_ID = "offer_%s"


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Grants of the city with what may go wrong, its applications, and calls that are open."""
    found, today = find_city(request, city), timezone.localdate()
    lines = portfolio(grants_of(request.user, city=found), today=today)
    if request.GET.get("format") == "xlsx":
        return portfolio_excel(lines, file_name=f"grants-{found.slug}")
    context = {
        "city": found,
        "lines": lines,
        "calls": open_calls(today),
        "applications": applications_of(request.user, city=found),
        "may_enter": may_enter(request.user, found),
    }
    return render(request, "grants/home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Read a call and begin an application."""
    found = city_to_enter(request, city)
    call = get_object_or_404(visible_calls(request.user).select_related("fund__organization"), uuid=uuid)
    form = ApplicationForm(request.POST or None, call=call, partners=partner_choices(found))
    if request.method == "POST" and form.is_valid():
        try:
            row = save_application(
                call=call, city=found, asked=form.asked(), actor=request.user, today=timezone.localdate()
            )
        except GrantRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("grants:application", row.uuid)
    context = {"city": found, "call": call, "form": form}
    return render(request, "grants/apply.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def application(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """An application as both sides see it, with what each may do next."""
    return application_page(request, find_application(request, uuid))


def application_page(request: SignedInRequest, row: Any, **forms: Any) -> HttpResponse:
    """The page itself; `forms` are those that came back with faults, with what was typed in them."""
    context = framed(
        request,
        row,
        row=row,
        plan=planned(row),
        offer=offered(row),
        is_writable=row.state in WRITABLE,
        answers=[(question["words"], row.answers.get(question["code"], "")) for question in row.call.questions],
        papers=visible_papers(request.user).filter(application=row).defer("content"),
        paper_form=PaperForm(),
        words_form=WordsForm(),
    )
    if context["may_run"] and row.state == "submitted":
        own = next((score for score in row.scores.all() if score.scorer_id == request.user.pk), None)
        first = {**own.points, "note": own.note} if own else None
        context |= {
            "score_form": ScoreForm(call=row.call, initial=first),
            "offer_form": OfferForm(application=row, auto_id=OFFER_ID),
        }
    return render(request, "grants/application.html", context | forms, status=422 if forms else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Write on in an application that is a draft or was returned."""
    row = find_application(request, uuid)
    city_to_enter(request, row.city.slug)
    form = ApplicationForm(request.POST or None, call=row.call, partners=partner_choices(row.city), row=row)
    if request.method == "POST" and form.is_valid():
        try:
            save_application(
                call=row.call,
                city=row.city,
                asked=form.asked(),
                actor=request.user,
                today=timezone.localdate(),
                application=row,
                version=form.cleaned_data["version"] or 0,
            )
        except GrantRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("grants:application", row.uuid)
    context = {"city": row.city, "call": row.call, "form": form, "row": row}
    return render(request, "grants/apply.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def hand_in(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Add a paper to an application."""
    row = find_application(request, uuid)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        name, data = form.cleaned_data["paper"]
        do(request, hand_in_paper, _("The paper is handed in."), application=row, name=name, data=data)
    return redirect("grants:application", uuid)


@login_required
@require_POST
def settle(request: SignedInRequest, uuid: UUID, step: str) -> HttpResponse:
    """Send, withdraw, or sign what the fund offers."""
    row = find_application(request, uuid)
    if step == "sign":
        grant = do(
            request,
            sign_agreement,
            _("The agreement is signed. Its activities stand in the work plan."),
            application=row,
        )
        return redirect("grants:grant", grant.uuid) if grant else redirect("grants:application", uuid)
    if step == "withdraw":
        do(request, withdraw_application, _("The application is withdrawn."), application=row)
    else:
        said = _("The application was sent to the fund.")
        do(request, submit_application, said, application=row, today=timezone.localdate())
    return redirect("grants:application", uuid)
