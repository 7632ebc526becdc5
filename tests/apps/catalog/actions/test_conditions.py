"""The conditions of an offering: reserved seats, fee waivers, supports and kit, kept sensible together."""

from __future__ import annotations

from typing import Any

import pytest

from factories.catalog import DraftFactory
from mueang.apps.catalog.actions import change_offering, copy_offering
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.catalog.errors import CatalogRefused, ConditionUnknown, MoreReservedThanSeats, WaiverAboveCost
from mueang.apps.catalog.queries import offering_page

KIT = [{"name_th": "ผ้าขาวสมมติ", "name_en": "Invented cloth", "source": "buy", "cost_satang": 12000}]


def test_conditions_are_kept_and_shown_without_naming_for_whom_seats_wait(cast):
    offering = DraftFactory(city=cast.city, place=cast.place, program__city=cast.city, seats=20, state="published")

    change_offering(
        offering=offering,
        actor=cast.keeper,
        cost_satang=50_000,
        reserved_seats={SeatGroup.LOW_INCOME: 3, SeatGroup.OLDER: 2},
        fee_waivers={SeatGroup.LOW_INCOME: 0},
        waiver_how_th="แจ้งที่โต๊ะรับสมัคร",
        accessibility=["wheelchair"],
        kit=KIT,
    )

    page = offering_page(city=cast.city, slug=offering.slug)
    assert page is not None
    assert (page.card.n_reserved, page.card.accessibility) == (5, ("wheelchair",))
    assert [(line.group, line.pays_satang) for line in page.fee_waivers] == [("low_income", 0)]
    assert (page.kit[0].name_en, page.kit[0].cost_satang) == ("Invented cloth", 12000)
    assert not hasattr(page.card, "reserved_seats")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reserved_seats": {"low_income": 21}}, MoreReservedThanSeats),
        ({"seats": 4, "reserved_seats": {"older": 5}}, MoreReservedThanSeats),
        ({"reserved_seats": {"muslim": 2}}, ConditionUnknown),
        ({"reserved_seats": {"older": -1}}, ConditionUnknown),
        ({"reserved_seats": {"older": "2"}}, ConditionUnknown),
        ({"reserved_seats": {"older": True}}, ConditionUnknown),
        ({"fee_waivers": {"older": 1}}, WaiverAboveCost),
        ({"accessibility": ["lift"]}, ConditionUnknown),
        ({"kit": [{"name_th": ""}]}, ConditionUnknown),
        ({"kit": [{"name_th": "ก" * 121}]}, ConditionUnknown),
        ({"kit": [{"name_th": "ก", "script": "x"}]}, ConditionUnknown),
        ({"kit": [{"name_th": "ก", "cost_satang": -1}]}, ConditionUnknown),
        ({"kit": [{"name_th": "ก"}] * 41}, ConditionUnknown),
    ],
)
def test_conditions_that_contradict_are_refused_and_nothing_is_written(
    cast, changes: dict[str, Any], refusal: type[CatalogRefused]
):
    offering = DraftFactory(city=cast.city, place=cast.place, program__city=cast.city, seats=20)

    with pytest.raises(refusal):
        change_offering(offering=offering, actor=cast.keeper, **changes)

    offering.refresh_from_db()
    assert (offering.seats, offering.reserved_seats, offering.kit) == (20, {}, [])


def test_a_copy_keeps_every_condition(cast):
    offering = DraftFactory(
        city=cast.city,
        place=cast.place,
        program__city=cast.city,
        cost_satang=50_000,
        fee_waivers={"older": 100},
        reserved_seats={"older": 1},
        kit=KIT,
        online_url="https://meet.example.test/room",
        delivery="hybrid",
    )

    copy = copy_offering(offering=offering, starts_on=offering.starts_on, actor=cast.keeper)

    assert (copy.fee_waivers, copy.reserved_seats, copy.kit) == ({"older": 100}, {"older": 1}, KIT)
    assert (copy.delivery, copy.online_url) == ("hybrid", "https://meet.example.test/room")
