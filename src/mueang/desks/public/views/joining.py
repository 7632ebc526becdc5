"""Join an activity: with a name and a phone number, alone or as a family."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.catalog.queries import offering_page
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.enrollment.actions import join, join_waitlist
from mueang.apps.enrollment.errors import EnrollmentRefused, OfferingFull
from mueang.apps.people.errors import PeopleRefused
from mueang.desks.public.forms import JoinForm
from mueang.desks.public.found import city_or_404

REFUSED = 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_offering(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """Ask who comes; seat everybody together, or say why not and offer the waiting list."""
    found = city_or_404(city)
    page, offering = offering_page(city=found, slug=slug), public_offerings(found).filter(slug=slug).first()
    if page is None or offering is None:
        raise Http404
    card, status = page.card, 200
    must_wait = card.is_full
    form = JoinForm(
        request.POST or None,
        initial={"request_key": get_random_string(40)},
        age_min=card.age_min,
        age_max=card.age_max,
    )
    if request.method == "POST" and form.is_valid():
        seat = join_waitlist if form.wants_waitlist else join
        try:
            party = seat(offering=offering, **form.request())
        except (EnrollmentRefused, PeopleRefused) as refusal:
            form.add_refusal(refusal)
            status = REFUSED
            must_wait = must_wait or form.wants_waitlist or isinstance(refusal, OfferingFull)
        else:
            return redirect("learner:ticket", ticket=party.ticket)
    context = {"city": found, "card": card, "form": form, "must_wait": must_wait}
    return render(request, "public/join.html", context, status=status)
