"""Pages of indicators: who is let in, what they say, and what happens to what is typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.rows import NeighbourhoodFactory
from mueang.apps.indicators.actions import load_frameworks, observe, stage_sheet
from mueang.apps.indicators.enums import Level
from mueang.apps.indicators.models import Indicator, ItemCheck, Observation, ObservationSheet
from mueang.apps.indicators.queries import observation_table
from mueang.lib.workbook import open_workbook, write_workbook

pytestmark = pytest.mark.django_db
READ = {"officer", "manager", "unit_officer", "auditor"}
WRITE = READ - {"auditor"}


def at(page: str, *arguments: object) -> str:
    return reverse(f"indicators:{page}", args=["nakhon", *arguments])


def typed(**changes: Any) -> dict[str, Any]:
    said = {"value": "๖๑.๕", "period": "2566", "level": "city", "source": "สำนักงานสมมติ", "method": "register"}
    return said | changes


@pytest.mark.parametrize("name", MEMBERS)
def test_every_page_is_there_for_those_who_read_the_citys_desk(client: Client, cast: Cast, name: str) -> None:
    load_frameworks()
    row, member = Indicator.objects.get(code="learning-places"), getattr(cast, name)
    told = observe(city=cast.city, figure=figure(row), actor=None)
    sheet = stage_sheet(city=cast.city, file_name="x", lines=[], actor=cast.officer)
    if not member.is_anonymous:
        client.force_login(member)
    reads = ["home", "files", "workbook", ("sheet", sheet.uuid), "frameworks", ("framework", "key-features")]
    reads += [("indicator", row.uuid)]
    for page in reads:
        address = at(*page) if isinstance(page, tuple) else at(page)
        status = client.get(address).status_code
        assert status == (200 if name in READ else 302 if name == "anonymous" else 404), page
    for page in ("add", ("figure", row.uuid)):
        address = at(*page) if isinstance(page, tuple) else at(page)
        expected = 200 if name in WRITE else 403 if name == "auditor" else 302 if name == "anonymous" else 404
        assert client.get(address).status_code == expected, page
    posts = [("withdraw", told.uuid), ("settle", sheet.uuid, "discard"), ("check", "key-features", "1.1.1"), ("files",)]
    for page in posts:
        status = client.post(at(*page)).status_code
        assert (status in {302, 422}) == (name in WRITE or name == "anonymous"), page
    assert (ObservationSheet.objects.get().state == "discarded") == (name in WRITE)


def test_a_figure_typed_by_hand_is_shown_with_its_source(client: Client, cast: Cast) -> None:
    row, community = indicator(), NeighbourhoodFactory(city=cast.city)
    client.force_login(cast.officer)
    client.post(at("figure", row.uuid), typed())
    client.post(at("figure", row.uuid), typed(level="community", neighbourhood=community.pk, value="40"))
    client.post(at("figure", row.uuid), typed(level="province", value="99", neighbourhood=community.pk))

    page, home = (client.get(address).content.decode() for address in (at("indicator", row.uuid), at("home")))

    assert Observation.objects.count() == 3
    for text in (page, home):
        assert "61.5" in text
        assert "สำนักงานสมมติ" in text
    assert community.name_th in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"period": "ปีที่แล้ว"}, "period"),
        ({"value": "มาก"}, "value"),
        ({"value": "140"}, "__all__"),
        ({"source": ""}, "source"),
        ({"level": "community"}, "neighbourhood"),
        ({"lower": "60"}, "upper"),
        ({"upper": "60"}, "lower"),
        ({"lower": "70", "upper": "80"}, "value"),
        ({"method": "guess"}, "method"),
        ({"completeness_percent": "101"}, "completeness_percent"),
    ],
)
def test_what_is_typed_wrong_is_told_beside_the_field_and_nothing_is_written(
    client: Client, cast: Cast, changes: dict[str, str], field: str
) -> None:
    client.force_login(cast.officer)
    answer = client.post(at("figure", indicator().uuid), typed(**changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Observation.objects.exists()


def test_a_figure_is_withdrawn_with_a_reason_and_not_without(client: Client, cast: Cast) -> None:
    row = indicator()
    told = observe(city=cast.city, figure=figure(row), actor=None)
    client.force_login(cast.officer)
    for why in ("", "ก" * 400):
        client.post(at("withdraw", told.uuid), {"why": why})
        assert Observation.objects.standing().exists()
    client.post(at("withdraw", told.uuid), {"why": "นับซ้ำ"})
    page = client.get(at("indicator", row.uuid)).content.decode()
    assert "นับซ้ำ" in page
    assert not Observation.objects.standing().exists()
    assert client.post(at("withdraw", uuid4()), {"why": "x"}).status_code == 404


def test_a_city_adds_an_indicator_of_its_own(client: Client, cast: Cast) -> None:
    load_frameworks()
    client.force_login(cast.manager)
    form = client.get(at("add")).context["form"]
    (line, _words) = form.fields["items"].choices[0][1][0]
    said = {
        "code": "library-visits",
        "name_th": "การเข้าห้องสมุด",
        "definition_th": "จำนวนครั้งที่เข้าห้องสมุดในปี",
        "unit": "count",
        "capture": "data",
        "better": "higher",
        "items": [line],
    }
    assert client.post(at("add"), said | {"code": "population"}).status_code == 422
    answer = client.post(at("add"), said, follow=True)
    assert "การเข้าห้องสมุด" in answer.content.decode()
    assert Indicator.objects.get(city=cast.city).items.count() == 1


def test_a_line_is_marked_with_where_it_was_read(client: Client, cast: Cast) -> None:
    load_frameworks()
    client.force_login(cast.manager)
    client.post(at("check", "key-features", "1.1.1"), {"source": ""})
    assert not ItemCheck.objects.exists()
    answer = client.post(at("check", "key-features", "1.1.1"), {"source": "ภาคผนวก หน้า 14"}, follow=True)
    assert "ภาคผนวก หน้า 14" in answer.content.decode()
    assert client.post(at("check", "key-features", "9.9.9"), {"source": "x"}).status_code == 404
    assert client.get(at("framework", "no-such")).status_code == 404


def test_a_workbook_goes_out_comes_back_and_is_written_when_confirmed(client: Client, cast: Cast) -> None:
    row = indicator()
    client.force_login(cast.officer)
    book = open_workbook(client.get(at("workbook")).content, name="x.xlsx").visible_sheets[0]
    assert book.rows[1][0].text == row.code
    table = observation_table(viewer=cast.officer, city=cast.city)
    filled = [[row.code, "", "city", "", "2566", 55, "", "", "", "", "register", "", "สำนักงาน", ""]]
    data = write_workbook([type(table)(table.name, table.columns, filled)])
    answer = client.post(at("files"), {"workbook": SimpleUploadedFile("f.xlsx", data)}, follow=True)
    assert "55" in answer.content.decode()
    sheet = ObservationSheet.objects.get()
    assert not Observation.objects.exists()
    assert client.post(at("settle", sheet.uuid, "burn")).status_code == 404
    client.post(at("settle", sheet.uuid, "confirm"))
    again = client.post(at("settle", sheet.uuid, "confirm"), follow=True)
    assert Observation.objects.get().value == 55
    assert [str(message) for message in again.context["messages"]]


@pytest.mark.parametrize(
    ("name", "data"), [("x.xlsx", b"no workbook"), ("x.csv", "ชื่อ,โทร\nก,ข\n".encode()), ("x.xlsx", b"")]
)
def test_a_file_that_is_none_is_refused_with_a_sentence(client: Client, cast: Cast, name: str, data: bytes) -> None:
    client.force_login(cast.officer)
    answer = client.post(at("files"), {"workbook": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert answer.context["form"].errors["workbook"]
    assert not ObservationSheet.objects.exists()


def test_lists_are_taken_away_as_excel(client: Client, cast: Cast) -> None:
    load_frameworks()
    row = Indicator.objects.get(code="learning-places")
    for level in (Level.CITY, Level.PROVINCE):
        observe(city=cast.city, figure=figure(row, level=level), actor=cast.officer)
    client.force_login(cast.auditor)
    for address in (at("indicator", row.uuid), at("framework", "key-features")):
        book = open_workbook(client.get(address, {"format": "xlsx"}).content, name="x.xlsx")
        text = " ".join(cell.text for line in book.sheets[0].rows for cell in line)
        assert "61.5" in text
        assert "สำนักงานสมมติ" in text


def test_pages_ask_the_database_the_same_number_of_times_for_one_figure_and_many(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    load_frameworks()
    client.force_login(cast.officer)
    rows = list(Indicator.objects.all())
    for row in rows:
        observe(city=cast.city, figure=figure(row, value=Decimal(1)), actor=None)
    for page in (("home",), ("frameworks",), ("framework", "key-features"), ("indicator", rows[0].uuid)):
        with django_assert_max_num_queries(13):
            assert client.get(at(*page)).status_code == 200
