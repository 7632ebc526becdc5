"""The key of backups: 32 bytes that can be written on paper, and what is derived from them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

_MARK = "mueang-backup-1"
_CHECK_BYTES = 4


class KeyUnreadable(ValueError):
    """What was given is no key of backups, or was mistyped."""


@dataclass(frozen=True, slots=True)
class BackupKey:
    """Opens every backup made with it; never shown by accident."""

    secret: bytes

    def __repr__(self) -> str:
        return f"BackupKey({self.mark})"

    @property
    def mark(self) -> str:
        """Eight digits by which two keys are told apart; nothing about the key follows from them."""
        return self.derived("mark").hex()[:8]

    def derived(self, use: str) -> bytes:
        """A key of 32 bytes for one use (HKDF with SHA-256, RFC 5869); the secret itself encrypts nothing."""
        extracted = hmac.digest(bytes(32), self.secret, "sha256")
        return hmac.digest(extracted, f"mueang-backup:{use}".encode() + b"\x01", "sha256")

    def written(self) -> str:
        """As it stands in the file and on paper: groups of four letters and digits, the last of them a check."""
        text = base64.b32encode(self.secret + _check(self.secret)).decode().rstrip("=")
        return f"{_MARK} " + "-".join(text[n : n + 4] for n in range(0, len(text), 4))


def new_key() -> BackupKey:
    return BackupKey(secrets.token_bytes(32))


def read_key(text: str) -> BackupKey:
    """The key somebody typed; spaces, dashes, case and the usual mistakes (0 for O, 1 for I, 8 for B) are forgiven."""
    bare = text.strip().lower().removeprefix(_MARK).upper().translate(str.maketrans("018", "OIB", " -\n\r\t"))
    try:
        raw = base64.b32decode(bare + "=" * (-len(bare) % 8))
    except ValueError:
        raw = b""
    secret, check = raw[:32], raw[32:]
    if len(secret) != 32 or not hmac.compare_digest(check, _check(secret)):
        raise KeyUnreadable("this is no key of backups, or a letter of it is wrong")
    return BackupKey(secret)


def key_in(path: Path) -> BackupKey:
    """The key in a file; OSError where there is none."""
    return read_key(path.read_text(encoding="utf-8"))


def write_key(key: BackupKey, path: Path) -> None:
    """Into a new file that only its owner reads; FileExistsError where there is one: a key is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(key.written() + "\n")
        file.flush()
        os.fsync(file.fileno())


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"mueang-backup-check" + secret).digest()[:_CHECK_BYTES]
