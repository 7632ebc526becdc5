"""Cities beside each other, like with like; who cannot be compared is named with the reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import share_figures
from mueang.apps.indicators.enums import UnitsOf
from mueang.apps.indicators.queries.indices import LEAST_COMPLETE, LEAST_MEASURED, is_shared
from mueang.apps.indicators.rules import may_measure
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.indicators.views.index_asked import answer
from mueang.apps.indicators.views.tables import wants_excel
from mueang.lib.downloads import excel_response


@login_required
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """Rank intervals of cities by equal weights, figure by figure beside them."""
    found = find_city(request, city)
    address = QueryDict(mutable=True)
    address["of"] = UnitsOf.CITIES
    address["year"] = request.GET.get("year", "")
    told = answer(request, city=found, address=address, with_judgement=False)
    if wants_excel(request) and told.table is not None:
        headings = [_("City"), *told.table.data.keys()]
        rows = [
            [unit.name, *row]
            for unit, row in zip(told.table.units, zip(*told.table.data.values(), strict=True), strict=True)
        ]
        return excel_response(file_name="comparison", title=_("Compare cities"), headings=headings, rows=rows)
    context = {
        "city": found,
        "tabs": tabs_of(found, "comparison"),
        "told": told,
        "asked": address.urlencode(),
        "least_complete": LEAST_COMPLETE,
        "least_measured": LEAST_MEASURED,
        "is_shared": is_shared(found),
        "may_measure": may_measure(request.user, found),
        "figures": [(unit, [unit.values.get(row.code) for row in told.table.indicators]) for unit in told.table.units]
        if told.table
        else [],
    }
    return render(request, "indicators/comparison.html", context)


@login_required
@require_POST
def sharing(request: SignedInRequest, city: str) -> HttpResponse:
    """Let other cities compare, or no longer."""
    found = city_to_measure(request, city)
    share_figures(city=found, is_shared=request.POST.get("shared") == "1", actor=request.user)
    messages.success(request, _("Noted."))
    return redirect("indicators:comparison", city)
