"""A keeper's device that marks while it has no network, and sends later, twice, or in any order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.actions import (
    Answer,
    NewMember,
    Sent,
    SentBatch,
    SentCheckOut,
    SentMark,
    SentSave,
    SentWalkIn,
    sync_roll,
)
from mueang.apps.enrollment.models import Enrollment

INVENTED = NewMember(given_name="เดินมา", family_name="ทดสอบ", prefix="นาย", phone="0861112222", is_invented=True)


class Device:
    """`clock_off` is how far its clock is ahead of the server's."""

    def __init__(self, session: Session, *, actor: Any, clock_off: timedelta = timedelta(0)) -> None:
        self.session, self.actor, self.clock_off, self.name = session, actor, clock_off, str(uuid4())

    def at(self, moment: datetime | None) -> datetime:
        """What its clock shows then."""
        return (moment or timezone.now()) + self.clock_off

    def mark(
        self, who: Enrollment | UUID, mark: str = "absent", *, at: datetime | None = None, **more: Any
    ) -> SentMark:
        key = who.uuid if isinstance(who, Enrollment) else who
        return SentMark(uuid=uuid4(), who=key, mark=mark, made_at=self.at(at), **more)

    def walk_in(self, member: NewMember = INVENTED, *, at: datetime | None = None, **more: Any) -> SentWalkIn:
        return SentWalkIn(uuid=uuid4(), member=member, made_at=self.at(at), **more)

    def check_out(
        self, who: Enrollment, fetched_by: str = "ยาย", *, at: datetime | None = None, **more: Any
    ) -> SentCheckOut:
        return SentCheckOut(uuid=uuid4(), who=who.uuid, fetched_by=fetched_by, made_at=self.at(at), **more)

    def save(self, *, at: datetime | None = None) -> SentSave:
        return SentSave(uuid=uuid4(), made_at=self.at(at))

    def send(self, *items: Sent, now: datetime | None = None, knows_time: bool = True) -> list[Answer]:
        sent_at = self.at(now) if knows_time else None
        batch = SentBatch(device=self.name, sent_at=sent_at, items=items)
        return sync_roll(session=self.session, batch=batch, actor=self.actor, now=now)
