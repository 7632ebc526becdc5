"""Refuse a request that is too large before a byte of it is read, and one that holds what no text may hold."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What the fields of a form weigh beside its file.
FORM_BYTES = 1_000_000
# How it is written in what is read as a whole; a file may hold it, and fields beside a file are checked by their forms.
_NUL_AS_SENT = {"application/x-www-form-urlencoded": b"%00", "application/json": b"\\u0000"}


def size_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 413 with a sentence, where the declared length is over the upload limit."""

    def limited(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.UPLOAD_LIMIT_BYTES + FORM_BYTES:
            return render(request, "413.html", status=413)
        if holds_nul(request):
            return render(request, "400.html", status=400)
        return get_response(request)

    return limited


def holds_nul(request: HttpRequest) -> bool:
    """Whether the byte 0 stands in an address or what is sent: no key types it, and PostgreSQL keeps no such text."""
    asked = request.META.get("QUERY_STRING", "")
    if "\0" in request.path_info or "\0" in asked or "%00" in asked:
        return True
    mark = _NUL_AS_SENT.get(request.content_type or "") if request.method == "POST" else None
    return mark is not None and mark in request.body
