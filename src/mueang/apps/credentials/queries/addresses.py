"""The addresses that stand in signed documents for ever."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from mueang.apps.credentials.models import Achievement, Issuer, IssuerKey, StatusList
from mueang.standards.did import did_web


def did_of(issuer: Issuer) -> str:
    """The issuer's did:web, from the installation's public address and the issuer's slug."""
    return did_web(f"https://{urlsplit(settings.BASE_URL).netloc}/{issuer.slug}")


def method_of(did: str, key: IssuerKey) -> str:
    return f"{did}#{key.fragment}"


def list_address(row: StatusList) -> str:
    return f"{settings.BASE_URL}/credentials/status/{row.uuid}"


def achievement_address(row: Achievement) -> str:
    return f"{settings.BASE_URL}/credentials/achievements/{row.uuid}"


def verify_address(award: UUID) -> str:
    """What the QR code of a certificate holds."""
    return f"{settings.BASE_URL}/verify/{award}/"
