"""Visits without a network: a page kept on the device, an encrypted list to take along, and reports sent once."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.visits import Kept, Report, note_visits_taken, sync_visits
from mueang.apps.support.enums.visits import Found
from mueang.apps.support.queries.visits import VisitLine, device_key, visits_until
from mueang.apps.support.rules.concerns import may_work_here
from mueang.apps.support.views.concerns import entered
from mueang.ui.words import thai_date

STYLES = ("ui/mueang.css", "ui/desk.css", "ui/field.css")
SCRIPTS = ("ui/field/safe.js", "ui/field/send.js", "support/field/page.js")
FONTS = ("ui/mark.svg", "ui/fonts/sarabun-400.woff2", "ui/fonts/sarabun-600.woff2")
# A day's round and the way home; then the list must be fetched again.
KEY_HOURS = 12
MOST_ITEMS, MOST_KEYS, MOST_PHOTO_BYTES = 50, 50, 4_000_000
_SESSION_KEY = "visit_key"


@login_required
@require_safe
@cache_control(no_cache=True, private=True)
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """The page as the device keeps it: without a name in it."""
    found = entered(request, city, may=may_work_here)
    return render(request, "support/field.html", {"field_city": found, "scripts": SCRIPTS, "found": Found.choices})


@login_required
@require_safe
@cache_control(no_cache=True, private=True)
def worker(request: SignedInRequest, city: str) -> HttpResponse:
    """The service worker of this page; it changes whenever a file it keeps does."""
    entered(request, city, may=may_work_here)
    here = reverse("support:field", args=[city])
    kept = [here, *map(static, (*STYLES, *SCRIPTS, *FONTS))]
    context = {"kept": json.dumps(kept), "here": json.dumps(here)}
    return render(request, "ui/field_worker.js", context, content_type="text/javascript; charset=utf-8")


@never_cache
@require_safe
def taken(request: SignedInRequest, city: str) -> HttpResponse:
    """Today's visits of whoever is signed in, and the key to keep them under."""
    if not request.user.is_authenticated:
        return sign_in_first()
    found = entered(request, city, may=may_work_here)
    lines = visits_until(viewer=request.user, city=found, day=timezone.localdate(), only_own=True)
    note_visits_taken(city=found, actor=request.user, n_visits=len(lines), way="device")
    number, until = key_of_session(request)
    return JsonResponse(
        {
            "owner": str(request.user.uuid),
            "token": get_token(request),
            "now": milliseconds(timezone.now()),
            "key": {"number": str(number), "hex": device_key(request.user, number), "until": milliseconds(until)},
            "visits": [_say(line) for line in lines],
        }
    )


@never_cache
@require_POST
def keys(request: SignedInRequest, city: str) -> HttpResponse:
    """Keys of what this account wrote on the device before it signed out: for reports that still wait."""
    if not request.user.is_authenticated:
        return sign_in_first()
    entered(request, city, may=may_work_here)
    try:
        numbers = [UUID(str(one)) for one in json.loads(request.body)["numbers"]][:MOST_KEYS]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "not understood"}, status=400)
    return JsonResponse({"keys": {str(one): device_key(request.user, one) for one in numbers}})


@never_cache
@require_POST
def sync(request: SignedInRequest, city: str) -> HttpResponse:
    """Take reports. 401: sign in first. 409: made under another account. 400: nothing that a device sends."""
    if not request.user.is_authenticated:
        return sign_in_first()
    entered(request, city, may=may_work_here)
    try:
        sent = json.loads(request.body)
        device, sent_at, items = UUID(str(sent["device"])), moment_of(sent["sent_at"]), list(sent["items"])
        owner = str(sent["owner"])
        reports = [_report(item) for item in items]
    except (ValueError, KeyError, TypeError, binascii.Error):
        return JsonResponse({"error": "not understood"}, status=400)
    if len(reports) > MOST_ITEMS:
        return JsonResponse({"error": "not understood"}, status=400)
    if owner != str(request.user.uuid):
        return JsonResponse({"error": "another account"}, status=409)
    kept = sync_visits(reports=reports, device=device, sent_at=sent_at, actor=request.user)
    return JsonResponse({"answers": [_answer(one) for one in kept]})


def key_of_session(request: HttpRequest) -> tuple[UUID, datetime]:
    now = timezone.now()
    held = request.session.get(_SESSION_KEY)
    if held and held["until"] > now.timestamp():
        return UUID(held["number"]), datetime.fromtimestamp(held["until"], tz=UTC)
    number, until = uuid4(), now + timedelta(hours=KEY_HOURS)
    request.session[_SESSION_KEY] = {"number": str(number), "until": until.timestamp()}
    return number, until


def _report(item: Mapping[str, Any]) -> Report:
    photo = str(item.get("photo") or "")
    if len(photo) > MOST_PHOTO_BYTES:
        raise ValueError("too large")
    next_on: date | None = None
    if item.get("next_on"):
        next_on = parse_date(str(item["next_on"]))
        if next_on is None:
            raise ValueError("no day")
    return Report(
        uuid=UUID(str(item["uuid"])),
        visit=UUID(str(item["visit"])),
        found=Found(item["found"]).value,
        made_at=moment_of(item["made_at"]),
        said=str(item.get("said") or "")[:4000],
        is_in_danger=item.get("is_in_danger") is True,
        next_on=next_on,
        photo=base64.b64decode(photo, validate=True),
    )


def moment_of(text: object) -> datetime:
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


def _say(line: VisitLine) -> dict[str, Any]:
    return {
        "uuid": str(line.visit.uuid),
        "name": line.name or _("No name told"),
        "age": line.age,
        "area": line.area,
        "why": line.why,
        "purpose": line.visit.purpose,
        "day": thai_date(line.visit.planned_on, "weekday"),
        "is_overdue": line.is_overdue,
    }


def sign_in_first() -> JsonResponse:
    return JsonResponse({"error": "sign in"}, status=401)


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
