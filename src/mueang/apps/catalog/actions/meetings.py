"""Plan, change, cancel and reinstate the sessions of an offering."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.announcing import leave_word, was_said
from mueang.apps.catalog.actions.finding import mark_one_changed
from mueang.apps.catalog.actions.offerings import locked_offering
from mueang.apps.catalog.enums import ChangeKind, Mode, OfferingState, SessionState
from mueang.apps.catalog.errors import (
    EndsBeforeItStarts,
    NotPublished,
    PlaceElsewhere,
    RoomTaken,
    SeatsNeedARoom,
    SessionIsOver,
    TooLateToReinstate,
)
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.catalog.queries.wording import Words
from mueang.apps.places.models import Place


class SessionChanges(TypedDict, total=False):
    """What may be changed in a session; `place` is None where the offering's holds."""

    starts_at: datetime
    ends_at: datetime
    mode: Mode | str
    topic_th: str
    topic_en: str
    place: Place | None
    room_th: str
    room_en: str
    seats: int | None


@transaction.atomic
def plan_sessions(*, offering: Offering, plan: Sequence[PlannedSession], actor: User) -> list[Session]:
    """Add the sessions, numbered on from the last; the offering's first and last day widen to hold them.

    Raises PermissionDenied, NotPublished if it was cancelled or finished, EndsBeforeItStarts, PlaceElsewhere,
    RoomTaken, SeatsNeedARoom.
    """
    offering = locked_offering(offering, actor)
    if offering.state not in (OfferingState.DRAFT, OfferingState.PUBLISHED):
        raise NotPublished
    last: int = offering.sessions.aggregate(last=Max("number"))["last"] or 0
    sessions = [_session(planned, offering, number=number) for number, planned in enumerate(plan, start=last + 1)]
    Session.objects.bulk_create(sessions)
    _refuse_shared_rooms(offering, sessions)
    _widen(offering, sessions)
    mark_one_changed(offering)
    facts = {"numbers": [session.number for session in sessions]}
    record(actor=actor, verb="offering.sessions_planned", target=offering, book=offering.city.slug, facts=facts)
    return sessions


@transaction.atomic
def change_session(
    *,
    session: Session,
    actor: User,
    words: Words | None = None,
    now: datetime | None = None,
    **changes: Unpack[SessionChanges],
) -> Session:
    """Change a session that is still to come; calendars learn of it, and those seated by `words`.

    A repeated press changes nothing. Raises PermissionDenied, SessionIsOver, EndsBeforeItStarts, PlaceElsewhere,
    RoomTaken, SeatsNeedARoom.
    """
    now = now or timezone.now()
    offering, session = _locked(session, actor)
    if was_said(offering, words):
        return session
    _check_is_to_come(session, now)
    for name, value in changes.items():
        setattr(session, name, value)
    _check(session, offering)
    session.n_changes += 1
    session.save()
    _refuse_shared_rooms(offering, [session])
    _widen(offering, [session])
    leave_word(offering=offering, kind=ChangeKind.MOVED, words=words, actor=actor, now=now)
    mark_one_changed(offering)
    facts = {"number": session.number, "changed": sorted(changes)}
    record(actor=actor, verb="session.changed", target=session, book=offering.city.slug, facts=facts)
    return session


@transaction.atomic
def cancel_session(
    *, session: Session, reason: str = "", words: Words | None = None, actor: User, now: datetime | None = None
) -> Session:
    """Call one session off. It stays in the list and in calendars, marked cancelled; `reason` is shown in public.

    A repeated press changes nothing. Raises PermissionDenied, SessionIsOver.
    """
    now = now or timezone.now()
    offering, session = _locked(session, actor)
    if was_said(offering, words):
        return session
    _check_is_to_come(session, now)
    session.state, session.cancel_note, session.cancelled_at = SessionState.CANCELLED, reason, now
    return _turn(session, offering, kind=ChangeKind.SESSION_CANCELLED, words=words, actor=actor, now=now)


@transaction.atomic
def reinstate_session(
    *, session: Session, words: Words | None = None, actor: User, now: datetime | None = None
) -> Session:
    """Let a session that was called off take place after all, as long as it has not begun.

    A repeated press changes nothing. Raises PermissionDenied, NotPublished, TooLateToReinstate.
    """
    now = now or timezone.now()
    offering, session = _locked(session, actor)
    if was_said(offering, words):
        return session
    if offering.state not in (OfferingState.DRAFT, OfferingState.PUBLISHED):
        raise NotPublished
    if session.state != SessionState.CANCELLED or session.starts_at <= now:
        raise TooLateToReinstate
    session.state, session.cancel_note, session.cancelled_at = SessionState.PLANNED, "", None
    return _turn(session, offering, kind=ChangeKind.SESSION_BACK, words=words, actor=actor, now=now)


def _turn(
    session: Session, offering: Offering, *, kind: ChangeKind, words: Words | None, actor: User, now: datetime
) -> Session:
    """Save another state of a session, tell calendars, the seated and the record."""
    session.n_changes += 1
    session.save(update_fields=["state", "cancel_note", "cancelled_at", "n_changes", "changed_at"])
    leave_word(offering=offering, kind=kind, words=words, actor=actor, now=now)
    mark_one_changed(offering)
    verb = "session.cancelled" if session.state == SessionState.CANCELLED else "session.reinstated"
    record(actor=actor, verb=verb, target=session, book=offering.city.slug, facts={"number": session.number})
    return session


def _locked(session: Session, actor: User) -> tuple[Offering, Session]:
    """Offering and session as they are now, locked through the offering."""
    offering = locked_offering(session.offering, actor)
    session = Session.objects.select_related("place").get(pk=session.pk)
    session.offering = offering
    return offering, session


def _check_is_to_come(session: Session, now: datetime) -> None:
    if session.state != SessionState.PLANNED or session.is_over(now):
        raise SessionIsOver


def _session(planned: PlannedSession, offering: Offering, *, number: int) -> Session:
    session = Session(
        offering=offering,
        number=number,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        mode=planned.mode,
        topic_th=planned.topic_th,
        topic_en=planned.topic_en,
        place=planned.place,
        rule_on=planned.rule_on,
        room_th=planned.room_th.strip(),
        room_en=planned.room_en.strip(),
        seats=planned.seats,
    )
    _check(session, offering)
    return session


def _check(session: Session, offering: Offering) -> None:
    if session.ends_at <= session.starts_at:
        raise EndsBeforeItStarts
    if session.place is not None and session.place.city_id != offering.city_id:
        raise PlaceElsewhere
    if session.seats is not None and not session.room_th:
        raise SeatsNeedARoom
    session.clean_fields()


def _refuse_shared_rooms(offering: Offering, sessions: Sequence[Session]) -> None:
    """Raises RoomTaken where one of these shares its room with another at the same time; asked only where rooms are."""
    rooms = {session.room_th for session in sessions if session.room_th}
    if not rooms:
        return
    same = Session.objects.planned().filter(room_th__in=rooms).annotate(at=Coalesce("place", "offering__place"))
    for one in sessions:
        place = one.place_id or offering.place_id
        there = same.filter(room_th=one.room_th, at=place, starts_at__lt=one.ends_at, ends_at__gt=one.starts_at)
        if one.room_th and there.exclude(pk=one.pk).exists():
            raise RoomTaken(room=one.room_th, starts_at=one.starts_at)


def _widen(offering: Offering, sessions: Sequence[Session]) -> None:
    days = [timezone.localdate(at) for session in sessions for at in (session.starts_at, session.ends_at)]
    offering.starts_on = min([offering.starts_on, *days])
    offering.ends_on = max([offering.ends_on, *days])
    offering.save(update_fields=["starts_on", "ends_on"])
