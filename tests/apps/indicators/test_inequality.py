"""Gaps between groups: few people never shown nor worked out, parts that add up, a province never told apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.rows import NeighbourhoodFactory
from mueang.apps.indicators.actions import Part, observe, say_parts
from mueang.apps.indicators.models import Observation
from mueang.apps.indicators.queries.inequality import Inequality, inequality_of
from mueang.apps.indicators.queries.part_sheets import part_headings
from mueang.lib.workbook import Column, Table, open_workbook, write_workbook

pytestmark = pytest.mark.django_db
READ = {"officer", "manager", "unit_officer", "auditor"}


def address() -> str:
    return reverse("indicators:unequal", args=["nakhon"])


def part(value: str, people: int, **group: Any) -> Part:
    return Part(value=Decimal(value), people=people, **group)


def told(cast: Cast, parts: list[Part], **words: Any) -> Inequality:
    row: Observation = observe(city=cast.city, figure=figure(indicator(**words), value=Decimal(30)), actor=None)
    say_parts(observation=row, parts=parts, actor=None)
    return inequality_of(viewer=cast.officer, city=cast.city)


def by_group(found: Inequality, kind: str) -> dict[str, Any]:
    return {line.code: line for one in found.dimensions if one.kind == kind for line in one.lines}


@pytest.mark.parametrize("name", MEMBERS)
def test_the_page_is_there_for_those_who_read_the_citys_desk(client: Client, cast: Cast, name: str) -> None:
    told(cast, [part("40", 50, sex="female"), part("60", 70, sex="male")])
    member = getattr(cast, name)
    if not member.is_anonymous:
        client.force_login(member)
    assert client.get(address()).status_code == (200 if name in READ else 302 if name == "anonymous" else 404)


def test_a_gap_is_beside_its_reference_with_an_interval_and_a_warning_for_few(cast: Cast) -> None:
    found = told(cast, [part("40", 500, sex="female"), part("60", 700, sex="male"), part("50", 20, sex="other")])
    lines = by_group(found, "sex")
    assert lines["male"].is_reference
    assert lines["female"].difference == pytest.approx(-20)
    assert lines["female"].is_sure
    assert lines["female"].ratio == pytest.approx(2 / 3)
    assert not lines["female"].is_few
    assert lines["other"].is_few
    assert not lines["other"].is_sure


def test_few_people_are_withheld_and_so_is_what_would_tell_of_them(client: Client, cast: Cast) -> None:
    found = told(
        cast,
        [
            part("25", 4, language="khmer"),
            part("37", 100, language="thai"),
            part("41", 300, language="malay"),
            part("2", 200, language="other"),
        ],
    )
    lines = by_group(found, "language")
    assert lines["khmer"].is_withheld
    assert lines["other"].is_withheld  # four of two hundred
    assert not lines["malay"].is_withheld
    client.force_login(cast.officer)
    page = client.get(address()).content.decode()
    book = client.get(address(), {"format": "xlsx"}).content
    [sheet] = open_workbook(book, name="x.xlsx").visible_sheets
    cells = {cell.text for row in sheet.rows for cell in row}
    assert ">25.0<" not in page
    assert "25" not in cells
    assert found.n_left_out == 2


def test_a_lone_small_group_takes_another_with_it(cast: Cast) -> None:
    found = told(cast, [part("50", 4, sex="female"), part("50", 100, sex="male"), part("50", 60, sex="other")])
    assert [line.is_withheld for line in by_group(found, "sex").values()].count(True) == 2


def test_crossings_are_added_up_and_their_parts_are_the_whole(cast: Cast) -> None:
    communities = [NeighbourhoodFactory(city=cast.city) for _each in range(2)]
    found = told(
        cast,
        [
            part(str(20 + 20 * place + gap), 400, neighbourhood=community, sex=sex)
            for place, community in enumerate(communities)
            for sex, gap in (("female", 0), ("male", 10))
        ],
    )
    assert by_group(found, "sex")["female"].value == pytest.approx(30)
    assert by_group(found, "sex")["female"].people == 800
    theil = next(one.value for one in found.measures if one.code == "theil")
    for one in found.dimensions:
        assert (one.within or 0) + (one.between or 0) == pytest.approx(theil)
    assert sum(share or 0 for _kind, _part, share in found.factors) == pytest.approx(1)
    assert [kind for kind, _part, _share in found.factors] == ["neighbourhood", "sex"]


def test_a_slope_by_income_says_who_has_it(cast: Cast) -> None:
    fifths = ("lowest", "lower", "middle", "higher", "highest")
    rising = told(cast, [part(str(10 + 10 * place), 300, income=code) for place, code in enumerate(fifths)])
    slope = next(one for one in rising.measures if one.code == "income")
    assert slope.value > 0
    assert slope.interval is not None
    assert slope.interval[0] > 0


def test_years_of_schooling_have_no_interval_and_say_so(client: Client, cast: Cast) -> None:
    found = told(cast, [part("8", 90, sex="female"), part("10", 80, sex="male")], unit="years")
    line = by_group(found, "sex")["female"]
    assert (line.difference, line.interval) == (pytest.approx(-2), None)
    assert all(one.interval is None for one in found.measures)
    client.force_login(cast.officer)
    assert "no interval" in client.get("/en" + address().removeprefix("/en")).content.decode()


def test_nothing_told_apart_teaches_and_counts_become_shares(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    page = client.get("/en" + address().removeprefix("/en")).content.decode()
    assert "No figure is told apart by groups yet" in page
    found = told(cast, [part("50", 100, sex="female"), part("100", 1000, sex="male")], unit="count")
    assert by_group(found, "sex")["female"].value == pytest.approx(50)
    assert by_group(found, "sex")["male"].value == pytest.approx(10)


@pytest.mark.parametrize("n", [1, 3])
def test_it_takes_as_many_statements_however_many_groups(cast: Cast, django_assert_num_queries: Any, n: int) -> None:
    told(cast, [part("40", 90, neighbourhood=NeighbourhoodFactory(city=cast.city)) for _each in range(n)])
    with django_assert_num_queries(3):
        found = inequality_of(viewer=cast.officer, city=cast.city)
    assert len(found.dimensions[0].lines) == n


def groups_address(row: Observation) -> str:
    return reverse("indicators:parts", args=["nakhon", row.uuid])


def send(client: Client, row: Observation, lines: list[list[Any]], headings: list[str] | None = None) -> str:
    said = headings or part_headings()
    book = write_workbook([Table("x", [Column(word) for word in said], lines)], language="th")
    answer = client.post(groups_address(row), {"workbook": SimpleUploadedFile("x.xlsx", book)}, follow=True)
    return answer.content.decode()


def test_groups_leave_as_a_workbook_to_fill_in_and_come_back(client: Client, cast: Cast) -> None:
    place = NeighbourhoodFactory(city=cast.city)
    row = observe(city=cast.city, figure=figure(indicator()), actor=None)
    client.force_login(cast.officer)
    [sheet] = open_workbook(client.get(groups_address(row)).content, name="x.xlsx").visible_sheets
    words = {cell.text for line in sheet.rows for cell in line}
    assert {place.name_th, "หญิง", "มลายู"} <= words

    send(
        client,
        row,
        [[place.name_th, "", "", "", "", "", "40%", "1,200", "", ""], ["", "", "หญิง", *[""] * 3, 30, 90, 25, 35]],
    )
    assert sorted(row.parts.values_list("people", flat=True)) == [90, 1200]
    [again] = open_workbook(client.get(groups_address(row)).content, name="x.xlsx").visible_sheets
    assert [len(again.rows), again.rows[1][0].text] == [3, place.name_th]


def test_a_faulty_cell_is_named_and_nothing_is_written(client: Client, cast: Cast) -> None:
    row = observe(city=cast.city, figure=figure(indicator()), actor=None)
    client.force_login(cast.officer)
    page = send(
        client, row, [["", "", "หญิง", "", "", "", 40, 12.5, "", ""], ["ที่อื่น", "", "", "", "", "", 40, 9, "", ""]]
    )
    assert "H2, A3" in page
    for lines in ([["", "", "หญิง", "", "", "", 140, 12, "", ""]], [["", "", "", "", "", "", "", "", "", ""]]):
        send(client, row, lines)
    send(client, row, [["x"]], headings=["a"])
    client.post(groups_address(row))
    assert not row.parts.exists()
    client.force_login(cast.auditor)
    assert client.post(groups_address(row)).status_code == 403
    client.force_login(cast.manager_elsewhere)
    assert client.get(groups_address(row)).status_code == 404
