"""The draw: made once, from what stood at closing, and with nothing in its file that names anybody."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from factories.rounds import drawn, grown_up, opened, published, wished
from factories.rows import NeighbourhoodFactory, OfferingFactory
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.rounds import draw, start_drawing, withdraw_wishes
from mueang.apps.enrollment.enums import RoundMethod, RoundState
from mueang.apps.enrollment.errors import RoundNotReady
from mueang.apps.enrollment.models import WishList
from mueang.methods.allocation import replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(
        program__city=cast.city, place=cast.place, seats=4, reserved_seats={SeatGroup.OUT_OF_SCHOOL.value: 2}
    )


def test_the_draw_waits_for_the_closing_and_is_asked_for_once(cast, offering):
    row = opened(cast, offering)
    with pytest.raises(RoundNotReady):
        start_drawing(allocation_round=row, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        start_drawing(allocation_round=row, actor=cast.keeper, now=row.closes_at)
    start_drawing(allocation_round=row, actor=cast.officer, now=row.closes_at)
    with pytest.raises(RoundNotReady):
        start_drawing(allocation_round=row, actor=cast.manager, now=row.closes_at)


def test_a_second_worker_draws_nothing(cast, offering):
    row = opened(cast, offering)
    wished(row, offering)
    row = drawn(row)
    before = row.document

    assert draw(allocation_round=row, now=row.closes_at) == 0
    row.refresh_from_db()
    assert row.document == before


def test_the_outcome_follows_from_the_document(cast, offering):
    other = OfferingFactory(program__city=cast.city, place=cast.place, seats=3)
    row = opened(cast, offering, other)
    lists = [wished(row, offering, other, members=[grown_up() for _ in range(1 + n % 3)]) for n in range(8)]
    withdraw_wishes(ticket=lists[0].ticket)
    row = drawn(row)

    assert replay(row.document).verdict == "follows"
    assert replay(row.document).n_entries == 7
    seated = {one.code: one.result.offering.slug for one in WishList.objects.exclude(result=None)}
    assert seated == row.document["outcome"]
    assert row.comparison["n_broken"] == 0


def test_a_lottery_knows_no_groups(cast, offering):
    row = opened(cast, offering, method=RoundMethod.LOTTERY)
    wished(row, offering)
    row = drawn(row)

    assert row.document["groups"] == {}
    assert replay(row.document).verdict == "follows"


def test_the_seats_are_those_left_at_the_draw(cast, offering):
    row = opened(cast, offering)
    Offering.objects.filter(pk=offering.pk).update(seats=1)
    for _ in range(3):
        wished(row, offering)

    document = drawn(row).document
    assert document["offerings"] == [{"id": offering.slug, "seats": 1, "kept": {"A": 1}}]
    assert len(document["outcome"]) == 1


def test_members_of_a_group_get_the_seats_kept_for_them(cast, offering):
    row = opened(cast, offering)
    for _ in range(10):
        wished(row, offering)
    invited = [wished(row, offering, group=SeatGroup.OUT_OF_SCHOOL) for _ in range(2)]
    row = drawn(row)

    assert {one.code for one in invited} <= set(row.document["outcome"])


@pytest.mark.parametrize(("n_members", "is_public"), [(9, False), (10, True)])
def test_groups_are_published_only_where_none_is_small(cast, offering, n_members, is_public):
    row = opened(cast, offering)
    invited = [wished(row, offering, group=SeatGroup.OUT_OF_SCHOOL) for _ in range(n_members)]
    wished(row, offering)
    row = drawn(row)
    labelled = {entry["id"] for entry in row.document["entries"] if "group" in entry}

    assert labelled == ({one.code for one in invited} if is_public else set())
    assert (row.document["groups_withheld"] is None) == is_public
    assert replay(row.document).verdict == ("follows" if is_public else "withheld")
    assert replay(row.document, classes=row.unsealed_classes()).verdict == "follows"


def test_the_file_holds_no_name_phone_birth_date_row_number_or_meaning_of_a_group(cast, offering):
    row = opened(cast, offering)
    somebody = grown_up("ความลับ", phone="0899999999")
    one = wished(row, offering, members=[somebody], group=SeatGroup.OUT_OF_SCHOOL)
    for _ in range(9):
        wished(row, offering, group=SeatGroup.OUT_OF_SCHOOL)
    row = published(drawn(row))
    text = json.dumps(row.document, ensure_ascii=False)

    for secret in ("ความลับ", "899999999", str(somebody.birth_on), one.ticket, str(one.uuid), "out_of_school"):
        assert secret not in text
    assert one.code in text


def test_once_published_nothing_readable_says_who_belonged_to_a_group(cast, offering):
    row = opened(cast, offering)
    wished(row, offering, group=SeatGroup.OUT_OF_SCHOOL)
    row = published(drawn(row))

    assert row.state == RoundState.PUBLISHED
    assert not row.wish_lists.exclude(group="").exists()
    assert not row.invitations.exclude(used_by=None).exists()
    assert row.wish_lists.get().code in row.unsealed_classes()


def test_small_groups_carry_no_numbers_nor_does_the_one_beside_them(cast, offering):
    near = NeighbourhoodFactory(city=cast.city)
    row = opened(cast, offering)
    lists = [wished(row, offering) for _ in range(12)]
    WishList.objects.filter(pk__in=[one.pk for one in lists[:3]]).update(neighbourhood=near)
    old = [
        wished(row, offering, members=[grown_up(birth_on=row.closes_at.date() - timedelta(days=25_000))])
        for _ in "123456"
    ]
    comparison = drawn(row).comparison["dimensions"]
    numbers = {name: {one["key"]: one["numbers"] for one in rows} for name, rows in comparison.items()}

    assert numbers["all"]["all"][0] == 18
    assert numbers["neighbourhood"] == {"": None, near.name_th: None}
    assert numbers["age"]["60-200"][0] == len(old)
    assert numbers["age"]["18-59"][0] == 12


def test_first_come_is_worked_out_beside_it(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, seats=6)
    row = opened(cast, offering)
    for _ in range(12):
        wished(row, offering)
    (everybody,) = drawn(row).comparison["dimensions"]["all"]
    people, by_arrival, by_draw, better, worse = everybody["numbers"]

    assert (people, by_arrival, by_draw) == (12, 6, 6)
    assert better == worse
