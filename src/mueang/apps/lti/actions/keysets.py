"""The public keys of a platform: fetched from the address it was registered with, and kept."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from mueang.apps.lti.errors import KeysOutOfReach
from mueang.apps.lti.models import Platform
from mueang.lib.outgoing import NoAnswer, NotSent, Provider

# A key that is not known may be new: asked for at most so often, whoever makes keys up.
ASKED_EVERY = timedelta(minutes=1)
MOST_KEYS = 50
ASYMMETRIC = ("RSA", "EC")


def keys_for(platform: Platform, *, key_id: object, now: datetime) -> list[dict[str, Any]]:
    """The platform's keys, asked for anew where `key_id` is none of them. Raises KeysOutOfReach."""
    keys: list[dict[str, Any]] = platform.keyset
    asked = platform.keyset_at
    if any(key["kid"] == key_id for key in keys) or (asked is not None and now - asked < ASKED_EVERY):
        return keys
    Platform.objects.filter(pk=platform.pk).update(keyset_at=now)
    keys = _fetched(platform.keyset_url)
    Platform.objects.filter(pk=platform.pk).update(keyset=keys)
    return keys


def _fetched(url: str) -> list[dict[str, Any]]:
    _refuse_this_machine(url)
    provider = Provider(n_connections=1, answer_seconds=5)
    try:
        answer = provider.ask("GET", url, headers={"Accept": "application/json"})
    except (NotSent, NoAnswer) as fault:
        raise KeysOutOfReach from fault
    finally:
        provider.close()
    found = answer.json() if answer.status == 200 else None
    listed = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise KeysOutOfReach
    return [one for one in listed[:MOST_KEYS] if _is_public_key(one)]


def _is_public_key(key: Any) -> bool:
    return isinstance(key, dict) and isinstance(key.get("kid"), str) and key.get("kty") in ASYMMETRIC


def _refuse_this_machine(url: str) -> None:
    """Nothing of this machine is asked, nor its neighbour that knows the cloud's secrets; a city's own network may be.

    An installation without https is one that stands on somebody's own machine to be tried out.
    """
    if not settings.SESSION_COOKIE_SECURE:
        return
    host, port = urlsplit(url).hostname, urlsplit(url).port or 443
    try:
        found = {ip_address(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, ValueError) as error:
        raise KeysOutOfReach from error
    if any(one.is_loopback or one.is_link_local or one.is_multicast or one.is_unspecified for one in found):
        raise KeysOutOfReach
