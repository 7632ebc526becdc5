"""Everything the public page of one offering says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from mueang.apps.catalog.enums import Mode, OfferingState, SeatGroup, SessionState, TeachingRole
from mueang.apps.catalog.models import Instructor, Interest, KitLine, Offering, Photo, Program, Session
from mueang.apps.catalog.queries.cards import Card, SessionLine, card_of, session_line
from mueang.apps.catalog.rules import announced_offerings
from mueang.apps.heritage.queries import public_name
from mueang.apps.heritage.rules import nameable_persons, public_items
from mueang.apps.network.models import City, Organization
from mueang.lib.ready import ReadyRows, Slot

_MIDDLE = 640


@dataclass(frozen=True, slots=True)
class HeritageLine:
    uuid: UUID
    slug: str
    category: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True)
class OrganizationLine:
    name_th: str
    name_en: str
    website: str


@dataclass(frozen=True, slots=True)
class InstructorName:
    """An instructor who agreed to be named in public."""

    name_th: str
    name_en: str
    role: TeachingRole = TeachingRole.LEAD


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """What one group pays instead of the cost, in satang."""

    group: SeatGroup
    pays_satang: int


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A picture in several widths (pixels); `width` and `height` are of the widest."""

    uuid: UUID
    digest: str
    widths: tuple[int, ...]
    width: int
    height: int
    alt_th: str
    alt_en: str
    credit: str

    @property
    def middle_width(self) -> int:
        """The one a browser takes that chooses none itself."""
        return next((width for width in self.widths if width >= _MIDDLE), self.width)


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """The offering's card and all the rest; `instructors` names only those who agreed, `n_instructors` counts all."""

    card: Card
    about_th: str
    about_en: str
    outcomes_th: tuple[str, ...]
    outcomes_en: tuple[str, ...]
    minutes_by_mode: tuple[tuple[Mode, int], ...]
    total_minutes: int
    required_minutes: int
    required_share_percent: int
    needs_assessment: bool
    heritage: HeritageLine | None
    keeper: OrganizationLine | None
    instructors: tuple[InstructorName, ...]
    n_instructors: int
    sessions: tuple[SessionLine, ...]
    contact: str
    place_contact: str
    cost_note_th: str
    cost_note_en: str
    fee_waivers: tuple[WaiverLine, ...]
    waiver_how_th: str
    waiver_how_en: str
    access_note_th: str
    access_note_en: str
    kit: tuple[KitLine, ...]
    photos: tuple[PhotoLine, ...]
    verified_on: date | None
    cancel_note: str


_PUBLISHED = ReadyRows(
    lambda: (
        Offering.objects.published()
        .filter(city__slug=Slot("city"), slug=Slot("slug"))
        .select_related("city")
        .only("uuid", "city", "slug", "seats", "seats_taken", "age_min", "age_max")
        .order_by()[:1]
    )
)


_NAMED = ReadyRows(lambda: Offering.objects.filter(pk=Slot("pk")).select_related("program", "place").order_by()[:1])


def named_offering(offering: Offering) -> Offering:
    """The offering with its program and place: what a short answer calls it by. One SQL statement."""
    return _NAMED.first(pk=offering.pk) or offering


def published_offering(*, city: str, slug: str) -> Offering | None:
    """What can be joined at an address, with its city: one SQL statement, and of the row only what a rush asks."""
    return _PUBLISHED.first(city=city, slug=slug)


# What the page does not say: turning a column into a value takes longer than reading it.
_UNSAID = (
    *("online_url", "cancelled_at", "search_text", "search_version", "changed_in", "created_at"),
    *("program__uuid", "program__sort_key"),
)
_UNSAID_OF_PLACES = (
    *("place__uuid", "place__about_th", "place__about_en", "place__website", "place__capacity"),
    *("place__opening_rule", "place__opens_at", "place__closes_at"),
)
_CITY: Any = Slot("city")
# Asked by every page of an activity.
_OFFERING: ReadyRows[Offering] = ReadyRows(
    lambda: (
        announced_offerings(_CITY)
        .filter(slug=Slot("slug"))
        .select_related("program", "place__organization")
        .defer(*_UNSAID, *_UNSAID_OF_PLACES)
    )
)
_INTERESTS = ReadyRows(lambda: Interest.objects.filter(programs=Slot("program")))
_SESSIONS = ReadyRows(
    lambda: (
        Session.objects.filter(offering=Slot("offering"))
        .select_related("place")
        .defer("cancel_note", "cancelled_at", "rule_on", "changed_at", *_UNSAID_OF_PLACES)
        .order_by("starts_at", "pk")
    )
)
_PHOTOS = ReadyRows(lambda: Photo.objects.filter(offering=Slot("offering")))
_INSTRUCTORS = ReadyRows(lambda: Instructor.objects.filter(offering=Slot("offering")))
_TEACHING = ReadyRows(
    lambda: (
        nameable_persons()
        .filter(teaching__offering=Slot("offering"))
        .select_related("merged_into")
        .order_by("teaching__order", "teaching__pk")
    )
)
_ITEM = ReadyRows(lambda: public_items(_CITY).filter(pk=Slot("item")))


def offering_page(*, city: City, slug: str, now: datetime | None = None) -> OfferingPage | None:
    """One offering that is or was published; None for a draft. Seven SQL statements at most, however many sessions."""
    offering = _OFFERING.first(city=city.pk, slug=slug)
    return None if offering is None else _page(offering, city=city, now=now or timezone.now())


def _page(offering: Offering, *, city: City, now: datetime) -> OfferingPage:
    program, place, today = offering.program, offering.place, timezone.localdate(now)
    sessions = _SESSIONS(offering=offering.pk)
    planned = [row for row in sessions if row.state == SessionState.PLANNED]
    still_meets = offering.state == OfferingState.PUBLISHED
    coming = next((row for row in planned if still_meets and not row.is_over(now)), None)
    teaching = _INSTRUCTORS(offering=offering.pk)
    return OfferingPage(
        card=card_of(
            offering,
            coming=coming,
            now=now,
            interests=_INTERESTS(program=program.pk),
            n_sessions=len(planned),
        ),
        about_th=program.about_th,
        about_en=program.about_en,
        outcomes_th=tuple(program.outcomes_th),
        outcomes_en=tuple(program.outcomes_en),
        minutes_by_mode=minutes_by_mode(program),
        total_minutes=program.total_minutes,
        required_minutes=program.required_minutes,
        required_share_percent=program.required_share_percent,
        needs_assessment=program.needs_assessment,
        heritage=_heritage(program, city),
        keeper=_keeper(place.organization),
        instructors=_instructors(offering, teaching),
        n_instructors=len(teaching),
        sessions=tuple(session_line(row, today=today) for row in sessions),
        contact=offering.contact,
        place_contact=place.contact,
        cost_note_th=offering.cost_note_th,
        cost_note_en=offering.cost_note_en,
        fee_waivers=tuple(WaiverLine(SeatGroup(group), pays) for group, pays in offering.fee_waivers.items()),
        waiver_how_th=offering.waiver_how_th,
        waiver_how_en=offering.waiver_how_en,
        access_note_th=offering.access_note_th,
        access_note_en=offering.access_note_en,
        kit=offering.kit_lines,
        photos=tuple(photo_line(photo) for photo in _PHOTOS(offering=offering.pk)),
        verified_on=offering.verified_on,
        cancel_note=offering.cancel_note,
    )


def minutes_by_mode(program: Program) -> tuple[tuple[Mode, int], ...]:
    """The planned minutes of each mode that has any."""
    planned = (
        (Mode.LECTURE, program.lecture_minutes),
        (Mode.LAB, program.lab_minutes),
        (Mode.PRACTICE, program.practice_minutes),
    )
    return tuple((mode, minutes) for mode, minutes in planned if minutes)


def _instructors(offering: Offering, teaching: Sequence[Instructor]) -> tuple[InstructorName, ...]:
    role_of = {row.person_id: TeachingRole(row.role) for row in teaching}
    named = _TEACHING(offering=offering.pk) if teaching else []
    return tuple(InstructorName(*public_name(person), role_of[person.pk]) for person in named)


def photo_line(photo: Photo) -> PhotoLine:
    return PhotoLine(
        uuid=photo.uuid,
        digest=photo.digest,
        widths=tuple(photo.widths),
        width=photo.width,
        height=photo.height,
        alt_th=photo.alt_th,
        alt_en=photo.alt_en,
        credit=photo.credit,
    )


def _keeper(organization: Organization | None) -> OrganizationLine | None:
    if organization is None:
        return None
    return OrganizationLine(organization.name_th, organization.name_en, organization.website)


def _heritage(program: Program, city: City) -> HeritageLine | None:
    """The item the lesson was made from, while the public may know of it."""
    item = _ITEM.first(city=city.pk, item=program.heritage_item_id) if program.heritage_item_id else None
    return None if item is None else HeritageLine(item.uuid, item.slug, item.category, item.name_th, item.name_en)
