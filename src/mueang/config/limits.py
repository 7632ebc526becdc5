"""Refuse a request that is too large before a byte of it is read, and one that holds what no text may hold."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from mueang.lib.problems import problem

# What the fields of a form weigh beside its file.
FORM_BYTES = 1_000_000
# How it is written in what is read as a whole; a file may hold it, and fields beside a file are checked by their forms.
JSON = "application/json"
_NUL_AS_SENT = {"application/x-www-form-urlencoded": b"%00", JSON: b"\\u0000"}


def size_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 413 with a sentence, where the declared length is over the upload limit."""

    def limited(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.UPLOAD_LIMIT_BYTES + FORM_BYTES:
            return _refused(request, 413, "more was sent than is taken")
        if holds_nul(request):
            return _refused(request, 400, "the byte 0 stands in what was sent")
        return get_response(request)

    return limited


def _refused(request: HttpRequest, status: int, title: str) -> HttpResponse:
    """A page for people; for a program, which asks for open data or sends JSON, a problem document."""
    if asks_for_data(request):
        return problem(status, title, {"Access-Control-Allow-Origin": "*"})
    return problem(status, title) if request.content_type == JSON else render(request, f"{status}.html", status=status)


def asks_for_data(request: HttpRequest) -> bool:
    """Whether the address is one of open data, which programs read."""
    try:
        return resolve(request.path_info).app_names[:1] == ["api"]
    except Resolver404:
        return False


def holds_nul(request: HttpRequest) -> bool:
    """Whether the byte 0 stands in an address or what is sent: no key types it, and PostgreSQL keeps no such text."""
    asked = request.META.get("QUERY_STRING", "")
    if "\0" in request.path_info or "\0" in asked or "%00" in asked:
        return True
    mark = _NUL_AS_SENT.get(request.content_type or "") if request.method == "POST" else None
    return mark is not None and mark in request.body
