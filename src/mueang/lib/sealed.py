"""Bytes encrypted for the database, and hashes that only this installation can compute.

Every purpose has a key of its own, derived from the one secret the operator keeps. A sealed value is bound to what it
belongs to, so a cipher text copied onto another row does not open there.
"""

from __future__ import annotations

import hmac
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

# The first byte of a sealed value names the scheme, so that a later one can live beside it.
_SCHEME = b"\x01"
_NONCE_BYTES = 12


class SealBroken(ValueError):
    """The value was not sealed here for this purpose and owner, or was changed since."""


def seal(data: bytes, *, purpose: str = "field", bound_to: str = "") -> bytes:
    """Encrypt `data` (AES-256-GCM, fresh nonce) so that only the same purpose and `bound_to` open it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _SCHEME + nonce + _cipher(settings.FIELD_KEY, purpose).encrypt(nonce, data, bound_to.encode())


def unseal(sealed: bytes | memoryview, *, purpose: str = "field", bound_to: str = "") -> bytes:
    """What `seal` was given. Raises SealBroken for anything else; the error never holds the data."""
    from cryptography.exceptions import InvalidTag  # 8 MB in every web process that opens and seals nothing

    sealed = bytes(sealed)  # PostgreSQL hands binary fields over as memoryview
    scheme, nonce, cipher_text = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if scheme != _SCHEME:
        raise SealBroken("unknown scheme")
    for key in (settings.FIELD_KEY, *settings.FIELD_KEYS_BEFORE):
        try:
            return _cipher(key, purpose).decrypt(nonce, cipher_text, bound_to.encode())
        except (InvalidTag, ValueError):  # ValueError: the nonce is cut short
            continue
    raise SealBroken("changed, or sealed for something else")


def keyed_hash(text: str, *, purpose: str) -> str:
    """64 hex digits, equal for equal text, that nobody can compute by trying all numbers without the key.

    Rotating the key changes no hash: rows are found by them, so the first key goes on making them.
    """
    first = settings.FIELD_KEYS_BEFORE[-1] if settings.FIELD_KEYS_BEFORE else settings.FIELD_KEY
    return hmac.new(_derived(first, f"hash:{purpose}"), text.encode(), "sha256").hexdigest()


@lru_cache(maxsize=32)
def _cipher(secret: str, purpose: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # as above

    return AESGCM(_derived(secret, f"seal:{purpose}"))


@lru_cache(maxsize=32)
def _derived(secret: str, use: str) -> bytes:
    """A key of 32 bytes for one use (HKDF with SHA-256 and no salt, RFC 5869); the secret itself encrypts nothing."""
    extracted = hmac.digest(bytes(32), secret.encode(), "sha256")
    return hmac.digest(extracted, f"mueang:{use}".encode() + b"\x01", "sha256")
