"""Programs check a credential: the body of a POST in any of its forms, or the address of one of ours."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mueang.apps.credentials.queries import told_fault, told_of, told_of_own
from mueang.apps.credentials.queries.addresses import own_address
from mueang.standards import strict_json
from mueang.standards.verdicts import MALFORMED, OVERSIZED

OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type",
}
# `{"url": "https://..."}` asks for a credential of ours by its address; nothing elsewhere is ever opened.
_ASKED_BY_ADDRESS = 2_000


@csrf_exempt  # no cookie means anything here, and nothing is changed
@never_cache
@require_http_methods(["POST", "OPTIONS"])
def check_json(request: HttpRequest) -> HttpResponse:
    """200 where the credential is genuine, in force and not revoked; else 400 with `errors`."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=OPEN_TO_ALL)
    told = _told(request)
    return JsonResponse(told, status=200 if told["verified"] else 400, headers=OPEN_TO_ALL)


def _told(request: HttpRequest) -> dict[str, Any]:
    form = _given(request)
    if form is None:
        return told_fault(MALFORMED, "the body is a credential (JSON, JWT, PNG, SVG), or a form with one file")
    if len(form) > settings.UPLOAD_LIMIT_BYTES:
        return told_fault(OVERSIZED, f"longer than {settings.UPLOAD_LIMIT_BYTES} bytes")
    address = _address_in(form)
    if address is None:
        return told_of(form, now=timezone.now())
    own = own_address(address)
    if own is None:
        return told_fault(MALFORMED, "only addresses of this installation are looked up; send the credential itself")
    return told_of_own(own, now=timezone.now()) or told_fault(MALFORMED, "there is no credential at this address")


def _given(request: HttpRequest) -> bytes | None:
    """What was sent: the body, or the one file of a form; None for neither."""
    if request.content_type != "multipart/form-data":
        return request.read(settings.UPLOAD_LIMIT_BYTES + 1) or None
    try:
        files = [file for _name, given in request.FILES.lists() for file in given]
    except MultiPartParserError:
        return None
    content: bytes | None = files[0].read() if len(files) == 1 else None
    return content


def _address_in(form: bytes) -> str | None:
    """The address in an object that holds nothing else."""
    if len(form) > _ASKED_BY_ADDRESS or not form.lstrip().startswith(b"{"):
        return None
    try:
        asked = strict_json.loads(form)
    except strict_json.MalformedJson:
        return None
    found = asked.get("url") if isinstance(asked, dict) and len(asked) == 1 else None
    return found if isinstance(found, str) else None
