"""The page of an offered seat: reading it changes nothing, one tap says yes or no."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.enrollment.actions import accept_offer, decline_offer
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import offer_by_token, people_of_offer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, token: str) -> HttpResponse:
    """What is offered and until when; the address is the key, and messengers that open it early press nothing."""
    row = offer_by_token(token)
    if row is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            if "accept" in request.POST:
                accept_offer(offer=row)
                messages.success(request, _("The seats are yours. See you there!"))
                return redirect("learner:ticket", row.party.ticket)
            decline_offer(offer=row)
        except EnrollmentRefused as refused:
            refusal = refused.sentence
        row = offer_by_token(token)
    assert row is not None  # noqa: S101 -- offers are never deleted
    context = {
        "offer": row,
        "party": row.party,
        "offering": row.party.offering,
        "city": row.party.offering.city,
        "people": people_of_offer(row),
        "refusal": refusal,
    }
    return render(request, "learner/offer.html", context, status=409 if refusal else 200)
