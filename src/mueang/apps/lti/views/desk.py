"""The officer's page of learning systems: register one, read what to copy into it, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.lti.actions import close_platform, register_platform
from mueang.apps.lti.errors import LtiRefused
from mueang.apps.lti.forms import PlatformForm
from mueang.apps.lti.queries import links_of, platforms_of
from mueang.apps.lti.rules import may_register, visible_platforms
from mueang.apps.network.queries import city_by_slug

if TYPE_CHECKING:
    from mueang.apps.network.models import City


@login_required
@require_http_methods(["GET", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    found = _city(request, city)
    form = PlatformForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = register_platform(city=found, actor=request.user, **form.cleaned_data)
        except LtiRefused as refusal:
            form.add_error("client_id", refusal.sentence)
        else:
            messages.success(request, _("%(name)s can open courses here now.") % {"name": row.name})
            return redirect("lti:home", city=found.slug)
    context = {
        "city": found,
        "platforms": platforms_of(viewer=request.user, city=found),
        "links": links_of(found),
        "form": form,
        "login_address": f"{settings.BASE_URL}/lti/login/",
        "launch_address": f"{settings.BASE_URL}/lti/launch/",
    }
    return render(request, "lti/home.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def close(request: SignedInRequest, city: str, platform: UUID) -> HttpResponse:
    found = _city(request, city)
    row = get_object_or_404(visible_platforms(request.user).filter(city=found), uuid=platform)
    try:
        close_platform(platform=row, actor=request.user)
    except LtiRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Nobody comes in from %(name)s any more.") % {"name": row.name})
    return redirect("lti:home", city=found.slug)


def _city(request: SignedInRequest, slug: str) -> City:
    """The city, where the officer keeps its partners; a stranger meets a 404."""
    found = city_by_slug(slug)
    if found is None or not may_register(request.user, found):
        raise Http404
    return found
