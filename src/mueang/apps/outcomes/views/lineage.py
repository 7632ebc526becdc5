"""Who learned from whom, with every name, for the city's staff."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.outcomes.queries import items_with_lineage, lineage_tree
from mueang.apps.outcomes.views.numbers import find_city, tabs_of


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    found = find_city(request, city)
    context = {"city": found, "tabs": tabs_of(city, "lineage"), "items": items_with_lineage(found)}
    return render(request, "outcomes/lineage.html", context)


@login_required
@require_http_methods(["GET"])
def tree(request: SignedInRequest, city: str, item: str) -> HttpResponse:
    found = find_city(request, city)
    row = get_object_or_404(items_with_lineage(found), slug=item)
    context = {
        "city": found,
        "item": row,
        "tree": lineage_tree(items_with_lineage(found).filter(pk=row.pk), names_all=True),
    }
    return render(request, "outcomes/lineage_item.html", context)
