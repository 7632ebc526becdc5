"""What pages show of an offering: frozen rows, built from objects that are loaded already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from mueang.apps.catalog.enums import CourseLanguage, Delivery, Mode, OfferingState, SessionState, Support
from mueang.apps.catalog.models import Interest, Offering, OfferingQuerySet, Session
from mueang.apps.places.models import Place

_STILL_MEETS = (OfferingState.DRAFT, OfferingState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class InterestLine:
    code: str
    name_th: str
    name_en: str
    icon: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    slug: str
    kind: str
    name_th: str
    name_en: str
    address: str
    latitude: float | None
    longitude: float | None
    accessibility: tuple[str, ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One meeting; `place` only where it differs from the offering's."""

    uuid: UUID
    number: int
    starts_at: datetime
    ends_at: datetime
    mode: Mode
    topic_th: str
    topic_en: str
    place: PlaceLine | None
    is_cancelled: bool
    room_th: str = ""
    room_en: str = ""

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Card:
    """An offering at a glance. `is_open` says that joining is still possible, were there a seat.

    `n_reserved` seats are kept for those who would otherwise be left out; for whom is not shown of anybody.
    """

    uuid: UUID
    slug: str
    state: OfferingState
    name_th: str
    name_en: str
    summary_th: str
    summary_en: str
    place: PlaceLine
    interests: tuple[InterestLine, ...]
    next_session: SessionLine | None
    n_sessions: int
    starts_on: date
    ends_on: date
    seats: int
    seats_left: int
    age_min: int | None
    age_max: int | None
    cost_satang: int
    language: CourseLanguage
    delivery: Delivery
    accessibility: tuple[Support, ...]
    n_reserved: int
    enroll_until: datetime | None
    is_open: bool
    seats_are_drawn: bool
    is_confirmed: bool
    is_invented: bool

    @property
    def is_full(self) -> bool:
        return self.seats_left <= 0


def with_next_session(offerings: OfferingQuerySet, now: datetime) -> OfferingQuerySet:
    """Each offering with its next session's key and start, and how many sessions are planned."""
    planned = Session.objects.planned().filter(offering=OuterRef("pk"))
    coming = planned.filter(ends_at__gt=now, offering__state__in=_STILL_MEETS).order_by("starts_at", "pk")
    numbers = planned.order_by().values("offering").annotate(n=Count("pk")).values("n")
    return offerings.annotate(
        next_session_id=Subquery(coming.values("pk")[:1]),
        next_starts_at=Subquery(coming.values("starts_at")[:1]),
        n_sessions=Coalesce(Subquery(numbers, output_field=IntegerField()), 0),
    )


def cards_of(offerings: OfferingQuerySet, *, now: datetime) -> tuple[Card, ...]:
    """A card for each offering of a `with_next_session` queryset, in its order. Three SQL statements."""
    rows = list(offerings.select_related("program", "place").prefetch_related("program__interests"))
    keys = [key for row in rows if (key := next_session_key(row))]
    found = Session.objects.filter(pk__in=keys).select_related("place")
    coming: dict[int | None, Session] = {session.pk: session for session in found}
    return tuple(card_of(row, coming=coming.get(next_session_key(row)), now=now) for row in rows)


def next_session_key(offering: Offering) -> int | None:
    """What `with_next_session` found."""
    key: int | None = vars(offering)["next_session_id"]
    return key


def card_of(
    offering: Offering,
    *,
    coming: Session | None,
    now: datetime,
    interests: Iterable[Interest] | None = None,
    n_sessions: int | None = None,
) -> Card:
    """The card of an offering whose program and place are loaded.

    Where they are not given, its interests are those prefetched, its sessions those `with_next_session` counted.
    """
    program, today = offering.program, timezone.localdate(now)
    return Card(
        uuid=offering.uuid,
        slug=offering.slug,
        state=OfferingState(offering.state),
        name_th=program.name_th,
        name_en=program.name_en,
        summary_th=program.summary_th,
        summary_en=program.summary_en,
        place=place_line(offering.place, today=today),
        interests=interest_lines(program.interests.all() if interests is None else interests),
        next_session=session_line(coming, today=today) if coming else None,
        n_sessions=vars(offering)["n_sessions"] if n_sessions is None else n_sessions,
        starts_on=offering.starts_on,
        ends_on=offering.ends_on,
        seats=offering.seats,
        seats_left=offering.seats_left,
        age_min=offering.age_min,
        age_max=offering.age_max,
        cost_satang=offering.cost_satang,
        language=CourseLanguage(offering.language),
        delivery=Delivery(offering.delivery),
        accessibility=tuple(Support(one) for one in offering.accessibility),
        n_reserved=offering.n_reserved,
        enroll_until=offering.enroll_until,
        is_open=may_still_join(offering, now=now),
        seats_are_drawn=offering.seats_are_drawn,
        is_confirmed=offering.is_confirmed(today),
        is_invented=offering.is_invented,
    )


def may_still_join(offering: Offering, *, now: datetime) -> bool:
    """Published, not past its last day, before the moment the keeper set, and not shared in a round."""
    return (
        offering.state == OfferingState.PUBLISHED
        and offering.ends_on >= timezone.localdate(now)
        and not offering.seats_are_drawn
        and (offering.enroll_until is None or now < offering.enroll_until)
    )


def interest_lines(interests: Iterable[Interest]) -> tuple[InterestLine, ...]:
    return tuple(InterestLine(row.code, row.name_th, row.name_en, row.icon) for row in interests)


def place_line(place: Place, *, today: date) -> PlaceLine:
    return PlaceLine(
        slug=place.slug,
        kind=place.kind,
        name_th=place.name_th,
        name_en=place.name_en,
        address=place.address,
        latitude=place.latitude,
        longitude=place.longitude,
        accessibility=tuple(place.accessibility),
        is_confirmed=place.is_confirmed(today),
    )


def session_line(session: Session, *, today: date) -> SessionLine:
    return SessionLine(
        uuid=session.uuid,
        number=session.number,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        mode=Mode(session.mode),
        topic_th=session.topic_th,
        topic_en=session.topic_en,
        place=place_line(session.place, today=today) if session.place else None,
        is_cancelled=session.state == SessionState.CANCELLED,
        room_th=session.room_th,
        room_en=session.room_en,
    )
