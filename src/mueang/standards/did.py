"""Decentralized identifiers: did:key, did:web, and the document an issuer publishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote, urlsplit

from mueang.standards.bundled_contexts import DID_V1, MULTIKEY_V1
from mueang.standards.timestamps import to_text
from mueang.standards.verification_keys import from_multikey, to_multikey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Document = Mapping[str, Any]
Resolver = Callable[[str], Document | None]

_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")
_SEGMENT: Final = re.compile(r"[A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A signing key as its owner publishes it for ever: the key, and when it stopped signing."""

    public: Ed25519PublicKey | EllipticCurvePublicKey
    stopped_at: datetime | None = None
    compromised: bool = False

    @property
    def multikey(self) -> str:
        return to_multikey(self.public)


def did_key(public: Ed25519PublicKey | EllipticCurvePublicKey) -> str:
    """The did:key of a public key.

    Raises
    ------
    ValueError
        If the key is neither Ed25519 nor P-256.

    Source
    ------
    W3C CCG, The did:key Method v0.9, section 3.1.
    """
    return f"did:key:{to_multikey(public)}"


def key_of(did: str) -> str:
    """The verification method a did:key has.

    Examples
    --------
    >>> key_of("did:key:z6MkrJVn")
    'did:key:z6MkrJVn#z6MkrJVn'
    """
    return f"{did}#{did.rpartition(':')[2]}"


def did_key_document(did: str) -> Document:
    """The DID document that a did:key stands for; nobody needs to be asked.

    Raises
    ------
    ValueError
        If `did` is not the did:key of an Ed25519 or P-256 key.

    Source
    ------
    W3C CCG, The did:key Method v0.9, section 3.1.3.
    """
    multikey = did.removeprefix("did:key:")
    if multikey == did:
        raise ValueError("not a did:key")
    from_multikey(multikey)
    method = {"id": f"{did}#{multikey}", "type": "Multikey", "controller": did, "publicKeyMultibase": multikey}
    return {
        "@context": [DID_V1, MULTIKEY_V1],
        "id": did,
        "verificationMethod": [method],
        "assertionMethod": [method["id"]],
        "authentication": [method["id"]],
    }


def did_web(url: str) -> str:
    """The did:web of an https address: a host, or a host and a path.

    Parameters
    ----------
    url : such as `https://city.example` or `https://unit.example:8443/cities/yala`

    Raises
    ------
    ValueError
        If `url` is not https, or has a user, query, fragment, or a path segment beyond letters, digits and `._~-`.

    Source
    ------
    W3C CCG, did:web Method Specification, section 2.1.

    Examples
    --------
    >>> did_web("https://unit.example:8443/cities/yala")
    'did:web:unit.example%3A8443:cities:yala'
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if parts.scheme != "https" or parts.query or parts.fragment or not _HOST.fullmatch(parts.netloc.lower()):
        raise ValueError(f"no did:web for {url!r}")
    if not all(_SEGMENT.fullmatch(segment) for segment in segments):
        raise ValueError(f"no did:web for the path of {url!r}")
    return ":".join(["did:web", quote(parts.netloc.lower(), safe=""), *segments])


def did_web_url(did: str) -> str:
    """The https address at which the document of a did:web is published.

    Raises
    ------
    ValueError
        If `did` is not a did:web, or its host or path could lead anywhere but to that host.

    Source
    ------
    W3C CCG, did:web Method Specification, section 3.2 (read).

    Examples
    --------
    >>> did_web_url("did:web:city.example")
    'https://city.example/.well-known/did.json'
    >>> did_web_url("did:web:unit.example%3A8443:cities:yala")
    'https://unit.example:8443/cities/yala/did.json'
    """
    scheme, _, rest = did.partition("did:web:")
    host, *segments = [unquote(part) for part in rest.split(":")]
    if scheme or not _HOST.fullmatch(host):
        raise ValueError(f"not a did:web: {did!r}")
    if not all(_SEGMENT.fullmatch(segment) and segment.strip(".") for segment in segments):
        raise ValueError(f"not a did:web path: {did!r}")
    path = "/".join(segments) or ".well-known"
    return f"https://{host}/{path}/did.json"


def did_document(did: str, *, keys: Iterable[PublishedKey]) -> dict[str, Any]:
    """The DID document an issuer publishes: all keys it ever signed with, each under its own Multikey.

    Parameters
    ----------
    did : the issuer, such as a did:web
    keys : every key, old ones too; `stopped_at` is written as `expires`, or as `revoked` if the key was compromised

    Returns
    -------
    dict, JSON-LD. A compromised key leaves `assertionMethod`. A key that was merely replaced stays in it with its
    `expires`: verifiers we know look only at `assertionMethod`, and would refuse every certificate it ever signed.

    Raises
    ------
    ValueError
        If a compromised key has no `stopped_at`, or a key is on an unknown curve.

    Source
    ------
    W3C Controlled Identifiers 1.0, sections 2.2 (`expires`, `revoked`) and 2.3.2 (assertion).
    """
    listed = list(keys)
    methods = [_method(did, key) for key in listed]
    return {
        "@context": [DID_V1, MULTIKEY_V1],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method, key in zip(methods, listed, strict=True) if not key.compromised],
    }


def known(*documents: Document) -> Resolver:
    """A resolver that knows exactly `documents`, for checking without a network."""
    by_id = {document["id"]: document for document in documents}
    return by_id.get


def _method(did: str, key: PublishedKey) -> dict[str, Any]:
    if key.compromised and key.stopped_at is None:
        raise ValueError("a compromised key needs the instant since when")
    method = {
        "id": f"{did}#{key.multikey}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": key.multikey,
    }
    if key.stopped_at is not None:
        method["revoked" if key.compromised else "expires"] = to_text(key.stopped_at)
    return method
