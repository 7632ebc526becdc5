"""Conferences: called, prepared, held, and their minutes to print."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.conferences import (
    ask_to_come,
    call_conference,
    close_minutes,
    put_on_agenda,
    read_conference,
    resolve,
    write_said,
)
from mueang.apps.support.errors.cases import CaseRefused
from mueang.apps.support.errors.conferences import ConferenceRefused
from mueang.apps.support.forms.conferences import AgendaForm, AttendeeForm, CallForm, ResolveForm, SaidAtForm
from mueang.apps.support.queries.conferences import ItemSeen, cases_for_agenda, conference_page, conferences_of
from mueang.apps.support.rules.cases import may_supervise
from mueang.apps.support.rules.conferences import visible_conferences, visible_items
from mueang.apps.support.views.doors import door, find_city
from mueang.lib.downloads import excel_response


@door("GET", "HEAD", "POST")
def conferences(request: SignedInRequest, city: str) -> HttpResponse:
    """Conferences to come and held; a supervisor calls one."""
    found = find_city(request, city)
    supervises = may_supervise(request.user, found)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not supervises:
        raise Http404
    if request.method == "POST" and form.is_valid():
        row = call_conference(city=found, actor=request.user, **form.cleaned_data)
        return redirect("support:conference", city, row.uuid)
    rows = conferences_of(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        headings = [_("Day of the conference"), _("Where?"), _("Cases"), _("Minutes closed")]
        lines = [
            [one.held_on, one.place, one.n_items, one.closed_at and timezone.localdate(one.closed_at)]  # type: ignore[attr-defined]  # annotated
            for one in rows
        ]
        return excel_response(file_name="conferences", title=_("Case conferences"), headings=headings, rows=lines)
    context = {"city": found, "rows": rows, "form": form if supervises else None}
    return render(request, "support/conferences.html", context, status=422 if form.errors else 200)


@door("GET", "HEAD")
def conference(request: SignedInRequest, city: str, conference: UUID) -> HttpResponse:
    return _page(request, _find(request, city, conference), way="page")


@door("GET", "HEAD")
def minutes(request: SignedInRequest, city: str, conference: UUID) -> HttpResponse:
    """Agenda before, minutes after: to print and to be signed."""
    return _page(request, _find(request, city, conference), way="paper")


@door("POST")
def step(request: SignedInRequest, city: str, conference: UUID, step: str) -> HttpResponse:
    """One change of a conference: agenda, attendee, or close."""
    row, today = _find(request, city, conference), timezone.localdate()
    if step == "agenda":
        cases = cases_for_agenda(viewer=request.user, conference=row, today=today)
        return _do(request, row, AgendaForm(request.POST, cases=cases), put_on_agenda, conference=row)
    if step == "attendee":
        return _do(request, row, AttendeeForm(request.POST), ask_to_come, conference=row)
    if step == "close":
        known = {str(one.uuid): one.uuid for one in row.attendees.all()}
        came = {known[key] for key in request.POST.getlist("came") if key in known}
        return _do(request, row, None, close_minutes, conference=row, came=came)
    raise Http404


@door("POST")
def item_step(request: SignedInRequest, city: str, conference: UUID, item: UUID, step: str) -> HttpResponse:
    """What was said or decided about one case."""
    row = _find(request, city, conference)
    found = get_object_or_404(visible_items(request.user).select_related("case", "conference__city"), uuid=item)
    if found.conference != row:
        raise Http404
    if step == "decide":
        return _do(request, row, ResolveForm(request.POST), resolve, item=found)
    if step == "said":
        return _do(request, row, SaidAtForm(request.POST), write_said, item=found)
    raise Http404


def _find(request: SignedInRequest, city: str, conference: UUID) -> Any:
    rows = visible_conferences(request.user).select_related("city", "called_by")
    return get_object_or_404(rows, city__slug=city, uuid=conference)


def _page(request: SignedInRequest, row: Any, *, way: str) -> HttpResponse:
    today = timezone.localdate()
    page = conference_page(viewer=request.user, conference=row, today=today)
    read_conference(conference=row, actor=request.user, n_cases=len(page.items), way=way)
    context: dict[str, Any] = {"city": row.city, "page": page, "conference": row, "today": today}
    if way == "paper":
        return render(request, "support/minutes.html", context)
    context |= {
        "is_open": row.closed_at is None,
        "may_supervise": may_supervise(request.user, row.city),
        "agenda_form": AgendaForm(
            cases=cases_for_agenda(viewer=request.user, conference=row, today=today),
            shows_names=may_supervise(request.user, row.city),
        ),
        "attendee_form": AttendeeForm(),
        "rows": [_item_forms(seen, n) for n, seen in enumerate(page.items)],
    }
    return render(request, "support/conference.html", context)


def _item_forms(seen: ItemSeen, n: int) -> tuple[ItemSeen, ResolveForm, SaidAtForm]:
    """One case with its own two forms; what was said already stands in the field, to be gone on with."""
    there = {True: "yes", False: "no", None: ""}[seen.item.is_family_there]
    said = SaidAtForm(auto_id=f"said{n}_%s", initial={"said": seen.item.said, "is_family_there": there})
    return seen, ResolveForm(auto_id=f"decide{n}_%s"), said


def _do(request: SignedInRequest, row: Any, form: Any, act: Callable[..., Any], **about: Any) -> HttpResponse:
    try:
        if form is None:
            act(actor=request.user, **about)
        elif form.is_valid():
            act(actor=request.user, **about, **form.cleaned_data)
        else:
            first = next(iter(form.errors.values()))[0]
            messages.error(request, first)
            return redirect("support:conference", row.city.slug, row.uuid)
    except (CaseRefused, ConferenceRefused) as refusal:
        messages.error(request, refusal.sentence)
    except PermissionDenied:
        raise Http404 from None
    else:
        messages.success(request, _("Written down."))
    return redirect("support:conference", row.city.slug, row.uuid)
