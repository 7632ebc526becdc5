"""Addresses that belong to the whole house: where one lands after signing in, and whether it is alive."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest, scopes_where
from mueang.apps.courses.rules import taught_cities
from mueang.apps.network.rules import visible_cities
from mueang.apps.registers.rules import register_desks
from mueang.config.limits import JSON, asks_for_data
from mueang.lib.problems import problem
from mueang.lib.trouble import Trouble, trouble_in

ASK_AGAIN_SECONDS = 30
# Whoever opens cities works in all of them; every other desk is of those where the permission is held.
DESKS: tuple[tuple[Permission, str, Callable[..., Any] | None], ...] = (
    (Permission.CITY_READ, "city:today", visible_cities),
    (Permission.CITY_OPEN, "cities:open", None),
    (Permission.REGISTERS_READ, "registers:schools", register_desks),
    (Permission.FUND_RUN, "funds:home", None),
    (Permission.ROLL_CALL, "keeper:home", None),
    (Permission.ASSESS, "judging:desk", None),
    (Permission.COURSES_TEACH, "courses:home", taught_cities),
)


@login_required
@require_safe
def after_sign_in(request: SignedInRequest) -> HttpResponse:
    """To the first of `DESKS` that fits the roles one holds, else to one's own learning."""
    for permission, address, cities in DESKS:
        scopes = scopes_where(request.user, permission)
        if not (scopes.everywhere if permission == Permission.CITY_OPEN else scopes.ids):
            continue
        city = cities(request.user).first() if cities else None
        if city is not None or cities is None:
            return redirect(address, *([city.slug] if city else []))
    return redirect("learner:home")


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For a proxy or a supervisor: the web answers and the database too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Where the disk or the database is in trouble, 503, with what that means for what was sent; else Django's 500."""
    trouble = trouble_in(sys.exception())
    if trouble is None:
        return server_error(request)
    headers = {"Retry-After": str(ASK_AGAIN_SECONDS), "Cache-Control": "no-store"}
    if request.content_type == JSON or asks_for_data(request):
        title = "nothing can be saved now" if trouble.is_of_the_disk else "not available now"
        return problem(503, title, {**headers, "Access-Control-Allow-Origin": "*"})
    page = render_to_string("503.html", {"is_of_the_disk": trouble.is_of_the_disk, "is_full": trouble is Trouble.FULL})
    return HttpResponse(page, status=503, headers=headers)
