"""What a city tells people about their data, for everybody to read."""

from __future__ import annotations

import pytest
from django.urls import reverse

from factories.rows import CityFactory
from mueang.apps.privacy.actions.notices import publish_text

pytestmark = pytest.mark.django_db


def said(city, version, words, purpose="contact"):
    publish_text(city=city, purpose=purpose, version=version, text_th=words, text_en=f"{words} en", actor=None)


def page(client, slug="nakhon", **headers):
    return client.get(f"/en/{slug}/privacy/", **headers)


def test_a_citys_page_shows_its_texts_by_purpose_and_version_and_nobody_elses(client, cast):
    said(cast.city, "2026-01", "ข้อความแรก")
    said(cast.city, "2026-02", "ข้อความหลัง")
    said(cast.city, "2026-01", "เรื่องเรียน", purpose="learning")
    said(cast.elsewhere, "2026-01", "ของเมืองอื่น")

    text = page(client).text

    assert text.index("เรื่องเรียน en") < text.index("ข้อความหลัง en") < text.index("ข้อความแรก en")
    assert (
        text.index("Version 2026-02, in force since")
        < text.index("Earlier versions")
        < text.index("Version 2026-01, shown")
    )
    assert "ของเมืองอื่น" not in text
    assert "ข้อความหลัง en" not in client.get("/nakhon/privacy/").text


def test_a_city_without_texts_says_what_holds_for_all(client, cast):
    text = page(client).text

    assert "What we ask" in text
    assert "What this city says" not in text


def test_a_text_published_now_is_read_at_once(client, cast):
    said(cast.city, "2026-01", "ข้อความแรก")
    assert "ข้อความแรก" in page(client).text

    said(cast.city, "2026-02", "ข้อความหลัง")

    assert "ข้อความหลัง en" in page(client).text


def test_the_citys_pages_lead_to_its_own_words_and_the_installations_to_those_of_all(client, cast):
    assert reverse("public:city_privacy", args=["nakhon"]) in client.get("/nakhon/places/").text
    assert 'href="/privacy/"' in client.get("/privacy/").text


def test_a_city_that_is_not_there_has_no_page(client, cast):
    assert page(client, "nowhere").status_code == 404


@pytest.mark.parametrize("n_texts", [1, 3])
def test_the_page_asks_as_often_however_many_texts(client, django_assert_num_queries, n_texts):
    city = CityFactory(slug="rimkhong")
    for number in range(n_texts):
        said(city, f"v{number}", "ข้อความ")

    with django_assert_num_queries(2):
        page(client, "rimkhong")
