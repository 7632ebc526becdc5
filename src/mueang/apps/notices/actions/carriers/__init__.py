"""Ways out of the house: whoever carries a channel here, as this installation is set up."""

from __future__ import annotations

from django.conf import settings

from mueang.apps.notices.actions.carriers.by_email import ByEmail
from mueang.apps.notices.actions.carriers.parcels import Carrier
from mueang.apps.notices.enums import Channel


def carrier_of(channel: str) -> Carrier | None:
    """A carrier with connections of its own, or None where the operator has set none up."""
    if channel == Channel.EMAIL:
        return ByEmail()
    from mueang.apps.notices.actions.carriers.by_http import ByLine, BySms  # brings the HTTP client: the worker's own

    if channel == Channel.LINE and settings.LINE_TOKEN:
        return ByLine()
    if channel == Channel.PUSH:
        from mueang.apps.notices.actions.carriers.by_push import ByPush

        return ByPush() if settings.PUSH_HOSTS else None
    return BySms() if channel == Channel.SMS and settings.SMS_URL else None


def is_keyed(channel: str) -> bool:
    """Whether the provider of a channel knows a repeated request by its key."""
    return channel in {Channel.LINE, Channel.PUSH} or (channel == Channel.SMS and bool(settings.SMS_KEY_HEADER))
