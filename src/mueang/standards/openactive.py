"""What one can join as OpenActive data: a dataset page and a real-time paged feed of series with their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

Document = dict[str, Any]
CONTEXT = ["https://openactive.io/", "https://schema.org/"]
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_STATUS = "https://schema.org/Event"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed. `change` only rises; without `data` the entry was deleted."""

    id: str
    change: int
    data: Document | None


@dataclass(frozen=True, slots=True)
class Spot:
    name: str
    address: str
    latitude: float | None
    longitude: float | None
    is_virtual: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """What is given in one or more meetings. `price` is in Thai baht; `activity` holds (address, label) of concepts."""

    id: str
    name: str
    description: str
    url: str
    organizer: str
    organizer_url: str
    spot: Spot
    price: Decimal
    seats: int
    seats_left: int
    activity: Sequence[tuple[str, str]]
    occurrences: Sequence[Occurrence] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of a series."""

    id: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool


def feed_page(*, items: Sequence[Item], address: str, after: tuple[int, str]) -> Document:
    """One page of a feed, ordered by change and id; the last page is empty and points at itself.

    Parameters
    ----------
    items : entries changed after `after`, in order
    address : of the feed, without a query
    after : change number and id that the reader has seen

    Raises
    ------
    ValueError
        If an item is not after `after`, or they are out of order.

    Source
    ------
    Realtime Paged Data Exchange 1.0 (W3C OpenActive community group), section 4, with `afterChangeNumber`.

    Examples
    --------
    >>> feed_page(items=[], address="https://city.example/feed", after=(7, "b"))["next"]
    'https://city.example/feed?afterChangeNumber=7&afterId=b'
    """
    keys = [after, *((item.change, item.id) for item in items)]
    if any(earlier >= later for earlier, later in pairwise(keys)):
        raise ValueError("items_out_of_order")
    change, last = keys[-1]
    return {
        "next": f"{address}?{urlencode({'afterChangeNumber': change, 'afterId': last})}",
        "items": [_entry(item) for item in items],
        "license": LICENCE,
    }


def session_series(series: Series) -> Document:
    """The series with its meetings, as the feed holds it.

    Meetings are embedded, so that one taken out of the plan needs no entry of its own to say so.

    Source
    ------
    OpenActive Modelling Opportunity Data 2.0, section 4.2.
    """
    ages = {"@type": "QuantitativeValue", "minValue": series.minimum_age, "maxValue": series.maximum_age}
    return {
        "@context": CONTEXT,
        "@type": "SessionSeries",
        "@id": series.id,
        "identifier": series.id,
        "name": series.name,
        "description": series.description or series.name,
        "url": series.url,
        "activity": [
            {"@type": "Concept", "@id": concept, "prefLabel": label, "inScheme": concept.rpartition("/")[0]}
            for concept, label in series.activity
        ],
        "organizer": {"@type": "Organization", "name": series.organizer, "url": series.organizer_url},
        "location": _place(series),
        "offers": [
            {"@type": "Offer", "@id": f"{series.id}#offer", "price": float(series.price), "priceCurrency": "THB"}
        ],
        "maximumAttendeeCapacity": series.seats,
        "ageRange": {name: value for name, value in ages.items() if value is not None},
        "subEvent": [_meeting(series, one) for one in series.occurrences],
    }


def dataset(*, name: str, url: str, publisher: str, feeds: Sequence[tuple[str, str]], modified_on: date) -> Document:
    """The page that says which feeds there are and how they may be used.

    Parameters
    ----------
    feeds : (kind, address) each

    Source
    ------
    OpenActive Dataset API Discovery 1.0, section 4.
    """
    return {
        "@context": ["https://schema.org/", "https://openactive.io/"],
        "@type": "Dataset",
        "@id": url,
        "name": name,
        "description": name,
        "url": url,
        "dateModified": modified_on.isoformat(),
        "inLanguage": ["th", "en"],
        "license": LICENCE,
        "publisher": {"@type": "Organization", "name": publisher, "url": url},
        "schemaVersion": "https://openactive.io/modelling-opportunity-data/2.0/",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": kind,
                "additionalType": f"https://openactive.io/{kind}",
                "encodingFormat": "application/vnd.openactive.rpde+json; version=1",
                "contentUrl": address,
            }
            for kind, address in feeds
        ],
    }


def _entry(item: Item) -> Document:
    entry: Document = {"id": item.id, "kind": "SessionSeries", "modified": item.change}
    return {"state": "deleted", **entry} if item.data is None else {"state": "updated", **entry, "data": item.data}


def _meeting(series: Series, one: Occurrence) -> Document:
    minutes = int((one.ends_at - one.starts_at).total_seconds() // 60)
    return {
        "@type": "ScheduledSession",
        "@id": one.id,
        "identifier": one.id,
        "startDate": one.starts_at.isoformat(),
        "endDate": one.ends_at.isoformat(),
        "duration": f"PT{minutes // 60}H{minutes % 60}M",
        "eventStatus": f"{_STATUS}{'Cancelled' if one.is_cancelled else 'Scheduled'}",
        "maximumAttendeeCapacity": series.seats,
        "remainingAttendeeCapacity": 0 if one.is_cancelled else series.seats_left,
    }


def _place(series: Series) -> Document:
    spot = series.spot
    if spot.is_virtual:
        return {"@type": "VirtualLocation", "name": spot.name, "url": series.url}
    place: Document = {"@type": "Place", "name": spot.name, "address": spot.address or spot.name}
    if spot.latitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": spot.latitude, "longitude": spot.longitude}
    return place
