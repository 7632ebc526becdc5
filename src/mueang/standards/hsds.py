"""Places and what can be learned there as Human Services Data Specification (HSDS) 3.0 documents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

VERSION = "3.0"
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Provider:
    """Who answers for a service."""

    id: UUID
    name: str
    alternate_name: str = ""
    description: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    line: str
    city: str
    province: str
    postal_code: str = ""
    country: str = "TH"


@dataclass(frozen=True, slots=True)
class Site:
    """A place; without an address and coordinates it is virtual."""

    id: UUID
    name: str
    alternate_name: str = ""
    description: str = ""
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None
    address: Address | None = None
    accessibility: Sequence[str] = ()

    @property
    def is_virtual(self) -> bool:
        return self.address is None and self.latitude is None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a taxonomy, such as an interest."""

    id: UUID
    code: str
    name: str
    description: str
    taxonomy: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """From when to when, local times with their offset."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Service:
    """Something to take part in. `amount` is in `currency`; `languages` are ISO 639-1 codes with names."""

    id: UUID
    name: str
    site: Site
    provider: Provider
    is_active: bool = True
    alternate_name: str = ""
    description: str = ""
    url: str = ""
    how_to_join: str = ""
    eligibility: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    assured_on: date | None = None
    modified_at: datetime | None = None
    amount: Decimal = Decimal(0)
    currency: str = "THB"
    languages: Sequence[tuple[str, str]] = ()
    terms: Sequence[Term] = ()
    meetings: Sequence[Meeting] = ()


def base(*, profile: str, openapi_url: str) -> Document:
    """The document at the root of an HSDS API.

    Source
    ------
    HSDS 3.0 API reference, `GET /`.
    """
    return {"version": VERSION, "profile": profile, "openapi_url": openapi_url}


def page(*, contents: Sequence[Document], total_items: int, number: int, size: int) -> Document:
    """One page of a listing.

    Parameters
    ----------
    contents : the documents on it
    total_items : in the whole listing
    number : of the page, from 1
    size : most documents a page

    Raises
    ------
    ValueError
        If `size` or `number` is below 1, or there is more on the page than `size`.

    Source
    ------
    HSDS 3.0 API reference, `Page`.

    Examples
    --------
    >>> page(contents=[{}], total_items=3, number=2, size=2)["last_page"]
    True
    """
    if size < 1 or number < 1 or len(contents) > size:
        raise ValueError("size_or_number_not_usable")
    total_pages = max(1, math.ceil(total_items / size))
    return {
        "total_items": total_items,
        "total_pages": total_pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= total_pages,
        "empty": not contents,
        "contents": list(contents),
    }


def organization(provider: Provider) -> Document:
    """The provider; an organization has to be described, so its name stands in where nothing else does."""
    return _filled(
        {
            "id": str(provider.id),
            "name": provider.name,
            "alternate_name": provider.alternate_name,
            "description": provider.description or provider.name,
            "website": provider.website,
        }
    )


def location(site: Site) -> Document:
    """A place with its address and what it offers to those who need it."""
    return _filled(
        {
            "id": str(site.id),
            "location_type": "virtual" if site.is_virtual else "physical",
            "url": site.url,
            "name": site.name,
            "alternate_name": site.alternate_name,
            "description": site.description,
            "latitude": site.latitude,
            "longitude": site.longitude,
            "addresses": [_address(site, site.address)] if site.address else [],
            "accessibility": [
                {"id": _part(site.id, "accessibility", words), "location_id": str(site.id), "description": words}
                for words in site.accessibility
            ],
        }
    )


def service(about: Service) -> Document:
    """A service with everything that belongs to it, as `GET /services/{id}` gives it.

    Source
    ------
    HSDS 3.0 schema `service` (Open Referral, CC BY-SA 4.0) and its nested objects.
    """
    own = {"service_id": str(about.id)}
    at = _part(about.id, "at", str(about.site.id))
    return _filled(
        {
            **summary(about),
            "organization": organization(about.provider),
            "schedules": [_schedule(about.id, meeting) | own for meeting in about.meetings],
            "languages": [
                {"id": _part(about.id, "language", code), **own, "name": name, "code": code}
                for code, name in about.languages
            ],
            "cost_options": [
                {
                    "id": _part(about.id, "cost", "full"),
                    **own,
                    "currency": about.currency,
                    "amount": float(about.amount),
                }
            ],
            "service_at_locations": [
                {"id": at, **own, "location_id": str(about.site.id), "location": location(about.site)}
            ],
            "attributes": [_attribute(about.id, term) for term in about.terms],
        }
    )


def summary(about: Service) -> Document:
    """A service without its nested objects, as listings give it."""
    return _filled(
        {
            "id": str(about.id),
            "organization_id": str(about.provider.id),
            "name": about.name,
            "alternate_name": about.alternate_name,
            "description": about.description,
            "url": about.url,
            "status": "active" if about.is_active else "inactive",
            "application_process": about.how_to_join,
            "fees_description": f"{about.amount:.2f} {about.currency}",
            "eligibility_description": about.eligibility,
            "minimum_age": about.minimum_age,
            "maximum_age": about.maximum_age,
            "assured_date": about.assured_on.isoformat() if about.assured_on else "",
            "last_modified": about.modified_at.isoformat() if about.modified_at else "",
        }
    )


def service_at_location(about: Service) -> Document:
    """The service at its place, as `GET /service_at_locations` gives it."""
    return _filled(
        {
            "id": _part(about.id, "at", str(about.site.id)),
            "service_id": str(about.id),
            "location_id": str(about.site.id),
            "location": location(about.site),
            "schedules": [_schedule(about.id, meeting) for meeting in about.meetings],
        }
    )


def taxonomy_term(term: Term) -> Document:
    return {
        "id": str(term.id),
        "code": term.code,
        "name": term.name,
        "description": term.description,
        "taxonomy": term.taxonomy,
    }


def named(taxonomy: str, code: str) -> UUID:
    """The identifier of a taxonomy's term that has a code alone.

    Examples
    --------
    >>> named("Mueang interests", "craft") == named("Mueang interests", "craft")
    True
    """
    return uuid5(NAMESPACE_URL, f"{taxonomy}#{code}")


def _address(site: Site, address: Address) -> Document:
    return {
        "id": _part(site.id, "address", "physical"),
        "location_id": str(site.id),
        "address_1": address.line,
        "city": address.city,
        "state_province": address.province,
        "postal_code": address.postal_code,
        "country": address.country,
        "address_type": "physical",
    }


def _schedule(of: UUID, meeting: Meeting) -> Document:
    """One meeting: the standard repeats by week or month only, so each stands for itself."""
    return {
        "id": _part(of, "schedule", meeting.starts_at.isoformat()),
        "dtstart": meeting.starts_at.date().isoformat(),
        "until": meeting.ends_at.date().isoformat(),
        "count": 1,
        "opens_at": meeting.starts_at.timetz().isoformat("minutes"),
        "closes_at": meeting.ends_at.timetz().isoformat("minutes"),
    }


def _attribute(of: UUID, term: Term) -> Document:
    return {
        "id": _part(of, "attribute", str(term.id)),
        "link_id": str(of),
        "link_entity": "service",
        "taxonomy_term_id": str(term.id),
        "taxonomy_term": taxonomy_term(term),
    }


def _part(of: UUID, kind: str, name: str) -> str:
    """The same part has the same identifier in every answer."""
    return str(uuid5(of, f"{kind}:{name}"))


def _filled(document: Document) -> Document:
    return {name: value for name, value in document.items() if value not in ("", None, [])}
