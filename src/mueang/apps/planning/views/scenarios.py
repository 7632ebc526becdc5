"""What-ifs: listed, made, changed place by place, compared, printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.planning.actions import (
    ask_scenario,
    copy_scenario,
    delete_scenario,
    drop_change,
    make_scenario,
    move_site,
    rename_scenario,
    set_change,
)
from mueang.apps.planning.errors import PlanningRefused
from mueang.apps.planning.forms import AskForm, ChangeForm, DraggedForm, RenameForm, ScenarioForm
from mueang.apps.planning.queries import (
    Asked,
    asked_of,
    city_rows,
    effect_of,
    ground_of,
    latest_proposal,
    scenario_list,
    scenario_question,
    standing_publication,
)
from mueang.apps.planning.rules import visible_scenarios
from mueang.apps.planning.views.access import assumptions
from mueang.apps.planning.views.doors import find_city, tabs_of, tried
from mueang.apps.planning.views.drawing import shaded_map
from mueang.apps.planning.views.effects import effect_excel, need_words
from mueang.ui.templatetags.ui import name


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every scenario of the city; a POST begins one."""
    found = find_city(request, city)
    interests = [(row.code, name(row)) for row in city_rows(city=found, interest="", now=timezone.now()).interests]
    form = ScenarioForm(data=request.POST or None, asked=Asked(), interests=interests)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        asked = asked_of(request.POST.dict())
        try:
            made = make_scenario(city=found, name=typed["name"], note=typed["note"], asked=asked, actor=request.user)
        except PlanningRefused as refusal:
            form.add_error("name", refusal.sentence)
        else:
            return redirect("planning:scenario", city, made.uuid)
    context = {"city": found, "tabs": tabs_of(city, "scenarios"), "form": form, "scenarios": scenario_list(found)}
    return render(request, "planning/scenarios.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One scenario beside today; a POST adds a change."""
    found, scenario = find_scenario(request, city, uuid)
    asked = scenario_question(scenario)
    rows = city_rows(city=found, interest=asked.interest, now=timezone.now())
    ground = ground_of(rows, asked=asked)
    form = ChangeForm(request.POST or None, sites=ground.sites, areas=ground.areas)
    if request.method == "POST" and form.is_valid():
        try:
            set_change(scenario=scenario, actor=request.user, **form.values())
        except PlanningRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("planning:scenario", city, uuid)
    context = shown(scenario, rows=rows) | {
        "city": found,
        "ground": ground,
        "form": form,
        "question": AskForm(asked=asked, interests=[(row.code, name(row)) for row in ground.interests]),
        "said": assumptions(asked),
        "proposal": latest_proposal(scenario),
        "publication": standing_publication(scenario),
        "rename": RenameForm(initial={"name": scenario.name, "note": scenario.note}, auto_id="rename_%s"),
    }
    if request.GET.get("format") == "xlsx":
        return effect_excel(context["effect"], scenario=scenario)
    return render(request, "planning/scenario.html", context, status=422 if form.errors else 200)


def shown(scenario: Any, *, rows: Any) -> dict[str, Any]:
    """The part of a scenario's page that is drawn anew when a place is dragged. One SQL statement."""
    changes = list(scenario.changes.select_related("place"))
    effect = effect_of(rows, changes=changes, asked=scenario_question(scenario))
    return {
        "scenario": scenario,
        "changes": changes,
        "effect": effect,
        "need_words": need_words(),
        "map": shaded_map(effect.after.areas, sites=effect.sites, most=effect.most),
    }


@login_required
@require_http_methods(["POST"])
def drag(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A place was let go somewhere else: written down, and numbers and map drawn anew."""
    found, scenario = find_scenario(request, city, uuid)
    form = DraggedForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        move_site(scenario=scenario, actor=request.user, **form.cleaned_data)
    except PlanningRefused as refusal:
        return HttpResponse(refusal.sentence, status=422, content_type="text/plain; charset=utf-8")
    rows = city_rows(city=found, interest=scenario.interest, now=timezone.now())
    return render(request, "planning/effect.html", shown(scenario, rows=rows) | {"city": found})


@login_required
@require_http_methods(["POST"])
def ask(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Put another question to the scenario."""
    _found, scenario = find_scenario(request, city, uuid)
    asked = asked_of(request.POST.dict())
    tried(request, lambda: ask_scenario(scenario=scenario, asked=asked, actor=request.user))
    return redirect("planning:scenario", city, uuid)


@login_required
@require_http_methods(["POST"])
def drop(request: SignedInRequest, city: str, uuid: UUID, change: UUID) -> HttpResponse:
    """Take one change back."""
    _found, scenario = find_scenario(request, city, uuid)
    tried(request, lambda: drop_change(scenario=scenario, change=change, actor=request.user))
    return redirect("planning:scenario", city, uuid)


@login_required
@require_http_methods(["POST"])
def rename(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Another name, another purpose."""
    _found, scenario = find_scenario(request, city, uuid)
    form = RenameForm(request.POST)
    if form.is_valid():
        tried(request, lambda: rename_scenario(scenario=scenario, actor=request.user, **form.cleaned_data))
    else:
        messages.error(request, _("Please give the scenario a name."))
    return redirect("planning:scenario", city, uuid)


@login_required
@require_http_methods(["POST"])
def copy(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The same once more, to go on from; its page opens."""
    _found, scenario = find_scenario(request, city, uuid)
    made = copy_scenario(scenario=scenario, actor=request.user)
    messages.success(request, _("This is the copy. Change it as you like; the first stays as it is."))
    return redirect("planning:scenario", city, made.uuid)


@login_required
@require_http_methods(["POST"])
def delete(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Throw a scenario away."""
    _found, scenario = find_scenario(request, city, uuid)
    if not tried(request, lambda: delete_scenario(scenario=scenario, actor=request.user)):
        return redirect("planning:scenario", city, uuid)
    messages.success(request, _("The scenario was thrown away."))
    return redirect("planning:scenarios", city)


@login_required
@require_http_methods(["GET", "HEAD"])
def compare(request: SignedInRequest, city: str) -> HttpResponse:
    """Two scenarios side by side, both asked the question of the first."""
    found = find_city(request, city)
    wanted = request.GET.getlist("one")[:2]
    # What is no key of a scenario is found nowhere.
    listed = {str(row.uuid): row for row in scenario_list(found)}
    both = [listed[key] for key in dict.fromkeys(wanted) if key in listed]
    if len(both) < 2:
        messages.info(request, _("Choose two scenarios to compare."))
        return redirect("planning:scenarios", city)
    asked = scenario_question(both[0])
    rows = city_rows(city=found, interest=asked.interest, now=timezone.now())
    effects = [effect_of(rows, changes=list(one.changes.select_related("place")), asked=asked) for one in both]
    most = max(effect.most for effect in effects)
    context = {
        "city": found,
        "tabs": tabs_of(city, "scenarios"),
        "both": [
            (one, effect, shaded_map(effect.after.areas, sites=effect.sites, most=most))
            for one, effect in zip(both, effects, strict=True)
        ],
        "areas": list(zip(effects[0].areas, (after for _before, after in effects[1].areas), strict=True)),
        "ages": list(zip(effects[0].ages, (line for _group, line in effects[1].ages), strict=True)),
        "ground": ground_of(rows, asked=asked),
        "said": assumptions(asked),
    }
    return render(request, "planning/compare.html", context)


def find_scenario(request: SignedInRequest, slug: str, uuid: UUID) -> tuple[Any, Any]:
    found = find_city(request, slug)
    return found, get_object_or_404(visible_scenarios(request.user), city=found, uuid=uuid)
