"""Frameworks: what is measured of each line, what is not, and which lines nobody compared with the printed text."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import check_item
from mueang.apps.indicators.forms import CheckForm
from mueang.apps.indicators.queries import framework_cards, framework_page
from mueang.apps.indicators.rules import items_of, may_measure
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.indicators.views.tables import framework_excel, wants_excel


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every framework with how much of it is measured."""
    found = find_city(request, city)
    cards = framework_cards(viewer=request.user, city=found)
    return render(
        request, "indicators/frameworks.html", {"city": found, "tabs": tabs_of(found, "frameworks"), "cards": cards}
    )


@login_required
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str, code: str) -> HttpResponse:
    """One framework, line by line."""
    found = find_city(request, city)
    told = framework_page(viewer=request.user, city=found, code=code)
    if told is None:
        raise Http404
    if wants_excel(request):
        return framework_excel(told)
    context = {"city": found, "page": told, "form": CheckForm(), "may_measure": may_measure(request.user, found)}
    return render(request, "indicators/framework.html", context)


@login_required
@require_POST
def check(request: SignedInRequest, city: str, code: str, line: str) -> HttpResponse:
    """A line was compared with the printed text."""
    found = city_to_measure(request, city)
    item = get_object_or_404(items_of(found), framework__code=code, code=line)
    form = CheckForm(request.POST)
    if form.is_valid():
        check_item(item=item, city=found, source=form.cleaned_data["source"], actor=request.user)
        messages.success(request, _("Line %(line)s is marked as compared.") % {"line": item.code})
    else:
        messages.error(request, _("Please say where the printed text was read."))
    return redirect("indicators:framework", city, code)
