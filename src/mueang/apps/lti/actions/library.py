"""`pylti1p3next` with our rows in place of its sessions, caches and requests to anywhere."""

# ruff: noqa: ARG002 - the library calls these methods, some by the names of what we do not need
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from mueang.apps.lti.models import Platform

RESOURCE_LINK = "LtiResourceLinkRequest"
KIND = "https://purl.imsglobal.org/spec/lti/claim/message_type"


def checked_launch(
    platform: Platform,
    keys: Sequence[dict[str, Any]],
    *,
    state: str,
    id_token: str,
    is_nonce: Callable[[object], bool],
) -> dict[str, Any]:
    """The claims, or one of the library's exceptions."""
    posted = Posted({"state": state, "id_token": id_token})
    launch = OurLaunch(
        posted, OnePlatform(platform, keys), session_service=OneNonce(posted, is_nonce), cookie_service=OneState(state)
    )
    # Without an end a stolen answer would be good for ever.
    launch.set_jwt_verify_options({"verify_aud": False, "require": ["exp", "iat"]})
    claims = dict(launch.validate().get_launch_data())
    if claims.get(KIND) != RESOURCE_LINK:
        raise ValueError(KIND)
    return claims


class Posted(Request):
    """The two fields of the platform's answer."""

    def __init__(self, fields: dict[str, str]) -> None:
        self._fields = fields

    @property
    def session(self) -> dict[str, Any]:
        return {}

    def is_secure(self) -> bool:
        return True

    def get_param(self, key: str) -> str:
        return self._fields.get(key, "")


class OneState(CookieService):
    """The state was compared with the browser's cookie before the library is asked."""

    def __init__(self, state: str) -> None:
        self._state = state

    def get_cookie(self, name: str) -> str | None:
        return self._state if name == self._state else None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Nothing is kept."""


class OneNonce(SessionService):
    """The nonce of one launch, burned already; nothing else is remembered of it, so nothing can be replayed."""

    def __init__(self, request: Request, is_nonce: Callable[[object], bool]) -> None:
        super().__init__(request)
        self._is_nonce = is_nonce

    def check_nonce(self, nonce: str) -> bool:
        return self._is_nonce(nonce)

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:
        return False

    def set_state_valid(self, state: str, id_token_hash: str) -> None:
        """Nothing is kept."""

    def save_launch_data(self, key: str, jwt_body: Any) -> None:
        """Nothing is kept."""


class OnePlatform(ToolConfAbstract[Posted]):
    """The platform whose launch it is, and no other."""

    def __init__(self, platform: Platform, keys: Sequence[dict[str, Any]]) -> None:
        self._platform, self._keys = platform, keys

    def check_iss_has_one_client(self, iss: str) -> bool:
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:
        return True

    def find_registration_by_issuer(self, iss: str, *args: Any, **kwargs: Any) -> Registration:
        raise AssertionError("asked by issuer and client")

    def find_registration_by_params(self, iss: str, client_id: str, *_args: Any, **_kwargs: Any) -> Registration:
        """None for another issuer or client, which the library refuses."""
        if (iss, client_id) != (self._platform.issuer, self._platform.client_id):
            return None  # type: ignore[return-value]  # the library asks whether it is there
        found = Registration().set_issuer(iss).set_client_id(client_id)
        return found.set_key_set({"keys": list(self._keys)})  # type: ignore[arg-type]  # as the platform wrote them

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:
        raise AssertionError("asked by issuer and client")

    def find_deployment_by_params(
        self,
        iss: str,
        deployment_id: str,
        client_id: str,
        *_args: Any,
        **_kwargs: Any,
    ) -> Deployment | None:
        return Deployment().set_deployment_id(deployment_id) if deployment_id in self._platform.deployment_ids else None


class OurLaunch(MessageLaunch[Posted, OnePlatform, OneNonce, OneState]):
    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)
