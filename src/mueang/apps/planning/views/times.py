"""When activities could meet: people are asked, times are proposed with reasons, and taken over as sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.errors import CatalogRefused
from mueang.apps.planning.actions import accept_times, ask_for_times, ask_to_compute, drop_times
from mueang.apps.planning.enums import DayPart
from mueang.apps.planning.errors import PlanningRefused
from mueang.apps.planning.forms import TimesForm
from mueang.apps.planning.queries import counted_parts, proposed_times, rooms_of, time_question_list
from mueang.apps.planning.rules import offerings_to_time, visible_time_questions
from mueang.apps.planning.views.doors import find_city, tabs_of, tried
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


@login_required
@require_http_methods(["GET", "HEAD"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every activity that looks for its times, and how far that is."""
    found = find_city(request, city)
    rows = list(time_question_list(found))
    if request.GET.get("format") == "xlsx":
        return _excel(rows, city=found)
    places = rooms_of(found)
    context = {
        "city": found,
        "tabs": tabs_of(city, "times"),
        "rows": [(row, proposed_times(row, places=places)) for row in rows],
        "is_computed": any(row.state == "waiting" for row in rows),
        "may_ask": offerings_to_time(request.user, found).exists(),
    }
    return render(request, "planning/times.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, city: str) -> HttpResponse:
    """What an activity needs; a POST begins to ask people."""
    found = find_city(request, city)
    offerings = offerings_to_time(request.user, found).select_related("program", "place", "city")
    form = TimesForm(request.POST or None, offerings=offerings, places=rooms_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_for_times(actor=request.user, now=timezone.now(), **form.wish())
        except PlanningRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("planning:times_page", city, made.uuid)
    return render(request, "planning/times_ask.html", {"city": found, "form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One activity: when people could come, what was proposed, and why not everybody can."""
    found, question = _find(request, city, uuid)
    parts = counted_parts(question)
    context = {
        "city": found,
        "question": question,
        "takes_answers": question.takes_answers(timezone.localdate()),
        "columns": [part.label for part in DayPart],
        "parts": parts,
        "n_people": sum(answer.n_people for answer in question.answers.all()),
        "most": max((n for _day, numbers in parts for n in numbers), default=0),
        "proposed": proposed_times(question, places=rooms_of(found)),
    }
    return render(request, "planning/times_page.html", context)


@login_required
@require_http_methods(["POST"])
def compute(request: SignedInRequest, city: str) -> HttpResponse:
    """Look for times for the chosen activities together."""
    found = find_city(request, city)
    chosen = [key for one in request.POST.getlist("one") if (key := _uuid(one)) is not None]
    n = ask_to_compute(city=found, questions=chosen, actor=request.user, now=timezone.now())
    if not n:
        messages.info(request, _("Choose at least one activity."))
    return redirect("planning:times", city)


@login_required
@require_http_methods(["POST"])
def accept(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Plan the sessions as proposed."""
    _found, question = _find(request, city, uuid)
    try:
        n = len(accept_times(question=question, actor=request.user))
    except (PlanningRefused, CatalogRefused) as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, ngettext("%(n)s session is planned.", "%(n)s sessions are planned.", n) % {"n": n})
    return redirect("planning:times_page", city, uuid)


@login_required
@require_http_methods(["POST"])
def drop(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Ask no more."""
    _found, question = _find(request, city, uuid)
    tried(request, lambda: drop_times(question=question, actor=request.user))
    return redirect("planning:times", city)


def _find(request: SignedInRequest, slug: str, uuid: UUID) -> tuple[Any, Any]:
    found = find_city(request, slug)
    rows = visible_time_questions(request.user).select_related("offering__program", "offering__place", "city")
    return found, get_object_or_404(rows.prefetch_related("answers"), city=found, uuid=uuid)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _excel(rows: list[Any], *, city: Any) -> HttpResponse:
    headings = [_("Activity"), _("State"), _("People who answered"), _("Could come"), _("Times")]
    places = rooms_of(city)
    lines = []
    for row in rows:
        found = proposed_times(row, places=places)
        times = (
            [f"{one.weekday.label} {one.from_time:%H:%M}–{one.to_time:%H:%M}" for one in found.meetings]
            if found
            else []
        )
        come = found.n_come if found else None
        lines.append([name(row.offering.program), row.get_state_display(), row.n_people, come, ", ".join(times)])
    title = _("Times for activities")
    return excel_response(file_name=f"times-{city.slug}", title=title, headings=headings, rows=lines)
