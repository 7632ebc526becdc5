"""One offering for machines: iCalendar for calendars, schema.org for search engines."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState, SessionState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.catalog.queries.cards import Card, PlaceLine, SessionLine
from mueang.apps.catalog.queries.meetings import sessions_of
from mueang.apps.catalog.queries.pages import OfferingPage
from mueang.apps.network.models import City
from mueang.apps.places.enums import PlaceKind
from mueang.standards.icalendar import Meeting, Status, write_calendar

Text = TypeVar("Text", str, tuple[str, ...])
_STATUS = {
    OfferingState.PUBLISHED: "https://schema.org/EventScheduled",
    OfferingState.CANCELLED: "https://schema.org/EventCancelled",
    OfferingState.FINISHED: "https://schema.org/EventScheduled",
}


def calendar(offering: Offering, *, url: str = "", language: str = "th") -> bytes:
    """The sessions of one offering as an iCalendar feed; a session cancelled once stays in it, marked so."""
    name = worded(language, offering.program.name_th, offering.program.name_en)
    meetings = [
        meeting_of(session, offering, name=name, url=url, language=language) for session in sessions_of(offering)
    ]
    return write_calendar(name=name, meetings=meetings)


def meeting_of(session: Session, offering: Offering, *, name: str, url: str, language: str) -> Meeting:
    place = session.place or offering.place
    room = worded(language, session.room_th, session.room_en)
    cancelled = SessionState.CANCELLED in (session.state, offering.state)
    status: Status = "CANCELLED" if cancelled else "CONFIRMED"
    return Meeting(
        uid=str(session.uuid),
        stamp=session.changed_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=name,
        description=worded(language, session.topic_th, session.topic_en),
        location=", ".join(filter(None, (room, worded(language, place.name_th, place.name_en), place.address))),
        latitude=place.latitude,
        longitude=place.longitude,
        url=url,
        status=status,
        sequence=session.n_changes,
    )


def json_ld(page: OfferingPage, *, city: City, url: str, language: str = "th") -> dict[str, Any]:
    """The offering as a schema.org Course with its one CourseInstance, which is an Event with a sub-event a session.

    A dictionary: escape `<` when it is written into a script element.
    """
    card = page.card
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Course",
            "name": worded(language, card.name_th, card.name_en),
            "description": worded(language, card.summary_th, card.summary_en)
            or worded(language, card.name_th, card.name_en),
            "url": url,
            "image": [urljoin(url, f"/photos/{photo.digest}-{photo.width}.webp") for photo in page.photos],
            "provider": {"@type": "GovernmentOrganization", "name": worded(language, city.name_th, city.name_en)},
            "keywords": [worded(language, line.name_th, line.name_en) for line in card.interests],
            "teaches": list(worded(language, page.outcomes_th, page.outcomes_en)),
            "timeRequired": f"PT{page.total_minutes}M" if page.total_minutes else "",
            "typicalAgeRange": _age_range(card),
            "inLanguage": card.language.value,
            "isAccessibleForFree": card.cost_satang == 0,
            "offers": _offer(card, url=url),
            "hasCourseInstance": _instance(page, url=url, language=language),
        }
    )


def _instance(page: OfferingPage, *, url: str, language: str) -> dict[str, Any]:
    card, name = page.card, worded(language, page.card.name_th, page.card.name_en)
    status = _STATUS.get(card.state, "")
    held = [session for session in page.sessions if not session.is_cancelled]
    online = card.place.kind == PlaceKind.ONLINE
    here = _location(card.place, url=url, language=language)
    document = {
        "@type": "CourseInstance",
        "name": name,
        "startDate": _instant(held[0].starts_at) if held else card.starts_on.isoformat(),
        "endDate": _instant(held[-1].ends_at) if held else card.ends_on.isoformat(),
        "eventStatus": status,
        "eventAttendanceMode": f"https://schema.org/{'Online' if online else 'Offline'}EventAttendanceMode",
        "courseMode": "online" if online else "onsite",
        "location": here,
        "instructor": [
            {"@type": "Person", "name": worded(language, person.name_th, person.name_en)} for person in page.instructors
        ],
        "maximumAttendeeCapacity": card.seats,
        "remainingAttendeeCapacity": card.seats_left,
        "courseWorkload": f"PT{page.total_minutes}M" if page.total_minutes else "",
        "subEvent": [
            _sub_event(
                session,
                page=page,
                there=_location(session.place, url=url, language=language) if session.place else here,
                language=language,
            )
            for session in page.sessions
        ],
    }
    return _filled(document)


def _sub_event(session: SessionLine, *, page: OfferingPage, there: dict[str, Any], language: str) -> dict[str, Any]:
    card = page.card
    cancelled = session.is_cancelled or card.state == OfferingState.CANCELLED
    topic = worded(language, session.topic_th, session.topic_en)
    return {
        "@type": "EducationEvent",
        "name": topic or f"{worded(language, card.name_th, card.name_en)} ({session.number})",
        "startDate": _instant(session.starts_at),
        "endDate": _instant(session.ends_at),
        "eventStatus": _STATUS[OfferingState.CANCELLED if cancelled else OfferingState.PUBLISHED],
        "location": there,
    }


def _location(place: PlaceLine, *, url: str, language: str) -> dict[str, Any]:
    if place.kind == PlaceKind.ONLINE:
        return {"@type": "VirtualLocation", "url": url}
    here = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    name = worded(language, place.name_th, place.name_en)
    return _filled(
        {
            "@type": "Place",
            "name": name,
            "address": place.address or name,
            "geo": here if place.latitude is not None else "",
        }
    )


def _offer(card: Card, *, url: str) -> dict[str, Any]:
    in_stock = card.is_open and not card.is_full
    offer = {
        "@type": "Offer",
        "category": "Free" if card.cost_satang == 0 else "Paid",
        "price": f"{card.cost_satang / 100:.2f}",
        "priceCurrency": "THB",
        "availability": f"https://schema.org/{'InStock' if in_stock else 'SoldOut'}",
        "validThrough": _instant(card.enroll_until) if card.enroll_until else "",
        "url": url,
    }
    return _filled(offer)


def _age_range(card: Card) -> str:
    if card.age_min is None and card.age_max is None:
        return ""
    return f"{card.age_min or 0}-{card.age_max if card.age_max is not None else ''}"


@lru_cache(maxsize=4_096)
def _instant(at: datetime) -> str:
    """In local time; thousands of sessions share a start."""
    return timezone.localtime(at).isoformat(timespec="minutes")


def worded(language: str, thai: Text, english: Text) -> Text:
    return english or thai if language.startswith("en") else thai


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    """The document without empty texts, lists and members, which search engines report as faults; no and 0 stay."""
    return {name: part for name, part in document.items() if part or part == 0}
