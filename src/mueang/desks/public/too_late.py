"""The answer to those who come too late: one page for all of them, into which each one's own form is put.

Of five thousand who press for five hundred seats, nine in ten get this page. Drawing the whole join page for each
costs ten times as much processor time as seating somebody, so its frame is drawn once and kept.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.html import format_html, format_html_join

from mueang.apps.catalog.queries import named_offering

if TYPE_CHECKING:
    from mueang.apps.catalog.models import Offering
    from mueang.apps.enrollment.errors import OfferingFull
    from mueang.desks.public.forms import JoinForm

CONFLICT = 409
HOLE = "<!-- the reader's own form -->"
MOST_KEPT = 200
_MINUTE = 60
# What belongs to one reader alone must be in no frame.
_PERSONAL = ("csrfmiddlewaretoken", "nonce=")
_frames: dict[tuple[object, ...], str] = {}


def too_late(request: HttpRequest, *, offering: Offering, form: JoinForm, refusal: OfferingFull) -> HttpResponse:
    """That all seats are taken, and the waiting list at one press, with everything that was typed."""
    named = named_offering(offering)
    context = {"city": offering.city, "offering": named, "sentence": refusal.sentence, "hole": HOLE}
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return HttpResponse(_filled(_drawn(request, context), request, form), status=CONFLICT)
    program, place, city = named.program, named.place, offering.city
    said = (program.name_th, program.name_en, place.name_th, place.name_en, city.name_th, city.name_en)
    key = (request.path, int(time.time()) // _MINUTE, named.starts_on, refusal.sentence, *said)
    frame = _frames.get(key)
    if frame is None:
        frame = _drawn(request, context)
        if not any(word in frame for word in _PERSONAL):
            _keep(key, frame)
    return HttpResponse(_filled(frame, request, form), status=CONFLICT)


def _drawn(request: HttpRequest, context: dict[str, object]) -> str:
    return render(request, "public/too_late.html", context).content.decode()


def _keep(key: tuple[object, ...], frame: str) -> None:
    if len(_frames) >= MOST_KEPT:
        _frames.clear()
    _frames[key] = frame


def _filled(frame: str, request: HttpRequest, form: JoinForm) -> str:
    """The frame with the fields as they were typed, escaped, and the reader's own token."""
    typed = [("csrfmiddlewaretoken", get_token(request))]
    typed += [(name, form.data[name]) for name in form.fields if form.data.get(name)]
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', typed)
    return frame.replace(HOLE, format_html("{}<p><strong>{}</strong></p>", fields, form.data.get("name", "")))
