"""A mapping day on a volunteer's telephone: joined once by a link, worked without a network, sent when there is one."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.heritage.actions import join_day, take_findings
from mueang.apps.heritage.actions.mapping import AFTER_CLOSING, Found, Kept, hashed
from mueang.apps.heritage.enums import AgeBand, Category, Permission, Willingness
from mueang.apps.heritage.errors import HeritageRefused
from mueang.apps.heritage.forms import JoinDayForm
from mueang.apps.heritage.queries.mapping import device_key, pass_of_device
from mueang.apps.places.queries import city_areas
from mueang.lib.pace import may_again
from mueang.ui import maps
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    from mueang.apps.heritage.models import MappingPass

COOKIE = "mueang_mapping"
COOKIE_SECONDS = 7 * 86_400
STYLES = ("ui/mueang.css", "ui/desk.css", "ui/field.css")
SCRIPTS = ("ui/field/safe.js", "ui/field/send.js", "heritage/mapping.js")
FONTS = ("ui/mark.svg", "ui/fonts/sarabun-400.woff2", "ui/fonts/sarabun-600.woff2")
MOST_ITEMS, MOST_PHOTO_LETTERS = 20, 4_000_000
_TEXTS = {"name": 200, "story": 4000, "season": 120, "ingredients": 400, "where": 200, "alt": 200}
_HOLDER = {"holder_name": 120, "holder_phone": 30}


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, key: str) -> HttpResponse:
    """Looking at the link changes nothing (message apps look too); pressing lets this telephone in, once."""
    if not may_again(request, "mapping"):
        return HttpResponse(status=429)
    form = JoinDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            secret = join_day(key=key, name=form.cleaned_data["name"])
        except HeritageRefused as refusal:
            return render(request, "heritage/not_joined.html", {"sentence": refusal.sentence}, status=410)
        answer = redirect("mapping:page")
        answer.set_cookie(
            COOKIE,
            secret,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return answer
    return render(request, "heritage/join_day.html", {"form": form})


@require_safe
@cache_control(no_cache=True, private=True)
def page(request: HttpRequest) -> HttpResponse:
    """The page as the telephone keeps it: the map of the city, and nothing found yet."""
    one = _pass(request)
    if one is None:
        sentence = _("This telephone is in no mapping day. Scan the code of a pass that nobody has used.")
        return render(request, "heritage/not_joined.html", {"sentence": sentence}, status=403)
    city = one.day.city
    ground = maps.ground(city_areas(city), pins=[(city.latitude, city.longitude, name(city), "")])
    x0, y0 = ground.place((0.0, 0.0))
    context = {
        "map_city": city,
        "day": one.day,
        "ground": ground,
        # Where longitude 0 and latitude 0 would be, and how many pixels a degree is: enough to read a tap.
        "scale": (x0, ground.place((1.0, 0.0))[0] - x0, y0, ground.place((0.0, 1.0))[1] - y0),
        "scripts": SCRIPTS,
        "categories": Category.choices,
        "months": MONTHS.items(),
        "ages": AgeBand.choices,
        "willingness": Willingness.choices,
        "permissions": Permission.choices,
    }
    return render(request, "heritage/mapping.html", context)


@require_safe
@cache_control(no_cache=True, private=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of this page; it changes whenever a file it keeps does."""
    here = reverse("mapping:page")
    context = {"kept": json.dumps([here, *map(static, (*STYLES, *SCRIPTS, *FONTS))]), "here": json.dumps(here)}
    return render(request, "ui/field_worker.js", context, content_type="text/javascript; charset=utf-8")


@never_cache
@require_safe
def taken(request: HttpRequest) -> HttpResponse:
    """The day this telephone is in, and the key to keep findings under."""
    one = _pass(request)
    if one is None:
        return _join_first()
    now = timezone.now()
    until = now.timestamp() + COOKIE_SECONDS
    return JsonResponse(
        {
            "owner": str(one.uuid),
            "token": get_token(request),
            "now": int(now.timestamp() * 1000),
            "key": {"number": str(one.uuid), "hex": device_key(one.uuid), "until": int(until * 1000)},
            "visits": [{"uuid": str(one.day.uuid), "name": one.day.name}],
        }
    )


@never_cache
@require_POST
def sync(request: HttpRequest) -> HttpResponse:
    """Take findings. 401: join first. 409: written under another pass. 400: nothing that a telephone sends."""
    one = _pass(request)
    if one is None:
        return _join_first()
    try:
        sent = json.loads(request.body)
        sent_at, owner = _moment(sent["sent_at"]), str(sent["owner"])
        findings = [_found(item) for item in list(sent["items"])]
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return JsonResponse({"error": "not understood"}, status=400)
    if len(findings) > MOST_ITEMS:
        return JsonResponse({"error": "not understood"}, status=400)
    if owner != str(one.uuid):
        return JsonResponse({"error": "another pass"}, status=409)
    return JsonResponse(
        {"answers": [_answer(kept) for kept in take_findings(one=one, findings=findings, sent_at=sent_at)]}
    )


def _pass(request: HttpRequest) -> MappingPass | None:
    secret = request.COOKIES.get(COOKIE, "")[:100]
    device = hashed(secret) if secret else ""
    return pass_of_device(device=device, since=timezone.now() - AFTER_CLOSING)


def _found(item: Mapping[str, Any]) -> Found:
    """What a telephone says, word by word; of somebody who did not agree nothing is read at all."""
    photo = str(item.get("photo") or "")
    if len(photo) > MOST_PHOTO_LETTERS:
        raise ValueError("too large")
    said: dict[str, Any] = {field: str(item.get(field) or "").strip()[:most] for field, most in _TEXTS.items()}
    said["category"] = Category(item["category"]).value
    said["permission"] = Permission(item["permission"]).value
    said["season_from"], said["season_to"] = _months(item)
    said["latitude"], said["longitude"] = _spot(item)
    if item.get("agreed") is True:
        said |= {field: str(item.get(field) or "").strip()[:most] for field, most in _HOLDER.items()}
        said["holder_age"] = AgeBand(item["holder_age"]).value if item.get("holder_age") else ""
        said["willingness"] = Willingness(item["willingness"]).value if item.get("willingness") else ""
        said["may_name"] = item.get("may_name") is True
    return Found(UUID(str(item["uuid"])), _moment(item["made_at"]), said, base64.b64decode(photo, validate=True))


def _months(item: Mapping[str, Any]) -> tuple[int | None, int | None]:
    first, last = (int(item[field]) if item.get(field) else None for field in ("season_from", "season_to"))
    if first is None or last is None:
        return None, None
    if not (first in MONTHS and last in MONTHS):
        raise ValueError("no month")
    return first, last


def _spot(item: Mapping[str, Any]) -> tuple[float | None, float | None]:
    if item.get("latitude") is None or item.get("longitude") is None:
        return None, None
    latitude, longitude = float(item["latitude"]), float(item["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("nowhere")
    return round(latitude, 6), round(longitude, 6)


def _moment(text: object) -> datetime:
    moment = parse_datetime(str(text))
    if moment is None or moment.tzinfo is None:
        raise ValueError("no moment")
    return moment.astimezone(UTC)


def _answer(kept: Kept) -> dict[str, Any]:
    said: dict[str, Any] = {"uuid": str(kept.uuid), "is_kept": kept.refusal is None}
    if kept.refusal is not None:
        said["sentence"] = kept.refusal.sentence
    if kept.is_photo_lost:
        said["sentence"] = _("The photo could not be read and was left out.")
    return said


def _join_first() -> JsonResponse:
    return JsonResponse({"error": "join first"}, status=401)
