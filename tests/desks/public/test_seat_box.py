"""The box of seats: what it says in each state, and the one way in that is open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from factories.desks import city_with, offering_in
from mueang.apps.catalog.queries import offering_page
from mueang.desks.public.seat_box import draw_join_bar, draw_seat_box

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    offering = offering_in(city_with(0), slug="dyeing", seats=1200, seats_taken=0, cost_satang=5000)
    page = offering_page(city=offering.city, slug=offering.slug)
    assert page is not None
    return page.card


def said(drawn):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", drawn)).strip()


def drawn(card):
    with translation.override("en"):
        return draw_seat_box(card, city="nakhon"), draw_join_bar(card, city="nakhon")


@pytest.mark.parametrize(
    ("change", "words", "way"),
    [
        ({}, "1200 seats left of 1,200", "join"),
        ({"seats_left": 1}, "1 seat left of 1,200", "join"),
        ({"seats_left": 0}, "All seats are taken", "join"),
        ({"is_open": False}, "Joining is closed", ""),
        ({"is_open": False, "seats_are_drawn": True}, "Seats are shared by wishes and a draw", "round"),
    ],
)
def test_seats_and_the_way_in_go_together(card, change, words, way):
    box, bar = drawn(replace(card, **change))

    assert f"{words} · ฿50" in said(box)
    assert re.findall(r'href="/en/nakhon/learn/dyeing/(\w*)/?"', box) == ([way] if way else [])
    assert 'href="/en/nakhon/learn/dyeing/calendar.ics"' in box
    assert (way == "join") == ("join/" in bar)


def test_a_full_activity_offers_its_waiting_list(card):
    box, bar = drawn(replace(card, seats_left=0))

    assert "Join the waiting list" in said(box)
    assert said(bar) == "Join the waiting list · ฿50"


def test_the_last_moment_to_join_is_said_while_one_can(card):
    until = timezone.now() + timedelta(days=2)

    assert "join by" in said(drawn(replace(card, enroll_until=until))[0])
    assert "join by" not in said(drawn(replace(card, enroll_until=until, is_open=False))[0])


def test_a_hostile_name_of_a_place_stays_text(card):
    hostile = replace(card.place, name_th="<script>", name_en="<script>")

    assert "<script" not in drawn(replace(card, place=hostile))[0]
