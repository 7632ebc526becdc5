"""The catalog as its keepers list it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Instructor, Interest, Offering, OfferingQuerySet, Program
from mueang.apps.catalog.queries.cards import with_next_session
from mueang.apps.catalog.queries.words import containing
from mueang.apps.catalog.rules import visible_offerings, visible_programs
from mueang.apps.heritage.enums import WILLING
from mueang.apps.heritage.models import HeritageItem, Holder
from mueang.apps.heritage.rules import visible_holders, visible_items
from mueang.apps.network.models import City
from mueang.methods.thai import clean


@dataclass(frozen=True, slots=True)
class OfferingFilter:
    words: str = ""
    state: str = ""
    place: str = ""


def offerings_to_keep(*, viewer: Viewer, city: City, chosen: OfferingFilter, now: datetime) -> OfferingQuerySet:
    """Offerings of one city that the viewer works on: drafts first, then by next session, what is over last."""
    offerings = containing(visible_offerings(viewer).filter(city=city), chosen.words)
    if chosen.state:
        offerings = offerings.filter(state=chosen.state)
    if chosen.place:
        offerings = offerings.filter(place__slug=chosen.place)
    current = Q(state=OfferingState.PUBLISHED, ends_on__gte=timezone.localdate(now))
    return (
        with_next_session(offerings, now)
        .select_related("program", "place")
        .annotate(is_draft=Q(state=OfferingState.DRAFT), is_current=current)
        .order_by("-is_draft", "-is_current", F("next_starts_at").asc(nulls_last=True), "-starts_on", "pk")
    )


def programs_to_keep(*, viewer: Viewer, city: City, words: str = "") -> QuerySet[Program]:
    """Programs of one city with how many offerings each has, and its interests."""
    programs = visible_programs(viewer).filter(city=city)
    for word in clean(words).split():
        programs = programs.filter(Q(name_th__icontains=word) | Q(name_en__icontains=word))
    return (
        programs.select_related("heritage_item")
        .prefetch_related("interests")
        .annotate(n_offerings=Count("offerings"))
        .order_by("sort_key", "pk")
    )


def offerings_of_program(*, viewer: Viewer, program: Program, now: datetime) -> OfferingQuerySet:
    offerings = visible_offerings(viewer).filter(program=program)
    return with_next_session(offerings, now).select_related("place", "program").order_by("-starts_on", "-pk")


def instructors_of(offering: Offering) -> list[Instructor]:
    return list(Instructor.objects.filter(offering=offering).select_related("person"))


def interests() -> QuerySet[Interest]:
    """The controlled list, in its order."""
    return Interest.objects.all()


def items_for_lessons(*, viewer: Viewer, city: City, words: str = "") -> QuerySet[HeritageItem]:
    """Heritage a lesson may be made from: neither sacred nor secret; with how many programs there are already."""
    items = visible_items(viewer).filter(city=city, is_sacred=False, is_family_secret=False, is_city_only=False)
    for word in clean(words).split():
        items = items.filter(Q(name_th__icontains=word) | Q(name_en__icontains=word))
    willing = Count("holders", filter=Q(holders__willingness__in=WILLING), distinct=True)
    rows = items.annotate(n_programs=Count("programs", distinct=True), n_willing=willing)
    return rows.order_by("sort_key", "pk")


def willing_holders(*, viewer: Viewer, item: HeritageItem) -> list[Holder]:
    """Who could be asked to teach it, as far as `viewer` may see names. One SQL statement."""
    rows = visible_holders(viewer).filter(item=item, willingness__in=WILLING, person__erased_at=None)
    return list(rows.filter(person__merged_into=None).select_related("person"))
