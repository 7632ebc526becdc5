"""One batch of a device on its way into the roll: what is known already, and what it adds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.actions.marks import HERE
from mueang.apps.enrollment.actions.members import Member, NewMember, at_the_door
from mueang.apps.enrollment.actions.sent import SentBatch, SentCheckOut, SentMark, SentWalkIn
from mueang.apps.enrollment.actions.standing import refuse_roll
from mueang.apps.enrollment.actions.walk_ins import WalkIn, seat_walk_ins
from mueang.apps.enrollment.enums import MARKS_HERE, Weight
from mueang.apps.enrollment.errors import (
    DetailsRefused,
    LateMarkNeedsReason,
    MarkKeyTaken,
    MarkTooFarAhead,
    MinutesOutOfRange,
    NotOnTheRoll,
    PerhapsOnTheRoll,
)
from mueang.apps.enrollment.models import CheckOut, Enrollment, MarkEntry, Party
from mueang.apps.enrollment.queries import admitted_to, mark_of_arrival, standing_entries
from mueang.apps.people.actions import add_persons
from mueang.lib.ready import ReadyAmong, insert_rows

_WRITTEN = ReadyAmong(
    lambda numbers: MarkEntry.objects.filter(uuid__in=numbers).select_related("enrollment", "made_by").order_by()
)
_CHECKED_OUT = ReadyAmong(lambda numbers: CheckOut.objects.filter(uuid__in=numbers).order_by())


@dataclass(slots=True)
class Desk:
    """The locked session, who may be marked in it, the marks that stand, and what was written under these numbers."""

    session: Session
    batch: SentBatch
    actor: User
    now: datetime
    standing: dict[int, MarkEntry]
    sheet: dict[UUID, Enrollment]
    written: dict[UUID, MarkEntry]
    checked_out: set[UUID]
    new_marks: list[MarkEntry] = field(default_factory=list)
    n_walk_ins: int = 0
    n_check_outs: int = 0
    n_contested: int = 0
    before: dict[str, list[object]] = field(default_factory=dict)

    @classmethod
    def open(cls, session: Session, *, batch: SentBatch, actor: User, now: datetime) -> Desk:
        standing = standing_entries(session)
        numbers = {item.uuid for item in batch.items} | {getattr(item, "who", item.uuid) for item in batch.items}
        return cls(
            session=session,
            batch=batch,
            actor=actor,
            now=now,
            standing=standing,
            sheet={row.uuid: row for row in admitted_to(session, standing)},
            written={entry.uuid: entry for entry in _WRITTEN(list(numbers))},
            checked_out={row.uuid for row in _CHECKED_OUT(list(numbers)) if row.session_id == session.pk},
        )

    @property
    def has_written(self) -> bool:
        return bool(self.new_marks or self.n_check_outs)

    def moment(self, device_at: datetime) -> datetime:
        """The device's time as the server's clock would have shown it, and never after the server's now."""
        skew = self.now - self.batch.sent_at if self.batch.sent_at else timedelta(0)
        return min(device_at + skew, self.now)

    def take_mark(self, item: SentMark) -> None:
        """Write the mark, unless it is written. Raises NotOnTheRoll, MinutesOutOfRange, LateMarkNeedsReason..."""
        if self._is_written(item.uuid):
            return
        enrollment, made_at = self._who(item.who), self.moment(item.made_at)
        refuse_roll(self.session, at=made_at)
        is_after = timezone.localdate(self.session.ends_at) < timezone.localdate(made_at)
        reason = item.reason.strip()[:200]
        if is_after and not reason:
            raise LateMarkNeedsReason
        minutes = self.session.minutes - item.minutes_away if item.mark in MARKS_HERE else 0
        if not 0 <= minutes <= self.session.minutes:
            raise MinutesOutOfRange(name=enrollment.person.full_name, session_minutes=self.session.minutes)
        entry = MarkEntry(
            uuid=item.uuid,
            session=self.session,
            enrollment=enrollment,
            mark=item.mark,
            minutes_present=minutes,
            reason=reason,
            weight=Weight.CORRECTED if is_after else Weight.MARKED,
            made_at=made_at,
            made_by=self.actor,
            device=self.batch.device,
            device_at=item.made_at,
            received_at=self.now,
        )
        self._place(entry, base=item.base)

    def _place(self, entry: MarkEntry, *, base: UUID | None) -> None:
        held = self.standing.get(entry.enrollment_id)
        loser = _contested(entry, held, base=base)
        stands = held if held is not None and held.standing > entry.standing else entry
        if loser is entry:
            entry.lost_to = held
        insert_rows([entry])
        if loser is not None:
            self.n_contested += 1
        if held is not None and loser is held:
            MarkEntry.objects.filter(pk=held.pk).update(lost_to=entry)
        if held is not None and stands is entry:
            self.before[str(entry.enrollment.uuid)] = [held.mark, held.minutes_present]
        self.standing[entry.enrollment_id] = stands
        self.written[entry.uuid] = entry
        self.new_marks.append(entry)

    def take_walk_in(self, item: SentWalkIn) -> None:
        """Seat them as a party of their own and mark them as here since they came.

        Raises PerhapsOnTheRoll for a namesake, and refuses as `seat_walk_ins` does.
        """
        if self._is_written(item.uuid):
            return
        made_at = self.moment(item.made_at)
        refuse_roll(self.session, at=made_at)
        if not item.is_other:
            self._refuse_namesakes(item.member)
        with transaction.atomic():
            walk_in = WalkIn(self._member(item), HERE, adds_seat=item.adds_seat)
            (key,) = seat_walk_ins(self.session.offering, [walk_in], actor=self.actor, now=self.now)
            enrollment = Enrollment.objects.select_related("person").get(pk=key)
            enrollment.party = Party.objects.create(
                offering=self.session.offering,
                lead=enrollment.person,
                ticket=secrets.token_urlsafe(32),
                request_key=fingerprint("walk-in", item.uuid),
            )
            enrollment.save(update_fields=["party"])
            mark, minutes = mark_of_arrival(self.session, at=made_at)
            entry = MarkEntry(
                uuid=item.uuid,
                session=self.session,
                enrollment=enrollment,
                mark=mark,
                minutes_present=minutes,
                weight=Weight.MARKED,
                made_at=made_at,
                made_by=self.actor,
                device=self.batch.device,
                device_at=item.made_at,
                received_at=self.now,
            )
            self._place(entry, base=None)
        self.sheet[enrollment.uuid] = enrollment
        self.n_walk_ins += 1

    def _refuse_namesakes(self, member: NewMember) -> None:
        same = [row for row in self.sheet.values() if row.person.match_key == member.key]
        if same:
            raise PerhapsOnTheRoll(name=same[0].person.full_name, enrollments=[row.uuid for row in same])

    def _member(self, item: SentWalkIn) -> Member:
        """As typed; a namesake known to be somebody else becomes a person of their own, whatever the phone."""
        if not item.is_other:
            return item.member
        city = self.session.offering.city
        try:
            (person,) = add_persons(
                city=city, people=[item.member.as_new_person()], actor=at_the_door(self.actor, city)
            )
        except ValidationError as refusal:
            raise DetailsRefused(name=item.member.full_name, words=refusal.messages) from refusal
        return person

    def take_check_out(self, item: SentCheckOut) -> None:
        """Write who fetched the child. Raises NotOnTheRoll, MarkTooFarAhead, RollTooEarly."""
        if item.uuid in self.checked_out:
            return
        fetched_at = self.moment(item.made_at)
        refuse_roll(self.session, at=fetched_at)
        enrollment = self._who(item.who)
        if CheckOut.objects.filter(uuid=item.uuid).exists():
            raise MarkKeyTaken
        CheckOut.objects.create(
            uuid=item.uuid,
            session=self.session,
            enrollment=enrollment,
            fetched_by=item.fetched_by.strip()[:120],
            is_taken_back=item.is_taken_back,
            fetched_at=fetched_at,
            recorded_by=self.actor,
            device=self.batch.device,
            received_at=self.now,
        )
        self.checked_out.add(item.uuid)
        self.n_check_outs += 1

    def _is_written(self, number: UUID) -> bool:
        """Whether this mark is in the roll; raises MarkKeyTaken if its number belongs to another session's."""
        entry = self.written.get(number)
        if entry is not None and entry.session_id != self.session.pk:
            raise MarkKeyTaken
        return entry is not None

    def _who(self, number: UUID) -> Enrollment:
        """The learner meant; raises MarkTooFarAhead for a walk-in that has not arrived, NotOnTheRoll for a stranger."""
        entry = self.written.get(number)
        enrollment = self.sheet.get(number)
        if enrollment is None and entry is not None and entry.session_id == self.session.pk:
            return entry.enrollment
        if enrollment is not None:
            return enrollment
        raise NotOnTheRoll if Enrollment.objects.filter(uuid=number).exists() else MarkTooFarAhead


def _contested(entry: MarkEntry, held: MarkEntry | None, *, base: UUID | None) -> MarkEntry | None:
    """The loser, where two colleagues marked one learner differently and neither saw the other's mark; else None."""
    if held is None or held.weight == Weight.ASSUMED or held.device == entry.device or held.uuid == base:
        return None
    if (held.mark, held.minutes_present) == (entry.mark, entry.minutes_present):
        return None
    return min(held, entry, key=lambda one: one.standing)
