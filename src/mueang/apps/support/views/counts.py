"""Support as numbers: for the supervisor, the manager and the City Unit, without a child in them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.queries.counts import FLOW_HEADS, KNOWN_HEADS, SupportCounts, support_counts
from mueang.apps.support.rules.counts import counted_cities
from mueang.apps.support.views.doors import door
from mueang.lib.downloads import excel_response
from mueang.ui.words import shown_year


@door("GET", "HEAD")
def counts(request: SignedInRequest, city: str) -> HttpResponse:
    """Who is known, what came in and went out, and what was no child out of learning."""
    found = get_object_or_404(counted_cities(request.user), slug=city)
    today = timezone.localdate()
    told = support_counts(city=found, today=today)
    if request.GET.get("format") == "xlsx":
        return _excel(told)
    together = (*KNOWN_HEADS, _("Together"))
    lines = [*((line.label, line.cells) for line in told.by_age), (_("Together"), told.known.cells)]
    context = {
        "city": found,
        "counts": told,
        "heads": KNOWN_HEADS,
        "ages": [(label, list(zip(together, cells, strict=True))) for label, cells in lines],
        "flow_heads": FLOW_HEADS,
        "flows": [(flow, list(zip(FLOW_HEADS, flow.cells, strict=True))) for flow in told.flows],
        "today": today,
    }
    return render(request, "support/counts.html", context)


def _excel(told: SupportCounts) -> HttpResponse:
    withheld = _("withheld")

    def cells(row: Any) -> list[Any]:
        return [withheld if n is None else n for n in row]

    heads = [str(head) for head in KNOWN_HEADS]
    rows: list[list[Any]] = [[line.label, *cells(line.cells)] for line in (*told.by_age, told.known)]
    rows += [[""], [_("Term"), *map(str, FLOW_HEADS)]]
    rows += [[f"{flow.term.number}/{shown_year(flow.term.year)}", *cells(flow.cells)] for flow in told.flows]
    rows += [[""], *([line.label, *cells(line.cells)] for line in told.apart)]
    rows += [[""], *([line.label, *cells(line.cells)] for line in told.channels)]
    width = max(map(len, rows))
    headings = [_("Age"), *heads, _("Known children")]
    headings += [""] * (width - len(headings))
    filled = [row + [""] * (width - len(row)) for row in rows]
    return excel_response(file_name="support-counts", title=_("Children in support"), headings=headings, rows=filled)
