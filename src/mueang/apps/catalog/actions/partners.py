"""Keep a partner's calendar while it is being checked, and take it over whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.announcing import leave_word
from mueang.apps.catalog.actions.freshness import hand_over_offering
from mueang.apps.catalog.actions.meetings import cancel_session, change_session, plan_sessions, reinstate_session
from mueang.apps.catalog.actions.quick import NewProgram, SimpleOffering, offer
from mueang.apps.catalog.enums import ChangeKind, MeetingState, SheetState
from mueang.apps.catalog.errors import ImportClosed, OwnerElsewhere, PlaceNotChosen, TimetableMovedOn
from mueang.apps.catalog.models import CalendarImport, Offering, Origin, PartnerCalendar, Session
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.catalog.queries.partner_files import Meeting, PartnerFile
from mueang.apps.catalog.queries.partner_words import words_of
from mueang.apps.catalog.queries.partners import Activity, Entry, import_plan
from mueang.apps.catalog.rules import teaching_places
from mueang.apps.network.models import City

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How much a confirmation made, changed and called off."""

    n_offerings: int = 0
    n_sessions: int = 0
    n_changed: int = 0

    def __add__(self, other: TakenOver) -> TakenOver:
        return TakenOver(
            self.n_offerings + other.n_offerings, self.n_sessions + other.n_sessions, self.n_changed + other.n_changed
        )


@transaction.atomic
def stage_calendar(
    *, city: City, name: str, file_name: str, until: date, read: PartnerFile, choices: Mapping[str, Any], actor: User
) -> CalendarImport:
    """Keep what was read of a partner's file, to be checked; nothing is made yet. Raises PermissionDenied."""
    _check_may(actor, city)
    calendar, _made = PartnerCalendar.objects.get_or_create(city=city, name=name[:120])
    imported = CalendarImport(
        city=city,
        calendar=calendar,
        file_name=file_name[:200],
        until=until,
        said=read.as_json(),
        choices=dict(choices),
        made_by=actor,
    )
    imported.clean_fields(exclude=["said", "choices"])
    imported.save(force_insert=True)
    facts = {"n_meetings": len(read.meetings), "n_unusable": len(read.unusable)}
    record(actor=actor, verb="calendar.staged", target=imported, book=city.slug, facts=facts)
    return imported


@transaction.atomic
def choose(*, imported: CalendarImport, number: int | None, choices: Mapping[str, Any], actor: User) -> CalendarImport:
    """Say what becomes of one activity, or of all that nothing was said of. Raises PermissionDenied, ImportClosed."""
    imported = _locked(imported, actor)
    if number is None:
        imported.choices = {**imported.choices, **choices}
    else:
        said = imported.choices.get("activities", {})
        own = {**said.get(str(number), {}), **choices}
        imported.choices = {**imported.choices, "activities": {**said, str(number): own}}
    imported.save(update_fields=["choices"])
    return imported


@transaction.atomic
def confirm_calendar(
    *, imported: CalendarImport, seen: str, publishes: bool, actor: User, now: datetime | None = None
) -> TakenOver:
    """Make what is new, follow what the partner changed, and tell those seated; all of it or nothing.

    `seen` is the fingerprint of the preview: where something else would happen by now, nothing does.

    Raises PermissionDenied, ImportClosed for a second press, TimetableMovedOn, PlaceNotChosen, OwnerElsewhere.
    """
    now = now or timezone.now()
    imported = _locked(imported, actor)
    # Whoever takes the same calendar over at the same time waits here, and then finds everything done.
    calendar = PartnerCalendar.objects.select_for_update().get(pk=imported.calendar_id)
    imported.calendar = calendar
    plan = import_plan(imported=imported, viewer=actor, now=now)
    if plan.fingerprint != seen:
        raise TimetableMovedOn
    if plan.n_lacking:
        raise PlaceNotChosen
    _lock_offerings(plan.activities)
    taken = TakenOver()
    for activity in plan.activities:
        if not activity.choice.is_skipped:
            taken += _take_over(activity, imported, publishes=publishes, actor=actor, now=now)
    calendar.read_at, calendar.choices = now, {k: v for k, v in imported.choices.items() if k != "activities"}
    calendar.save(update_fields=["read_at", "choices"])
    _close(imported, SheetState.CONFIRMED, now)
    facts = {"offerings": taken.n_offerings, "sessions": taken.n_sessions, "changed": taken.n_changed}
    record(actor=actor, verb="calendar.confirmed", target=imported, book=imported.city.slug, facts=facts)
    return taken


@transaction.atomic
def discard_calendar(*, imported: CalendarImport, actor: User) -> None:
    """Throw a file away with all that was read of it. Raises PermissionDenied, ImportClosed."""
    imported = _locked(imported, actor)
    _close(imported, SheetState.DISCARDED, timezone.now())
    record(actor=actor, verb="calendar.discarded", target=imported, book=imported.city.slug)


def _take_over(
    activity: Activity, imported: CalendarImport, *, publishes: bool, actor: User, now: datetime
) -> TakenOver:
    words = [(offering, words_of(offering, entries)) for offering, entries in activity.touched]
    for entry in activity.followed:
        _follow(entry, actor=actor, now=now)
    made, n_offerings = [], 0
    if activity.new and activity.offering is not None:
        plan = [_planned(entry, activity.offering.place_id, activity) for entry in activity.new]
        made = plan_sessions(offering=activity.offering, plan=plan, actor=actor)
    elif activity.new:
        made, n_offerings = _offer(activity, imported.city, publishes=publishes, actor=actor), 1
    for offering, said in words:
        leave_word(offering=offering, kind=ChangeKind.TIMETABLE, words=said, actor=actor, now=now)
    _remember(activity, made, imported.calendar)
    return TakenOver(n_offerings, len(made), len(activity.followed))


def _follow(entry: Entry, *, actor: User, now: datetime) -> None:
    session, meeting = entry.session, entry.meeting
    assert session is not None  # noqa: S101 (what is followed is here)
    if entry.state == MeetingState.OFF:
        cancel_session(session=session, actor=actor, now=now)
        return
    if entry.state == MeetingState.BACK:
        session = reinstate_session(session=session, actor=actor, now=now)
    own_place = session.offering.place
    place = entry.place if entry.place != own_place else None
    if (session.starts_at, session.ends_at, session.place) != (meeting.starts_at, meeting.ends_at, place):
        change_session(
            session=session,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            place=place,
            actor=actor,
            now=now,
        )


def _offer(activity: Activity, city: City, *, publishes: bool, actor: User) -> list[Session]:
    choice = activity.choice
    assert choice.place is not None  # noqa: S101 (checked before anything was written)
    title = activity.title[:_LONGEST_TITLE]
    simple = SimpleOffering(
        program=choice.program or NewProgram(title, "" if _is_thai(title) else title),
        place=choice.place,
        seats=choice.seats,
        sessions=[_planned(entry, choice.place.pk, activity) for entry in activity.new],
    )
    offering = offer(city=city, simple=simple, publishes=publishes, actor=actor)
    if choice.owner != actor:
        try:
            hand_over_offering(offering=offering, owner=choice.owner, actor=actor)
        except PermissionDenied:
            raise OwnerElsewhere from None
    return list(offering.sessions.order_by("number"))


def _is_thai(text: str) -> bool:
    return any("\u0e00" <= sign <= "\u0e7f" for sign in text)


def _planned(entry: Entry, own_place: int, activity: Activity) -> PlannedSession:
    meeting = entry.meeting
    place = entry.place if entry.place is not None and entry.place.pk != own_place else None
    topic = meeting.topic[:_LONGEST_TITLE]
    return PlannedSession(meeting.starts_at, meeting.ends_at, activity.choice.mode, topic, place=place)


def _remember(activity: Activity, made: Sequence[Session], calendar: PartnerCalendar) -> None:
    """Which session is which meeting of the partner, for the next file."""
    new = [
        Origin(calendar=calendar, session=session, **_known_by(entry.meeting))
        for entry, session in zip(activity.new, made, strict=True)
    ]
    here = [entry for entry in activity.entries if entry.session is not None and entry.state != MeetingState.STUCK]
    adopted = [
        Origin(calendar=calendar, session=entry.session, **_known_by(entry.meeting))
        for entry in here
        if entry.origin is None
    ]
    Origin.objects.bulk_create([*new, *adopted])
    for entry in here:
        if entry.origin is not None and _is_news(entry.origin, entry.meeting):
            Origin.objects.filter(pk=entry.origin.pk).update(calendar=calendar, **_known_by(entry.meeting))


def _known_by(meeting: Meeting) -> dict[str, Any]:
    return {"uid": meeting.uid, "occurrence": meeting.occurrence, "seen": meeting.seen}


def _is_news(origin: Origin, meeting: Meeting) -> bool:
    return (origin.uid, origin.occurrence, origin.seen) != (meeting.uid, meeting.occurrence, meeting.seen)


def _lock_offerings(activities: Sequence[Activity]) -> None:
    """Every offering that will change, in one order, before any city is: two imports cannot wait for each other."""
    keys = {offering.pk for one in activities for offering, _ in one.touched}
    list(Offering.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _check_may(actor: User, city: City) -> None:
    if not teaching_places(actor, city).exists():
        raise PermissionDenied


def _locked(imported: CalendarImport, actor: User) -> CalendarImport:
    imported = (
        CalendarImport.objects.select_for_update(of=("self",)).select_related("city", "calendar").get(pk=imported.pk)
    )
    _check_may(actor, imported.city)
    if imported.state != SheetState.PREVIEW:
        raise ImportClosed
    return imported


def _close(imported: CalendarImport, state: SheetState, now: datetime) -> None:
    """What was read is kept no longer than it is needed: its sessions stand, or nobody wanted them."""
    imported.state, imported.ended_at, imported.said, imported.choices = state, now, {}, {}
    imported.save(update_fields=["state", "ended_at", "said", "choices"])
