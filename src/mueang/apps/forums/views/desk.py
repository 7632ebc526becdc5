"""A forum at the city desk: its programme as the office sees it, who speaks, and what is asked each day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.queries import undecided
from mueang.apps.enrollment.rules import learner_cities
from mueang.apps.forums import actions
from mueang.apps.forums.forms import OpenForumForm, SpeakerForm
from mueang.apps.forums.queries import forums_in, programme
from mueang.apps.forums.rules import may_prepare, visible_forums
from mueang.lib.qr import qr_svg
from mueang.lib.refusals import Refused

_ALONG = ("offering__program", "offering__city", "offering__place__organization", "offering__place__city")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """The city's forums; another is opened in an activity that the catalog has already."""
    found = get_object_or_404(learner_cities(request.user), slug=city)
    form = OpenForumForm(request.POST or None, viewer=request.user, city=found)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.open_forum(offering=form.cleaned_data["offering"], actor=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The forum has its pages. Say next who speaks."))
            return redirect("forums:forum", city, row.uuid)
    context = {"city": found, "forums": forums_in(viewer=request.user, city=found), "form": form}
    return render(request, "forums/home.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def forum(request: SignedInRequest, city: str, forum: UUID) -> HttpResponse:
    """Everything about one forum, and what is still to be done."""
    row = find_forum(request, city, forum)
    now = timezone.now()
    days = programme(offering=row.offering, now=now)
    sessions = [one.session for day in days for slot in day.slots for one in slot.meetings if not one.is_cancelled]
    context = {
        "city": row.offering.city,
        "forum": row,
        "days": days,
        "undecided": sum(undecided(offering=row.offering, sessions=sessions).values()),
        "speakers": row.speakers.select_related("person").prefetch_related("talks"),
        "asked": [(one, *_link(one)) for one in row.day_surveys.select_related("survey")],
        "may_prepare": may_prepare(request.user, row.offering),
    }
    return render(request, "forums/forum.html", context)


@login_required
@require_POST
def asking(request: SignedInRequest, city: str, forum: UUID) -> HttpResponse:
    """Whether a survey opens by itself after each day."""
    row = find_forum(request, city, forum)
    actions.ask_each_day(forum=row, asks=request.POST.get("asks") == "yes", actor=request.user)
    messages.success(request, _("Saved."))
    return redirect("forums:forum", city, forum)


@login_required
@require_POST
def choosing(request: SignedInRequest, city: str, forum: UUID) -> HttpResponse:
    """Tell everybody to choose their rooms."""
    row = find_forum(request, city, forum)
    n = actions.ask_to_choose(forum=row, actor=request.user)
    messages.success(request, ngettext("%(n)s person is being told.", "%(n)s people are being told.", n) % {"n": n})
    return redirect("forums:forum", city, forum)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def speaker_add(request: SignedInRequest, city: str, forum: UUID) -> HttpResponse:
    row = _prepared(request, city, forum)
    form = SpeakerForm(request.POST or None, request.FILES or None, forum=row)

    def act() -> object:
        return actions.add_speaker(forum=row, name=form.cleaned_data["name"], actor=request.user, **form.said())

    return _ask(request, row, form, act, title=_("Add a speaker"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def speaker_change(request: SignedInRequest, city: str, forum: UUID, speaker: UUID) -> HttpResponse:
    row = _prepared(request, city, forum)
    found = get_object_or_404(row.speakers.select_related("person", "forum"), uuid=speaker)
    form = SpeakerForm(request.POST or None, request.FILES or None, forum=row, speaker=found)

    def act() -> object:
        return actions.change_speaker(speaker=found, actor=request.user, **form.said())

    return _ask(request, row, form, act, title=found.person.full_name)


@login_required
@require_POST
def speaker_remove(request: SignedInRequest, city: str, forum: UUID, speaker: UUID) -> HttpResponse:
    row = _prepared(request, city, forum)
    found = get_object_or_404(row.speakers.select_related("person", "forum"), uuid=speaker)
    actions.remove_speaker(speaker=found, actor=request.user)
    messages.success(request, _("Taken out of the programme."))
    return redirect("forums:forum", city, forum)


def find_forum(request: SignedInRequest, city: str, forum: UUID) -> Any:
    """A forum whose participants the viewer may see; for others it is not there."""
    rows = visible_forums(request.user).select_related(*_ALONG)
    return get_object_or_404(rows, uuid=forum, offering__city__slug=city)


def _prepared(request: SignedInRequest, city: str, forum: UUID) -> Any:
    row = find_forum(request, city, forum)
    if not may_prepare(request.user, row.offering):
        raise PermissionDenied
    return row


def _ask(request: SignedInRequest, row: Any, form: SpeakerForm, act: Any, *, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("forums:forum", row.offering.city.slug, row.uuid)
    context = {"city": row.offering.city, "forum": row, "form": form, "title": title}
    return render(request, "forums/speaker.html", context, status=422 if form.errors else 200)


def _link(asked: Any) -> tuple[str, str]:
    """The address of an open survey and its code, for the last slide of the day."""
    if not asked.survey.key:
        return "", ""
    address = settings.BASE_URL + reverse("answers_to:survey", args=[asked.survey.key])
    return address, qr_svg(address, title=_("Address of the survey"))
