"""A simple offering in one go: program, offering, weekly sessions, published or kept as a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions.meetings import plan_sessions
from mueang.apps.catalog.actions.offerings import OfferingDetails, open_offering, publish_offering
from mueang.apps.catalog.actions.programs import open_program
from mueang.apps.catalog.actions.timetables import set_timetable
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.errors import NothingPlanned
from mueang.apps.catalog.models import Interest, Offering, Program
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.catalog.queries.timetables import Rhythm
from mueang.apps.network.models import City
from mueang.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class NewProgram:
    """As much of a program as a keeper types in two minutes."""

    name_th: str
    name_en: str = ""
    summary_th: str = ""
    interests: Sequence[Interest] = ()
    summary_en: str = ""
    outcomes_th: Sequence[str] = ()
    outcomes_en: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SimpleOffering:
    program: Program | NewProgram
    place: Place
    seats: int
    sessions: Sequence[PlannedSession]
    details: OfferingDetails = field(default_factory=OfferingDetails)
    rhythm: Rhythm | None = None


@transaction.atomic
def offer(*, city: City, simple: SimpleOffering, publishes: bool = True, actor: User) -> Offering:
    """Open the program if it is new, the offering and its sessions, and publish it unless it is to stay a draft.

    Raises PermissionDenied, PlaceElsewhere, NothingPlanned.
    """
    sessions = simple.sessions
    if not sessions:
        raise NothingPlanned
    days = [timezone.localdate(session.starts_at) for session in sessions]
    offering = open_offering(
        program=_program(city, simple, actor=actor),
        place=simple.place,
        seats=simple.seats,
        starts_on=min(days),
        ends_on=max(days),
        owner=actor,
        actor=actor,
        **simple.details,
    )
    plan_sessions(offering=offering, plan=sessions, actor=actor)
    if simple.rhythm is not None:
        set_timetable(offering=offering, rhythm=simple.rhythm, actor=actor)
    if publishes:
        return publish_offering(offering=offering, actor=actor)
    return offering


def _program(city: City, simple: SimpleOffering, *, actor: User) -> Program:
    if isinstance(simple.program, Program):
        return simple.program
    minutes: Counter[str] = Counter()
    for session in simple.sessions:
        minutes[session.mode] += int((session.ends_at - session.starts_at).total_seconds() // 60)
    return open_program(
        city=city,
        name_th=simple.program.name_th,
        name_en=simple.program.name_en,
        summary_th=simple.program.summary_th,
        summary_en=simple.program.summary_en,
        interests=simple.program.interests,
        actor=actor,
        lecture_minutes=minutes[Mode.LECTURE],
        lab_minutes=minutes[Mode.LAB],
        practice_minutes=minutes[Mode.PRACTICE],
        outcomes_th=list(simple.program.outcomes_th),
        outcomes_en=list(simple.program.outcomes_en),
    )
