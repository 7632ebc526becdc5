"""The frame of public pages is drawn once: byte for byte what the whole template says, and nothing of one reader."""

from __future__ import annotations

import re

import pytest
from django.contrib import messages
from django.template import Context, Template, TemplateSyntaxError, engines
from django.test import Client

from factories.desks import city_with, offering_in
from factories.rows import CityFactory
from mueang.ui import frames

pytestmark = pytest.mark.django_db
ENGINE = engines["django"].engine  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def no_frame_yet(monkeypatch):
    monkeypatch.setattr(frames, "_kept", type(frames._kept)())


def addresses():
    offering = offering_in(city_with(0))
    heritage, place = offering.program.heritage_item.slug, offering.place.slug
    rooms = ("", "learn/", "learn/?age=8&page=2", "places/", "heritage/", "suits/")
    pages = (f"learn/{offering.slug}/", f"places/{place}/", f"heritage/{heritage}/")
    return [f"/nakhon/{page}" for page in (*rooms, *pages)] + ["/privacy/"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_framed_page_is_the_plain_one_to_the_byte(client, monkeypatch, language):
    for address in addresses():
        first, again = (client.get(language + address, follow=True).content for _ in range(2))
        n_frames = len(frames._kept)
        with monkeypatch.context() as plain:
            plain.setattr(ENGINE, "debug", True)
            drawn = client.get(language + address, follow=True).content

        assert (address, first) == (address, drawn) == (address, again)
        assert n_frames > 0
        assert len(frames._kept) == n_frames


def test_another_city_and_a_renamed_one_get_frames_of_their_own(client):
    city = city_with(0)
    CityFactory(slug="rimkhong", name_th="เมืองริมโขง")

    assert city.name_th in client.get("/nakhon/places/").content.decode()
    assert "เมืองริมโขง" in client.get("/rimkhong/places/").content.decode()

    city.name_th = "เมืองชื่อใหม่"
    city.save()

    assert "เมืองชื่อใหม่" in client.get("/nakhon/places/").content.decode()


def test_who_is_signed_in_gets_a_page_of_their_own_and_leaves_nothing_of_it(cast):
    address = f"/{cast.city.slug}/places/"
    stranger, manager = Client(), Client()
    manager.force_login(cast.manager)

    before = stranger.get(address).content
    own = manager.get(address).content.decode()

    assert "/accounts/logout/" in own
    assert "/accounts/login/" not in own
    assert stranger.get(address).content == before
    assert b"/accounts/logout/" not in before


def test_a_message_is_shown_to_its_reader_alone():
    page = engines["django"].from_string('{% framed "public/page.html" %}')
    request, other = (Client().get("/privacy/").wsgi_request for _ in range(2))
    before = page.render({}, request)
    messages.success(request, "บันทึกแล้ว")

    assert "บันทึกแล้ว" in page.render({}, request)
    assert page.render({}, other) == before


def test_a_page_says_what_its_parent_says_where_it_fills_nothing_in(client):
    request = client.get("/privacy/").wsgi_request
    drawn = engines["django"].from_string('{% framed "public/page.html" %}').render({}, request)

    assert re.search(r"<title>\s*เมืองแห่งการเรียนรู้", drawn)


def test_a_block_of_the_frame_cannot_be_filled_in():
    with pytest.raises(TemplateSyntaxError, match="footer"):
        Template('{% framed "public/page.html" %}{% block footer %}x{% endblock %}', engine=ENGINE)


def test_frames_are_let_go_of_before_they_fill_the_memory(client, monkeypatch):
    monkeypatch.setattr(frames, "MOST_FRAMES", 2)
    for address in addresses():
        client.get(address)

    assert len(frames._kept) == 2


def test_without_a_request_the_parent_is_drawn_as_it_is():
    drawn = Template('{% framed "base.html" %}{% block main %}ก{% endblock %}', engine=ENGINE).render(Context())

    assert "ก" in drawn
    assert len(frames._kept) == 0
