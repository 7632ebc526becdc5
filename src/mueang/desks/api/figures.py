"""Figures of a city's releases as JSON: paged, tagged, limited, each answer with its licence."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from mueang.apps.indicators.enums import Level
from mueang.apps.network.queries import city_by_slug
from mueang.apps.reports.enums import LICENCE, LICENCE_URL
from mueang.apps.reports.queries import COLUMNS, address_of, newest_figures, release_page, releases_of
from mueang.desks.api.openapi import LARGEST_PAGE, LONGEST_CODE, PAGE, document
from mueang.lib.kept_pages import holds
from mueang.lib.pace import may_again
from mueang.lib.problems import problem

_NUMBERS = frozenset(name for name, kind, *_rest in COLUMNS if kind == "number")
_LARGEST_NUMBER = 32_767
_DIGITS = re.compile(r"[0-9]{1,5}")
_CODE = re.compile(rf"[-a-zA-Z0-9_]{{0,{LONGEST_CODE}}}")
_PAGING = ("page", "per_page")
Query = dict[str, Any]


class Refusal(Exception):
    """A question that cannot be answered: its status, and what is wrong in words."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status, self.title = status, title


@csrf_exempt
@require_safe
def openapi(request: HttpRequest, city: str) -> HttpResponse:
    """What can be asked, in OpenAPI 3.1."""
    return _reply(request, lambda: document(server=_base(_city(city)), city=_city(city).name_en))


@csrf_exempt
@require_safe
def releases(request: HttpRequest, city: str) -> HttpResponse:
    """Every version, withdrawn ones too."""
    return _reply(
        request, lambda: _listed(request, _city(city), [_release(row) for row in releases_of(_city(city))]), _PAGING
    )


@csrf_exempt
@require_safe
def release(request: HttpRequest, city: str, version: str) -> HttpResponse:
    """One version with its files; of a withdrawn one the reason."""

    def told() -> dict[str, Any]:
        found = _city(city)
        number = int(version) if _DIGITS.fullmatch(version) else 0
        page = release_page(city=found, number=number) if 0 < number <= _LARGEST_NUMBER else None
        if page is None:
            raise Refusal(404, "no such release")
        files = [
            {
                "name": file.name,
                "url": address_of(found, number, file.name),
                "media_type": file.media_type,
                "bytes": file.n_bytes,
                "sha256": file.digest,
            }
            for file in page.files
        ]
        return _enveloped(found, {"data": {**_release(page.release), "files": files}})

    return _reply(request, told)


@csrf_exempt
@require_safe
def figures(request: HttpRequest, city: str) -> HttpResponse:
    """Figures of the newest version, narrowed by indicator and level."""

    def told() -> dict[str, Any]:
        found, indicator, level = _city(city), request.GET.get("indicator", ""), request.GET.get("level", "")
        if not _CODE.fullmatch(indicator):
            raise Refusal(400, f"indicator: at most {LONGEST_CODE} letters a-z, digits and hyphens")
        if "level" in request.GET and level not in Level.values:
            raise Refusal(400, f"level: one of {', '.join(Level.values)}")
        rows = newest_figures(city=found, indicator=indicator, level=level).select_related("release")
        return _listed(request, found, rows, _figure)

    return _reply(request, told, ("indicator", "level", *_PAGING))


def _city(slug: str) -> Any:
    found = city_by_slug(slug)
    if found is None:
        raise Refusal(404, "no such city")
    return found


def _base(city: Any) -> str:
    return str(settings.BASE_URL) + reverse("api:openapi", args=[city.slug]).removesuffix("/api/openapi.json")


def _release(row: Any) -> dict[str, Any]:
    told = {
        "version": row.number,
        "released_on": timezone.localdate(row.published_at).isoformat(),
        "change": row.change,
        "figures": row.n_rows,
        "withheld": row.n_withheld,
        "sha256": row.digest,
        "url": address_of(row.city, row.number),
        "is_withdrawn": row.withdrawn_at is not None,
    }
    return told | ({"withdrawn_why": row.withdrawn_why} if row.withdrawn_at else {})


def _figure(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name, *_rest in COLUMNS}
    plain = {
        name: float(value) if name in _NUMBERS and value is not None else value
        if value is None or isinstance(value, bool | int) else str(value)
        for name, value in told.items()
    }  # fmt: skip
    return {"version": row.release.number, **plain}


def _listed(request: HttpRequest, city: Any, rows: Any, shape: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """A page of a list, and how many pages there are; a page past the end is empty."""
    number, size = _whole(request, "page", 1, 1_000_000), _whole(request, "per_page", PAGE, LARGEST_PAGE)
    total = len(rows) if isinstance(rows, list) else rows.count()
    part = list(rows[(number - 1) * size : number * size])
    told = {"page": number, "per_page": size, "pages": -(-total // size), "total": total}
    return _enveloped(city, {**told, "data": [shape(row) for row in part] if shape else part})


def _whole(request: HttpRequest, name: str, usual: int, most: int) -> int:
    text = request.GET.get(name)
    if text is None:
        return usual
    if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most:
        return int(text)
    raise Refusal(400, f"{name}: a whole number from 1 to {most}")


def _enveloped(city: Any, told: dict[str, Any]) -> dict[str, Any]:
    """Every answer says by which licence it may be used, and whom to name."""
    note = "Invented data of an example city. " if city.is_invented else ""
    licence = {"id": LICENCE, "url": LICENCE_URL}
    return {"licence": licence, "attribution": f"{note}{city.name_th} · {city.name_en}, {address_of(city)}", **told}


def _reply(request: HttpRequest, tell: Callable[[], dict[str, Any]], names: Sequence[str] = ()) -> HttpResponse:
    """The answer with its tag, or that it has not changed; refusals as RFC 9457 says them.

    A parameter that is none of `names` is refused: a word misspelt would otherwise be answered with everything.
    """
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=60"}
    if not may_again(request, "read_api"):
        return problem(429, "too many questions; ask again in a minute", {**headers, "Retry-After": "60"})
    try:
        if unknown := set(request.GET).difference(names):
            raise Refusal(400, f"{min(unknown)[:LONGEST_CODE]}: no such parameter")
        body = json.dumps(tell(), ensure_ascii=False, separators=(",", ":")).encode()
    except Refusal as refusal:
        return problem(refusal.status, refusal.title, headers)
    headers["ETag"] = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    if holds(request.headers.get("If-None-Match", ""), headers["ETag"]):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)
