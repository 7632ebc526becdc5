"""Addresses that belong to the whole house: where one lands after signing in, and whether it is alive."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest, scopes_where
from mueang.apps.network.rules import visible_cities
from mueang.apps.registers.rules import register_desks


@login_required
@require_safe
def after_sign_in(request: SignedInRequest) -> HttpResponse:
    """To the desk that fits the roles one holds: the city's, the keeper's, else one's own learning."""
    if scopes_where(request.user, Permission.CITY_READ).ids:
        city = visible_cities(request.user).first()
        if city is not None:
            return redirect("city:today", city=city.slug)
    if scopes_where(request.user, Permission.CITY_OPEN).everywhere:
        return redirect("cities:open")
    if scopes_where(request.user, Permission.REGISTERS_READ).ids:
        desk = register_desks(request.user).first()
        if desk is not None:
            return redirect("registers:schools", city=desk.slug)
    if scopes_where(request.user, Permission.FUND_RUN).ids:
        return redirect("funds:home")
    if scopes_where(request.user, Permission.ROLL_CALL).ids:
        return redirect("keeper:home")
    return redirect("learner:home")


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For a proxy or a supervisor: the web answers and the database too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
