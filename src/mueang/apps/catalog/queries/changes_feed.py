"""What changed in what can be learned, page by page, for those who keep a copy (OpenActive)."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from mueang.apps.catalog.enums import Delivery, SessionState
from mueang.apps.catalog.models import Offering, OfferingQuerySet, Session
from mueang.apps.catalog.queries.directory import UrlOf
from mueang.apps.catalog.queries.feeds import worded
from mueang.apps.catalog.rules import announced_offerings, public_offerings
from mueang.apps.network.models import City
from mueang.apps.network.queries import versions_of
from mueang.apps.places.enums import PlaceKind
from mueang.standards.openactive import Item, Occurrence, Series, Spot, session_series

ITEMS_A_PAGE = 200
ISCED_F = "http://data.europa.eu/esco/isced-f/"


def changed_series(*, city: City, after: tuple[int, str], url_of: UrlOf) -> list[Item]:
    """Offerings ever announced that changed after this change number and identifier, in that order.

    The change number is the city's version at which the offering, its place, or the catalog as a whole, last changed.
    What is no longer listed comes as deleted. Five SQL statements.
    """
    change, last = after
    as_a_whole = Value(versions_of(city).catalog)
    rows = announced_offerings(city).annotate(change=Greatest(F("changed_in"), F("place__changed_in"), as_a_whole))
    later = Q(change__gt=change)
    if last:
        later |= Q(change=change, uuid__gt=UUID(last))
    found = list(_loaded(rows.filter(later).order_by("change", "uuid")[:ITEMS_A_PAGE]))
    keys = [row.pk for row in found]
    listed = public_offerings(city).upcoming(timezone.localdate()).filter(pk__in=keys)
    shown = set(listed.values_list("pk", flat=True))
    return [
        Item(
            str(row.uuid), vars(row)["change"], session_series(_series(row, city, url_of)) if row.pk in shown else None
        )
        for row in found
    ]


def _loaded(offerings: OfferingQuerySet) -> OfferingQuerySet:
    meetings = Prefetch("sessions", Session.objects.order_by("starts_at", "pk"), to_attr="meetings")
    return offerings.select_related("program", "place").prefetch_related("program__interests", meetings)


def _series(row: Offering, city: City, url_of: UrlOf) -> Series:
    program, place = row.program, row.place
    interests = program.interests.all()
    online = row.delivery == Delivery.ONLINE or place.kind == PlaceKind.ONLINE
    return Series(
        id=str(row.uuid),
        name=program.name_th,
        description="\n\n".join(filter(None, (program.summary_th, program.name_en, program.summary_en))),
        url=url_of("offering", row.slug),
        organizer=city.name_th,
        organizer_url=url_of("home", ""),
        spot=Spot(place.name_th, place.address, place.latitude, place.longitude, is_virtual=online),
        price=Decimal(row.cost_satang) / 100,
        seats=row.seats,
        seats_left=row.seats_left,
        activity=[(f"{ISCED_F}{one.isced_f}", worded("en", one.name_th, one.name_en)) for one in interests],
        occurrences=[_occurrence(one) for one in vars(row)["meetings"]],
        minimum_age=row.age_min,
        maximum_age=row.age_max,
    )


def _occurrence(session: Session) -> Occurrence:
    return Occurrence(
        id=str(session.uuid),
        starts_at=timezone.localtime(session.starts_at),
        ends_at=timezone.localtime(session.ends_at),
        is_cancelled=session.state == SessionState.CANCELLED,
    )
