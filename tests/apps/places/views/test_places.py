"""Pages of places and neighbourhoods."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cast import MEMBERS
from factories.rows import NeighbourhoodFactory, OrganizationFactory, PlaceFactory
from mueang.apps.places.actions import add_neighbourhoods
from mueang.apps.places.models import Place

SQUARE = {"type": "Polygon", "coordinates": [[[101, 6], [102, 6], [102, 7], [101, 7], [101, 6]]]}
STAFF = {"officer", "manager", "unit_officer"}
WITH_CHILDREN = {"case_worker", "case_supervisor"}
ENTRY = {"kind": "library", "name_th": "หอสมุดสมมติ", "name_en": "Invented Library"}


def url(cast, name, *arguments):
    return reverse(f"places:{name}", args=[cast.city.slug, *arguments])


def sign_in(client, cast, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("name", ["places", "near", "neighbourhoods", "place"])
def test_pages_open_to_the_citys_staff_and_those_of_the_place(client, cast, member, name):
    sign_in(client, cast, member)
    allowed = STAFF | {"auditor", "keeper", "instructor"} | (set() if name == "place" else WITH_CHILDREN)

    response = client.get(url(cast, name, *([cast.place.slug] if name == "place" else [])))

    assert response.status_code == (302 if member == "anonymous" else 200 if member in allowed else 404)


@pytest.mark.parametrize("member", MEMBERS)
def test_a_keeper_sees_their_own_place_and_no_other(client, cast, member):
    beside = PlaceFactory(city=cast.city, name_th="ที่ของคนอื่น")
    sign_in(client, cast, member)

    page = client.get(url(cast, "places"))
    other = client.get(url(cast, "place", beside.slug))

    if member in {"keeper", "instructor"}:
        assert cast.place.name_th in page.content.decode()
        assert beside.name_th not in page.content.decode()
    assert (other.status_code == 200) == (member in STAFF | {"auditor"})


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize(
    ("name", "method", "allowed"),
    [
        ("place_add", "get", STAFF),
        ("place_change", "get", STAFF | {"keeper"}),
        ("place_verify", "post", STAFF | {"keeper"}),
        ("place_close", "post", STAFF),
        ("place_reopen", "post", STAFF),
        ("neighbourhoods", "post", STAFF),
    ],
)
def test_changes_are_made_by_those_who_may(client, cast, member, name, method, allowed):
    sign_in(client, cast, member)
    in_the_city = (
        STAFF
        | {"auditor", "keeper", "instructor"}
        | (WITH_CHILDREN if name in {"place_add", "neighbourhoods"} else set())
    )

    response = getattr(client, method)(
        url(cast, name, *([] if name in {"place_add", "neighbourhoods"} else [cast.place.slug]))
    )

    if member == "anonymous":
        assert response.url.startswith("/accounts/login/")
    else:
        expected = {200, 302} if member in allowed else {403} if member in in_the_city else {404}
        assert response.status_code in expected
    cast.place.refresh_from_db()
    assert (cast.place.closed_on is not None) == (name == "place_close" and member in allowed)


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_the_same_statements_however_many_rows(client, cast, n, django_assert_num_queries):
    near = NeighbourhoodFactory(city=cast.city)
    PlaceFactory.create_batch(n, city=cast.city, neighbourhood=near, organization=OrganizationFactory(city=cast.city))
    client.force_login(cast.officer)

    # session, user, grants, city, number of stale ones, of all, the page
    with django_assert_num_queries(7):
        client.get(url(cast, "places"))


def test_the_list_says_what_is_unconfirmed_and_leads_to_it(client, cast):
    PlaceFactory(city=cast.city, name_th="ที่เก่า", verified_on=date(2020, 1, 1))
    PlaceFactory(city=cast.city, name_th="ที่ปิด", closed_on=date(2026, 1, 1))
    client.force_login(cast.officer)

    page = client.get(url(cast, "places")).content.decode()
    stale = client.get(url(cast, "places") + "?state=stale").content.decode()
    closed = client.get(url(cast, "places") + "?state=closed").content.decode()
    nothing = client.get(url(cast, "places") + "?words=ไม่มีแน่นอน").content.decode()

    assert "รอยืนยันข้อมูล" in page
    assert "ที่ปิด" not in page
    assert "ที่เก่า" in stale
    assert "ที่ปิด" in closed
    assert "ไม่พบแหล่งเรียนรู้" in nothing


def test_an_empty_list_teaches(client, cast):
    cast.place.delete()
    client.force_login(cast.officer)

    assert "เริ่มจากห้าแห่ง" in client.get(url(cast, "places")).content.decode()


def test_a_filter_nobody_offers_is_ignored(client, cast):
    client.force_login(cast.officer)

    assert client.get(url(cast, "places") + "?state=haunted&page=99999999999").status_code == 200


def test_the_list_pages_at_fifty(client, cast):
    PlaceFactory.create_batch(50, city=cast.city)
    client.force_login(cast.officer)

    assert len(client.get(url(cast, "places")).context["lines"]) == 50
    assert len(client.get(url(cast, "places") + "?page=2").context["lines"]) == 1


@pytest.mark.parametrize("n", [1, 3])
def test_the_excel_file_holds_every_place_as_text(client, cast, n):
    cast.place.delete()
    PlaceFactory.create_batch(n, city=cast.city, name_th="=HYPERLINK(1)", address="-1+1")
    client.force_login(cast.officer)

    response = client.get(url(cast, "places") + "?format=xlsx")

    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(response.content)).active.iter_rows()]
    assert len(rows) == 1 + n
    assert rows[1][0] == "=HYPERLINK(1)"
    assert load_workbook(io.BytesIO(response.content)).active["A2"].data_type == "s"


def test_a_place_is_entered_shown_corrected_confirmed_closed_and_reopened(client, cast):
    NeighbourhoodFactory(city=cast.city, name_th="ชุมชนกลางเมือง", boundary=SQUARE)
    client.force_login(cast.officer)

    shown = client.post(
        url(cast, "place_add"),
        {**ENTRY, "point": "6.54, 101.28", "weekdays": ["MO"], "opens_at": "9:00", "accessibility": ["toilet"]},
        follow=True,
    ).content.decode()
    place = Place.objects.get(name_th="หอสมุดสมมติ")
    assert place.verified_on == timezone.localdate()
    for words in ("ชุมชนกลางเมือง", "ห้องน้ำสำหรับคนพิการ", "<dd>จันทร์ 09:00", "<svg"):
        assert words in shown

    client.post(url(cast, "place_change", place.slug), {**ENTRY, "capacity": "๔๐"})
    client.post(url(cast, "place_verify", place.slug))
    closed = client.post(url(cast, "place_close", place.slug), follow=True).content.decode()
    again = client.post(url(cast, "place_close", place.slug), follow=True).content.decode()
    verify = client.post(url(cast, "place_verify", place.slug), follow=True).content.decode()
    change = client.post(url(cast, "place_change", place.slug), ENTRY).content.decode()
    client.post(url(cast, "place_reopen", place.slug))

    place.refresh_from_db()
    assert (place.capacity, place.latitude, place.opening_rule, place.closed_on) == (40, None, "", None)
    assert "ปิดแล้ว" in closed
    assert "มีผู้อื่นปิดไปก่อนแล้ว" in again
    assert "เปิดอีกครั้งก่อน" in verify
    assert "เปิดอีกครั้งก่อน" in change


def test_a_wrong_entry_comes_back_with_its_words_and_writes_nothing(client, cast):
    client.force_login(cast.officer)

    response = client.post(url(cast, "place_add"), {**ENTRY, "point": "101.28, 6.54"})

    page = response.content.decode()
    assert "สลับ" in page
    assert "หอสมุดสมมติ" in page
    assert Place.objects.count() == 1


def test_another_citys_place_is_not_reached_through_ones_own_address(client, cast):
    theirs = PlaceFactory(city=cast.elsewhere, slug="theirs")
    client.force_login(cast.unit_officer)

    assert client.get(url(cast, "place", theirs.slug)).status_code == 404
    assert client.post(url(cast, "place_close", theirs.slug)).status_code == 404


def test_the_english_page_speaks_english(client, cast):
    client.force_login(cast.officer)
    address = url(cast, "place", cast.place.slug)

    page = client.get("/en" + address).content.decode()

    assert cast.place.name_en in page
    assert "Learning places" in page


def test_near_lists_places_by_distance_and_says_when_there_is_none(client, cast):
    client.force_login(cast.officer)

    near = client.get(url(cast, "near") + "?point=6.54,101.28&metres=500").content.decode()
    nothing = client.get(url(cast, "near") + "?point=6.70,101.28&metres=500").content.decode()
    wrong = client.get(url(cast, "near") + "?point=x&metres=500").content.decode()

    assert cast.place.name_th in near
    assert "ไม่มีแหล่งเรียนรู้ที่เปิดอยู่ในระยะนี้" in nothing
    assert "ละติจูด" in wrong


def test_neighbourhoods_are_added_by_one_button_and_leave_as_excel(client, cast):
    client.force_login(cast.officer)
    empty = client.get(url(cast, "neighbourhoods")).content.decode()

    page = client.post(url(cast, "neighbourhoods"), follow=True).content.decode()
    response = client.get(url(cast, "neighbourhoods") + "?format=xlsx")

    assert "ยังไม่มีชุมชน" in empty
    assert "เพิ่มชุมชนแล้ว 14 แห่ง" in page
    assert "สะเตง" in page
    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert len(rows) == 15
    assert rows[1][:3] == ("950101", "สะเตง", "Sateng")


def test_neighbourhoods_takes_the_same_statements_with_all_of_them(client, cast, django_assert_num_queries):
    add_neighbourhoods(city=cast.city, actor=cast.officer)
    client.force_login(cast.officer)

    # session, user, grants, city, rows, boundaries
    with django_assert_num_queries(6):
        client.get(url(cast, "neighbourhoods"))
