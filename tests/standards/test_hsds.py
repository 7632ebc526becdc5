"""HSDS documents: valid against the published schemas, with identifiers that do not move."""

import doctest
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from mueang.standards import hsds
from shared_data import shared_data

SITE = hsds.Site(
    UUID(int=1),
    "อุทยานการเรียนรู้",
    alternate_name="Learning Park",
    description="ริมน้ำ",
    url="https://city.example/yala/places/park/",
    latitude=6.54,
    longitude=101.28,
    address=hsds.Address("1 ถนนสมมติ", "เทศบาลนครสมมติ", "ยะลา", "95000"),
    accessibility=["Step-free entrance"],
)
SERVICE = hsds.Service(
    UUID(int=2),
    "ย้อมผ้า",
    site=SITE,
    provider=hsds.Provider(UUID(int=3), "เทศบาลสมมติ", website="https://city.example/"),
    alternate_name="Dye cloth",
    description="สามครั้ง",
    url="https://city.example/yala/learn/dye/",
    how_to_join="https://city.example/yala/learn/dye/join/",
    eligibility="Wheelchair users can take part",
    minimum_age=12,
    maximum_age=80,
    assured_on=date(2026, 11, 1),
    modified_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    amount=Decimal("150.50"),
    languages=[("th", "Thai"), ("ms", "Malay")],
    terms=[hsds.Term(UUID(int=4), "craft", "Crafts", "งานฝีมือ", "Mueang interests")],
    meetings=[
        hsds.Meeting(datetime(2026, 12, day, 9, tzinfo=UTC), datetime(2026, 12, day, 12, tzinfo=UTC)) for day in (1, 8)
    ],
)
BARE = hsds.Service(UUID(int=5), "ว่าง", site=hsds.Site(UUID(int=6), "ออนไลน์"), provider=SERVICE.provider)


def validator(name):
    folder = shared_data("hsds") / "schema"
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    registry = Registry().with_resources(
        (key, Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema", **one}))
        for key, one in schemas.items()
    )
    return Draft202012Validator(schemas[f"{name}.json"], registry=registry, format_checker=FormatChecker())


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(hsds).failed == 0


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("service", hsds.service(SERVICE)),
        ("service", hsds.service(BARE)),
        ("service", hsds.summary(SERVICE)),
        ("service_at_location", hsds.service_at_location(SERVICE)),
        ("service_at_location", hsds.service_at_location(BARE)),
        ("location", hsds.location(SITE)),
        ("location", hsds.location(BARE.site)),
        ("organization", hsds.organization(SERVICE.provider)),
        ("taxonomy_term", hsds.taxonomy_term(SERVICE.terms[0])),
    ],
)
def test_documents_are_valid_against_the_published_schema(name, document):
    assert [error.message for error in validator(name).iter_errors(json.loads(json.dumps(document)))] == []


def test_the_validator_used_here_does_refuse():
    assert list(validator("service").iter_errors({"id": "no uuid", "name": 3}))


def test_the_same_service_has_the_same_identifiers_in_every_answer():
    one, other = hsds.service(SERVICE), hsds.service(SERVICE)

    assert one == other
    assert one["service_at_locations"][0]["id"] == hsds.service_at_location(SERVICE)["id"]
    assert len({part["id"] for part in one["schedules"]}) == 2


def test_a_place_without_an_address_is_virtual_and_nothing_empty_is_told():
    document = hsds.location(BARE.site)

    assert document == {"id": str(UUID(int=6)), "location_type": "virtual", "name": "ออนไลน์"}
    assert "minimum_age" not in hsds.service(BARE)
    assert hsds.service(BARE)["cost_options"][0]["amount"] == 0


def test_an_age_of_nought_is_an_age():
    from dataclasses import replace

    assert hsds.summary(replace(BARE, minimum_age=0))["minimum_age"] == 0


@pytest.mark.parametrize(
    ("number", "first", "last"), [(1, True, False), (2, False, False), (3, False, True), (9, False, True)]
)
def test_a_page_says_where_it_stands(number, first, last):
    page = hsds.page(contents=[{}] * 2, total_items=6, number=number, size=2)

    assert (page["first_page"], page["last_page"], page["total_pages"]) == (first, last, 3)


@pytest.mark.parametrize(("contents", "number", "size"), [([], 0, 2), ([], 1, 0), ([{}] * 3, 1, 2)])
def test_a_page_that_cannot_be_is_refused(contents, number, size):
    with pytest.raises(ValueError, match="not_usable"):
        hsds.page(contents=contents, total_items=3, number=number, size=size)
