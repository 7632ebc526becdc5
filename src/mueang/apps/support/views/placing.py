"""A seat in a real activity: choose, hold, enter the child with the family, end."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.placements import end_placement, place_child, take_seat
from mueang.apps.support.forms.working import PlaceForm, SeatForm, WordsForm
from mueang.apps.support.queries.placing import activities_for, links_of
from mueang.apps.support.views.doors import attempt, door, find_case, form_page, one_of, writable


@door("GET", "HEAD", "POST")
def choose(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Activities with a seat for this child; one press holds it."""
    page = writable(find_case(request, city, case, page="place"))
    choices = activities_for(page.case, today=timezone.localdate())
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offering = one_of([one.offering for one in choices], _key(request.POST.get("offering", "")))
        return attempt(
            request,
            page,
            lambda: place_child(case=page.case, offering=offering, actor=request.user, **form.cleaned_data),
            done=_("The seat is held. Give the family the link, or enter the child together with them."),
            part="placements",
        )
    context = {"city": page.case.city, "page": page, "case": page.case, "choices": choices, "form": form}
    return render(request, "support/place.html", context, status=422 if form.is_bound else 200)


@door("GET", "HEAD", "POST")
def seat(request: SignedInRequest, city: str, case: UUID, placement: UUID) -> HttpResponse:
    """The family's personal link, and the form to enter the child together with them."""
    page = writable(find_case(request, city, case, page="seat"))
    row = one_of([one.placement for one in page.placements], placement)
    placed = next(one for one in page.placements if one.placement == row)
    child = page.case.child
    start = {"carer": child.carer_name, "relation": child.carer_relation, "phone": child.carer_phone}
    form = SeatForm(request.POST or None, initial=start)
    key = links_of([row.token]).get(row.token, "")
    offering = row.offering
    link = settings.BASE_URL + reverse("public:invited", args=[offering.city.slug, offering.slug, key]) if key else ""
    words = {"done": _("The child has the seat."), "placed": placed, "link": link}
    return form_page(
        request,
        page,
        form,
        lambda: take_seat(placement=row, carer=form.who(), actor=request.user),
        part="placements",
        template="support/seat.html",
        words=words,
    )


@door("POST")
def end(request: SignedInRequest, city: str, case: UUID, placement: UUID) -> HttpResponse:
    """The placement is over."""
    page = find_case(request, city, case, page="placement")
    row = one_of([one.placement for one in page.placements], placement)
    form = WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    return attempt(
        request,
        page,
        lambda: end_placement(placement=row, words=words, actor=request.user),
        done=_("Ended. A seat nobody took is free again."),
        part="placements",
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
