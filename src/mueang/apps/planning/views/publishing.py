"""A scenario is shown to citizens: its words, what came back, the last word, and taking it back."""

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
    close_publication,
    lengthen_publication,
    publish_scenario,
    withdraw_publication,
)
from mueang.apps.planning.enums import CommentState
from mueang.apps.planning.errors import PlanningRefused
from mueang.apps.planning.forms import HeardForm, HideForm, PublishForm, ToldForm, UntilForm, WithdrawForm
from mueang.apps.planning.queries import desk_comments, publications_to_follow, said_of
from mueang.apps.planning.rules import visible_publications
from mueang.apps.planning.views.doors import find_city, tried
from mueang.apps.planning.views.scenarios import find_scenario
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import field


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The words citizens read; a POST shows the scenario to them."""
    found, scenario = find_scenario(request, city, uuid)
    form = PublishForm(request.POST or None, scenario=scenario, versions=publications_to_follow(found))
    if request.method == "POST" and form.is_valid():
        try:
            made = publish_scenario(scenario=scenario, actor=request.user, now=timezone.now(), **form.words())
        except PlanningRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Citizens can see it now."))
            return redirect("planning:publication", city, made.uuid)
    context = {"city": found, "scenario": scenario, "form": form}
    return render(request, "planning/publish.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD"])
def page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """What citizens said, and everything that can be done with it."""
    found, publication = find_publication(request, city, uuid)
    if request.GET.get("format") == "xlsx":
        return _excel(publication)
    state = request.GET.get("state", "")
    said = said_of(publication)
    context = {
        "city": found,
        "publication": publication,
        "takes_comments": publication.takes_comments(timezone.localdate()),
        "said": said,
        "state": state,
        "tabs": _states(state, said),
        "comments": desk_comments(publication, state=state),
        "hide": HideForm(),
        "told": ToldForm(),
        "until": UntilForm(initial={"until": publication.comments_until}),
        "withdraw": WithdrawForm(),
        "heard": HeardForm(initial={"heard_th": publication.heard_th, "heard_en": publication.heard_en}),
    }
    return render(request, "planning/publication.html", context)


@login_required
@require_http_methods(["POST"])
def close(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The last word: what the city heard and what it does."""
    _found, publication = find_publication(request, city, uuid)
    return _done(request, HeardForm(request.POST), close_publication, publication)


@login_required
@require_http_methods(["POST"])
def lengthen(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Another last day."""
    _found, publication = find_publication(request, city, uuid)
    return _done(request, UntilForm(request.POST), lengthen_publication, publication)


@login_required
@require_http_methods(["POST"])
def withdraw(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Citizens do not see it any more, but why."""
    _found, publication = find_publication(request, city, uuid)
    return _done(request, WithdrawForm(request.POST), withdraw_publication, publication)


def find_publication(request: SignedInRequest, slug: str, uuid: UUID) -> tuple[Any, Any]:
    found = find_city(request, slug)
    rows = visible_publications(request.user).select_related("scenario", "later", "earlier")
    return found, get_object_or_404(rows, city=found, uuid=uuid)


def say_what_is_wrong(request: SignedInRequest, form: Any) -> None:
    """The first fault of a form that stands among others on a page."""
    messages.error(request, next(iter(form.errors.values()))[0])


def _done(request: SignedInRequest, form: Any, action: Any, publication: Any) -> HttpResponse:
    if form.is_valid():
        typed = {"publication": publication, "actor": request.user, "now": timezone.now(), **form.cleaned_data}
        tried(request, lambda: action(**typed))
    else:
        say_what_is_wrong(request, form)
    return redirect("planning:publication", publication.city.slug, publication.uuid)


def _states(chosen: str, said: Any) -> list[tuple[str, str, bool]]:
    numbers = {"waiting": said.n_waiting, "shown": said.n_shown, "hidden": said.n_hidden}
    rows = [(_("All"), "?", chosen not in numbers)]
    return rows + [(f"{one.label} ({numbers[one]})", f"?state={one}", chosen == one) for one in CommentState]


def _excel(publication: Any) -> HttpResponse:
    headings = [
        _("Sent"),
        _("What they think"),
        _("Words"),
        _("Name"),
        _("Told to an officer"),
        _("State"),
        _("Why it is hidden"),
        _("Answer"),
    ]
    rows = [
        [
            timezone.localtime(one.sent_at).date(),
            one.get_stance_display(),
            one.words,
            one.name,
            one.told_by.display_name if one.told_by else "",
            one.get_state_display(),
            one.get_hidden_because_display(),
            one.answer,
        ]
        for one in desk_comments(publication)
    ]
    title = field(publication, "title")
    return excel_response(file_name=f"comments-{publication.uuid}", title=title, headings=headings, rows=rows)
