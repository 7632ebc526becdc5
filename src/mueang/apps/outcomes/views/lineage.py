"""Who learned from whom, with every name, for the city's staff."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.outcomes.actions import note_export
from mueang.apps.outcomes.queries import items_with_lineage, lineage_tree
from mueang.apps.outcomes.views.numbers import find_city, tabs_of
from mueang.apps.outcomes.views.tables import items_excel, tree_excel, wants_excel


@login_required
@require_http_methods(["GET"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    found = find_city(request, city)
    items = items_with_lineage(found)
    if wants_excel(request):
        return items_excel(items, city=found)
    context = {"city": found, "tabs": tabs_of(city, "lineage"), "items": items}
    return render(request, "outcomes/lineage.html", context)


@login_required
@require_http_methods(["GET"])
def tree(request: SignedInRequest, city: str, item: str) -> HttpResponse:
    found = find_city(request, city)
    row = get_object_or_404(items_with_lineage(found), slug=item)
    drawn = lineage_tree(items_with_lineage(found).filter(pk=row.pk), names_all=True)
    if wants_excel(request):
        note_export(city=found, what="lineage", n_rows=drawn.n_people, actor=request.user)
        return tree_excel(drawn, item=row, city=found)
    return render(request, "outcomes/lineage_item.html", {"city": found, "item": row, "tree": drawn})
