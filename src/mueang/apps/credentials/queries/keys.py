"""Signing keys as the officer sees them, and what came of the awards of an unsafe one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.credentials.models import Award, IssuerKey
from mueang.apps.credentials.queries.publishing import signed_with
from mueang.apps.credentials.rules import visible_keys
from mueang.apps.network.models import City


@dataclass(frozen=True, slots=True)
class Signed:
    """How many awards a key signed, how many of them stand, and how many of those it signed when others may have."""

    n_signed: int
    n_standing: int
    n_doubtful: int

    @property
    def n_renewed(self) -> int:
        return self.n_signed - self.n_standing


def keys_in(*, viewer: Viewer, city: City) -> list[IssuerKey]:
    """Keys of the city's issuers, the newest first; one SQL statement."""
    rows = visible_keys(viewer).filter(issuer__city=city).select_related("issuer")
    return list(rows.order_by("issuer__slug", "-created_at"))


def standing_of(key: IssuerKey) -> QuerySet[Award]:
    return signed_with(key).filter(revoked_at=None)


def counts_of(key: IssuerKey) -> Signed:
    standing = standing_of(key)
    doubtful = standing.filter(awarded_at__gte=key.unsafe_since).count() if key.unsafe_since else 0
    return Signed(signed_with(key).count(), standing.count(), doubtful)


def open_renewals() -> list[IssuerKey]:
    """Keys whose awards are to be signed anew, until none is left."""
    rows = IssuerKey.objects.filter(renewal_at__isnull=False, renewed_at=None)
    return list(rows.select_related("issuer__city", "renewal_by"))
