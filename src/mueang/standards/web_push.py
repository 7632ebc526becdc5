"""Web push without words: who asks a push service to ring (RFC 8292), and that it rings (RFC 8030).

A request with an empty body carries nothing that a push service could read, so nothing needs to be encrypted for the
device: the page that opened the subscription says what the bell means.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

# Order of the group of P-256 (SEC 2, 2.4.2).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LONGEST_SECONDS = 24 * 3600
# What was not fetched yet is replaced by the next (RFC 8030, 5.4).
HEADERS = {"TTL": "86400", "Urgency": "high", "Topic": "mueang", "Content-Length": "0"}


def key_of(secret: str) -> EllipticCurvePrivateKey:
    """The P-256 key that belongs to a secret, the same one each time."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = int.from_bytes(hashlib.sha512(f"web push:{secret}".encode()).digest(), "big")
    return ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())


def public_text(key: EllipticCurvePrivateKey) -> str:
    """What a browser is told when it subscribes: the uncompressed point, base64url without padding."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return _text(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def audience_of(endpoint: str) -> str:
    """The push service an endpoint belongs to.

    >>> audience_of("https://push.example.org/send/abc?x=1")
    'https://push.example.org'
    """
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def is_of_service(endpoint: str, hosts: list[str]) -> bool:
    """Whether an endpoint is an https address of one of the push services, or of a host below one.

    >>> is_of_service("https://a.push.example.org/x", ["push.example.org"])
    True
    >>> [is_of_service(e, ["push.example.org"]) for e in ("http://push.example.org/", "https://xpush.example.org/")]
    [False, False]
    """
    try:
        parts = urlsplit(endpoint)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError:
        return False
    is_plain = parts.scheme == "https" and port in {None, 443} and user is None
    return is_plain and any(host == known or host.endswith(f".{known}") for known in hosts)


def authorization(key: EllipticCurvePrivateKey, *, audience: str, subject: str, expires_at: int) -> str:
    """The header by which a push service knows the sender: a token signed by ES256 (RFC 8292, 2 and 3).

    `expires_at` is in seconds of the Unix clock, at most a day ahead; `subject` an https or mailto address.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    claims = {"aud": audience, "exp": expires_at, "sub": subject}
    signed = ".".join(_text(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(SHA256())))
    token = f"{signed}.{_text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
    return f"vapid t={token}, k={public_text(key)}"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
