"""Join an activity: with a name and a phone number, alone or as a family."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods

from mueang.apps.catalog.queries import offering_page
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.enrollment.actions import join, join_waitlist
from mueang.apps.enrollment.errors import EnrollmentRefused, OfferingFull
from mueang.apps.people.errors import PeopleRefused
from mueang.desks.public.forms import JoinForm
from mueang.desks.public.found import city_or_404


@require_http_methods(["GET", "POST"])
def join_offering(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """Ask who comes; seat everybody together, or say why not and offer the waiting list."""
    found = city_or_404(city)
    page, offering = offering_page(city=found, slug=slug), public_offerings(found).filter(slug=slug).first()
    if page is None or offering is None:
        raise Http404
    form = JoinForm(request.POST or None, initial={"request_key": get_random_string(40)})
    status, is_full = 200, page.card.is_full
    if request.method == "POST" and form.is_valid():
        seat = join_waitlist if form.wants_waitlist else join
        try:
            party = seat(
                offering=offering, members=form.members(), via=form.via(), request_key=form.cleaned_data["request_key"]
            )
        except OfferingFull as refusal:
            form.add_error(None, refusal.sentence)
            status, is_full = 409, True
        except (EnrollmentRefused, PeopleRefused) as refusal:
            form.add_error(None, refusal.sentence)
            status = 409
        else:
            return redirect("learner:ticket", ticket=party.ticket)
    context = {"city": found, "page": page, "card": page.card, "form": form, "is_full": is_full}
    return render(request, "public/join.html", context, status=status)
