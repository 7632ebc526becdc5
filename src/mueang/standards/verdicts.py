"""What a verifier says: one verdict, made of named checks with stable codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final, NamedTuple

MALFORMED: Final = "malformed"  # not a credential
OVERSIZED: Final = "oversized"  # longer than any credential is
TOO_DEEP: Final = "too_deep"  # nested deeper than any credential is
UNSUPPORTED: Final = "unsupported"  # a form or algorithm nobody promised to read
UNSIGNED: Final = "unsigned"  # no proof at all
UNKNOWN_ISSUER: Final = "unknown_issuer"  # nobody vouches for the issuer's keys
UNAUTHORIZED_KEY: Final = "unauthorized_key"  # the key is not the issuer's, or had stopped signing
TAMPERED: Final = "tampered"  # the signature does not cover what is written
PROOF_EXPIRED: Final = "proof_expired"
NOT_YET_VALID: Final = "not_yet_valid"
EXPIRED: Final = "expired"
REVOKED: Final = "revoked"
SUSPENDED: Final = "suspended"
STATUS_UNKNOWN: Final = "status_unknown"  # revocation could not be looked up

CODES: Final = (
    MALFORMED, OVERSIZED, TOO_DEEP, UNSUPPORTED, UNSIGNED, UNKNOWN_ISSUER, UNAUTHORIZED_KEY, TAMPERED,
    PROOF_EXPIRED, NOT_YET_VALID, EXPIRED, REVOKED, SUSPENDED, STATUS_UNKNOWN,
)  # fmt: skip

AUTHENTICITY: Final = frozenset({"format", "shape", "issuer", "proof"})


class Refused(ValueError):
    """A check that failed: `code` is one of `CODES`, `detail` says where, in English."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Check(NamedTuple):
    """One thing looked at: its name, whether it held, and if not why."""

    name: str
    ok: bool
    code: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a credential: every check in order, and the credential if it could be read."""

    ok: bool
    checks: tuple[Check, ...]
    credential: Mapping[str, Any] | None = field(default=None, repr=False)

    @property
    def failed(self) -> str | None:
        """The code of the first check that failed; None if all held."""
        return next((check.code for check in self.checks if not check.ok), None)

    @property
    def authentic(self) -> bool:
        """Whether the issuer wrote exactly this, whatever its dates and status say today."""
        return {check.name for check in self.checks if check.ok} >= AUTHENTICITY


_HELD = attrgetter("ok")


def verdict(checks: list[Check], *, credential: Mapping[str, Any] | None) -> Verdict:
    """The verdict that `checks` add up to: ok only if there are some and all held."""
    return Verdict(bool(checks) and all(map(_HELD, checks)), tuple(checks), credential)
