"""Descriptions of a data set: Frictionless Data Package, DataCite metadata, and an entry of a DCAT catalog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataField:
    """A column: its name, its Table Schema type, and what it holds."""

    name: str
    type: str
    about: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the data set; `fields` where it is the table itself."""

    name: str
    url: str
    media_type: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A version of a data set, as every description of it says."""

    name: str
    url: str
    titles: tuple[tuple[str, str], ...]
    abouts: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, str], ...]
    version: str
    previous_url: str = ""
    publishers: tuple[tuple[str, str], ...]
    published_on: date
    covers: tuple[date, date]
    area: str
    licence: str
    licence_name: str
    licence_url: str
    keywords: tuple[str, ...] = ()
    files: tuple[DataFile, ...] = ()


def data_package(data: DataSet, *, fields: Sequence[DataField], key: Sequence[str]) -> Document:
    """The descriptor `datapackage.json`; the table's schema stands with each of its files.

    Parameters
    ----------
    data : the data set; its CSV and Parquet files are resources
    fields : columns in the order of the table
    key : columns that tell its rows apart

    Returns
    -------
    dict, as JSON.

    Source
    ------
    Data Package standard 2.0 (2024), datapackage.org: Data Package, Data Resource, Table Schema.

    Examples
    --------
    >>> told = DataSet(name="figures", url="https://c.example/", titles=(("en", "Figures"),), abouts=(("en", ""),),
    ...     methods=(), version="1", publishers=(("en", "City"),), published_on=date(2023, 11, 4),
    ...     covers=(date(2022, 1, 1), date(2022, 12, 31)), area="City", licence="CC-BY-4.0", licence_name="CC BY",
    ...     licence_url="https://l.example/",
    ...     files=(DataFile("figures.csv", "https://c.example/f", "text/csv", 9, "ab"),))
    >>> made = data_package(told, fields=[DataField("value", "number", "What was measured")], key=["value"])
    >>> made["resources"][0]["path"], made["resources"][0]["schema"]["fields"][0]["type"]
    ('figures.csv', 'number')
    """
    schema = {
        "fields": [
            {"name": field.name, "type": field.type, "description": field.about}
            | ({"constraints": {"required": True}} if field.is_required else {})
            for field in fields
        ],
        "primaryKey": list(key),
        "missingValues": [""],
    }
    tables = [file for file in data.files if file.name.endswith((".csv", ".parquet"))]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": data.name,
        "title": " · ".join(words for _language, words in data.titles),
        "description": "\n\n".join(words for _language, words in (*data.abouts, *data.methods)),
        "homepage": data.url,
        "version": data.version,
        "created": f"{data.published_on.isoformat()}T00:00:00Z",
        "keywords": list(data.keywords),
        "licenses": [{"name": data.licence, "title": data.licence_name, "path": data.licence_url}],
        "contributors": [
            {"title": " · ".join(words for _language, words in data.publishers), "roles": ["publisher"]},
        ],
        "resources": [_resource(file, schema) for file in tables],
    }


def _resource(file: DataFile, schema: Document) -> Document:
    name, _point, kind = file.name.rpartition(".")
    return {
        "name": f"{name}-{kind}",
        "path": file.name,
        "type": "table",
        "format": kind,
        "mediatype": file.media_type,
        "bytes": file.n_bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": schema,
    } | ({"encoding": "utf-8"} if kind == "csv" else {})


def datacite(data: DataSet) -> Document:
    """What a DOI is registered with, everything but the DOI: kernel 4 as JSON.

    Source
    ------
    DataCite Metadata Schema 4.6 (2024), doi.org/10.14454/mzv1-5b55; its JSON form as in the DataCite REST API.
    """
    day = data.published_on.isoformat()
    related = [
        {"relationType": "IsNewVersionOf", "relatedIdentifier": data.previous_url, "relatedIdentifierType": "URL"}
    ]
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": [],
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Open data release"},
        "creators": [{"name": data.publishers[-1][1], "nameType": "Organizational"}],
        "titles": [{"title": words, "lang": language} for language, words in data.titles],
        "publisher": {"name": data.publishers[-1][1]},
        "publicationYear": str(data.published_on.year),
        "subjects": [{"subject": word} for word in data.keywords],
        "dates": [
            {"date": day, "dateType": "Issued"},
            {"date": "/".join(edge.isoformat() for edge in data.covers), "dateType": "Other",
             "dateInformation": "Period the figures are of"},
        ],
        "version": data.version,
        "rightsList": [
            {"rights": data.licence_name, "rightsUri": data.licence_url, "rightsIdentifier": data.licence.lower(),
             "rightsIdentifierScheme": "SPDX"},
        ],
        "descriptions": [
            {"description": words, "descriptionType": kind, "lang": language}
            for kind, told in (("Abstract", data.abouts), ("Methods", data.methods))
            for language, words in told
        ],
        "geoLocations": [{"geoLocationPlace": data.area}],
        "sizes": [f"{file.n_bytes} B" for file in data.files],
        "formats": list(dict.fromkeys(file.media_type for file in data.files)),
        "relatedIdentifiers": related if data.previous_url else [],
        "url": data.url,
    }  # fmt: skip


def dcat_catalog(*, url: str, titles: Sequence[tuple[str, str]], publisher: str, sets: Sequence[DataSet]) -> Document:
    """A catalog of data sets as JSON-LD; the newest version first.

    Source
    ------
    W3C Data Catalog Vocabulary (DCAT) version 3 (2024), sections 6.3 to 6.8; checksums as SPDX.
    """
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": url,
        "@type": "dcat:Catalog",
        "dct:title": _worded(titles),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
        "dcat:dataset": [_dcat_set(data, publisher) for data in sets],
    }


def _dcat_set(data: DataSet, publisher: str) -> Document:
    starts, ends = ({"@value": day.isoformat(), "@type": "xsd:date"} for day in data.covers)
    return {
        "@id": data.url,
        "@type": "dcat:Dataset",
        "dct:title": _worded(data.titles),
        "dct:description": _worded(data.abouts),
        "dct:identifier": data.url,
        "dct:issued": {"@value": data.published_on.isoformat(), "@type": "xsd:date"},
        "dct:license": {"@id": data.licence_url},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": starts, "dcat:endDate": ends},
        "dct:spatial": {"@type": "dct:Location", "dct:title": data.area},
        "dcat:version": data.version,
        "dcat:keyword": list(data.keywords),
        "dcat:distribution": [_distribution(file, data) for file in data.files],
    } | ({"dcat:previousVersion": {"@id": data.previous_url}} if data.previous_url else {})


def _distribution(file: DataFile, data: DataSet) -> Document:
    return {
        "@id": file.url,
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dcat:downloadURL": {"@id": file.url},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file.media_type}"},
        "dcat:byteSize": {"@value": str(file.n_bytes), "@type": "xsd:nonNegativeInteger"},
        "dct:license": {"@id": data.licence_url},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file.sha256,
        },
    }


def _worded(words: Sequence[tuple[str, str]]) -> list[Document]:
    return [{"@value": text, "@language": language} for language, text in words]
