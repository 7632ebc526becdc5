"""A partner's door: a private link, no account, answered once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mueang.apps.network.actions import answer_by_key
from mueang.apps.network.errors import LinkOver
from mueang.apps.network.forms import AnswerForm
from mueang.apps.network.queries import asked_by_key
from mueang.lib.pace import may_again

TOO_MANY, GONE, REFUSED = 429, 404, 422


@csrf_exempt  # the key is the whole authority, and a refusal would write the address into a log
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Read what was promised and given, and answer once. Reading answers nothing: messengers open links first."""
    if not may_again(request, "answer_partner" if request.method == "POST" else "read_partner"):
        return _quiet(render(request, "network/answer_over.html", {"is_rush": True}, status=TOO_MANY))
    now = timezone.now()
    asked = asked_by_key(key, now=now)
    if asked is None:
        return _quiet(render(request, "network/answer_over.html", status=GONE))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_by_key(key=key, now=now, **form.cleaned_data)
        except LinkOver:
            return _quiet(render(request, "network/answer_over.html", status=GONE))
        return _quiet(render(request, "network/answer_over.html", {"said": True, "city": asked.link.city}))
    context = {"asked": asked, "city": asked.link.city, "organization": asked.link.organization, "form": form}
    return _quiet(render(request, "network/answer.html", context, status=REFUSED if form.is_bound else 200))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is the key: it goes into no log and to no other site, and no search engine keeps the page."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # what Django itself sets on answers it has logged
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
