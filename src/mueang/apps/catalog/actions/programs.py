"""Open and change programs: what can be learned, whoever gives it when and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.finding import mark_found_anew
from mueang.apps.catalog.errors import NotForLessons
from mueang.apps.catalog.models import Interest, Offering, Program
from mueang.apps.catalog.rules import may_change_program, may_open_program
from mueang.apps.heritage.enums import Category
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.heritage.queries import free_slug
from mueang.apps.network.models import City
from mueang.methods.thai import normalise, sort_key

_SUMMARY_LENGTH = 300
_LONGEST_SORT_KEY = 300
_LONGEST_SEARCH_TEXT = 20_000
_INTEREST_OF = {
    Category.FOOD: "food",
    Category.CRAFT: "craft",
    Category.PERFORMING_ARTS: "music",
    Category.GAMES: "sport",
    Category.LANGUAGES: "language",
    Category.FOLK_LITERATURE: "reading",
    Category.NATURE: "nature",
}


class ProgramDetails(TypedDict, total=False):
    """What more may be said of a program; all minutes are of teaching."""

    about_th: str
    about_en: str
    outcomes_th: Sequence[str]
    outcomes_en: Sequence[str]
    heritage_item: HeritageItem | None
    builds_on: Program | None
    lecture_minutes: int
    lab_minutes: int
    practice_minutes: int
    required_minutes: int
    required_share_percent: int
    needs_assessment: bool


class ProgramChanges(ProgramDetails, total=False):
    name_th: str
    name_en: str
    summary_th: str
    summary_en: str


@transaction.atomic
def open_program(
    *,
    city: City,
    name_th: str,
    name_en: str = "",
    summary_th: str = "",
    summary_en: str = "",
    interests: Iterable[Interest | str] = (),
    actor: User,
    **details: Unpack[ProgramDetails],
) -> Program:
    """Write a new program into the city's list; interests are rows or their codes. Public once it is offered.

    Raises PermissionDenied.
    """
    if not may_open_program(actor, city):
        raise PermissionDenied
    # Two keepers may open the same name together: they queue here, and get two slugs.
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    program = Program(
        city=city, name_th=name_th, name_en=name_en, summary_th=summary_th, summary_en=summary_en, **details
    )
    program.sort_key = _sort_key(name_th)
    program.slug = free_slug(Program.objects.filter(city=city), name_en, kind="program")
    program.full_clean()
    program.save(force_insert=True)
    program.interests.set(_rows(interests))
    record(actor=actor, verb="program.opened", target=program, book=city.slug, facts={"slug": program.slug})
    return program


@transaction.atomic
def change_program(
    *,
    program: Program,
    interests: Iterable[Interest | str] | None = None,
    actor: User,
    **changes: Unpack[ProgramChanges],
) -> Program:
    """Change a program, and with it what its offerings are found by.

    Raises PermissionDenied.
    """
    program = Program.objects.select_for_update(of=("self",)).select_related("city").get(pk=program.pk)
    if not may_change_program(actor, program):
        raise PermissionDenied
    for name, value in changes.items():
        setattr(program, name, value)
    program.sort_key = _sort_key(program.name_th)
    program.full_clean()
    program.save()
    if interests is not None:
        program.interests.set(_rows(interests))
    program.offerings.update(search_text=search_text_of(program))
    mark_found_anew(program.city, Offering.objects.filter(program=program))
    changed = sorted([*changes, *(["interests"] if interests is not None else [])])
    record(actor=actor, verb="program.changed", target=program, book=program.city.slug, facts={"changed": changed})
    return program


@transaction.atomic
def program_from_heritage(*, item: HeritageItem, actor: User) -> Program:
    """Make a lesson from a heritage item: a program to be completed, named after it and linked to it.

    A program made from the item that nobody has offered yet is given back instead of a second one.

    Raises PermissionDenied, NotForLessons if the item is sacred or a family's secret.
    """
    item = HeritageItem.objects.select_for_update(of=("self",)).select_related("city").get(pk=item.pk)
    if not may_open_program(actor, item.city):
        raise PermissionDenied
    if item.is_withheld:
        raise NotForLessons
    waiting = Program.objects.filter(heritage_item=item, offerings=None).first()
    if waiting is not None:
        return waiting
    return open_program(
        city=item.city,
        name_th=item.name_th,
        name_en=item.name_en,
        summary_th=item.story_th[:_SUMMARY_LENGTH],
        summary_en=item.story_en[:_SUMMARY_LENGTH],
        interests=Interest.objects.filter(code=interest_code(item)),
        actor=actor,
        heritage_item=item,
    )


def interest_code(item: HeritageItem) -> str:
    """What somebody who would learn this is interested in."""
    return _INTEREST_OF.get(Category(item.category), "history")


def search_text_of(program: Program) -> str:
    """All the words a program is found by, in one spelling."""
    interests = [name for row in program.interests.all() for name in (row.name_th, row.name_en)]
    texts = [
        program.name_th,
        program.name_en,
        program.summary_th,
        program.summary_en,
        *interests,
        *program.outcomes_th,
        *program.outcomes_en,
        program.about_th,
        program.about_en,
    ]
    return normalise(" ".join(filter(None, texts)))[:_LONGEST_SEARCH_TEXT]


def _sort_key(name_th: str) -> str:
    """Neither database knows Thai dictionary order."""
    return sort_key(name_th)[:_LONGEST_SORT_KEY]


def _rows(interests: Iterable[Interest | str]) -> list[Interest]:
    chosen = list(interests)
    codes = [interest for interest in chosen if isinstance(interest, str)]
    return [*(row for row in chosen if isinstance(row, Interest)), *Interest.objects.filter(code__in=codes)]
