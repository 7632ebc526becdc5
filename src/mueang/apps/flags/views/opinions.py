"""The second opinion: whether the city's past bears one, what it is worth, and whether it is on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.flags.actions import ask_for_opinion, turn_off, turn_on
from mueang.apps.flags.errors import FlagRefused
from mueang.apps.flags.forms import VisitsForm
from mueang.apps.flags.queries import OpinionPage, is_waiting, opinion_page, second_opinion, second_opinions
from mueang.apps.flags.rules import may_change_rules
from mueang.apps.flags.views.doors import city_of_rules, find_city, tabs_of
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import Column, Table, write_workbook


@login_required
@never_cache
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str, uuid: UUID | None = None) -> HttpResponse:
    """The one that is on, or the newest; each earlier one at its own address."""
    found = find_city(request, city)
    rows = second_opinions(viewer=request.user, city=found)
    waiting = is_waiting(rows)
    done = [row for row in rows if row is not waiting]
    chosen = next((row for row in done if row.is_live), done[0] if done else None)
    if uuid is not None:
        chosen = second_opinion(viewer=request.user, city=found, uuid=uuid)
        if chosen is None or chosen.finished_at is None:
            raise Http404
    form = VisitsForm(request.GET if "visits" in request.GET else None)
    page = opinion_page(chosen, visits=form.typed()) if chosen else None
    if page is not None and request.GET.get("format") == "xlsx":
        return _file(found, page)
    context = {
        "city": found,
        "tabs": tabs_of(found, "opinions", viewer=request.user),
        "rows": rows,
        "waiting": waiting,
        "page": page,
        "chosen": chosen,
        "form": form,
        "may_change": may_change_rules(request.user, found),
        "is_fresh": chosen is not None and chosen.is_fresh(timezone.localdate()),
    }
    return render(request, "flags/opinion.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def ask(request: SignedInRequest, city: str) -> HttpResponse:
    """Let the worker find out."""
    found = city_of_rules(request, city)
    try:
        ask_for_opinion(city=found, actor=request.user)
    except FlagRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(
            request, _("The past is being read. You may leave this page; load it again to see how far it is.")
        )
    return redirect("flags:opinions", city)


@login_required
@require_POST
def switch(request: SignedInRequest, city: str, uuid: UUID, step: str) -> HttpResponse:
    """Turn it on or off."""
    found = city_of_rules(request, city)
    row = second_opinion(viewer=request.user, city=found, uuid=uuid)
    steps: dict[str, Any] = {"on": turn_on, "off": turn_off}
    if row is None or step not in steps:
        raise Http404
    words = {
        "on": _("It is on: from the next look on, tonight at the latest, it stands beside the reasons of the rules."),
        "off": _("It is off, and what it said is deleted."),
    }
    try:
        steps[step](opinion=row, actor=request.user)
    except FlagRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, words[step])
    return redirect("flags:opinions", city)


def _file(city: Any, page: OpinionPage) -> HttpResponse:
    """Every table of the page, a sheet each: counts and shares, no child."""
    sheets = [
        _sheet(
            _("At the visits"),
            [
                _("How children are chosen"),
                _("Visits"),
                _("Found"),
                _("Precision"),
                _("Missed"),
                _("False alarms"),
                "AUC",
            ],
            [[r.name, page.visits, r.found, r.precision, r.missed, r.alarms, r.auc] for r in page.judges],
        ),
        _sheet(
            _("By group"),
            [_("Group"), _("Value"), _("Pupils"), _("Left"), _("Visited"), _("Found"), _("Missed"), _("False alarms")],
            [[g.group, g.value, g.n, g.n_left, g.visited, g.found, g.missed, g.alarms] for g in page.groups],
        ),
        _sheet(
            _("Foretold and came true"),
            [_("Pupils"), _("Foretold"), _("Came true")],
            [[b["n"], b["foretold"], b["came_true"]] for b in page.opinion.report.get("bands", [])],
        ),
        _sheet(
            _("Points"),
            [_("What is looked at"), _("Value"), _("Points")],
            [[term.name, when, points] for term in page.terms for when, points in term.rows],
        ),
        _sheet(
            _("What is missing"),
            [_("What it takes"), _("There is"), _("It takes")],
            [list(one) for one in page.lacking],
        ),
    ]
    book = write_workbook(sheets, language=get_language() or "th")
    name = f"second-opinion-{city.slug}-{timezone.localdate():%Y%m%d}"
    return HttpResponse(
        book, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    )


def _sheet(title: str, headings: list[str], rows: list[list[Any]]) -> Table:
    return Table(title, [Column(heading) for heading in headings], rows)
