"""Join an activity: with a name and a phone number, alone or as a family."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.catalog.queries import offering_page, published_offering
from mueang.apps.enrollment.actions import join, join_held, join_waitlist
from mueang.apps.enrollment.errors import EnrollmentRefused, OfferingFull
from mueang.apps.enrollment.queries import hold_by_link
from mueang.apps.people.errors import PeopleRefused
from mueang.desks.public.forms import JoinForm
from mueang.desks.public.too_late import too_late

if TYPE_CHECKING:
    from mueang.apps.catalog.models import Offering

SEE_OTHER, REFUSED = 303, 409
# Replaced in one address that Django builds: building one for each press costs a fifteenth of the press.
_TICKET = "ticket-of-the-party"


@lru_cache(maxsize=8)
def _ticket_page(_language: str | None) -> str:
    return reverse("learner:ticket", args=[_TICKET])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_offering(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """Ask who comes; seat everybody together, or say why not and offer the waiting list."""
    offering = published_offering(city=city, slug=slug)
    if offering is None:
        raise Http404
    form = JoinForm(
        request.POST or None,
        # Made where a page is drawn: a press brings the key of its own page.
        initial={"request_key": partial(get_random_string, 40)},
        age_min=offering.age_min,
        age_max=offering.age_max,
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, offering, form)
    seat = join_waitlist if form.wants_waitlist else join
    try:
        party = seat(offering=offering, **form.request())
    except (EnrollmentRefused, PeopleRefused) as refusal:
        if isinstance(refusal, OfferingFull) and not refusal.seats_left and not form.wants_waitlist:
            return too_late(request, offering=offering, form=form, refusal=refusal)
        form.add_refusal(refusal)
        must_wait = form.wants_waitlist or isinstance(refusal, OfferingFull)
        return _form_page(request, offering, form, status=REFUSED, must_wait=must_wait)
    # The ticket's page says it all, and is read by its own address: a press costs no page.
    return HttpResponseRedirect(_ticket_page(get_language()).replace(_TICKET, party.ticket), status=SEE_OTHER)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_invited(request: HttpRequest, city: str, slug: str, link: str) -> HttpResponse:
    """The same page by a personal link: its seat waits, and nothing on the page or the ticket says so."""
    offering = published_offering(city=city, slug=slug)
    hold = hold_by_link(offering, link) if offering else None
    if offering is None or hold is None:
        raise Http404
    form = JoinForm(
        request.POST or None,
        initial={"request_key": get_random_string(40)},
        age_min=offering.age_min,
        age_max=offering.age_max,
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, offering, form, has_link=True)
    try:
        party = join_held(hold=hold, **form.request())
    except (EnrollmentRefused, PeopleRefused) as refusal:
        form.add_refusal(refusal)
        return _form_page(request, offering, form, status=REFUSED, has_link=True)
    return HttpResponseRedirect(_ticket_page(get_language()).replace(_TICKET, party.ticket), status=SEE_OTHER)


def _form_page(
    request: HttpRequest,
    offering: Offering,
    form: JoinForm,
    *,
    status: int = 200,
    must_wait: bool = False,
    has_link: bool = False,
) -> HttpResponse:
    """The form beside what it is for; only this page needs more of the offering than its row."""
    page = offering_page(city=offering.city, slug=offering.slug)
    if page is None:
        raise Http404
    must_wait = not has_link and (must_wait or page.card.is_full)
    context = {
        "city": offering.city,
        "card": page.card,
        "form": form,
        "must_wait": must_wait,
        "says_seats": not has_link or not page.card.is_full,
    }
    return render(request, "public/join.html", context, status=status)
