"""Headers every page carries, and those of pages made for one person."""

import os
import subprocess
import sys

import pytest
from csp.decorators import csp_exempt, csp_update
from csp.exceptions import CSPNonceError
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from mueang.config.headers import PERMISSIONS_POLICY, RememberedPolicy

pytestmark = pytest.mark.django_db


def test_every_page_keeps_its_hands_off_the_device(client, cast):
    for address in ("/", "/nakhon/", "/verify/", "/healthz", "/nothing-here/"):
        assert client.get(address).headers["Permissions-Policy"] == PERMISSIONS_POLICY


def test_a_page_made_for_somebody_signed_in_is_kept_nowhere(client, cast):
    client.force_login(cast.manager)

    assert client.get("/desk/nakhon/people/").headers["Cache-Control"] == "private, no-store"


def test_a_page_of_the_house_says_nothing_of_keeping(client, cast):
    assert "Cache-Control" not in client.get("/verify/").headers


def test_a_page_that_says_how_long_it_may_be_kept_is_left_alone(client, cast):
    client.force_login(cast.manager)

    assert "max-age=0" in client.get("/healthz").headers["Cache-Control"]


def test_the_token_of_a_form_is_out_of_reach_of_scripts(client, cast):
    client.get("/accounts/login/")

    assert client.cookies["csrftoken"]["httponly"] is True


def plain(request):
    return HttpResponse("plain")


def with_a_nonce(request):
    return HttpResponse(str(request.csp_nonce))


@csp_update({"img-src": ["https://tiles.example"]})
def with_more(request):
    return HttpResponse("more")


@csp_exempt()
def without(request):
    return HttpResponse("none")


@pytest.mark.parametrize("view", [plain, with_a_nonce, with_more, without])
def test_a_remembered_policy_is_the_one_that_would_be_written(view, settings):
    def policy(middleware, request):
        said = middleware.process_response(request, view(request)).headers.get("Content-Security-Policy")
        return said and said.replace(str(getattr(request, "_csp_nonce", "no nonce")), "NONCE")

    def asked(middleware):
        request = RequestFactory().get("/")
        middleware.process_request(request)
        return policy(middleware, request)

    remembered, written = RememberedPolicy(plain), CSPMiddleware(plain)

    assert [asked(remembered), asked(remembered)] == [asked(written)] * 2
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'none'"]}}
    assert asked(remembered) == asked(written)


def test_a_nonce_asked_for_too_late_is_refused():
    middleware, request = RememberedPolicy(plain), RequestFactory().get("/")
    middleware.process_request(request)
    middleware.process_response(request, plain(request))

    with pytest.raises(CSPNonceError):
        str(request.csp_nonce)


def test_behind_https_cookies_are_this_hosts_alone_and_browsers_stay_there(tmp_path):
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME", "SESSION_COOKIE_SECURE"]
    names += ["CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    said = subprocess.run(
        [sys.executable, "-c", f"from mueang.config import settings as s; print([getattr(s, n) for n in {names}])"],
        env={**os.environ, "MUEANG_DATA_DIR": str(tmp_path), "MUEANG_HTTPS": "true"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.strip() == (
        "['__Host-sessionid', '__Host-csrftoken', '__Host-device', True, True, True, 31536000, True]"
    )
