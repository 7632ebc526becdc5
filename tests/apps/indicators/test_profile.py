"""The profile shows what was measured, level by level, says what was not, and proves nothing by a year of joining."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.rows import NeighbourhoodFactory
from mueang.apps.indicators.actions import load_frameworks, observe
from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.models import FrameworkItem, Indicator
from mueang.apps.indicators.queries import city_profile, since_joining
from mueang.apps.network.actions import load_network_facts
from mueang.apps.network.models import NetworkMembership
from mueang.lib.workbook import open_workbook
from mueang.methods.thai import calendar_year, fiscal_year

pytestmark = pytest.mark.django_db
READ = {"officer", "manager", "unit_officer", "auditor"}
SQUARE = {"type": "Polygon", "coordinates": [[[101, 6], [101.1, 6], [101.1, 6.1], [101, 6.1], [101, 6]]]}


def at(page: str, *arguments: object) -> str:
    return reverse(f"indicators:{page}", args=["nakhon", *arguments])


def english(page: str, *arguments: object) -> str:
    return "/en" + at(page, *arguments).removeprefix("/en")


def say(cast: Cast, row: Indicator, year: int, value: str, **changes: Any) -> None:
    observe(city=cast.city, figure=figure(row, period=calendar_year(year), value=Decimal(value), **changes), actor=None)


def served(**changes: Any) -> Indicator:
    load_frameworks()
    row = indicator(**changes)
    row.items.add(FrameworkItem.objects.get(framework__code="key-features", code="1.1.1"))
    return row


@pytest.mark.parametrize("name", MEMBERS)
def test_profile_pages_are_there_for_those_who_read_the_citys_desk(client: Client, cast: Cast, name: str) -> None:
    row, member = served(), getattr(cast, name)
    say(cast, row, 2022, "50")
    if not member.is_anonymous:
        client.force_login(member)
    for page in (at("profile"), at("since"), at("trend", row.uuid)):
        assert client.get(page).status_code == (200 if name in READ else 302 if name == "anonymous" else 404), page


def test_a_province_never_stands_for_the_city_and_what_is_missing_is_said(client: Client, cast: Cast) -> None:
    row = served()
    say(cast, row, 2022, "77.7", level=Level.PROVINCE)
    client.force_login(cast.officer)
    page = client.get(english("profile")).content.decode()

    told = city_profile(viewer=cast.officer, city=cast.city, code="key-features")
    assert told is not None
    assert told.n_measured == 0
    assert "77.7 (2022)" in page
    assert "not the city's figure" in page
    assert "<polyline" not in page
    assert client.get(at("trend", row.uuid)).status_code == 200
    say(cast, row, 2022, "61.5")
    assert city_profile(viewer=cast.officer, city=cast.city).n_measured == 1  # type: ignore[union-attr]


def test_an_interval_is_drawn_only_where_one_came_with_the_figure(client: Client, cast: Cast) -> None:
    row = served()
    say(cast, row, 2021, "50")
    client.force_login(cast.officer)
    assert "No margin of error came with these figures." in client.get(english("profile")).content.decode()
    say(cast, row, 2022, "60", lower=Decimal(55), upper=Decimal(65), method=Method.SAMPLE)
    page = client.get(english("profile")).content.decode()
    assert page.count('class="whisker"') == 1
    assert "upright strokes are the margin of error" in page


@pytest.mark.parametrize("n", [1, 3])
def test_the_profile_takes_as_many_statements_however_many_figures(
    cast: Cast, django_assert_num_queries: Any, n: int
) -> None:
    row = served()
    for year in range(2023 - n, 2023):
        say(cast, row, year, "50")
        say(cast, row, year, "40", level=Level.COMMUNITY, neighbourhood=NeighbourhoodFactory(city=cast.city))
    assert cast.officer.is_active
    city_profile(viewer=cast.officer, city=cast.city)  # reads whose desk is read once
    with django_assert_num_queries(5):
        told = city_profile(viewer=cast.officer, city=cast.city)
    trend = told.areas[0].trends[0]  # type: ignore[union-attr]
    assert [len(trend.own), len(trend.communities)] == [n, n]


def test_communities_are_mapped_and_the_one_nobody_measured_is_hatched(client: Client, cast: Cast) -> None:
    row = served()
    known, unknown = (NeighbourhoodFactory(city=cast.city, boundary=SQUARE) for _each in range(2))
    assert at("community_map", row.uuid)
    client.force_login(cast.officer)
    assert client.get(at("community_map", row.uuid)).status_code == 404
    say(cast, row, 2022, "0", level=Level.COMMUNITY, neighbourhood=known)
    page = client.get(english("profile") + f"?mapped={row.code}").content.decode()

    assert re.search(rf"{known.name_en}</td>\s*<td class=\"num\">0<", page)
    assert re.search(rf"{unknown.name_en}</td>\s*<td class=\"num\"><span class=\"muted\">not measured<", page)
    assert 'fill="url(#none-hatch)"><title>' in page
    picture = client.get(at("community_map", row.uuid))
    assert picture["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in picture["Content-Disposition"]


def test_before_and_after_leave_out_the_year_of_joining_itself(cast: Cast) -> None:
    row, alone = indicator(), indicator()
    for year, value in ((2021, "50"), (2022, "52"), (2023, "90"), (2024, "60")):
        say(cast, row, year, value)
    say(cast, alone, 2021, "1")
    observe(city=cast.city, figure=figure(alone, period=fiscal_year(2024)), actor=None)
    told = since_joining(viewer=cast.officer, city=cast.city, year=2023)

    [line] = told.lines
    assert (line.before.value, line.after.value, line.change) == (52, 60, 8)  # type: ignore[union-attr]
    assert line.is_better
    [missing] = told.missing
    assert missing.before is not None
    assert missing.after is None  # the budget year reaches into the year itself


def test_an_invented_city_borrows_the_year_of_the_real_one_and_says_so(client: Client, cast: Cast) -> None:
    load_network_facts()
    cast.city.district_code, cast.city.kind, cast.city.is_invented = "9501", "city_municipality", True
    cast.city.save()
    row = indicator()
    say(cast, row, 2020, "50")
    say(cast, row, 2025, "60")
    client.force_login(cast.officer)
    page = client.get(english("since")).content.decode()

    assert "This does not prove that joining changed anything." in page
    assert "the real city on whose ground" in page
    assert 'class="joined"' in page
    cast.city.is_invented = False
    cast.city.save()
    NetworkMembership.objects.filter(city=cast.city).delete()
    assert "No year of joining is known" in client.get(english("since")).content.decode()


def test_a_year_is_typed_in_either_era_and_nonsense_asks_for_none(client: Client, cast: Cast) -> None:
    row = indicator()
    say(cast, row, 2020, "50")
    say(cast, row, 2024, "60")
    client.force_login(cast.officer)
    pages = [client.get(english("since"), {"year": year}).content.decode() for year in ("2565", "2022", "x", "9999")]
    assert ["10" in page and "before and after 2022" in page for page in pages] == [True, True, False, False]
    book = client.get(at("since"), {"year": "2565", "format": "xlsx"}).content
    assert len(open_workbook(book, name="x.xlsx").visible_sheets[0].rows) == 3
    assert timezone.localdate().year >= 2025


def test_the_profile_and_one_trend_leave_as_files(client: Client, cast: Cast) -> None:
    row = served()
    say(cast, row, 2022, "50")
    client.force_login(cast.officer)
    book = client.get(at("profile"), {"format": "xlsx"})
    assert book["Content-Type"].endswith("sheet")
    assert "50" in client.get(at("indicator", row.uuid), {"format": "csv"}).content.decode()
    picture = client.get(at("trend", row.uuid)).content.decode()
    assert picture.startswith("<svg xmlns")
    assert client.get(at("trend", cast.city.uuid)).status_code == 404
    assert client.get(at("profile"), {"framework": "none"}).status_code == 404
