"""What a keeper's device sends after taking a roll without a network, and what it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from mueang.apps.enrollment.actions.members import NewMember
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.models import MarkEntry


@dataclass(frozen=True, slots=True)
class SentMark:
    """How `who` was there: an enrollment, or somebody who walked in, by the number of that walk-in.

    `minutes_away` counts what they missed of the session; `base` is the mark the device saw standing, if any.
    """

    uuid: UUID
    who: UUID
    mark: str
    made_at: datetime
    minutes_away: int = 0
    reason: str = ""
    base: UUID | None = None


@dataclass(frozen=True, slots=True)
class SentWalkIn:
    """Somebody who came without being enrolled. `is_other` says that a namesake on the roll is somebody else."""

    uuid: UUID
    member: NewMember
    made_at: datetime
    adds_seat: bool = False
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class SentCheckOut:
    """`who` was fetched by `fetched_by`; or, `is_taken_back`, that was a slip."""

    uuid: UUID
    who: UUID
    fetched_by: str
    made_at: datetime
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True)
class SentSave:
    """The keeper is done: whoever has no mark was there."""

    uuid: UUID
    made_at: datetime


Sent: TypeAlias = SentMark | SentWalkIn | SentCheckOut | SentSave


@dataclass(frozen=True, slots=True)
class SentBatch:
    """What one device sends about one session. `sent_at` is the device's clock at sending."""

    device: str
    sent_at: datetime | None
    items: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one item. Kept: it is written, once, and the device may forget it.

    `instead` is the mark that stands where this one does not; `refusal` says what to do about one that is not kept.
    """

    uuid: UUID
    instead: MarkEntry | None = None
    refusal: EnrollmentRefused | None = None

    @property
    def is_kept(self) -> bool:
        return self.refusal is None
