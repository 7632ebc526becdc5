"""Browsing what can be learned, and one activity with its calendar."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from factories.catalog import InstructorFactory
from factories.desks import city_with, offering_in
from factories.heritage import NameConsentFactory
from factories.rows import CityFactory, InterestFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog.enums import OfferingState, SessionState

pytestmark = pytest.mark.django_db


def found_in(page):
    return set(re.findall(r'/learn/([\w-]+)/"', page))


def test_learn_lists_what_is_on_and_each_filter_narrows_it(client):
    city = city_with(0)
    cloth = offering_in(city, program__name_th="ย้อมผ้า", search_text="ย้อมผ้า", age_min=12, cost_satang=5000)
    tales = offering_in(city, program__name_th="เล่านิทาน", search_text="เล่านิทาน", age_max=10, seats=1, seats_taken=1)
    interest = cloth.program.interests.get().code

    def slugs(query):
        return found_in(client.get(f"/nakhon/learn/{query}", follow=True).content.decode())

    assert slugs("") == {cloth.slug, tales.slug}
    assert slugs("?words=ผ้า") == {cloth.slug}
    assert slugs(f"?interest={interest}") == {cloth.slug}
    assert slugs("?age=8") == {tales.slug}
    assert slugs("?cost=free") == {tales.slug}
    assert slugs("?seats=1") == {cloth.slug}
    assert slugs("?when=today") == set()


def test_a_chosen_interest_is_the_heading_even_where_nothing_is_on(client):
    city_with(1)
    InterestFactory(code="sport", name_en="Sport")

    page = client.get("/en/nakhon/learn/?interest=sport").content.decode()

    assert re.search(r"<h1>\s*Sport\s*</h1>", page)
    assert "Nothing fits all of that" in page


def test_a_city_without_activities_says_so(client):
    city_with(0)

    assert "Nothing is on at the moment" in client.get("/en/nakhon/learn/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?page=999999",
        "?page=-1",
        "?page=abc",
        "?age=abc",
        "?age=99999999999999999999",
        "?when=never",
        "?interest=%27%3B--",
        "?interest=unknown",
        "?words=" + "ก" * 5000,
        "?words=" + "a+" * 49 + "a",
        "?words=%25_%5C",
        "?words=%F0%9F%98%80",
        "?words=%ff%fe",
        "?page=2&page=3",
        "?<script>alert(1)</script>",
    ],
)
def test_hostile_query_strings_get_a_page(client, query):
    city_with(1)

    response = client.get(f"/nakhon/learn/{query}", follow=True)

    assert (response.status_code, len(response.redirect_chain) <= 1) == (200, True)
    assert "<script>alert" not in response.content.decode()


def test_words_are_shown_back_escaped(client):
    city_with(1)

    page = client.get("/nakhon/learn/", {"words": '"><img src=x>'}).content.decode()

    assert "<img" not in page


def test_the_second_page_keeps_the_filters(client):
    city = city_with(0)
    place = PlaceFactory(city=city)
    first = offering_in(city, cost_satang=0)
    for _ in range(24):
        type(first).objects.create(
            program=first.program, city=city, place=place, owner=first.owner, seats=5, state="published",
            slug=f"copy-{type(first).objects.count()}", starts_on=first.starts_on, ends_on=first.ends_on,
        )  # fmt: skip

    page = client.get("/en/nakhon/learn/?cost=free").content.decode()
    last = client.get("/en/nakhon/learn/?cost=free&page=999").content.decode()

    assert 'href="?cost=free&amp;page=2"' in page
    assert ("Page 1 of 2" in page, "Page 2 of 2" in last) == (True, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n_rows", [1, 3])
def test_learn_asks_the_database_four_times_however_many_rows(client, n_rows, django_assert_num_queries):
    city_with(n_rows)

    client.get("/nakhon/learn/?when=today")
    with django_assert_num_queries(4):
        client.get("/nakhon/learn/")


@pytest.mark.django_db(transaction=True)
def test_a_chosen_interest_costs_no_statement_more(client, django_assert_num_queries):
    city = city_with(3)
    interest = city.offerings.all()[0].program.interests.get().code

    client.get("/nakhon/learn/?when=today")
    with django_assert_num_queries(4):
        client.get(f"/nakhon/learn/?interest={interest}")


def test_an_offering_shows_when_where_and_the_seats_left(client):
    city = city_with(0)
    offering = offering_in(
        city,
        seats=20,
        seats_taken=9,
        age_min=7,
        age_max=18,
        cost_satang=15000,
        contact="โทร. 073-000-000 (สมมติ)",
        enroll_until=timezone.now() + timedelta(days=1),
        program__outcomes_en=["Tie a knot"],
        program__outcomes_th=["ผูกปม"],
        program__about_en="All about knots",
    )
    elsewhere = PlaceFactory(city=city, name_en="Old Market")
    SessionFactory(
        offering=offering, number=9, place=elsewhere, topic_en="Knots", starts_at=timezone.now() + timedelta(days=30)
    )

    page = client.get(f"/en/nakhon/learn/{offering.slug}/").content.decode()

    for words in (
        "11 seats left of 20",
        "฿150",
        "7 to 18 years",
        "Tie a knot",
        "All about knots",
        "Old Market",
        "Knots",
    ):
        assert words in page
    assert f'href="/en/nakhon/learn/{offering.slug}/join/"' in page
    assert f'href="/en/nakhon/places/{offering.place.slug}/"' in page
    assert 'class="map"' in page
    assert "join by" in page
    assert "openstreetmap.org" in page
    assert 'class="badge warn"' not in page


def test_outcomes_fall_back_to_the_other_language(client):
    city = city_with(0)
    offering = offering_in(city, program__outcomes_th=["ผูกปม"])

    assert "<li>ผูกปม</li>" in client.get(f"/en/nakhon/learn/{offering.slug}/").content.decode()
    assert "<li>ผูกปม</li>" in client.get(f"/nakhon/learn/{offering.slug}/").content.decode()


@pytest.mark.parametrize(
    ("band", "words"),
    [({"age_min": 12}, "from 12 years"), ({"age_max": 10}, "up to 10 years"), ({"age_min": 0}, "from 0 years")],
)
def test_the_age_is_said_in_words(client, band, words):
    offering = offering_in(city_with(0), **band)

    assert words in client.get(f"/en/nakhon/learn/{offering.slug}/").content.decode()


def test_a_full_offering_offers_the_waiting_list(client):
    offering = offering_in(city_with(0), seats=2, seats_taken=2)

    page = client.get(f"/en/nakhon/learn/{offering.slug}/").content.decode()

    assert ("All seats are taken" in page, "Join the waiting list" in page) == (True, True)


def test_an_offering_without_place_on_the_map_or_sessions_is_a_page(client):
    city = city_with(0)
    offering = offering_in(city, place=PlaceFactory(city=city, latitude=None, longitude=None, name_en="Online room"))
    offering.sessions.all().delete()

    page = client.get(f"/en/nakhon/learn/{offering.slug}/").content.decode()

    assert "The days will be announced here" in page
    assert ('class="map"' in page, "Online room" in page, "openstreetmap" in page) == (False, True, False)


def test_a_cancelled_offering_says_so_and_takes_nobody(client):
    offering = offering_in(city_with(0), state=OfferingState.CANCELLED, cancel_note="น้ำท่วม")

    page = client.get(f"/en/nakhon/learn/{offering.slug}/").content.decode()

    assert ("This activity is cancelled" in page, "น้ำท่วม" in page, "/join/" in page) == (True, True, False)


def test_a_finished_offering_is_closed(client):
    offering = offering_in(city_with(0), state=OfferingState.FINISHED)
    offering.sessions.update(state=SessionState.CANCELLED)

    page = client.get(f"/en/nakhon/learn/{offering.slug}/").content.decode()

    assert ("Joining is closed" in page, "/join/" in page, "Cancelled" in page) == (True, False, True)


@pytest.mark.parametrize("tail", ["", "join/", "calendar.ics"])
def test_a_draft_and_an_offering_of_another_city_are_not_found(client, tail):
    city = city_with(0)
    draft = offering_in(city, state=OfferingState.DRAFT)
    foreign = offering_in(CityFactory(slug="elsewhere"))

    for slug in (draft.slug, foreign.slug, "nothing"):
        assert client.get(f"/nakhon/learn/{slug}/{tail}").status_code == 404


def test_an_instructor_is_named_only_after_agreeing(client):
    offering = offering_in(city_with(0))
    InstructorFactory(offering=offering, person__given_name="ลับมาก")
    named = InstructorFactory(offering=offering, person__given_name="เปิดเผย")
    NameConsentFactory(person=named.person)

    page = client.get(f"/nakhon/learn/{offering.slug}/").content.decode()

    assert ("เปิดเผย" in page, "ลับมาก" in page) == (True, False)


def test_the_data_for_search_engines_cannot_break_out_of_its_block(client):
    offering = offering_in(city_with(0), program__name_th="</script><script>alert(1)</script>")

    page = client.get(f"/nakhon/learn/{offering.slug}/").content.decode()

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(block[1])["name"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n_rows", [1, 3])
def test_an_offering_asks_the_database_ten_times_however_many_sessions(client, n_rows, django_assert_num_queries):
    offering = offering_in(city_with(0))
    for number in range(n_rows):
        SessionFactory(offering=offering, number=10 + number, place=PlaceFactory(city=offering.city))
        InstructorFactory(offering=offering)

    client.get("/nakhon/learn/")
    with django_assert_num_queries(10):
        client.get(f"/nakhon/learn/{offering.slug}/")


def test_the_calendar_holds_each_session_and_its_address(client):
    offering = offering_in(city_with(0))

    response = client.get(f"/en/nakhon/learn/{offering.slug}/calendar.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="{offering.slug}.ics"' in response["Content-Disposition"]
    content = response.content.decode()
    assert content.count("BEGIN:VEVENT") == 2
    assert content.count("\n") == content.count("\r\n")
    unfolded = content.replace("\r\n ", "")
    assert f"/en/nakhon/learn/{offering.slug}/" in unfolded


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_calendar_asks_the_database_three_times(client, n_rows, django_assert_num_queries):
    offering = offering_in(city_with(0))
    for number in range(n_rows):
        SessionFactory(offering=offering, number=10 + number)

    with django_assert_num_queries(3):
        client.get(f"/nakhon/learn/{offering.slug}/calendar.ics")
