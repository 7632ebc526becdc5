"""Response headers that Django's own middleware does not set."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control

PERMISSIONS_POLICY = ", ".join(
    (
        "accelerometer=()",
        "browsing-topics=()",
        "camera=()",
        "geolocation=(self)",
        "gyroscope=()",
        "magnetometer=()",
        "microphone=()",
        "payment=()",
        "usb=()",
    )
)


class RememberedPolicy(CSPMiddleware):
    """The content security policy, written anew only for an answer that asks for more than every other."""

    _of: object = None
    _policy = ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # Whatever a view asks for stands on its answer, a nonce on the request, each under such a name.
        is_plain = not any(name.startswith("_csp") for name in (*vars(request), *vars(response)))
        if settings.DEBUG or not is_plain or HEADER in response.headers:
            return super().process_response(request, response)
        if self._of is not settings.CONTENT_SECURITY_POLICY:
            super().process_response(request, response)
            self._policy, self._of = response.headers[HEADER], settings.CONTENT_SECURITY_POLICY
        response.headers[HEADER] = self._policy
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response


def guard_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages ask a device at most where it is, and it asks its owner; none made for a session stays in any cache."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        is_personal = (
            settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
        )
        if is_personal and "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded
