"""What was looked for and not found: counted by day, of nobody, and never a flood."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from factories.desks import city_with
from mueang.apps.catalog.actions import note_failed_search, searches
from mueang.apps.catalog.models import FailedSearch
from mueang.apps.catalog.queries import failed_searches

pytestmark = pytest.mark.django_db


def note(city, words="", filters="", days=0):
    note_failed_search(city=city, words=words, filters=filters, on=timezone.localdate() - timedelta(days=days))


def test_the_same_search_is_counted_and_not_listed_twice(cast, django_assert_num_queries):
    for _time in range(3):
        note(cast.city, "ซ่อมเรือ", "cost=free&day=sat")
    note(cast.city, "ซ่อมเรือ", "cost=free&day=sat", days=2)
    note(cast.city, "โดรน")
    note(cast.elsewhere, "ลับ")

    with django_assert_num_queries(4):
        rows = failed_searches(viewer=cast.manager, city=cast.city, since=timezone.localdate() - timedelta(days=9))

    assert [(row.words, row.n) for row in rows] == [("ซ่อมเรือ", 4), ("โดรน", 1)]
    assert rows[0].filters == "ไม่มีค่าใช้จ่าย, เสาร์"
    assert rows[0].query.endswith("&cost=free&day=sat")
    assert FailedSearch.objects.count() == 4


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("สอนพิเศษ 081-234-5678", "สอนพิเศษ"), ("1 9599 00123 45 6", ""), ("กล้อง 360", "กล้อง 360"), ("ก" * 99, "ก" * 60)],
)
def test_numbers_that_may_be_somebodys_are_taken_out(cast, typed, kept):
    note(cast.city, typed)

    assert [row.words for row in FailedSearch.objects.all()] == ([kept] if kept else [])


def test_a_flood_fills_no_more_than_its_share(cast, monkeypatch):
    monkeypatch.setattr(searches, "MOST_A_DAY", 5)
    for number in range(20):
        note(cast.city, f"คำที่{number}ก")
    note(cast.city, "คำที่1ก")
    note(cast.city, "x", "a=" + "b" * 400)

    assert FailedSearch.objects.count() == 5
    assert FailedSearch.objects.get(words="คำที่1ก").n == 2


def test_what_is_older_than_thirteen_months_goes(cast):
    note(cast.city, "เก่า", days=500)
    note(cast.city, "ใหม่")

    assert [row.words for row in FailedSearch.objects.all()] == ["ใหม่"]


def test_the_manager_reads_the_list_and_takes_it_along(client, cast):
    note(cast.city, "<b>ซ่อมเรือ</b>", "interest=unknown&age=8&km=3&near=99&seats=2")
    client.force_login(cast.manager)

    page = client.get("/desk/nakhon/catalog/not-found/").content.decode()
    sheet = client.get("/desk/nakhon/catalog/not-found/?format=xlsx")

    assert ("&lt;b&gt;ซ่อมเรือ" in page, "<b>ซ่อม" in page, "อายุ 8" in page) == (True, False, True)
    [_headings, line] = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()[-2:]
    assert line[0] == "<b>ซ่อมเรือ</b>"


def test_nobody_else_does(client, cast):
    note(cast.city, "ลับ")

    assert client.get("/desk/nakhon/catalog/not-found/").status_code == 302
    client.force_login(cast.stranger)
    assert client.get("/desk/nakhon/catalog/not-found/").status_code == 404
    assert failed_searches(viewer=cast.stranger, city=cast.city, since=timezone.localdate()) == []


def test_the_public_list_notes_what_it_does_not_find_once_a_moment(client):
    city_with(1)

    client.get("/nakhon/learn/")
    client.head("/nakhon/learn/?words=a")
    client.get("/nakhon/learn/?words=zz&cost=free")
    client.get("/nakhon/learn/?words=yy")

    assert list(FailedSearch.objects.values_list("words", "filters")) == [("zz", "cost=free")]


def test_an_empty_city_and_a_page_found_note_nothing(client):
    city_with(0)

    client.get("/nakhon/learn/")
    client.get("/nakhon/learn/?words=x%00%00")

    assert [row.words for row in FailedSearch.objects.all()] in ([], ["x"])
