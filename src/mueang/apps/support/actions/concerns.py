"""Take in a concern, give it to somebody to look into, and note what was tried; reads are written down too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, record_read, recorded_together
from mueang.apps.audit.enums import protected_book
from mueang.apps.network.models import City
from mueang.apps.registers.models import Pupil
from mueang.apps.support.actions.word import leave_word
from mueang.apps.support.enums.concerns import Channel, Confidence, Urgency
from mueang.apps.support.errors.concerns import AlreadySettled
from mueang.apps.support.models.concerns import Concern, Teller, Try
from mueang.apps.support.queries.concerns import concerns_along
from mueang.apps.support.queries.told_pupils import school_and_class
from mueang.apps.support.rules.cases import may_supervise, supervisors_of, workers_of
from mueang.apps.support.rules.concerns import (
    may_raise,
    may_raise_about,
    may_raise_for_anyone,
    may_see_teller,
    may_triage,
)
from mueang.methods.thai import clean, match_key


@dataclass(frozen=True, slots=True)
class Told:
    """What was told about a child, in free words: a nickname, an age by guess, a lane are enough.

    `pupil` is the one of a register whom a school or a flag named.
    """

    said: str
    about: str = ""
    age_years: int | None = None
    birth_on: date | None = None
    area: str = ""
    urgency: str = Urgency.ROUTINE
    pupil: Pupil | None = None


@dataclass(frozen=True, slots=True)
class TellerWords:
    """Who told it, as far as they said."""

    name: str = ""
    phone: str = ""
    relation: str = ""
    may_team_know: bool = False

    @property
    def is_silent(self) -> bool:
        return not (self.name or self.phone or self.relation)


@transaction.atomic
def raise_concern(
    *,
    city: City,
    channel: str,
    told: Told,
    actor: User,
    teller: TellerWords | None = None,
    received_at: datetime | None = None,
) -> Concern:
    """Take in what somebody told, or what the actor saw; a teacher reports for the school. Raises PermissionDenied."""
    is_own_school = channel == Channel.SCHOOL and may_raise(actor, city)
    if not is_own_school and not may_raise_for_anyone(actor, city):
        raise PermissionDenied
    concern = take_in(city=city, channel=channel, told=told, raised_by=actor, received_at=received_at)
    keep_teller(concern, teller)
    _pass_on(concern, actor=actor)
    return concern


@transaction.atomic
def raise_about_pupil(
    *, pupil: Pupil, said: str, actor: User, urgency: str = Urgency.ROUTINE, received_at: datetime | None = None
) -> Concern:
    """A school tells of a child of its register, who is known by name, birth and class. Raises PermissionDenied."""
    if not may_raise_about(actor, pupil):
        raise PermissionDenied
    told = Told(
        said=said,
        about=pupil.full_name,
        age_years=pupil.age_on(timezone.localdate()),
        birth_on=pupil.birth_on,
        area=school_and_class(pupil),
        urgency=urgency,
        pupil=pupil,
    )
    concern = take_in(
        city=pupil.city,
        channel=Channel.SCHOOL,
        told=told,
        raised_by=actor,
        received_at=received_at,
        confidence=Confidence.CERTAIN,
    )
    _pass_on(concern, actor=actor)
    return concern


def _pass_on(concern: Concern, *, actor: User) -> None:
    """The supervisors are told that something waits, and the book that somebody told."""
    city, facts = concern.city, {"channel": concern.channel}
    leave_word(city=city, to=supervisors_of(city), row=concern)
    record(actor=actor, verb="concern.raised", target=concern, book=city.slug, facts=facts)


def take_in(
    *,
    city: City,
    channel: str,
    told: Told,
    raised_by: User | None,
    received_at: datetime | None = None,
    confidence: str = Confidence.NONE,
    code_hash: str = "",
    source_key: str = "",
) -> Concern:
    """Write the row; whoever calls it has asked who may."""
    about = clean(told.about)
    concern = Concern(
        city=city,
        channel=Channel(channel),
        urgency=Urgency(told.urgency),
        about=about,
        match_key=match_key(about) if about else "",
        age_years=told.age_years,
        birth_on=told.birth_on,
        area=clean(told.area),
        said=told.said.strip(),
        confidence=confidence,
        raised_by=raised_by,
        received_at=received_at or timezone.now(),
        code_hash=code_hash,
        source_key=source_key,
        pupil=told.pupil,
    )
    concern.clean_fields()
    concern.save(force_insert=True)
    return concern


def keep_teller(concern: Concern, teller: TellerWords | None) -> None:
    """Seal who told it into a row of its own; nothing is kept of who gave nothing."""
    if teller is None or teller.is_silent:
        return
    row = Teller(concern=concern, may_team_know=teller.may_team_know)
    row.words = {"name": teller.name, "phone": teller.phone, "relation": teller.relation}
    row.save(force_insert=True)


@transaction.atomic
def assign_concern(*, concern: Concern, to: User, actor: User) -> Concern:
    """Ask a case worker to look into it. Raises PermissionDenied and AlreadySettled."""
    concern = lock_open_concern(concern)
    if not may_supervise(actor, concern.city) or not workers_of(concern.city).filter(pk=to.pk).exists():
        raise PermissionDenied
    concern.assigned_to = to
    concern.save(update_fields=["assigned_to"])
    leave_word(city=concern.city, to=[to], row=concern)
    record(
        actor=actor, verb="concern.assigned", target=concern, book=concern.city.slug, facts={"account": str(to.uuid)}
    )
    return concern


@transaction.atomic
def record_try(*, concern: Concern, on: date, how: str, note: str, actor: User) -> Try:
    """Note one attempt to reach the child or the family. Raises PermissionDenied and AlreadySettled."""
    concern = lock_open_concern(concern)
    if not may_triage(actor, concern):
        raise PermissionDenied
    row = Try(concern=concern, on=on, how=how, note=note.strip(), by=actor, at=timezone.now())
    row.clean_fields()
    row.save(force_insert=True)
    record(actor=actor, verb="concern.tried", target=concern, book=concern.city.slug, facts={"how": row.how})
    return row


@transaction.atomic
def read_concerns(*, viewer: User, city: str, uuids: Sequence[UUID]) -> list[Concern]:
    """These concerns of the city of this slug, in this order, with the looking written down.

    Those that `viewer` may not see are left out.
    """
    found = {row.uuid: row for row in concerns_along(viewer).filter(city__slug=city, uuid__in=uuids)}
    rows = [found[uuid] for uuid in uuids if uuid in found]
    with recorded_together():
        for row in rows:
            facts = {"teller": hasattr(row, "teller") and may_see_teller(viewer, row)}
            record_read(actor=viewer, target=row, book=row.city.slug, facts=facts)
    return rows


@transaction.atomic
def note_concerns_read(*, city: City, actor: User, n_concerns: int, as_file: bool = False) -> None:
    """Write down that `actor` looked at a list of concerns by name, or took it away."""
    facts = {"list": "concerns", "n": n_concerns, "as_file": as_file}
    record_read(actor=actor, target=city, book=protected_book(city.slug), facts=facts)


def lock_open_concern(concern: Concern) -> Concern:
    """The row locked and read again. Raises AlreadySettled."""
    found = Concern.objects.select_for_update(of=("self",)).select_related("city").get(pk=concern.pk)
    if not found.is_open:
        raise AlreadySettled
    return found
