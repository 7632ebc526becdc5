"""An offering's timetable with its preview, and the days on which the whole city is closed."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import close_days, open_days, set_timetable
from mueang.apps.catalog.errors import CatalogRefused
from mueang.apps.catalog.forms import ClosedDaysForm, TimetableForm
from mueang.apps.catalog.queries.timetables import (
    TimetableChange,
    coming_holidays,
    rhythm_of,
    timetable_change,
)
from mueang.apps.catalog.queries.wording import words_of_timetable
from mueang.apps.catalog.rules import may_change_offering, may_keep_closed_days, visible_closed_days
from mueang.apps.catalog.views.desk import act_and_return, allow, ask, city_or_404, offering_or_404, tabs_of
from mueang.apps.catalog.views.telling import has_readers, typed_words


@login_required
@require_http_methods(["GET", "POST"])
def timetable(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """First the rule, then every day of it and what changes; saved only as it was shown."""
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    now = timezone.now()
    rhythm = rhythm_of(row)
    form = TimetableForm(request.POST or None, initial=TimetableForm.initial_for(rhythm) or _from_today(now))
    context: dict[str, Any] = {"city": row.city, "offering": row, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            if "save" in request.POST:
                return _save(request, row, form)
            change = timetable_change(offering=row, rhythm=form.rhythm(), now=now)
            context |= _preview(row, change)
        except CatalogRefused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, "catalog/timetable.html", context)


def _save(request: SignedInRequest, row: Any, form: TimetableForm) -> HttpResponse:
    set_timetable(
        offering=row,
        rhythm=form.rhythm(),
        seen=request.POST["save"],
        words=typed_words(request),
        actor=request.user,
    )
    messages.success(request, _("The timetable is saved. People's calendars will follow."))
    return redirect("catalog:offering", row.city.slug, row.slug)


def _preview(row: Any, change: TimetableChange) -> dict[str, Any]:
    tells = has_readers(row) and not change.is_empty
    return {
        "change": change,
        "n_meetings": sum(day.meets for day in change.days),
        "words": words_of_timetable(row, change) if tells else None,
        "request_key": uuid.uuid4().hex,
    }


@login_required
@require_http_methods(["GET", "POST"])
def closed_days(request: SignedInRequest, city: str) -> HttpResponse:
    """The city's own closed days beside the national holidays of the year ahead."""
    found = city_or_404(request, city)
    may_change = may_keep_closed_days(request.user, found)
    allow(answer=may_change or request.method == "GET")
    form = ClosedDaysForm(request.POST or None)

    def act() -> HttpResponse:
        close_days(city=found, actor=request.user, **form.span())
        messages.success(request, _("Saved. New timetables step over these days."))
        return redirect("catalog:closed_days", found.slug)

    today = timezone.localdate()
    context = {
        "city": found,
        "tabs": tabs_of(found, "closed_days"),
        "days": visible_closed_days(request.user).filter(city=found, last_on__gte=today),
        "holidays": coming_holidays(today),
        "may_change": may_change,
    }
    return ask(request, form, act, template="catalog/closed_days.html", context=context)


@login_required
@require_POST
def closed_days_remove(request: SignedInRequest, city: str, days: UUID) -> HttpResponse:
    found = city_or_404(request, city)
    allow(answer=may_keep_closed_days(request.user, found))
    row = get_object_or_404(visible_closed_days(request.user).select_related("city"), city=found, uuid=days)
    return act_and_return(
        request,
        lambda: open_days(days=row, actor=request.user),
        done=_("Taken off the list."),
        to=("catalog:closed_days", found.slug),
    )


def _from_today(now: Any) -> dict[str, Any]:
    return {"first_on": timezone.localdate(now), "times": 4}
