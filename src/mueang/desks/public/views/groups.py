"""A teacher brings a class: one list, seated together or not at all."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.catalog.queries import offering_page, published_offering
from mueang.apps.enrollment.actions import join_group
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.people.errors import PeopleRefused
from mueang.desks.public.forms import GroupForm
from mueang.desks.public.views.joining import REFUSED, SEE_OTHER
from mueang.lib.pace import may_again

TOO_MANY = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_class(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """The teacher's own contact and the pupils' list, pasted or from a sheet."""
    offering = published_offering(city=city, slug=slug)
    page = offering_page(city=offering.city, slug=slug) if offering else None
    if offering is None or page is None:
        raise Http404
    form = GroupForm(request.POST or None, request.FILES or None, initial={"request_key": get_random_string(40)})
    status = 200
    if request.method == "POST" and not may_again(request, "bring_class"):
        form.add_error(None, _("Many lists came from here within an hour. Please wait, or call the organiser."))
        status = TOO_MANY
    elif request.method == "POST" and form.is_valid():
        try:
            party = join_group(offering=offering, may_wait="waitlist" in request.POST, **form.request())
        except (EnrollmentRefused, PeopleRefused) as refusal:
            form.add_error(None, refusal.sentence)
            status = REFUSED
        else:
            return HttpResponseRedirect(reverse("learner:ticket", args=[party.ticket]), status=SEE_OTHER)
    context = {"city": offering.city, "card": page.card, "form": form, "must_wait": status == REFUSED}
    return render(request, "public/join_class.html", context, status=status)
