"""Refusals for programs: a problem document as RFC 9457 writes it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.http import HttpResponse


def problem(status: int, title: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer `status` with its reason in words."""
    body = json.dumps({"type": "about:blank", "status": status, "title": title})
    return HttpResponse(body, status=status, content_type="application/problem+json", headers=headers)
