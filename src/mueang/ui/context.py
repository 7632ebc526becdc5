"""What every page knows."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """The nonce that django-htmx's script tag looks for."""
    return {"csp_nonce": getattr(request, "csp_nonce", None)}
