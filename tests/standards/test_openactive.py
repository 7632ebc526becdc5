"""OpenActive: pages of a feed in order, series with their meetings, nothing of a deleted one."""

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mueang.standards import openactive
from mueang.standards.openactive import Item, Occurrence, Series, Spot

SERIES = Series(
    id="s1",
    name="ย้อมผ้า",
    description="",
    url="https://city.example/yala/learn/dye/",
    organizer="เทศบาลสมมติ",
    organizer_url="https://city.example/yala/",
    spot=Spot("อุทยานการเรียนรู้", "", 6.54, 101.28),
    price=Decimal("150.50"),
    seats=20,
    seats_left=3,
    activity=[("http://data.europa.eu/esco/isced-f/0214", "Crafts")],
    occurrences=[
        Occurrence("m1", datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 11, 30, tzinfo=UTC), False),
        Occurrence("m2", datetime(2026, 12, 8, 9, tzinfo=UTC), datetime(2026, 12, 8, 11, tzinfo=UTC), True),
    ],
    minimum_age=12,
)


def test_the_example_in_the_docstring_is_true():
    assert doctest.testmod(openactive).failed == 0


def test_a_page_points_past_its_last_item():
    page = openactive.feed_page(
        items=[Item("a", 5, {"@type": "SessionSeries"}), Item("b", 5, None)],
        address="https://x.example/f",
        after=(0, ""),
    )

    assert page["next"] == "https://x.example/f?afterChangeNumber=5&afterId=b"
    assert [item["state"] for item in page["items"]] == ["updated", "deleted"]
    assert "data" not in page["items"][1]


@pytest.mark.parametrize(
    "items", [[Item("a", 3, None)], [Item("b", 4, None), Item("a", 4, None)], [Item("z", 6, None), Item("a", 5, None)]]
)
def test_items_out_of_order_are_refused(items):
    with pytest.raises(ValueError, match="out_of_order"):
        openactive.feed_page(items=items, address="https://x.example/f", after=(3, "a"))


def test_a_series_holds_its_meetings_and_a_cancelled_one_has_no_seat():
    document = openactive.session_series(SERIES)

    first, second = document["subEvent"]
    assert (first["duration"], first["eventStatus"]) == ("PT2H30M", "https://schema.org/EventScheduled")
    assert (second["eventStatus"], second["remainingAttendeeCapacity"]) == ("https://schema.org/EventCancelled", 0)
    assert first["remainingAttendeeCapacity"] == 3
    assert document["ageRange"] == {"@type": "QuantitativeValue", "minValue": 12}
    assert document["location"]["geo"]["latitude"] == 6.54
    assert document["offers"][0]["price"] == 150.5
    assert document["activity"][0]["inScheme"] == "http://data.europa.eu/esco/isced-f"


def test_what_is_online_has_no_place_on_the_map():
    from dataclasses import replace

    document = openactive.session_series(replace(SERIES, spot=Spot("ออนไลน์", "", None, None, is_virtual=True)))

    assert document["location"] == {"@type": "VirtualLocation", "name": "ออนไลน์", "url": SERIES.url}


def test_a_dataset_names_its_feeds_and_licence():
    document = openactive.dataset(
        name="Yala",
        url="https://x.example/",
        publisher="Yala",
        feeds=[("SessionSeries", "https://x.example/f")],
        modified_on=date(2026, 11, 22),
    )

    assert document["distribution"][0]["contentUrl"] == "https://x.example/f"
    assert document["license"].startswith("https://creativecommons.org/")
