"""The addresses that stand in signed documents for ever."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from mueang.apps.credentials.models import Achievement, Issuer, IssuerKey, StatusList
from mueang.standards.did import did_web

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAMED = rf"(?:verify|credentials/awards|credentials/transcripts)/({_UUID})(?:/|\.json|\.svg|\.png|\.pdf|\.jwt)?"


def did_of(issuer: Issuer) -> str:
    """The issuer's did:web, from the installation's public address and the issuer's slug."""
    return did_web(f"https://{urlsplit(settings.BASE_URL).netloc}/{issuer.slug}")


def method_of(did: str, key: IssuerKey) -> str:
    return f"{did}#{key.fragment}"


def list_address(row: StatusList) -> str:
    return f"{settings.BASE_URL}/credentials/status/{row.uuid}"


def achievement_address(row: Achievement) -> str:
    return f"{settings.BASE_URL}/credentials/achievements/{row.uuid}"


def own_address(text: str) -> UUID | None:
    """The award or transcript that an address of this installation names: its page, or a document of it."""
    found = re.fullmatch(rf"{re.escape(settings.BASE_URL)}/(?:[a-z]{{2}}/)?{_NAMED}", text)
    return UUID(found[1]) if found else None


def verify_address(award: UUID) -> str:
    """What the QR code of a certificate holds."""
    return f"{settings.BASE_URL}/verify/{award}/"
