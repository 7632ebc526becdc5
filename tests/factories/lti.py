"""An invented learning system that signs launches with a key of its own."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from django.conf import settings
from django.test import Client
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from mueang.apps.lti.actions import register_platform
from mueang.apps.lti.models import Platform
from mueang.apps.network.models import City

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
ISSUER, CLIENT = "https://moodle.example.ac.th", "mueang-1"


@dataclass(slots=True)
class Moodle:
    """Answers launches of the platform `row` as a real one would."""

    row: Platform
    key: RSAPrivateKey = field(repr=False)

    def begin(self, client: Client, **asked: str) -> dict[str, str]:
        """What our login door asks the platform for."""
        answer = client.get("/lti/login/", {"iss": ISSUER, "client_id": CLIENT, "login_hint": "7", **asked})
        return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}

    def claims(self, asked: dict[str, str], **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        said = {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": "user-7",
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 60,
            "given_name": "สมชาย",
            "family_name": "ตัวอย่าง",
            "email": "somchai@example.ac.th",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}deployment_id": "1",
            f"{CLAIM}target_link_uri": f"{settings.BASE_URL}/lti/launch/",
            f"{CLAIM}resource_link": {"id": "link-1"},
            f"{CLAIM}roles": [],
        }
        return {name: value for name, value in {**said, **changes}.items() if value is not None}

    def token(self, claims: dict[str, Any], **header: Any) -> str:
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "k1", **header})

    def launch(self, client: Client, **changes: Any) -> Any:
        """A whole launch; `changes` are claims that this platform says differently."""
        asked = self.begin(client)
        token = self.token(self.claims(asked, **changes))
        return client.post("/lti/launch/", {"state": asked["state"], "id_token": token})


def public_jwk(key: RSAPrivateKey, kid: str = "k1") -> dict[str, Any]:
    return {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "alg": "RS256", "use": "sig"}


def make_moodle(city: City, key: RSAPrivateKey | None = None) -> Moodle:
    """Registered in `city`, its keys fetched already."""
    key = key or generate_private_key(public_exponent=65537, key_size=2048)
    row = register_platform(
        city=city,
        actor=None,
        name="มูเดิลสมมติ",
        issuer=ISSUER,
        client_id=CLIENT,
        deployment_ids=["1"],
        login_url=f"{ISSUER}/mod/lti/auth.php",
        keyset_url=f"{ISSUER}/mod/lti/certs.php",
    )
    row.keyset, row.keyset_at = [public_jwk(key)], timezone.now()
    row.save(update_fields=["keyset", "keyset_at"])
    return Moodle(row, key)
