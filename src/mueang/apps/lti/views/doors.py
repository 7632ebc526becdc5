"""The doors another learning system knocks at: a launch begins, lands, and leads to an activity."""

from __future__ import annotations

import logging
from hashlib import sha256
from uuid import UUID

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.lti.actions import begin_launch, land_launch
from mueang.apps.lti.errors import LtiRefused, NotVouchedFor, TooOften, UnknownPlatform
from mueang.apps.lti.queries import is_open, place_of, platform_asking
from mueang.apps.signins.actions import begin_sign_in
from mueang.apps.signins.enums import STAMP, Way
from mueang.apps.signins.queries import browser_of
from mueang.apps.signins.rules import stamp_of
from mueang.lib.pace import address_of, may_again

BACKEND = "django.contrib.auth.backends.ModelBackend"
COOKIE_SECONDS = 600
LONGEST_HINT = 4_000
_log = logging.getLogger(__name__)


@csrf_exempt  # another site sends people here; who they are, its signature says at the next door
@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Send the browser to the platform it came from, with a state of its own in a cookie."""
    if not is_open():
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    platform = platform_asking(issuer=asked.get("iss", ""), client_id=asked.get("client_id", ""))
    hints = asked.get("login_hint", ""), asked.get("lti_message_hint", "")
    if platform is None or not hints[0] or max(map(len, hints)) > LONGEST_HINT:
        return refused(request, UnknownPlatform())
    if not may_again(request, "lti_login"):
        return refused(request, TooOften())
    begun = begin_launch(platform=platform, login_hint=hints[0], message_hint=hints[1], now=timezone.now())
    response = redirect(begun.address)
    response.set_cookie(
        cookie_of(begun.state),
        begun.state,
        max_age=COOKIE_SECONDS,
        path="/lti/",
        httponly=True,
        secure=request.is_secure(),
        # The platform's answer is a POST from its own site: without https no browser would send it along, with `None`.
        samesite="None" if request.is_secure() else "Lax",
    )
    return response


@csrf_exempt  # the state does here what the token does elsewhere
@never_cache
@require_POST
def launch(request: HttpRequest) -> HttpResponse:
    """Sign in whom the platform vouches for, and lead them to what they opened."""
    if not is_open():
        raise Http404
    state = request.POST.get("state", "")
    try:
        landed = land_launch(
            state=state,
            kept_state=request.COOKIES.get(cookie_of(state), ""),
            id_token=request.POST.get("id_token", ""),
            now=timezone.now(),
        )
    except LtiRefused as refusal:
        return refused(request, refusal)
    login(request, landed.user, backend=BACKEND)
    sign_in = begin_sign_in(
        actor=landed.user,
        session_key=str(request.session.session_key),
        way=Way.PROVIDER,
        browser=browser_of(request.headers.get("User-Agent", "")),
        address=address_of(request),
    )
    request.session[STAMP] = stamp_of(sign_in)
    response = redirect("lti_to", landed.offering) if landed.offering else redirect("learner:home")
    response.delete_cookie(cookie_of(state), path="/lti/")
    return response


@never_cache
@login_required
@require_safe
def to(request: SignedInRequest, offering: UUID) -> HttpResponse:
    """From a teacher's link to the course one has a seat in, or to the page where one joins."""
    place = place_of(viewer=request.user, offering=offering)
    if place is None:
        raise Http404
    return redirect(place)


def refused(request: HttpRequest, refusal: LtiRefused) -> HttpResponse:
    if isinstance(refusal, NotVouchedFor):
        _log.warning("A launch was refused: %s", refusal.reason)
    return render(request, "lti/refused.html", {"refusal": refusal}, status=refusal.status)


def cookie_of(state: str) -> str:
    """One cookie a launch, so that two windows do not disturb each other."""
    return f"lti-{sha256(state.encode()).hexdigest()[:16]}"
