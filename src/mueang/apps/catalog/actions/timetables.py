"""Give an offering its timetable, change it without losing what was held, and keep the city's closed days."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.announcing import leave_word, was_said
from mueang.apps.catalog.actions.finding import mark_one_changed
from mueang.apps.catalog.actions.offerings import locked_offering
from mueang.apps.catalog.enums import ChangeKind, OfferingState, SessionState
from mueang.apps.catalog.errors import EndsBeforeItStarts, NothingPlanned, NotPublished, TimetableMovedOn
from mueang.apps.catalog.models import ClosedDays, Offering, Session, Timetable
from mueang.apps.catalog.queries.timetables import Rhythm, TimetableChange, timetable_change
from mueang.apps.catalog.queries.wording import Words
from mueang.apps.catalog.rules import may_keep_closed_days
from mueang.apps.network.models import City

_OUT_OF_THE_WAY = 10_000


@transaction.atomic
def set_timetable(
    *,
    offering: Offering,
    rhythm: Rhythm,
    seen: str = "",
    words: Words | None = None,
    actor: User,
    now: datetime | None = None,
) -> TimetableChange:
    """Plan the sessions by a rule; where some are planned, move, add and call off as `queries.timetable_change` says.

    What was held stays, with its marks. `seen` is the fingerprint of the preview: where something else would happen
    by now, nothing does. A draft drops sessions, a published offering calls them off. A repeated press is harmless.

    Raises PermissionDenied, NotPublished, EndsBeforeItStarts, NothingPlanned, TimetableMovedOn.
    """
    now = now or timezone.now()
    offering = locked_offering(offering, actor)
    if offering.state not in (OfferingState.DRAFT, OfferingState.PUBLISHED):
        raise NotPublished
    if rhythm.to_time <= rhythm.from_time:
        raise EndsBeforeItStarts
    change = timetable_change(offering=offering, rhythm=rhythm, now=now)
    if was_said(offering, words):
        return change
    if not any(day.meets for day in change.days):
        raise NothingPlanned
    if seen and seen != change.fingerprint:
        raise TimetableMovedOn
    _apply(offering, change, rhythm, now=now)
    _keep(offering, rhythm)
    _settle_days(offering)
    if not change.is_empty:
        leave_word(offering=offering, kind=ChangeKind.TIMETABLE, words=words, actor=actor, now=now)
    mark_one_changed(offering)
    facts = {
        "rule": rhythm.rule,
        "moved": len(change.moves),
        "added": len(change.added),
        "dropped": len(change.dropped),
    }
    record(actor=actor, verb="offering.timetable_set", target=offering, book=offering.city.slug, facts=facts)
    return change


@transaction.atomic
def close_days(
    *, city: City, first_on: date, last_on: date, name_th: str, name_en: str = "", actor: User
) -> ClosedDays:
    """Mark days of the city's own on which timetables do not meet. Sessions planned already stay as they are.

    Raises PermissionDenied, EndsBeforeItStarts.
    """
    if not may_keep_closed_days(actor, city):
        raise PermissionDenied
    if last_on < first_on:
        raise EndsBeforeItStarts
    days = ClosedDays(city=city, first_on=first_on, last_on=last_on, name_th=name_th, name_en=name_en)
    days.full_clean()
    days.save(force_insert=True)
    facts = {"first_on": first_on.isoformat(), "last_on": last_on.isoformat()}
    record(actor=actor, verb="city.days_closed", target=days, book=city.slug, facts=facts)
    return days


@transaction.atomic
def open_days(*, days: ClosedDays, actor: User) -> None:
    """Take closed days back. Raises PermissionDenied."""
    if not may_keep_closed_days(actor, days.city):
        raise PermissionDenied
    facts = {"first_on": days.first_on.isoformat(), "last_on": days.last_on.isoformat()}
    record(actor=actor, verb="city.days_opened", target=days, book=days.city.slug, facts=facts)
    days.delete()


def _apply(offering: Offering, change: TimetableChange, rhythm: Rhythm, *, now: datetime) -> None:
    for move in change.moves:
        session = move.session
        session.starts_at, session.ends_at, session.mode = move.starts_at, move.ends_at, rhythm.mode
        session.rule_on = timezone.localdate(move.starts_at)
        session.n_changes += 1
        session.save()
    for session in change.same:
        Session.objects.filter(pk=session.pk).update(rule_on=timezone.localdate(session.starts_at))
    dropped = Session.objects.filter(pk__in=[session.pk for session in change.dropped])
    if offering.state == OfferingState.DRAFT:
        dropped.delete()
    else:
        dropped.update(
            state=SessionState.CANCELLED, cancelled_at=now, n_changes=F("n_changes") + 1, changed_at=now, rule_on=None
        )
    last = offering.sessions.aggregate(last=Max("number"))["last"] or 0
    Session.objects.bulk_create(
        Session(offering=offering, number=number, starts_at=begin, ends_at=end, mode=rhythm.mode, rule_on=on)
        for number, (on, begin, end) in enumerate(change.added, start=last + 1)
    )
    if offering.state == OfferingState.DRAFT:
        _number_anew(offering)


def _number_anew(offering: Offering) -> None:
    """A draft's sessions in the order of time; nobody has noted their numbers yet."""
    offering.sessions.update(number=F("number") + _OUT_OF_THE_WAY)
    for number, pk in enumerate(offering.sessions.order_by("starts_at", "pk").values_list("pk", flat=True), start=1):
        Session.objects.filter(pk=pk).update(number=number)


def _keep(offering: Offering, rhythm: Rhythm) -> None:
    values = {
        "rule": rhythm.rule,
        "first_on": rhythm.first_on,
        "from_time": rhythm.from_time,
        "to_time": rhythm.to_time,
        "mode": rhythm.mode,
        "skips_holidays": rhythm.skips_holidays,
        "skipped": [day.isoformat() for day in rhythm.skipped],
        "added": [day.isoformat() for day in rhythm.added],
        "held_anyway": [day.isoformat() for day in rhythm.held_anyway],
    }
    Timetable.objects.update_or_create(offering=offering, defaults=values)


def _settle_days(offering: Offering) -> None:
    """The offering's first and last day are those of the sessions that take place."""
    found = offering.sessions.planned().aggregate(first=Min("starts_at"), last=Max("ends_at"))
    if found["first"] is not None:
        offering.starts_on = timezone.localdate(found["first"])
        offering.ends_on = timezone.localdate(found["last"])
        offering.save(update_fields=["starts_on", "ends_on"])
