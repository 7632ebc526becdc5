"""Where LINE calls us: who joined us as a friend, who blocked us, who sent the code that joins an account."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mueang.apps.notices.actions import hear_line
from mueang.standards.line_messaging import SIGNATURE, NotFromLine, events_of, is_signed

LONGEST_CALL = 200_000


# The signature over the very bytes is the authority; there is no cookie that another site could use.
@csrf_exempt
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Take in what LINE tells us. LINE repeats what is not answered with 200, and each event is heard once."""
    if len(request.body) > LONGEST_CALL:
        return HttpResponseBadRequest()
    if not is_signed(request.body, request.headers.get(SIGNATURE, ""), secret=settings.LINE_SECRET):
        return HttpResponseForbidden()
    try:
        events = events_of(request.body)
    except NotFromLine:
        return HttpResponseBadRequest()
    hear_line(events=events, now=timezone.now())
    return HttpResponse()
