"""From a heritage item to a drafted activity: who holds the know-how teaches it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions.instructors import add_instructor
from mueang.apps.catalog.actions.programs import change_program, program_from_heritage
from mueang.apps.catalog.actions.quick import SimpleOffering, offer
from mueang.apps.catalog.errors import HolderNotWilling, NotForLessons
from mueang.apps.catalog.models import Interest, Offering, Program
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.heritage.enums import WILLING
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.heritage.rules import visible_holders
from mueang.apps.people.models import Person
from mueang.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class Lesson:
    """Who teaches, where, when, to how many, and what people who look for it are interested in."""

    teacher: Person
    place: Place
    seats: int
    sessions: Sequence[PlannedSession]
    interests: Sequence[Interest]


@transaction.atomic
def draft_lesson(*, item: HeritageItem, lesson: Lesson, actor: User) -> Offering:
    """Draft an activity of the item's program with the holder as its instructor; the program is made where none is.

    Raises PermissionDenied, NotForLessons, HolderNotWilling, and what the catalog refuses.
    """
    if item.is_withheld:
        raise NotForLessons
    willing = visible_holders(actor).filter(item=item, willingness__in=WILLING)
    if not willing.filter(person=lesson.teacher).exists():
        raise HolderNotWilling
    simple = SimpleOffering(
        program=_program(item, lesson, actor=actor), place=lesson.place, seats=lesson.seats, sessions=lesson.sessions
    )
    offering = offer(city=item.city, simple=simple, publishes=False, actor=actor)
    add_instructor(offering=offering, person=lesson.teacher, actor=actor)
    return offering


def _program(item: HeritageItem, lesson: Lesson, *, actor: User) -> Program:
    known = Program.objects.filter(heritage_item=item, city=item.city).order_by("pk").first()
    if known is not None and known.offerings.exists():
        return known
    program = program_from_heritage(item=item, actor=actor)
    minutes = sum(int((one.ends_at - one.starts_at).total_seconds() // 60) for one in lesson.sessions)
    return change_program(program=program, interests=lesson.interests, lab_minutes=minutes, actor=actor)
