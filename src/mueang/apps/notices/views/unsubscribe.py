"""One press, without signing in: no more news this way."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mueang.apps.notices.actions import opt_in_by_notice, opt_out_by_notice
from mueang.apps.notices.queries import notice_of_key


# Mail programmes press by themselves (RFC 8058) and hold no cookie; the sealed address is the authority.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Ask once, refuse once pressed; a GET changes nothing, machines follow links. It can be undone."""
    notice = notice_of_key(key)
    if notice is None:
        raise Http404
    is_back = request.method == "POST" and "undo" in request.POST
    if is_back:
        opt_in_by_notice(notice=notice)
    elif request.method == "POST":
        opt_out_by_notice(notice=notice)
    context = {
        "city": notice.city,
        "kind": notice.get_kind_display(),
        "channel": notice.get_channel_display(),
        "is_done": request.method == "POST" and not is_back,
        "is_back": is_back,
    }
    answer = render(request, "notices/unsubscribe.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer
