"""The roll call that works without a network: a page kept on the device, the names it shows, and the marks it sends."""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.enrollment.actions import Sent, SentBatch, sync_roll
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import hall_sheets
from mueang.apps.enrollment.rules import visible_faces, visible_rolls
from mueang.desks.keeper.wire import (
    MOST_ITEMS,
    NoPhone,
    read_faces,
    read_item,
    read_moment,
    say_answer,
    say_sheets,
)

DAYS_ON_THE_DEVICE = 2
# Some 250 kB an answer.
MOST_FACES = 60
STYLES = ("ui/mueang.css", "ui/desk.css", "keeper/roll.css", "keeper/hall.css")
SCRIPTS = (
    "keeper/hall/store.js",
    "keeper/hall/send.js",
    "keeper/hall/lines.js",
    "keeper/hall/codes.js",
    "keeper/hall/page.js",
    "keeper/vendor/qrcode.js",
)
WORKER_SCRIPTS = SCRIPTS[:2]
READER = "keeper/vendor/qr-0.7.0/decode.js"
# It asks for the other half by a name without a hash; the folder's version keeps the two together.
READER_HALF = settings.STATIC_URL + "keeper/vendor/qr-0.7.0/index.js"
ICONS = ("ui/mark.svg", "keeper/icon-192.png")
FONTS = ("ui/fonts/sarabun-400.woff2", "ui/fonts/sarabun-600.woff2")


@require_safe
@cache_control(no_cache=True, private=True)
def hall(request: HttpRequest) -> HttpResponse:
    """The page as the device keeps it: the same for everybody, without a name in it."""
    response = render(request, "keeper/hall.html", {"scripts": SCRIPTS, "reader": READER})
    # The camera reads tickets, here and nowhere else.
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    return response


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of this language's keeper desk; it changes whenever a file it keeps does."""
    kept = [
        reverse("keeper:hall"),
        reverse("keeper:manifest"),
        *map(static, (*STYLES, *SCRIPTS, READER, *ICONS, *FONTS)),
    ]
    kept.append(READER_HALF)
    context = {"kept": json.dumps(kept), "scripts": json.dumps([static(name) for name in WORKER_SCRIPTS])}
    context |= {"hall": json.dumps(reverse("keeper:hall")), "rolls": json.dumps(reverse("keeper:rolls"))}
    context |= {"faces": json.dumps(reverse("keeper:faces"))}
    context |= {"sync": json.dumps(reverse("keeper:sync")), "desk": json.dumps(reverse("keeper:home"))}
    return render(request, "keeper/worker.js", context, content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(no_cache=True)
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the roll call among its apps."""
    icon = [
        {"src": static(f"keeper/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    said = {
        "id": reverse("keeper:hall"),
        "name": _("Roll call"),
        "short_name": _("Roll call"),
        "lang": get_language(),
        "start_url": reverse("keeper:hall"),
        "scope": reverse("keeper:home"),
        "display": "standalone",
        "background_color": "#fbf8f1",
        "theme_color": "#1c2a5e",
        "icons": [*icon, *({**one, "purpose": "maskable"} for one in icon)],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@never_cache
@require_safe
def rolls(request: SignedInRequest) -> HttpResponse:
    """Today's and tomorrow's rolls of whoever is signed in."""
    if not request.user.is_authenticated:
        return _sign_in()
    return JsonResponse(_rolls_of(request))


@never_cache
@require_http_methods(["POST"])
def faces(request: SignedInRequest) -> HttpResponse:
    """The pictures that a device lacks, by their names; it keeps them beside the roll and no longer than it needs them.

    Asked apart from the rolls, which come every minute. 401 and 400 as `sync`; a picture that is not theirs to see is
    left out.
    """
    if not request.user.is_authenticated:
        return _sign_in()
    try:
        asked = list(json.loads(request.body)["faces"])
        wanted = read_faces(asked[:MOST_FACES])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "not understood"}, status=400)
    rows = visible_faces(request.user).filter(uuid__in=wanted)
    return JsonResponse({"faces": {str(row.uuid): base64.b64encode(row.picture).decode() for row in rows}})


@never_cache
@require_http_methods(["POST"])
def sync(request: SignedInRequest) -> HttpResponse:
    """Take what a device kept, answer every item, and hand back the rolls as they are now.

    401: sign in first. 409: the marks were made under another account. 400: nothing that a device sends.
    """
    if not request.user.is_authenticated:
        return _sign_in()
    try:
        sent = json.loads(request.body)
        items, sent_at, device = list(sent["items"]), read_moment(sent["sent_at"]), str(UUID(str(sent["device"])))
        owner = str(sent["owner"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "not understood"}, status=400)
    if len(items) > MOST_ITEMS or not all(isinstance(item, dict) for item in items):
        return JsonResponse({"error": "not understood"}, status=400)
    if owner != str(request.user.uuid):
        return JsonResponse({"error": "another account"}, status=409)
    answers = _take(items, device=device, sent_at=sent_at, request=request)
    return JsonResponse({"answers": answers, **_rolls_of(request)})


def _rolls_of(request: SignedInRequest) -> dict[str, Any]:
    now = timezone.localtime()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    sheets = hall_sheets(viewer=request.user, start=start, end=start + timedelta(days=DAYS_ON_THE_DEVICE))
    return {
        "owner": str(request.user.uuid),
        "token": get_token(request),
        "now": int(now.timestamp() * 1000),
        "sheets": say_sheets(sheets, viewer=request.user),
    }


def _sign_in() -> JsonResponse:
    return JsonResponse({"error": "sign in"}, status=401)


def _take(
    items: list[dict[str, Any]], *, device: str, sent_at: datetime, request: SignedInRequest
) -> list[dict[str, Any]]:
    """Each session's items in one transaction of their own, so that a kill between two loses neither."""
    answers: list[dict[str, Any]] = []
    by_session: defaultdict[str, list[Sent]] = defaultdict(list)
    for item in items:
        try:
            by_session[str(UUID(str(item.get("session"))))].append(read_item(item))
        except NoPhone:
            sentence = _("This cannot be a phone number. Example: 081 234 5678.")
            answers.append(_refused(item.get("uuid"), "NoPhone", sentence))
        except ValueError:
            sentence = _("This cannot be read. Please enter it again.")
            answers.append(_refused(item.get("uuid"), "NotUnderstood", sentence))
    known = {
        str(row.uuid): row
        for row in visible_rolls(request.user)
        .filter(uuid__in=list(by_session))
        .select_related("offering__city", "offering__place__organization", "offering__place__city")
    }
    for session, sent in by_session.items():
        row = known.get(session)
        answers += _answers(row, SentBatch(device=device, sent_at=sent_at, items=tuple(sent)), request=request)
    return answers


def _answers(session: Any, batch: SentBatch, *, request: SignedInRequest) -> list[dict[str, Any]]:
    try:
        if session is not None:
            return [say_answer(answer) for answer in sync_roll(session=session, batch=batch, actor=request.user)]
        sentence = _("This roll is no longer yours to take. Please ask the city's office.")
    except PermissionDenied:
        sentence = _("This roll is no longer yours to take. Please ask the city's office.")
    except EnrollmentRefused as refusal:
        sentence = refusal.sentence
    return [_refused(item.uuid, "NotYours", sentence) for item in batch.items]


def _refused(number: object, refusal: str, sentence: str) -> dict[str, Any]:
    return {"uuid": str(number), "is_kept": False, "refusal": refusal, "sentence": sentence}
