"""Open data of a city: its versions, one of them, its files, and the catalog machines read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mueang.apps.reports.enums import LICENCE_NAME, LICENCE_URL
from mueang.apps.reports.queries import address_of, data_set_of, release_file, release_page, releases_of
from mueang.desks.public.found import city_or_404
from mueang.lib.kept_pages import holds, kept_page
from mueang.standards.datapackage import dcat_catalog

_ROWS_SHOWN = 40
# A file of a version is the same for ever, unless the version is withdrawn: asked again after an hour.
_AN_HOUR = "public, max-age=3600"
GONE = 410


@require_safe
@kept_page()
def releases(request: HttpRequest, city: str) -> HttpResponse:
    """What the city gives to everybody, and how to read it by machine."""
    found = city_or_404(city)
    context = {"city": found, "releases": releases_of(found), "licence": LICENCE_NAME, "licence_url": LICENCE_URL}
    return render(request, "public/releases.html", context)


@require_safe
@kept_page()
def release(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """One version: its files, what is new, what is withheld, and the first of its lines."""
    found = city_or_404(city)
    page = release_page(city=found, number=number)
    if page is None:
        raise Http404
    context = {
        "city": found,
        "page": page,
        "release": page.release,
        "rows": page.figures[:_ROWS_SHOWN],
        "n_more": max(0, len(page.figures) - _ROWS_SHOWN),
        "licence": LICENCE_NAME,
        "licence_url": LICENCE_URL,
        "address": address_of(found, number),
    }
    return render(request, "public/release.html", context, status=GONE if page.release.withdrawn_at else 200)


@require_safe
def release_bytes(request: HttpRequest, city: str, number: int, name: str) -> HttpResponse:
    """A file of a version, to the byte."""
    found = city_or_404(city)
    file = release_file(city=found, number=number, name=name)
    if file is None:
        raise Http404
    tag = f'"{file.digest[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _AN_HOUR, "Access-Control-Allow-Origin": "*"}
    if holds(request.headers.get("If-None-Match", ""), tag):
        return HttpResponse(status=304, headers=headers)
    told = f'attachment; filename="{city}-v{number}-{file.name}"'
    kind = f"{file.media_type}; charset=utf-8" if file.media_type == "text/csv" else file.media_type
    return HttpResponse(bytes(file.content), content_type=kind, headers={**headers, "Content-Disposition": told})


@require_safe
@kept_page()
def data_catalog(request: HttpRequest, city: str) -> JsonResponse:
    """The versions that stand, as a DCAT catalog."""
    found = city_or_404(city)
    rows = [row for row in releases_of(found) if row.withdrawn_at is None]
    sets = [
        data_set_of(row, previous=older.number if older else None)
        for row, older in zip(rows, [*rows[1:], None], strict=False)
    ]
    document = dcat_catalog(
        url=address_of(found),
        titles=[("th", f"ข้อมูลเปิดของ{found.name_th}"), ("en", f"Open data of {found.name_en}")],
        publisher=found.name_en,
        sets=sets,
    )
    return JsonResponse(
        document,
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False},
        headers={"Access-Control-Allow-Origin": "*"},
    )
