"""The description of the open data of a city: OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from mueang.apps.indicators.enums import Level
from mueang.apps.reports.queries import COLUMNS
from mueang.desks.api.openapi_directory import directory_paths, directory_schemas

PAGE, LARGEST_PAGE, LONGEST_CODE = 100, 500, 40
_FORMATS = {"date": {"type": "string", "format": "date"}}
Document = dict[str, Any]


def document(*, server: str, city: str) -> Document:
    """What can be asked of a city, where, and what comes back."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"Open data of {city}",
            "version": "1.1.0",
            "description": "Figures of the city's releases (at most 300 questions a minute and address), a directory "
            "(HSDS 3.0) and a feed of changes (OpenActive). No key.",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": server}],
        "paths": {
            "/api/openapi.json": {"get": _get("openapi", "This description", [], {"type": "object"})},
            "/api/releases": {"get": _get("releases", "Every version, the newest first", _paging(), _ref("Releases"))},
            "/api/releases/{version}": {
                "get": _get("release", "One version with its files", [_version()], _ref("Release"), missing=True)
            },
            "/api/figures": {
                "get": _get("figures", "Figures of the newest version", [*_narrowing(), *_paging()], _ref("Figures"))
            },
            **directory_paths(),
        },
        "components": {"schemas": {**_schemas(), **directory_schemas()}, "parameters": {"seen": _seen()}},
    }


def _get(code: str, summary: str, parameters: list[Document], schema: Document, *, missing: bool = False) -> Document:
    refused = {"application/problem+json": {"schema": _ref("Problem")}}
    answers: Document = {
        "200": {
            "description": summary,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": schema}},
        },
        "400": {"description": "A parameter cannot be so, or is unknown", "content": refused},
        "304": {"description": "Not changed since the tag that was sent"},
        "429": {
            "description": "Too many questions",
            "headers": {"Retry-After": {"schema": {"type": "string"}}},
            "content": refused,
        },
    }
    if missing:
        answers["404"] = {"description": "There is no such version", "content": refused}
    told = [*parameters, {"$ref": "#/components/parameters/seen"}]
    return {"operationId": code, "summary": summary, "parameters": told, "responses": answers}


def _ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def _seen() -> Document:
    shape = {"type": "string"}
    return {"name": "If-None-Match", "in": "header", "description": "Tag of the answer at hand", "schema": shape}


def _version() -> Document:
    return {"name": "version", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}


def _paging() -> list[Document]:
    return [
        _asked("page", {"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1}),
        _asked("per_page", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE}),
    ]


def _narrowing() -> list[Document]:
    return [
        _asked("indicator", {"type": "string", "maxLength": LONGEST_CODE, "pattern": r"^[-a-zA-Z0-9_]*$"}),
        _asked("level", {"type": "string", "enum": list(Level.values)}),
    ]


def _asked(name: str, schema: Document) -> Document:
    return {"name": name, "in": "query", "schema": schema}


def _object(properties: Document, *optional: str) -> Document:
    needed = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": needed}


def _schemas() -> Document:
    text, whole, flag = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
    licence = {"licence": _object({"id": text, "url": text}), "attribution": text}
    paging = {"page": whole, "per_page": whole, "pages": whole, "total": whole}
    release = {
        "version": whole,
        "released_on": _FORMATS["date"],
        "change": text,
        "figures": whole,
        "withheld": whole,
        "sha256": text,
        "url": text,
        "is_withdrawn": flag,
        "withdrawn_why": text,
    }
    file = _object({"name": text, "url": text, "media_type": text, "bytes": whole, "sha256": text})
    figure = {name: _cell(kind, about, needed=needed) for name, _kind, kind, needed, about in COLUMNS}
    whole_release = _object({**release, "files": {"type": "array", "items": file}}, "withdrawn_why")
    return {
        "Releases": _object(
            {**licence, **paging, "data": {"type": "array", "items": _object(release, "withdrawn_why")}}
        ),
        "Release": _object({**licence, "data": whole_release}),
        "Figures": _object({**licence, **paging, "data": {"type": "array", "items": _ref("Figure")}}),
        "Figure": _object({"version": whole, **figure}),
        "Problem": _object({"type": text, "status": whole, "title": text}),
    }


def _cell(kind: str, about: str, *, needed: bool) -> Document:
    shape: Document = dict(_FORMATS.get(kind, {"type": kind}))
    if not needed and kind != "string":
        shape["type"] = [shape["type"], "null"]
    elif not needed:
        shape["type"] = ["string", "null"]
    return {**shape, "description": about}
