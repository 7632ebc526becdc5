"""The keepers' list of offerings, one offering, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import (
    cancel_offering,
    change_offering,
    copy_offering,
    discard_offering,
    finish_offering,
    offer,
    publish_offering,
    reinstate_offering,
    save_template,
    verify_offering,
)
from mueang.apps.catalog.forms import CancelForm, ConditionsForm, CopyForm, OfferForm, OfferingFilterForm, OfferingForm
from mueang.apps.catalog.queries import WeeklyPlan, instructors_of, offerings_to_keep, sessions_of
from mueang.apps.catalog.queries.changes import changes_of
from mueang.apps.catalog.queries.pages import minutes_by_mode
from mueang.apps.catalog.queries.reinstating import may_be_reinstated, session_may_return
from mueang.apps.catalog.queries.templates import shape_of
from mueang.apps.catalog.queries.wording import (
    Words,
    words_of_cancelled_offering,
    words_of_offering_back,
    words_of_place_change,
)
from mueang.apps.catalog.rules import may_change_offering, teaching_places
from mueang.apps.catalog.views.desk import (
    act_and_return,
    allow,
    ask,
    city_or_404,
    offering_or_404,
    page_of,
    tabs_of,
    wants_excel,
)
from mueang.apps.catalog.views.tables import offerings_excel
from mueang.apps.catalog.views.telling import ask_and_tell, has_readers
from mueang.ui.templatetags.ui import name
from mueang.ui.words import thai_date


@login_required
@require_safe
def offerings(request: SignedInRequest, city: str) -> HttpResponse:
    """Everything the visitor works on in this city, drafts first; also as Excel."""
    found = city_or_404(request, city)
    form = OfferingFilterForm(request.GET, city=found)
    chosen, now = form.chosen(), timezone.now()
    rows = offerings_to_keep(viewer=request.user, city=found, chosen=chosen, now=now)
    if wants_excel(request):
        return offerings_excel(rows, file_name=f"{found.slug}-activities")
    context = {
        "city": found,
        "tabs": tabs_of(found, "offerings"),
        "form": form,
        "page": page_of(request, rows),
        "is_narrowed": any((chosen.words, chosen.state, chosen.place)),
        "may_offer": teaching_places(request.user, found).exists(),
        "today": timezone.localdate(now),
    }
    return render(request, "catalog/offerings.html", context)


@login_required
@require_safe
def offering(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    now = timezone.now()
    context = {
        "city": row.city,
        "offering": row,
        "modes": minutes_by_mode(row.program),
        "sessions": [
            (session, session.is_over(now), session_may_return(session, now=now)) for session in sessions_of(row)
        ],
        "changes": changes_of(row),
        "may_reinstate": may_be_reinstated(row, now=now),
        "instructors": instructors_of(row),
        "may_change": may_change_offering(request.user, row),
        "is_confirmed": row.is_confirmed(timezone.localdate(now)),
    }
    return render(request, "catalog/offering.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def offering_add(request: SignedInRequest, city: str) -> HttpResponse:
    """A whole simple offering on one page, published at once or kept as a draft."""
    found = city_or_404(request, city)
    allow(answer=teaching_places(request.user, found).exists())
    shape = shape_of(request.GET.get("template", ""), viewer=request.user, city=found)
    initial = OfferForm.initial_for(shape, city=found) if shape else {"program": request.GET.get("program")}
    form = OfferForm(request.POST or None, viewer=request.user, city=found, shape=shape, initial=initial)

    def act() -> HttpResponse:
        plan = form.plan()
        row = offer(city=found, simple=form.simple(plan), publishes=form.publishes, actor=request.user)
        messages.success(request, _("Published.") if form.publishes else _("Saved as a draft."))
        tell_skipped(request, plan)
        return redirect("catalog:offering", found.slug, row.slug)

    return ask(request, form, act, template="catalog/offering_add.html", context={"city": found, "shape": shape})


@login_required
@require_http_methods(["GET", "POST"])
def offering_change(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = _changeable(request, city, slug)
    form = OfferingForm(request.POST or None, viewer=request.user, offering=row)

    def act(words: Words | None) -> HttpResponse:
        change_offering(offering=row, words=words, actor=request.user, **form.changes())
        messages.success(request, _("Saved."))
        return redirect("catalog:offering", city, slug)

    def draft() -> Words | None:
        place = form.cleaned_data["place"]
        return words_of_place_change(row, place=place) if place != row.place and has_readers(row) else None

    context = _form_context(row, title=_("Change the activity"), submit=_("Save"))
    return ask_and_tell(request, form, act, draft=draft, template="catalog/form.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def offering_conditions(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """Seats kept, cost waived, supports, kit, online."""
    row = _changeable(request, city, slug)
    form = ConditionsForm(request.POST or None, offering=row)

    def act() -> HttpResponse:
        change_offering(offering=row, actor=request.user, **form.changes())
        messages.success(request, _("Saved."))
        return redirect("catalog:offering", city, slug)

    return ask(request, form, act, template="catalog/conditions.html", context={"city": row.city, "offering": row})


@login_required
@require_http_methods(["GET", "POST"])
def offering_copy(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """A draft like this one on other days."""
    row = _changeable(request, city, slug)
    form = CopyForm(request.POST or None)

    def act() -> HttpResponse:
        copy = copy_offering(offering=row, starts_on=form.cleaned_data["starts_on"], actor=request.user)
        messages.success(request, _("Copied as a draft. Check the sessions, then publish."))
        return redirect("catalog:offering", city, copy.slug)

    context = _form_context(row, title=_("Offer it again"), submit=_("Copy"))
    return ask(request, form, act, template="catalog/form.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def offering_cancel(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = _changeable(request, city, slug)
    form = CancelForm(request.POST or None)

    def act(words: Words | None) -> HttpResponse:
        cancel_offering(offering=row, reason=form.cleaned_data["reason"], words=words, actor=request.user)
        messages.success(request, _("Cancelled. The public page and people's calendars say so."))
        return redirect("catalog:offering", city, slug)

    def draft() -> Words | None:
        reason = form.cleaned_data["reason"]
        return words_of_cancelled_offering(row, reason=reason) if has_readers(row) else None

    context = _form_context(row, title=_("Cancel the activity"), submit=_("Cancel the activity"))
    context |= {"is_dangerous": True, "must_tell": True}
    return ask_and_tell(request, form, act, draft=draft, template="catalog/form.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def offering_reinstate(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """Take the cancelling back while everybody still has their seat."""
    row = _changeable(request, city, slug)
    form = Form(request.POST if request.method == "POST" else None)

    def act(words: Words | None) -> HttpResponse:
        reinstate_offering(offering=row, words=words, actor=request.user)
        messages.success(request, _("The activity takes place after all."))
        return redirect("catalog:offering", city, slug)

    def draft() -> Words | None:
        return words_of_offering_back(row) if row.seats_taken else None

    context = _form_context(row, title=_("Let the activity take place after all"), submit=_("It takes place"))
    return ask_and_tell(
        request, form, act, draft=draft, template="catalog/form.html", context={**context, "must_tell": True}
    )


STEPS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "publish": (publish_offering, gettext_lazy("Published.")),
    "finish": (finish_offering, gettext_lazy("Finished.")),
    "confirm": (verify_offering, gettext_lazy("Confirmed as true today.")),
    "template": (save_template, gettext_lazy("Kept as a template of the city.")),
    "discard": (discard_offering, gettext_lazy("The draft is thrown away.")),
}


@login_required
@require_POST
def offering_step(request: SignedInRequest, city: str, slug: str, step: str) -> HttpResponse:
    """One press: publish, finish, confirm or throw away."""
    if step not in STEPS:
        raise Http404
    row = _changeable(request, city, slug)
    action, done = STEPS[step]
    facts: dict[str, Any] = {"on": timezone.localdate()} if step == "confirm" else {}
    to = ("catalog:offerings", city) if step == "discard" else ("catalog:offering", city, slug)
    return act_and_return(request, lambda: action(offering=row, actor=request.user, **facts), done=str(done), to=to)


def tell_skipped(request: SignedInRequest, plan: WeeklyPlan) -> None:
    """Say which holidays moved the sessions behind them."""
    if plan.skipped:
        days = ", ".join(f"{thai_date(day.on)} ({name(day)})" for day in plan.skipped)
        messages.info(request, _("No session on public holidays: %(days)s") % {"days": days})


def _changeable(request: SignedInRequest, city: str, slug: str) -> Any:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    return row


def _form_context(row: Any, *, title: str, submit: str) -> dict[str, Any]:
    return {"city": row.city, "offering": row, "title": title, "submit": submit}
