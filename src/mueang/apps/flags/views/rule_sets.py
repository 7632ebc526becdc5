"""Versions of the rules, the draft a supervisor changes, and what it would do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.flags.actions import change_draft, discard_draft, draft_rules, put_live
from mueang.apps.flags.enums import MEANING
from mueang.apps.flags.errors import FlagRefused
from mueang.apps.flags.forms import DayForm, LevelsForm, RuleFormSet, lines_of
from mueang.apps.flags.queries import draft_of, rule_set_page, rule_sets, what_if
from mueang.apps.flags.rules import may_change_rules, may_see_children
from mueang.apps.flags.views.doors import city_of_rules, find_city, tabs_of


@login_required
@never_cache
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every version: the draft, the live one, and those that were."""
    found = find_city(request, city)
    rows = rule_sets(viewer=request.user, city=found)
    may_change = may_change_rules(request.user, found)
    context = {
        "city": found,
        "tabs": tabs_of(found, "rules", viewer=request.user),
        "rows": rows,
        "draft": next((row for row in rows if row.is_draft), None),
        "may_change": may_change,
    }
    return render(request, "flags/rule_sets.html", context)


@login_required
@never_cache
@require_http_methods(["GET"])
def version(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One version in words, as it was live."""
    found = find_city(request, city)
    page = rule_set_page(viewer=request.user, city=found, uuid=uuid)
    if page is None:
        raise Http404
    return render(request, "flags/rule_set.html", {"city": found, "page": page})


@login_required
@require_POST
def begin(request: SignedInRequest, city: str) -> HttpResponse:
    """A new draft: a copy of what is live, or the rules a city begins with."""
    found = city_of_rules(request, city)
    try:
        draft_rules(city=found, actor=request.user)
    except FlagRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("flags:draft", city)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest, city: str) -> HttpResponse:
    """Change the draft: rules are added, changed and taken away in one form."""
    found, row = _draft(request, city)
    typed = request.POST or None
    levels = LevelsForm(typed, initial={name: getattr(row, name) for name in LevelsForm.base_fields})
    rules: Any = RuleFormSet(typed, initial=None if typed else lines_of(row), prefix="rules")
    if typed is not None and levels.is_valid() and rules.is_valid():
        change_draft(
            draft=row,
            levels=levels.levels(),
            rules=rules.rules(),
            note=levels.cleaned_data["note"],
            actor=request.user,
        )
        messages.success(request, _("The draft is saved. Nothing has changed for the children yet."))
        return redirect("flags:preview" if "preview" in request.POST else "flags:draft", city)
    words = [(variable, " ".join(f"{{{word}}}" for word in meaning.words)) for variable, meaning in MEANING.items()]
    context = {"city": found, "draft": row, "levels": levels, "rules": rules, "words": words}
    return render(request, "flags/draft.html", context, status=422 if typed is not None else 200)


@login_required
@never_cache
@require_http_methods(["GET"])
def preview(request: SignedInRequest, city: str) -> HttpResponse:
    """What the draft would do, beside the live rules and last term, as of any day up to today."""
    found, row = _draft(request, city)
    today = timezone.localdate()
    form = DayForm(
        request.GET if "as_of" in request.GET else None,
        initial={"as_of": f"{today.day}/{today.month}/{today.year + 543}"},
    )
    as_of = form.cleaned_data["as_of"] if form.is_valid() else today
    shown = what_if(city=found, draft=row, as_of=as_of, shows_small=may_see_children(request.user, found))
    context = {"city": found, "draft": row, "form": form, "what_if": shown, "as_of": as_of}
    return render(request, "flags/preview.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, step: str) -> HttpResponse:
    """Put the draft live, or throw it away."""
    _found, row = _draft(request, city)
    steps: dict[str, Any] = {"live": put_live, "discard": discard_draft}
    if step not in steps:
        raise Http404
    try:
        steps[step](draft=row, actor=request.user)
    except FlagRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        words = {
            "live": _("These rules are live. Flags follow them from the next look on, tonight at the latest."),
            "discard": _("The draft is thrown away."),
        }
        messages.success(request, words[step])
    return redirect("flags:rules", city)


def _draft(request: SignedInRequest, city: str) -> tuple[Any, Any]:
    found = city_of_rules(request, city)
    row = draft_of(viewer=request.user, city=found)
    if row is None:
        raise Http404
    return found, row
