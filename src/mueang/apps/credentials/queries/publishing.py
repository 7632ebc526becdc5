"""Documents that others fetch: issuers' keys, status lists, achievements, awards."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from mueang.apps.credentials.models import Achievement, Alignment, Award, Issuer, IssuerKey
from mueang.apps.credentials.queries.addresses import achievement_address, did_of
from mueang.standards.did import PublishedKey, did_document
from mueang.standards.verification_keys import from_multikey


def issuer_document(issuer: Issuer) -> dict[str, Any]:
    """The issuer's DID document: every key it ever used, with the moment it stopped signing."""
    return did_document(did_of(issuer), keys=[published_key(key) for key in issuer.keys.all()])


def published_key(key: IssuerKey) -> PublishedKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # late: it takes 8 MB

    public = from_multikey(key.public_multibase).public
    if not isinstance(public, Ed25519PublicKey):
        raise AssertionError("only Ed25519 keys are made here")
    if key.unsafe_since is not None:
        return PublishedKey(public=public, stopped_at=key.unsafe_since, compromised=True)
    return PublishedKey(public=public, stopped_at=key.retired_at)


def achievement_document(row: Achievement) -> dict[str, Any]:
    """What can be earned, as Open Badges 3.0 writes it, in both languages, with who stands behind it."""
    standing = row.endorsements.filter(withdrawn_at=None).values_list("document", flat=True)
    signed = [json.loads(one) for one in standing if one.lstrip().startswith("{")]
    compact = [one.strip() for one in standing if not one.lstrip().startswith("{")]
    aligned = [described(one) for one in row.alignments.all()]
    lists = {"alignment": aligned, "endorsement": signed, "endorsementJwt": compact}
    return {
        "id": achievement_address(row),
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": row.name_th,
        "description": f"{row.description_th}\n\n{row.description_en}",
        "criteria": {"narrative": f"{row.criteria_th}\n\n{row.criteria_en}"},
        "creator": {
            "id": did_of(row.issuer),
            "type": ["Profile"],
            "name": row.issuer.name_th,
            "url": settings.BASE_URL,
        },
    } | {name: several for name, several in lists.items() if several}


def described(row: Alignment) -> dict[str, Any]:
    """A line of a framework as Open Badges 3.0 writes it."""
    told = {"targetFramework": row.framework, "targetCode": row.code}
    said = {name: value for name, value in told.items() if value}
    return {"type": ["Alignment"], "targetName": row.name, "targetUrl": row.url} | said


def signed_with(key: IssuerKey) -> QuerySet[Award]:
    """The awards whose proof names `key`, the oldest first: to be looked at one by one once it is not safe."""
    named = Award.objects.filter(achievement__issuer=key.issuer_id, document__contains=f"#{key.fragment}")
    return named.select_related("person", "achievement").defer("certificate", "document").order_by("awarded_at", "pk")


def issuers_without_key() -> list[str]:
    """Slugs of issuers that cannot sign."""
    current = IssuerKey.objects.filter(issuer=OuterRef("pk"), retired_at=None)
    return list(Issuer.objects.filter(~Exists(current)).values_list("slug", flat=True))
