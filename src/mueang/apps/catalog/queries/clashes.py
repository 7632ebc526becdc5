"""Where an offering would get in another's way: a place that is full, an instructor in two rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from mueang.apps.catalog.enums import ClashKind, OfferingState
from mueang.apps.catalog.models import Instructor, Offering, Session
from mueang.apps.places.models import Place

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Clash:
    """A warning, never a refusal: a school has many rooms, and the keeper knows. `name_*` is the other activity."""

    kind: ClashKind
    starts_at: datetime
    ends_at: datetime
    name_th: str
    name_en: str
    who: str = ""


def clashes(*, offering: Offering, spans: Sequence[Span], place: Place | None = None) -> tuple[Clash, ...]:
    """What else meets at the same time in the same place or with the same instructor. Three SQL statements.

    A place whose size is known is too full once everybody who has a seat would not fit; one of unknown size when
    anything else meets there. `place` is where it meets, if not at the offering's own.
    """
    if not spans:
        return ()
    teachers = {row.person_id: row.person.full_name for row in offering.instructors.select_related("person")}
    others = _others(offering, spans)
    return (*_rooms(offering, spans, others, place=place or offering.place), *_teachers(spans, others, teachers))


def _others(offering: Offering, spans: Sequence[Span]) -> list[Session]:
    """Planned sessions of other offerings of the city between the first and the last moment, with who teaches them."""
    first, last = min(begin for begin, _ in spans), max(end for _, end in spans)
    rows = Session.objects.planned().filter(
        offering__city=offering.city,
        offering__state__in=(OfferingState.DRAFT, OfferingState.PUBLISHED),
        starts_at__lt=last,
        ends_at__gt=first,
    )
    return list(
        rows.exclude(offering=offering)
        .select_related("offering__program")
        .prefetch_related("offering__instructors")
        .order_by("starts_at", "pk")
    )


def _rooms(offering: Offering, spans: Sequence[Span], others: list[Session], *, place: Place) -> list[Clash]:
    found = []
    for span in spans:
        here = [row for row in others if (row.place_id or row.offering.place_id) == place.pk and _overlap(span, row)]
        fits = place.capacity is not None and (
            offering.seats + sum(row.offering.seats for row in here) <= place.capacity
        )
        found += [] if fits else [_clash(ClashKind.ROOM, row) for row in here]
    return found


def _teachers(spans: Sequence[Span], others: list[Session], teachers: dict[int, str]) -> list[Clash]:
    def shared(row: Session) -> list[Instructor]:
        return [one for one in row.offering.instructors.all() if one.person_id in teachers]

    return [
        _clash(ClashKind.TEACHER, row, who=teachers[one.person_id])
        for span, row in product(spans, others)
        if _overlap(span, row)
        for one in shared(row)
    ]


def _overlap(span: Span, row: Session) -> bool:
    return row.starts_at < span[1] and span[0] < row.ends_at


def _clash(kind: ClashKind, row: Session, *, who: str = "") -> Clash:
    program = row.offering.program
    return Clash(kind, row.starts_at, row.ends_at, program.name_th, program.name_en, who)
