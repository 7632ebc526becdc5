"""An index: equal weights by default, like with like, what is not measured never zero, moved weights shown at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.rows import CityFactory, NeighbourhoodFactory
from mueang.apps.indicators.actions import keep_index, observe, share_figures
from mueang.apps.indicators.enums import Level
from mueang.apps.indicators.models import IndexSetup, Indicator, Sharing
from mueang.apps.indicators.queries.indices import table_of_cities, table_of_communities
from mueang.lib.workbook import Column, Table, open_workbook, write_workbook
from mueang.methods.thai import calendar_year, fiscal_year
from shared_data import shared_data

pytestmark = pytest.mark.django_db
READ = {"officer", "manager", "unit_officer", "auditor"}
WRITE = READ - {"auditor"}


def at(page: str, *arguments: object) -> str:
    return "/en" + reverse(f"indicators:{page}", args=["nakhon", *arguments]).removeprefix("/en")


def say(city: Any, row: Indicator, value: str, **changes: Any) -> None:
    observe(city=city, figure=figure(row, value=Decimal(value), **changes), actor=None)


def communities(cast: Cast, table: list[list[str | None]], **words: Any) -> list[Indicator]:
    rows = [indicator(code=f"x{number}", **words) for number in range(len(table[0]))]
    for values in table:
        place = NeighbourhoodFactory(city=cast.city)
        for row, value in zip(rows, values, strict=True):
            if value is not None:
                say(cast.city, row, value, level=Level.COMMUNITY, neighbourhood=place)
    return rows


@pytest.mark.parametrize("name", MEMBERS)
def test_index_and_comparison_are_for_those_who_read_the_citys_desk(client: Client, cast: Cast, name: str) -> None:
    setup = keep_index(city=cast.city, name="x", units_of="communities", asked={}, actor=cast.officer)
    member = getattr(cast, name)
    if not member.is_anonymous:
        client.force_login(member)
    for page in (at("indices"), at("index", setup.uuid), at("comparison"), at("index_table")):
        assert client.get(page).status_code == (200 if name in READ else 302 if name == "anonymous" else 404), page
    for page in (at("keep_index"), at("sharing"), at("index_table"), at("drop_index", setup.uuid)):
        expected = 302 if name in WRITE or name == "anonymous" else 403 if name == "auditor" else 404
        assert client.post(page, {"shared": "1"}).status_code == expected, page
    assert IndexSetup.objects.exists() == (name not in WRITE)
    assert Sharing.objects.exists() == (name in WRITE)


def test_weights_are_equal_until_moved_and_a_moved_one_changes_the_order(client: Client, cast: Cast) -> None:
    communities(cast, [["10", "90"], ["80", "30"], ["50", "50"]])
    client.force_login(cast.officer)
    page = client.get(at("indices"))
    assert {line.share for line in page.context["told"].made.weights} == {0.5}
    moved = client.get(at("indices"), {"w-x0": "0", "w-x1": "4", "part": "ranking"})
    made = moved.context["told"].made
    assert [line.score for line in made.lines] == [100.0, pytest.approx(100 / 3), 0.0]
    assert "<html" not in moved.content.decode()
    assert '<data data-share="share-1"' in moved.content.decode()
    assert client.get(at("indices"), {"w-x0": "0", "w-x1": "4"}).context["told"].made.lines == made.lines


def test_what_is_not_measured_is_said_and_never_zero(client: Client, cast: Cast) -> None:
    communities(cast, [["0", "10"], ["50", None], ["100", "20"], [None, None]])
    client.force_login(cast.officer)
    page = client.get(at("indices"))
    lines = {line.known_percent: line for line in page.context["told"].made.lines}
    assert lines[0].score is None
    assert lines[50].score is None  # half is less than 66 %
    assert "too little measured for a score" in page.content.decode()
    looser = client.get(at("indices"), {"least_known": "50"}).context["told"].made.lines
    assert next(line for line in looser if line.known_percent == 50).score == 50


def test_handbook_choices_are_made_without_code(client: Client, cast: Cast) -> None:
    communities(cast, [["10", "1"], ["50", "100"], ["40", "10"]], unit="per_100k")
    client.force_login(cast.officer)

    def scores(**asked: str) -> list[float]:
        told = client.get(at("indices"), asked).context["told"]
        assert not told.refused, told.refused
        return sorted(round(line.score, 6) for line in told.made.lines)

    only = {"w-x1": "0"}
    assert scores(**only) == [0, 75, 100]
    assert scores(**only, **{"lo-x0": "0", "hi-x0": "100"}) == [10, 40, 50]
    assert scores(**only, **{"lo-x0": "20", "hi-x0": "100", "clip": "1"})[0] == 0
    assert scores(**{"w-x0": "0", "log-x1": "1"}) == [0, 50, 100]
    assert scores(weigh="budget", points="ก: 100, 0\nข: 100, 0") == [0, 75, 100]
    assert scores(aggregate="geometric")[0] > 0
    assert scores(normalise="rank", aggregate="harmonic")
    assert scores(weigh="pca", treat="winsorise", impute="mean")
    refused = client.get(at("indices"), {"lo-x1": "0", "hi-x1": "100", "log-x1": "1"})
    assert "The index cannot be made so." in refused.content.decode()


def test_nonsense_in_the_address_is_left_at_the_plain_default(client: Client, cast: Cast) -> None:
    communities(cast, [["10", "1"], ["50", "100"]])
    client.force_login(cast.officer)
    asked = {"normalise": "magic", "w-x0": "-3", "least_known": "900", "of": "moons", "year": "x", "spread": "none"}
    told = client.get(at("indices"), asked | {"i": "x0", "lo-x0": "9", "hi-x0": "nan"}).context["told"]
    assert not told.refused
    assert [line.score for line in told.made.lines] == [100, 0]


def test_counts_are_offered_but_not_set_beside_each_other_unasked(cast: Cast) -> None:
    [row] = communities(cast, [["10"], ["50"]], unit="count")
    assert table_of_communities(viewer=cast.officer, city=cast.city).indicators == []
    asked = table_of_communities(viewer=cast.officer, city=cast.city, codes=[row.code])
    assert asked.indicators == asked.offered == [row]


def test_cities_are_compared_like_with_like_and_the_others_named_with_the_reason(cast: Cast) -> None:
    rows = [indicator(code="a"), indicator(code="b", better="lower"), indicator(code="c", better="neither")]
    others = {name: CityFactory(name_en=name) for name in ("alike", "partial", "old", "province", "thin", "hidden")}
    for city in (cast.city, *others.values()):
        if city != others["hidden"]:
            share_figures(city=city, is_shared=True, actor=None)
    for row in rows:
        say(cast.city, row, "50")
        say(others["alike"], row, "60", completeness_percent=100, period=fiscal_year(2023))
        say(others["partial"], row, "70", completeness_percent=0)
        say(others["old"], row, "70", period=calendar_year(2020))
        say(others["province"], row, "70", level=Level.PROVINCE)
        say(others["hidden"], row, "99")
    say(others["thin"], rows[0], "70")
    found = table_of_cities(viewer=cast.officer, city=cast.city)

    assert {unit.code for unit in found.units} == {cast.city.slug, others["alike"].slug}
    assert [row.code for row in found.indicators] == ["a", "b"]
    assert found.meta["Direction"] == [1, -1]
    reasons = {one.name: one.reason for one in found.left_out}
    names = {key: city.name_th for key, city in others.items()}
    assert set(reasons) == {names[key] for key in ("partial", "old", "province", "thin")}
    assert len(set(reasons.values())) == 4
    everything = table_of_cities(viewer=cast.unit_officer, city=cast.city)
    assert others["hidden"].slug in {unit.code for unit in everything.units}
    assert table_of_cities(viewer=cast.stranger, city=cast.city).units == []


@pytest.mark.parametrize("n", [1, 3])
def test_tables_take_as_many_statements_however_many_units(cast: Cast, django_assert_num_queries: Any, n: int) -> None:
    communities(cast, [["10"]] * n)
    row = indicator()
    for _each in range(n):
        other = CityFactory()
        share_figures(city=other, is_shared=True, actor=None)
        say(other, row, "50")
    with django_assert_num_queries(3):
        table_of_communities(viewer=cast.officer, city=cast.city)
    with django_assert_num_queries(5):
        found = table_of_cities(viewer=cast.officer, city=cast.city)
    assert len(found.units) == (n if n > 1 else 0)


def test_choices_are_kept_by_name_and_read_again(client: Client, cast: Cast) -> None:
    communities(cast, [["10", "90"], ["80", "30"]])
    client.force_login(cast.officer)
    for _again in range(2):
        client.post(at("keep_index"), {"name": "ของเรา", "asked": "w-x0=3&i=x0&i=x1&format=xlsx"})
    client.post(at("keep_index"), {"name": "", "asked": ""})
    client.post(at("keep_index"), {"name": "x", "asked": "of=workbook"})
    setup = IndexSetup.objects.get()
    told = client.get(at("index", setup.uuid)).context["told"]
    assert [line.share for line in told.made.weights] == [0.75, 0.25]
    moved = client.get(at("index", setup.uuid), {"w-x0": "1", "part": "ranking"}).context["told"]
    assert [line.share for line in moved.made.weights] == [0.5, 0.5]
    client.post(at("drop_index", setup.uuid))
    assert client.get(at("index", setup.uuid)).status_code == 404


def test_a_table_leaves_as_excel_and_comes_back_as_one_of_our_own(client: Client, cast: Cast) -> None:
    communities(cast, [["10", "90"], ["80", None], ["40", "40"]])
    client.force_login(cast.officer)
    before = client.get(at("indices")).context["told"].made
    book = client.get(at("index_table")).content
    assert [sheet.name for sheet in open_workbook(book, name="x.xlsx").visible_sheets] == ["Data", "Meta"]
    answer = client.post(at("index_table"), {"workbook": SimpleUploadedFile("ของเรา.xlsx", book)})
    setup = IndexSetup.objects.get()
    assert (setup.name, setup.units_of) == ("ของเรา", "workbook")
    after = client.get(answer["Location"]).context["told"].made
    assert [(line.score, line.low, line.high) for line in after.lines] == [
        (line.score, line.low, line.high) for line in before.lines
    ]
    assert client.get(answer["Location"], {"format": "xlsx"})["Content-Type"].endswith("sheet")
    for wrong in (b"no workbook", write_workbook([Table("x", [Column("a")], [])], language="en")):
        client.post(at("index_table"), {"workbook": SimpleUploadedFile("x.xlsx", wrong)})
    client.post(at("index_table"), {"workbook": SimpleUploadedFile("ของเรา.xlsx", book)})
    client.post(at("index_table"))
    assert IndexSetup.objects.count() == 1


def test_a_published_index_of_pillars_is_ranked_from_its_workbook(client: Client, cast: Cast) -> None:
    from csv import reader

    folder = shared_data("asem-composite")
    sheets = []
    for title, stem in (("Data", "data"), ("Meta", "meta")):
        [path] = [one for one in folder.rglob("*.csv") if stem in one.stem.lower() and "treat" not in one.stem][:1]
        head, *lines = list(reader(path.open(encoding="utf-8")))
        sheets.append(Table(title, [Column(word) for word in head], lines))
    client.force_login(cast.officer)
    book = write_workbook(sheets, language="en")
    answer = client.post(at("index_table"), {"workbook": SimpleUploadedFile("asem.xlsx", book)})
    told = client.get(answer["Location"]).context["told"]
    assert not told.refused
    assert len(told.made.lines) == 51
    assert {line.level for line in told.made.weights} >= {1, 2}


def test_a_city_decides_itself_whether_others_compare(client: Client, cast: Cast) -> None:
    client.force_login(cast.manager)
    assert "Other cities cannot see" in client.get(at("comparison")).content.decode()
    client.post(at("sharing"), {"shared": "1"})
    assert "may compare with this city" in client.get(at("comparison")).content.decode()
    client.post(at("sharing"), {"shared": "0"})
    assert not Sharing.objects.exists()


def test_the_comparison_shows_intervals_figures_and_leaves_as_excel(client: Client, cast: Cast) -> None:
    rows = [indicator(), indicator()]
    for number in range(3):
        city = CityFactory()
        share_figures(city=city, is_shared=True, actor=None)
        for row in rows:
            say(city, row, str(10 * number + 1))
        say(cast.city, rows[0], "33")
    client.force_login(cast.officer)
    page = client.get(at("comparison")).content.decode()
    assert page.count('class="span"') == 3
    assert "Only 1 of 2 indicators are measured." in page
    book = client.get(at("comparison"), {"format": "xlsx", "year": "2023"}).content
    assert len(open_workbook(book, name="x.xlsx").visible_sheets[0].rows) == 4
