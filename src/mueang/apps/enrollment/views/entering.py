"""Entering people: from the register, newly met, or from a checked list."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import NewMember, enrol_persons, enrol_roster, join
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import AlreadyEnrolled, EnrollmentRefused
from mueang.apps.enrollment.forms import ExceptionForm, NewMemberForm, PersonForm, RosterForm, SearchForm
from mueang.apps.enrollment.queries import rosters_to_enter
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.enrollment.views.lists import find_offering
from mueang.apps.people.errors import PeopleRefused
from mueang.apps.people.queries import find_people
from mueang.apps.people.rules import may_import, people_of, visible_rosters


@login_required
@require_http_methods(["GET", "POST"])
def enter(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Find somebody in the register, or type somebody new, and give them a seat.

    The search is a POST too: a name or a phone does not belong in an address, where logs keep it.
    """
    row = _offering_to_enter(request, city, offering)
    typed = request.POST if request.method == "POST" else {}
    form = NewMemberForm(typed if "name" in typed else None, initial={"request_key": secrets.token_urlsafe(24)})
    if "person" in typed:
        return _seat_known(request, row)
    done = _seat_new(request, row, form) if "name" in typed else None
    if done:
        return done
    search = SearchForm(typed if "words" in typed else None)
    words = str(search.cleaned_data["words"]).strip() if search.is_valid() else ""
    context = {
        "city": row.city,
        "offering": row,
        "form": form,
        "search": search,
        "words": words,
        "may_search": may_import(request.user, row.city),
        "people": find_people(viewer=request.user, city=row.city, words=words) if words else [],
    }
    return render(request, "enrollment/enter.html", context)


def _seat_new(request: SignedInRequest, row: Any, form: NewMemberForm) -> HttpResponse | None:
    """Seat whoever was typed; the page to go on to, if they have a seat."""
    if not form.is_valid():
        return None
    return _seat(request, row, form.member(), form=form, key=form.cleaned_data["request_key"])


def _seat_known(request: SignedInRequest, row: Any) -> HttpResponse:
    form = PersonForm(request.POST)
    done = None
    if form.is_valid():
        person = get_object_or_404(people_of(request.user, row.city), uuid=form.cleaned_data["person"])
        done = _seat(request, row, person, form=form, key=secrets.token_urlsafe(24))
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return done or redirect("enrollment:enter", row.city.slug, row.uuid)


def _seat(request: SignedInRequest, row: Any, member: Any, *, form: ExceptionForm, key: str) -> HttpResponse | None:
    """A seat with a ticket, recorded as entered by this officer; who waits already keeps the ticket they have."""
    how = {"offering": row, "via": Via.OFFICER, "actor": request.user, "exception": form.cleaned_data["exception"]}
    try:
        seated = _joined(member, key=key, **how)
    except (EnrollmentRefused, PeopleRefused) as refusal:
        form.add_error(None, refusal.sentence)
        return None
    messages.success(request, _("%(name)s has a seat.") % {"name": member.full_name})
    return redirect("enrollment:slip", row.city.slug, seated.uuid)


def _joined(member: Any, *, key: str, **how: Any) -> Any:
    try:
        return join(members=[member], request_key=key, **how).enrollments.get()
    except AlreadyEnrolled:
        if isinstance(member, NewMember):
            raise
        return enrol_persons(persons=[member], **how)[0]


@login_required
@require_http_methods(["GET", "POST"])
def enter_roster(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Choose a list that is checked and clean: confirming it and seating its people is one step."""
    row = _offering_to_enter(request, city, offering)
    choices = rosters_to_enter(viewer=request.user, city=row.city)
    ready = [choice for choice in choices if choice.may_be_entered]
    form = RosterForm(request.POST or None, rosters=[_labelled(choice) for choice in ready])
    if request.method == "POST" and form.is_valid():
        roster = get_object_or_404(visible_rosters(request.user), city=row.city, uuid=form.cleaned_data["roster"])
        try:
            seated = enrol_roster(offering=row, roster=roster, actor=request.user)
        except (EnrollmentRefused, PeopleRefused) as refusal:
            form.add_error(None, refusal.sentence)
        else:
            words = ngettext("%(count)d person has a seat.", "%(count)d people have a seat.", len(seated))
            messages.success(request, words % {"count": len(seated)})
            return redirect("enrollment:offering", city, offering)
    unready = [choice for choice in choices if not choice.may_be_entered]
    context = {"city": row.city, "offering": row, "form": form, "ready": ready, "unready": unready}
    return render(request, "enrollment/enter_roster.html", context)


def _labelled(choice: Any) -> tuple[str, str]:
    words = ngettext("%(file)s – %(count)d person", "%(file)s – %(count)d people", choice.n_ready)
    return str(choice.roster.uuid), words % {"file": choice.roster.file_name, "count": choice.n_ready}


def _offering_to_enter(request: SignedInRequest, city: str, offering: UUID) -> Any:
    row = find_offering(request, city, offering)
    if not may_enrol(request.user, row):
        raise PermissionDenied
    return row
