"""Which rolls show faces, and whose pictures there are, without the pictures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import HOLDS_A_SEAT
from mueang.apps.enrollment.models import Enrollment, FaceSetting
from mueang.apps.enrollment.rules import visible_faces, visible_rolls, with_faces
from mueang.apps.network.models import City
from mueang.lib.ready import ReadyAmong, Slot

_SHOWING = ReadyAmong(
    lambda keys: with_faces(Offering.objects.filter(pk__in=keys), today=Slot("today")).only("pk").order_by()
)


@dataclass(frozen=True, slots=True)
class FaceSettings:
    """What an offering says itself (None: nothing) and what its city says of all."""

    own: bool | None
    citys: bool


def face_settings(offering: Offering) -> FaceSettings:
    """One SQL statement."""
    rows = FaceSetting.objects.filter(city=offering.city)
    said = {row.offering_id: row.is_on for row in rows.filter(offering=offering) | rows.filter(offering=None)}
    return FaceSettings(said.get(offering.pk), said.get(None, False))


def city_shows_faces(city: City) -> bool:
    return FaceSetting.objects.filter(city=city, offering=None, is_on=True).exists()


def offerings_with_faces(offerings: Collection[int]) -> frozenset[int]:
    """Those of the keys whose rolls show faces today. One SQL statement."""
    return frozenset(row.pk for row in _SHOWING(list(offerings), today=timezone.localdate().isoformat()))


def faces_of(persons: Collection[int], *, viewer: Viewer) -> dict[int, UUID]:
    """Person key -> their picture, of those that the viewer may see. One SQL statement."""
    return dict(visible_faces(viewer).filter(person__in=persons).order_by().values_list("person", "uuid"))


def seat_on_roll(*, viewer: Viewer, session: UUID, enrollment: UUID) -> Enrollment | None:
    """Somebody with a seat in the activity of a session whose roll is the viewer's to take. One SQL statement."""
    rows = Enrollment.objects.filter(state__in=HOLDS_A_SEAT, uuid=enrollment)
    rows = rows.filter(offering__in=visible_rolls(viewer).filter(uuid=session).values("offering"))
    return rows.select_related(
        "person__city",
        "person__merged_into__city",
        "offering__city",
        "offering__program",
        "offering__place__city",
        "offering__place__organization",
    ).first()
