"""Offer something again: everything as it was, on other days."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions.offerings import open_offering
from mueang.apps.catalog.models import Instructor, Offering, Photo, Session, Timetable

_COPIED = (
    *("seats", "age_min", "age_max", "language", "contact", "is_invented", "delivery", "online_url"),
    *("cost_satang", "cost_note_th", "cost_note_en", "fee_waivers", "waiver_how_th", "waiver_how_en"),
    *("reserved_seats", "accessibility", "access_note_th", "access_note_en", "kit"),
)
_WEEK = 7


@transaction.atomic
def copy_offering(*, offering: Offering, starts_on: date, actor: User) -> Offering:
    """A draft like this one that starts on another day: its conditions, instructors, pictures and planned sessions.

    The sessions move by as many days. Where those are whole weeks, the timetable goes with them, without its
    exceptions. Raises PermissionDenied, PlaceElsewhere if the place was closed meanwhile.
    """
    days = starts_on - offering.starts_on
    copy = open_offering(
        program=offering.program,
        place=offering.place,
        starts_on=starts_on,
        ends_on=offering.ends_on + days,
        owner=actor,
        actor=actor,
        **{name: getattr(offering, name) for name in _COPIED},
    )
    Session.objects.bulk_create(
        _moved(session, copy, number=number, days=days)
        for number, session in enumerate(Session.objects.planned().filter(offering=offering), start=1)
    )
    Instructor.objects.bulk_create(
        Instructor(offering=copy, person=row.person, role=row.role, order=row.order)
        for row in offering.instructors.select_related("person").filter(
            person__merged_into=None, person__erased_at=None
        )
    )
    Photo.objects.bulk_create(_same(photo, copy) for photo in offering.photos.all())
    if days.days % _WEEK == 0:
        _copy_timetable(offering, copy, days=days)
    return copy


def _copy_timetable(offering: Offering, copy: Offering, *, days: timedelta) -> None:
    """A rule that ends on a day ends as many days later; one that counts keeps its count."""
    row = Timetable.objects.filter(offering=offering).first()
    if row is None:
        return
    rule, _until, last = row.rule.partition("UNTIL=")
    if last:
        rule = f"{rule}UNTIL={date.fromisoformat(last) + days:%Y%m%d}"
    Timetable.objects.create(
        offering=copy,
        rule=rule,
        first_on=row.first_on + days,
        from_time=row.from_time,
        to_time=row.to_time,
        mode=row.mode,
        skips_holidays=row.skips_holidays,
    )


def _same(photo: Photo, copy: Offering) -> Photo:
    facts = ("digest", "widths", "width", "height", "alt_th", "alt_en", "credit", "order")
    return Photo(offering=copy, **{name: getattr(photo, name) for name in facts})


def _moved(session: Session, copy: Offering, *, number: int, days: timedelta) -> Session:
    return Session(
        offering=copy,
        number=number,
        starts_at=timezone.localtime(session.starts_at) + days,
        ends_at=timezone.localtime(session.ends_at) + days,
        mode=session.mode,
        topic_th=session.topic_th,
        topic_en=session.topic_en,
        place=session.place,
        room_th=session.room_th,
        room_en=session.room_en,
        seats=session.seats,
        rule_on=session.rule_on and session.rule_on + days,
    )
