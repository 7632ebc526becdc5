"""Addresses that are themselves the key: who got a notice may refuse its kind without signing in."""

from __future__ import annotations

import base64
import binascii
import hmac
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from mueang.apps.notices.models import Notice
from mueang.lib.sealed import keyed_hash

_SEAL_BYTES = 9


def unsubscribe_key(notice_uuid: UUID) -> str:
    """The notice and a seal over it, in 34 letters: an SMS pays for each."""
    seal = bytes.fromhex(keyed_hash(notice_uuid.hex, purpose="unsubscribe"))[:_SEAL_BYTES]
    return base64.urlsafe_b64encode(notice_uuid.bytes + seal).decode().rstrip("=")


def unsubscribe_url(notice: Notice) -> str:
    """The address of its one-press page, in the language of its reader's house."""
    return settings.BASE_URL + reverse("unsubscribe:page", args=[unsubscribe_key(notice.uuid)])


def notice_of_key(key: str) -> Notice | None:
    """The notice that a link was sealed for, or None."""
    try:
        raw = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + _SEAL_BYTES:
        return None
    found = UUID(bytes=raw[:16])
    if not hmac.compare_digest(unsubscribe_key(found), key.rstrip("=")):
        return None
    return Notice.objects.select_related("city", "user").filter(uuid=found).first()
