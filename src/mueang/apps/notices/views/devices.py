"""Ring on this device: join it, part it, and the small script that shows the bell."""

from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.queries import city_by_slug
from mueang.apps.notices.actions import join_device, leave_device
from mueang.apps.notices.errors import NoPushService


@login_required
@require_POST
def join(request: SignedInRequest, city: str) -> HttpResponse:
    """The browser allowed it and says where it is rung."""
    _known(city)
    endpoint, label = request.POST.get("endpoint", ""), request.POST.get("label", "")
    try:
        join_device(user=request.user, endpoint=endpoint, label=label)
    except NoPushService:
        return HttpResponseBadRequest(_("This browser is rung by a service that is not known here."))
    messages.success(request, _("This device rings from now on when there is news for you."))
    return HttpResponse(status=204)


@login_required
@require_POST
def leave(request: SignedInRequest, city: str) -> HttpResponse:
    """One of one's own devices rings no more."""
    try:
        uuid = UUID(request.POST.get("device", ""))
    except ValueError:
        raise Http404 from None
    if not leave_device(user=request.user, uuid=uuid):
        raise Http404
    messages.success(request, _("That device rings no more."))
    return redirect("campaigns:wishes", city=city)


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest, city: str) -> HttpResponse:
    """The service worker: whatever rings, it shows the same words and opens one's own notices."""
    if not settings.PUSH_HOSTS:
        raise Http404
    _known(city)
    said = {
        "title": _("There is news for you"),
        "body": _("Open it to read what the city has to tell you."),
        "url": reverse("notices:mine", args=[city]),
    }
    context = {"said": json.dumps(said)}
    return render(request, "notices/bell_worker.js", context, content_type="text/javascript; charset=utf-8")


def _known(slug: str) -> None:
    if city_by_slug(slug) is None:
        raise Http404
