"""What is handed to a carrier, and what a carrier says of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from mueang.apps.notices.enums import Reason


class Verdict(StrEnum):
    """What is known of a request."""

    ACCEPTED = "accepted"  # the provider has it, now or from an earlier request under the same key
    REFUSED = "refused"  # the provider will never take it
    NOT_SENT = "not_sent"  # it never arrived: repeating is safe
    UNKNOWN = "unknown"  # it may have arrived
    LATER = "later"  # the provider wants to be asked again later; it has not taken it
    UNTRIED = "untried"  # time was up before it was tried


@dataclass(frozen=True, slots=True)
class Parcel:
    """One request to a provider: the same words for one address or for several, under one key."""

    key: UUID
    addresses: tuple[str, ...] = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    unsubscribe: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: a code of the provider or the kind of a fault, never its words, which may name somebody."""

    verdict: Verdict
    says: str = ""
    reason: Reason | str = ""
    pause_seconds: float | None = None


class Carrier(Protocol):
    """A way out of the house. `carry` is called from several threads where `at_once` is more than one."""

    is_keyed: bool  # the provider knows a repeated request by its key
    takes_many: int  # addresses of one request
    at_once: int  # requests under way at the same time
    wave: int  # notices taken at a time

    def carry(self, parcel: Parcel) -> Outcome:
        """Hand it over, once."""

    def close(self) -> None:
        """Give connections back."""
