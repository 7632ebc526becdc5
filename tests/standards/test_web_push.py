"""Push services know who asks: the token is checked here by a second implementation."""

from __future__ import annotations

import base64

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from mueang.standards.web_push import audience_of, authorization, is_of_service, key_of, public_text


def test_the_token_verifies_under_the_key_the_browser_was_told():
    key = key_of("secret")

    header = authorization(key, audience="https://push.example.org", subject="https://a.example", expires_at=4102444800)

    parts = dict(part.strip().split("=", 1) for part in header.removeprefix("vapid ").split(","))
    point = base64.urlsafe_b64decode(parts["k"] + "=")
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(parts["t"], public, algorithms=["ES256"], audience="https://push.example.org")
    assert claims == {"aud": "https://push.example.org", "exp": 4102444800, "sub": "https://a.example"}
    assert parts["k"] == public_text(key)


def test_a_secret_has_one_key_and_another_secret_another():
    assert public_text(key_of("a")) == public_text(key_of("a")) != public_text(key_of("b"))


@pytest.mark.parametrize("port", ["", ":443"])
def test_an_endpoint_on_the_usual_port_is_of_its_service(port):
    assert is_of_service(f"https://push.example.org{port}/x", ["push.example.org"])
    assert audience_of("https://push.example.org/x") == "https://push.example.org"


def test_a_host_that_cannot_be_read_is_of_no_service():
    assert not is_of_service("https://[::1/x", ["push.example.org"])
