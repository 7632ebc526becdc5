"""How often one address may do a thing within a time, on pages that anybody may open."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def may_again(request: HttpRequest, action: str) -> bool:
    """Whether the address of `request` may do `action` once more now; a yes is counted.

    How often is said in `ACCOUNT_RATE_LIMITS`. A GET is counted like a POST, which allauth's public function would let
    pass: whoever tries keys only reads. Each process counts for itself.
    """
    return ratelimit.consume(request, app="allauth.account", action=action, limit_get=True) is not None


def address_of(request: HttpRequest) -> str:
    """The reader's network address as our own proxies tell it; of a long one the network, which is one household's."""
    address: str = ratelimit.get_ip(request)
    return address
