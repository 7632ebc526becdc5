"""The description of the directory (HSDS 3.0) and of the feed of changes (OpenActive), as spoken here."""

from __future__ import annotations

from typing import Any

LARGEST_PAGE_NUMBER, LARGEST_CHANGE_NUMBER = 999_999, 10**15 - 1
ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SEEN_ID = rf"^({ID})?$"
Document = dict[str, Any]

_TEXT: Document = {"type": "string"}
_WHOLE: Document = {"type": "integer"}
_FLAG: Document = {"type": "boolean"}
_NUMBER: Document = {"type": "number"}
_UUID: Document = {"type": "string", "format": "uuid"}
_DATE: Document = {"type": "string", "format": "date"}


def directory_paths() -> Document:
    page = _asked("page", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE_NUMBER, "default": 1})
    whole = _asked("full", {"type": "string", "enum": ["true", "false"], "default": "false"})
    feed = [
        _asked("afterChangeNumber", {"type": "integer", "minimum": 0, "maximum": LARGEST_CHANGE_NUMBER, "default": 0}),
        _asked("afterId", {"type": "string", "pattern": SEEN_ID, "maxLength": 36}),
    ]
    service = {"name": "id", "in": "path", "required": True, "schema": _UUID}
    return {
        "/hsds/": _get("hsds", "Version and profile of the directory", [], "Root"),
        "/hsds/services": _get("services", "What one can join now", [page, whole], "Services"),
        "/hsds/services/{id}": _get("service", "One of them, whole", [service], "Service", missing=True),
        "/hsds/service_at_locations": _get(
            "servicesAtLocations", "What, where and when", [page], "ServicesAtLocations"
        ),
        "/hsds/locations": _get("locations", "Open places", [page], "Locations"),
        "/hsds/organizations": _get("organizations", "Who keeps them", [page], "Organizations"),
        "/hsds/taxonomy_terms": _get("taxonomyTerms", "Interests", [page], "TaxonomyTerms"),
        "/openactive/": _get("openactive", "Which feeds there are", [], "Dataset"),
        "/openactive/session-series": _get("sessionSeries", "What changed since", feed, "Feed"),
    }


def directory_schemas() -> Document:
    return {
        "Root": _object({"version": _TEXT, "profile": _TEXT, "openapi_url": _TEXT}),
        **{
            listing: _page(one)
            for listing, one in {
                "Services": "Service",
                "ServicesAtLocations": "ServiceAtLocation",
                "Locations": "Location",
                "Organizations": "Organization",
                "TaxonomyTerms": "TaxonomyTerm",
            }.items()
        },
        "Service": _service(),
        "ServiceAtLocation": _object(
            {"id": _UUID, "service_id": _UUID, "location_id": _UUID, "location": _ref("Location")},
            {"schedules": _list(_ref("Schedule"))},
        ),
        "Location": _location(),
        "Organization": _object(
            {"id": _UUID, "name": _TEXT, "description": _TEXT}, {"alternate_name": _TEXT, "website": _TEXT}
        ),
        "Schedule": _object(
            {"id": _UUID, "dtstart": _DATE, "until": _DATE, "count": _WHOLE, "opens_at": _TEXT, "closes_at": _TEXT},
            {"service_id": _UUID},
        ),
        "TaxonomyTerm": _object({"id": _UUID, "code": _TEXT, "name": _TEXT, "description": _TEXT, "taxonomy": _TEXT}),
        "Dataset": _object(
            {"@type": {"const": "Dataset"}, "name": _TEXT, "url": _TEXT, "license": _TEXT, "dateModified": _DATE,
             "distribution": _list(_object({"name": _TEXT, "encodingFormat": _TEXT, "contentUrl": _TEXT}))}
        ),
        "Feed": _object({"next": _TEXT, "license": _TEXT, "items": _list(_ref("FeedItem"))}),
        "FeedItem": _feed_item(),
        "Error": _object({"error": _TEXT}),
    }  # fmt: skip


def _service() -> Document:
    own = {"id": _UUID, "service_id": _UUID}
    return _object(
        {"id": _UUID, "organization_id": _UUID, "name": _TEXT, "status": {"enum": ["active", "inactive"]}},
        {
            "alternate_name": _TEXT,
            "description": _TEXT,
            "url": _TEXT,
            "application_process": _TEXT,
            "fees_description": _TEXT,
            "eligibility_description": _TEXT,
            "minimum_age": _WHOLE,
            "maximum_age": _WHOLE,
            "assured_date": _DATE,
            "last_modified": {"type": "string", "format": "date-time"},
            "organization": _ref("Organization"),
            "schedules": _list(_ref("Schedule")),
            "languages": _list(_object({**own, "name": _TEXT, "code": _TEXT})),
            "cost_options": _list(_object({**own, "currency": _TEXT, "amount": _NUMBER})),
            "service_at_locations": _list(_object({**own, "location_id": _UUID, "location": _ref("Location")})),
            "attributes": _list(
                _object(
                    {"id": _UUID, "link_id": _UUID, "link_entity": _TEXT, "taxonomy_term_id": _UUID,
                     "taxonomy_term": _ref("TaxonomyTerm")}
                )
            ),
        },
    )  # fmt: skip


def _location() -> Document:
    of = {"id": _UUID, "location_id": _UUID}
    return _object(
        {"id": _UUID, "location_type": {"enum": ["physical", "virtual"]}, "name": _TEXT},
        {
            "url": _TEXT,
            "alternate_name": _TEXT,
            "description": _TEXT,
            "latitude": _NUMBER,
            "longitude": _NUMBER,
            "addresses": _list(
                _object(
                    {**of, "address_1": _TEXT, "city": _TEXT, "state_province": _TEXT, "postal_code": _TEXT,
                     "country": _TEXT, "address_type": _TEXT}
                )
            ),
            "accessibility": _list(_object({**of, "description": _TEXT})),
        },
    )  # fmt: skip


def _feed_item() -> Document:
    """An entry as it stands, or that it left."""
    about = {"id": _UUID, "kind": {"const": "SessionSeries"}, "modified": _WHOLE}
    meeting = _object(
        {
            "@type": {"const": "ScheduledSession"},
            "identifier": _UUID,
            "startDate": {"type": "string", "format": "date-time"},
            "endDate": {"type": "string", "format": "date-time"},
            "duration": _TEXT,
            "eventStatus": _TEXT,
            "maximumAttendeeCapacity": _WHOLE,
            "remainingAttendeeCapacity": _WHOLE,
        }
    )
    words = {"name": _TEXT, "description": _TEXT, "url": _TEXT}
    series = _object({"@type": {"const": "SessionSeries"}, "identifier": _UUID, **words, "subEvent": _list(meeting)})
    standing = _object({**about, "state": {"const": "updated"}, "data": series})
    return {"oneOf": [standing, _object({**about, "state": {"const": "deleted"}})]}


def _page(one: str) -> Document:
    counts = dict.fromkeys(("total_items", "total_pages", "page_number", "size"), _WHOLE)
    flags = dict.fromkeys(("first_page", "last_page", "empty"), _FLAG)
    return _object({**counts, **flags, "contents": _list(_ref(one))})


def _get(code: str, summary: str, parameters: list[Document], schema: str, *, missing: bool = False) -> Document:
    """A question of which nothing can be wrong but its parameters; a byte 0 is refused before it is read."""
    said = {"application/json": {"schema": _ref("Error")}}
    answers: Document = {
        "200": {"description": summary, "content": {"application/json": {"schema": _ref(schema)}}},
        "400": {
            "description": "A parameter cannot be so",
            "content": {**said, "application/problem+json": {"schema": _ref("Problem")}},
        },
    }
    if missing:
        answers["404"] = {"description": "There is none of this identifier", "content": said}
    return {"get": {"operationId": code, "summary": summary, "parameters": parameters, "responses": answers}}


def _asked(name: str, schema: Document) -> Document:
    return {"name": name, "in": "query", "schema": schema}


def _ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(schema: Document) -> Document:
    return {"type": "array", "items": schema}


def _object(needed: Document, optional: Document | None = None) -> Document:
    return {"type": "object", "properties": {**needed, **(optional or {})}, "required": list(needed)}
