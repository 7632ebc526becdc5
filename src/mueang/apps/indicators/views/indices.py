"""A composite index that says how far it can be trusted: weights are moved, and the ranking moves with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.indicators.actions import drop_index, keep_index
from mueang.apps.indicators.enums import UnitsOf
from mueang.apps.indicators.errors import IndicatorRefused
from mueang.apps.indicators.forms import FigureFileForm
from mueang.apps.indicators.queries.index_workbooks import read_index_tables
from mueang.apps.indicators.queries.indices import kept_index, kept_indices
from mueang.apps.indicators.rules import may_measure, visible_setups
from mueang.apps.indicators.views.doors import city_to_measure, find_city, tabs_of
from mueang.apps.indicators.views.index_asked import FACTORS, Answer, answer
from mueang.apps.indicators.views.tables import wants_excel
from mueang.lib.downloads import EXCEL, excel_response
from mueang.lib.workbook import Column, Table, WorkbookError, write_workbook


@login_required
@require_http_methods(["GET"])
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """An index of communities or cities, made as the address says."""
    return _page(request, find_city(request, city), address=request.GET, setup=None)


@login_required
@require_http_methods(["GET"])
def kept(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """A kept index; weights moved on it are not kept."""
    found = find_city(request, city)
    setup = kept_index(viewer=request.user, city=found, uuid=uuid)
    if setup is None:
        raise Http404
    address = QueryDict(mutable=True)
    for key, values in setup.asked.items():
        address.setlist(key, values)
    return _page(request, found, address=request.GET if set(request.GET) - {"format"} else address, setup=setup)


@login_required
@require_POST
def keep(request: SignedInRequest, city: str) -> HttpResponse:
    """Keep the choices of the address under a name."""
    found = city_to_measure(request, city)
    asked = {
        key: values for key, values in QueryDict(request.POST.get("asked", "")[:20_000]).lists() if key != "format"
    }
    name = request.POST.get("name", "").strip()
    units_of = (asked.get("of") or [UnitsOf.COMMUNITIES])[-1]
    if not name or units_of not in {UnitsOf.COMMUNITIES, UnitsOf.CITIES}:
        messages.error(request, _("Please give the index a name."))
        return redirect("indicators:indices", city)
    try:
        setup = keep_index(city=found, name=name, units_of=units_of, asked=asked, actor=request.user)
    except IndicatorRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("indicators:indices", city)
    messages.success(request, _("Kept. Its figures are read anew each time."))
    return redirect("indicators:index", city, setup.uuid)


@login_required
@require_http_methods(["GET", "POST"])
def table(request: SignedInRequest, city: str) -> HttpResponse:
    """The table out, with two sheets to change; one's own table in."""
    found = find_city(request, city) if request.method == "GET" else city_to_measure(request, city)
    if request.method == "GET":
        told = answer(request, city=found, address=request.GET, with_judgement=False).table
        sheets = (
            []
            if told is None
            else [_sheet("Data", told.data), _sheet("Meta", told.meta | {"Weight": [1] * len(told.indicators)})]
        )
        book = write_workbook(sheets, language=get_language() or "th")
        headers = {"Content-Disposition": f'attachment; filename="index-{found.slug}.xlsx"'}
        return HttpResponse(book, content_type=EXCEL, headers=headers)
    form = FigureFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Please choose a workbook with the sheets Data and Meta."))
        return redirect("indicators:indices", city)
    file = form.cleaned_data["workbook"]
    try:
        data, meta = read_index_tables(file.read(), name=file.name)
        setup = keep_index(
            city=found,
            name=file.name.rpartition(".")[0] or file.name,
            units_of=UnitsOf.WORKBOOK,
            asked={},
            actor=request.user,
            data=data,
            meta=meta,
        )
    except WorkbookError:
        messages.error(request, _("Please choose a workbook with the sheets Data and Meta."))
        return redirect("indicators:indices", city)
    except IndicatorRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("indicators:indices", city)
    return redirect("indicators:index", city, setup.uuid)


@login_required
@require_POST
def drop(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """No longer keep an index."""
    found = city_to_measure(request, city)
    drop_index(setup=get_object_or_404(visible_setups(request.user).filter(city=found), uuid=uuid), actor=request.user)
    messages.success(request, _("No longer kept."))
    return redirect("indicators:indices", city)


def _page(request: SignedInRequest, city: Any, *, address: QueryDict, setup: Any) -> HttpResponse:
    is_moved = request.GET.get("part") == "ranking"
    told = answer(request, city=city, address=address, setup=setup, with_judgement=not is_moved)
    if wants_excel(request) and told.made is not None:
        return _excel(told, stem=f"index-{city.slug}")
    context: dict[str, Any] = {
        "city": city,
        "told": told,
        "setup": setup,
        "asked": _without(address, "part", "format"),
        "is_moved": is_moved,
        "may_measure": may_measure(request.user, city),
    }
    if is_moved:
        return render(request, "indicators/index_ranking.html", context)
    context |= {
        "tabs": tabs_of(city, "indices"),
        "kept": kept_indices(viewer=request.user, city=city),
        "upload": FigureFileForm(),
        "effects": [(str(FACTORS[one.factor]), one.total * 100) for one in told.judged.effects] if told.judged else [],
    }
    return render(request, "indicators/index.html", context)


def _without(address: QueryDict, *names: str) -> str:
    kept = address.copy()
    for one in names:
        kept.pop(one, None)
    return kept.urlencode()


def _sheet(title: str, columns: dict[str, list[Any]]) -> Table:
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return Table(title, [Column(heading) for heading in columns], rows)


def _excel(told: Answer, *, stem: str) -> HttpResponse:
    headings = [
        _("Code"),
        _("Unit"),
        _("Lowest likely rank"),
        _("Middle rank"),
        _("Highest likely rank"),
        _("Score"),
        _("Measured (%)"),
    ]
    rows = [
        [line.code, line.name, line.high, line.median, line.low, line.score, line.known_percent]
        for line in (told.made.lines if told.made else [])
    ]
    return excel_response(file_name=stem, title=_("Index"), headings=headings, rows=rows)
