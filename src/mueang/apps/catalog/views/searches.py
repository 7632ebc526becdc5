"""What the public looked for and did not find."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.queries import failed_searches
from mueang.apps.catalog.views.desk import ROWS_A_PAGE, city_or_404, tabs_of, wants_excel
from mueang.lib.downloads import excel_response

SHOWN_FOR = timedelta(days=90)


@login_required
@require_safe
def searches(request: SignedInRequest, city: str) -> HttpResponse:
    """The searches of three months that found nothing, the most frequent first; also as Excel."""
    found = city_or_404(request, city)
    since = timezone.localdate() - SHOWN_FOR
    rows = failed_searches(viewer=request.user, city=found, since=since)
    if wants_excel(request):
        headings = (_("Words"), _("Filters"), _("Times"), _("Last on"))
        lines = [(row.words, row.filters, row.n, row.last_on) for row in rows]
        return excel_response(
            file_name=f"{found.slug}-not-found", title=_("Looked for and not found"), headings=headings, rows=lines
        )
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "catalog/searches.html", {"city": found, "page": page, "tabs": tabs_of(found, "searches")})
