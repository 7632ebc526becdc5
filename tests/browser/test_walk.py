"""The whole open loop in real Chromium, at phone and desktop width, in Thai and English."""

from __future__ import annotations

import os

import pytest
from django.utils import translation

from browser import citizen, keeper, manager, officer, verifier
from browser.reader import Window, reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, DESKTOP = 390, 1280
WALKS = [Window("th", PHONE), Window("en", DESKTOP)]
# Pictures are for looking at: then in both languages at both widths.
PICTURED = [*WALKS, Window("en", PHONE), Window("th", DESKTOP)]
MOST_BYTES, MOST_REQUESTS = 60_000, 8


@pytest.mark.parametrize("window", PICTURED if os.environ.get("MUEANG_SCREENSHOTS") else WALKS, ids=str)
def test_the_walk_from_the_home_page_to_the_managers_desk(window, house, chromium, pictures):
    def somebody(who):
        return reader(chromium, address=house.address, window=window, pictures=pictures, who=who)

    with translation.override(window.language):
        with somebody("citizen") as anyone:
            citizen.find_something_to_learn(anyone)
            citizen.join_alone(anyone)
            citizen.join_with_children(anyone)
            citizen.my_tickets(anyone)
        with somebody("keeper") as person:
            keeper.take_the_roll(person, house)
        with somebody("officer") as person:
            officer.enrol_from_a_workbook(person, house)
            officer.award_the_cohort(person, house)
            verifier.check_awards(person, house, somebody=somebody)
        with somebody("manager") as person:
            manager.open_today(person)
            manager.follow_every_link(person)


def test_public_pages_work_without_javascript(house, chromium, pictures):
    window = Window("th", PHONE)
    with (
        translation.override(window.language),
        reader(
            chromium, address=house.address, window=window, pictures=pictures, who="no-script", script=False
        ) as anyone,
    ):
        citizen.find_something_to_learn(anyone)
        citizen.join_alone(anyone)
        citizen.join_with_children(anyone)
        citizen.my_tickets(anyone)


@pytest.mark.parametrize("path", ["/yala/", "/yala/learn/", "/yala/learn/{first}/"])
def test_a_first_view_is_light(path, served_house, chromium):
    context = chromium.new_context(viewport={"width": PHONE, "height": 844})
    page = context.new_page()
    page.goto(f"{served_house.address}/yala/learn/")
    first = page.locator(".card-title a").first.get_attribute("href").rstrip("/").rsplit("/", 1)[-1]
    page.close()
    context.close()

    n_bytes, n_requests = weigh(chromium, served_house.address + path.format(first=first))

    assert n_bytes <= MOST_BYTES
    assert n_requests <= MOST_REQUESTS


def weigh(chromium, address):
    """Bytes over the wire, headers included, and requests of a first view with an empty cache."""
    context = chromium.new_context(viewport={"width": PHONE, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    finished, asked = [], []
    session.on("Network.loadingFinished", lambda event: finished.append(event["encodedDataLength"]))
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    context.close()
    return sum(finished), len([url for url in asked if not url.startswith("data:")])
