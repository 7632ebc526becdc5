"""A provider of OpenID Connect on this machine, as ThaID would be: it says who somebody is, and keeps count."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT = "mueang-test"


class Provider(HTTPServer):
    """Who signs in there, and what it says about them; `says` overrides parts of the token."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Doors)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.subject = "somebody"
        self.says: dict[str, Any] = {}
        self.challenges: dict[str, str] = {}

    def authorize(self, where: str) -> dict[str, str]:
        """What its page does once somebody agreed: the query that the browser takes back to us."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(where).query).items()}
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return {"code": code, "state": asked["state"]}

    def token(self, form: dict[str, list[str]]) -> dict[str, Any]:
        verifier = form.get("code_verifier", [""])[0]
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        # A code is good once, for whoever asked for it.
        if self.challenges.pop(form["code"][0], None) != digest:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 60}
        token = jwt.encode(claims | self.says, "a secret of the provider alone, never ours", algorithm="HS256")
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token}


class _Doors(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        address = self.server.address
        self._say(
            {"sub": self.server.subject, "name": "ผู้ใช้สมมติ"}
            if self.path == "/userinfo"
            else {
                "issuer": address,
                "authorization_endpoint": f"{address}/authorize",
                "token_endpoint": f"{address}/token",
                "userinfo_endpoint": f"{address}/userinfo",
                "jwks_uri": f"{address}/jwks",
            }
        )

    def do_POST(self) -> None:
        self._say(self.server.token(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())))

    def _say(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(400 if "error" in what else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Nothing: a test prints what matters to it."""


@contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        thread.join()
        provider.server_close()
