"""Guardians, consents and data requests of one person; requests are answered at the desk of data protection."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.actions import (
    add_guardianship,
    end_guardianship,
    give_consent,
    open_data_request,
    withdraw_consent,
)
from mueang.apps.people.errors import PeopleRefused
from mueang.apps.people.forms import ConsentForm, DataRequestForm, GuardianForm, SearchForm
from mueang.apps.people.queries import find_people
from mueang.apps.people.rules import visible_consents, visible_guardianships
from mueang.apps.people.views.doors import city_to_write, person_in


@login_required
@require_http_methods(["GET", "POST"])
def add_guardian(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Find the guardian among the city's persons, then say how they answer for the child."""
    found = city_to_write(request, city)
    child = person_in(request, found, uuid)
    chosen = request.GET.get("guardian", "")
    if not re.fullmatch(r"[0-9a-f-]{36}", chosen):
        form = SearchForm(request.POST or None)
        words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
        others = find_people(viewer=request.user, city=found, words=words) if words else []
        context = {"city": found, "child": child, "form": form, "others": [o for o in others if o.pk != child.pk]}
        return render(request, "people/guardian_choose.html", context | {"searched": bool(words)})
    guardian = person_in(request, found, UUID(chosen))
    relation = GuardianForm(request.POST or None)
    if request.method == "POST" and relation.is_valid():
        try:
            add_guardianship(guardian=guardian, child=child, actor=request.user, **relation.cleaned_data)
        except PeopleRefused as refusal:
            relation.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The guardian was recorded."))
            return redirect("people:person", city=city, uuid=uuid)
    context = {"city": found, "child": child, "guardian": guardian, "form": relation}
    return render(request, "people/guardian.html", context)


@login_required
@require_POST
def end_guardian(request: SignedInRequest, city: str, uuid: UUID, pk: int) -> HttpResponse:
    """End a guardianship today."""
    found = city_to_write(request, city)
    link = get_object_or_404(visible_guardianships(request.user), pk=pk, child__uuid=uuid, child__city=found)
    try:
        end_guardianship(guardianship=link, actor=request.user)
        messages.success(request, _("The guardianship has ended."))
    except PeopleRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:person", city=city, uuid=uuid)


@login_required
@require_http_methods(["GET", "POST"])
def add_consent(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Record a consent or another lawful basis."""
    found = city_to_write(request, city)
    person = person_in(request, found, uuid)
    form = ConsentForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            give_consent(person=person, actor=request.user, **form.said())
        except PeopleRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Recorded."))
            return redirect("people:person", city=city, uuid=uuid)
    return render(request, "people/consent.html", {"city": found, "person": person, "form": form})


@login_required
@require_POST
def end_consent(request: SignedInRequest, city: str, uuid: UUID, consent: UUID) -> HttpResponse:
    """Withdraw a consent."""
    found = city_to_write(request, city)
    row = get_object_or_404(visible_consents(request.user), uuid=consent, person__uuid=uuid, person__city=found)
    try:
        withdraw_consent(consent=row, actor=request.user)
        messages.success(request, _("The consent was withdrawn."))
    except PeopleRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("people:person", city=city, uuid=uuid)


@login_required
@require_http_methods(["GET", "POST"])
def add_request(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Put what somebody asked for on the work list."""
    found = city_to_write(request, city)
    person = person_in(request, found, uuid)
    form = DataRequestForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            row = open_data_request(person=person, actor=request.user, **form.said())
        except PeopleRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("privacy:request", city=city, uuid=row.uuid)
    return render(request, "people/request_form.html", {"city": found, "person": person, "form": form})
