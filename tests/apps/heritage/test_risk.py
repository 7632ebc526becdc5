"""The order of visits: what is nearest to being lost stands first, and nobody is named."""

import io

import openpyxl
import pytest
from django.urls import reverse

from factories.heritage import HolderFactory, LineageFactory
from factories.rows import HeritageItemFactory
from mueang.apps.heritage.queries.risk import items_by_risk


def item_with(cast, *, ages=(), taught=None, n_learners=0, **facts):
    item = HeritageItemFactory(city=cast.city, **facts)
    holders = [HolderFactory(item=item, age_band=age, last_taught_year=taught) for age in ages]
    LineageFactory.create_batch(n_learners, item=item, teacher=holders[0].person) if holders else None
    return item


@pytest.mark.parametrize("n_items", [1, 3])
def test_the_list_is_three_queries_however_many_items(cast, n_items, django_assert_num_queries):
    for _ in range(n_items):
        item_with(cast, ages=("75_up", "60_74"), n_learners=2)

    with django_assert_num_queries(4):  # the viewer's roles, then three
        assert len(items_by_risk(viewer=cast.officer, city=cast.city, year=2023)) == n_items


def test_what_only_one_old_person_knows_stands_above_what_many_carry_on(cast):
    safe = item_with(cast, ages=("under_40",) * 10, taught=2023, n_learners=3)
    lost = item_with(cast, ages=("75_up",), taught=2010)
    unasked = item_with(cast, ages=("", ""))

    lines = items_by_risk(viewer=cast.officer, city=cast.city, year=2023)

    assert [line.item for line in lines] == [lost, unasked, safe]
    assert [(line.risk.points, line.risk.most, line.risk.level) for line in lines] == [
        (10, 10, "high"),
        (4, 9, "middle"),
        (0, 0, "low"),
    ]
    assert lines[0].last_taught_year == 2010


def test_the_page_and_its_sheet_count_holders_and_name_none(cast, client):
    item = item_with(cast, ages=("75_up",), taught=2010, name_th="ว่าวสมมติ")
    secret = HeritageItemFactory(city=cast.city, is_published=False, is_sacred=True, name_th="พิธีลับสมมติ")
    name = item.holders.get().person.given_name
    address = reverse("heritage:risk", args=[cast.city.slug])

    client.force_login(cast.auditor)
    page = client.get(address).content.decode()
    assert "ว่าวสมมติ" in page
    assert "2553" in page
    assert secret.name_th not in page
    assert name not in page

    client.force_login(cast.officer)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address, {"format": "xlsx"}).content)).active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert {item.name_th, secret.name_th, 2553} <= set(cells)
    assert name not in " ".join(map(str, cells))


def test_the_list_is_no_strangers(cast, client):
    client.force_login(cast.stranger)
    assert client.get(reverse("heritage:risk", args=[cast.city.slug])).status_code == 404
