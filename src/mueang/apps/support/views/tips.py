"""Anybody tells the city about a child: no sign-in, the same answer whatever is known."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.network.queries import city_by_slug, open_cities
from mueang.apps.support.actions.tips import add_words, tell_city
from mueang.apps.support.forms.concerns import AddForm, TellForm
from mueang.lib.pace import may_again

TOO_MANY, REFUSED = 429, 422


@never_cache
@require_http_methods(["GET", "HEAD"])
def cities(request: HttpRequest) -> HttpResponse:
    """Which city is told."""
    return render(request, "support/tell_cities.html", {"cities": open_cities()})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, city: str) -> HttpResponse:
    """The form, and after it a code that opens nothing; sent by POST, so that no word of it is in an address."""
    found = city_by_slug(city)
    if found is None:
        raise Http404
    form, status, code = TellForm(request.POST if request.method == "POST" else None), 200, ""
    if request.method == "POST":
        status = REFUSED
        if form.is_valid() and not may_again(request, "tell_of_a_child"):
            form.add_error(None, _("Much was sent from here within an hour. Please wait, or call 1300."))
            status = TOO_MANY
        elif form.is_valid():
            code = tell_city(city=found, told=form.told(), teller=form.teller())
            status = 200
    context = {"city": found, "form": form, "code": code}
    return render(request, "support/told.html" if code else "support/tell.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, city: str) -> HttpResponse:
    """Add to what was told. The answer is the same for every code, right or wrong."""
    found = city_by_slug(city)
    if found is None:
        raise Http404
    form, status, is_kept = AddForm(request.POST if request.method == "POST" else None), 200, False
    if request.method == "POST":
        status = REFUSED
        if form.is_valid() and not may_again(request, "tell_of_a_child"):
            form.add_error(None, _("Much was sent from here within an hour. Please wait, or call 1300."))
            status = TOO_MANY
        elif form.is_valid():
            add_words(city=found, **form.cleaned_data)
            is_kept, status = True, 200
    context = {"city": found, "form": form, "is_kept": is_kept}
    return render(request, "support/tell_more.html", context, status=status)
