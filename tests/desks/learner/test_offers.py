"""The page of an offered seat: for whoever holds its address; reading it presses nothing."""

import pytest

from factories.desks import city_with, offering_in
from factories.enrollment import adult, child, seated, states, waiting
from mueang.apps.enrollment.actions import expire_offer, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(db):
    offering = offering_in(city_with(0), seats=2)
    rows = seated(offering, 2)
    party = waiting(offering, adult("มาลี"), child("ต้นกล้า"))
    waiting(offering, adult("คนถัดไป"), child())
    for row in rows:
        withdraw(enrollment=row, actor=None)
    return party.offers.get()


def address(offer):
    return f"/my/offer/{offer.token}/"


def test_opening_the_address_shows_the_offer_and_presses_nothing(client, offer):
    for method in (client.get, client.head):
        answer = method(address(offer))

    page = client.get(address(offer)).content.decode()
    assert (answer.status_code, states(offer.party)) == (200, {"offered"})
    assert ("มาลี" in page, "ต้นกล้า" in page, "คนถัดไป" in page) == (True, True, False)
    assert "no-store" in client.get(address(offer))["Cache-Control"]
    assert offer.party.ticket not in page


def test_yes_leads_to_the_ticket(client, offer):
    answer = client.post(address(offer), {"accept": "1"})

    assert answer["Location"] == f"/my/ticket/{offer.party.ticket}/"
    assert states(offer.party) == {"enrolled"}
    assert offer.party.ticket in client.get(address(offer)).content.decode()


def test_no_says_thank_you_and_a_yes_after_it_says_why_not(client, offer):
    declined = client.post(address(offer), {"decline": "1"})
    again = client.post(address(offer), {"accept": "1"})

    assert (declined.status_code, again.status_code) == (200, 409)
    assert states(offer.party) == {"withdrawn"}


def test_an_offer_that_was_passed_on_says_so(client, offer):
    expire_offer(offer=offer, now=offer.answer_by)

    page = client.get(address(offer)).content.decode()

    assert "accept" not in page
    assert "คนถัดไป" not in page


def test_a_guessed_address_is_nothing(client, offer):
    assert client.get("/my/offer/guess/").status_code == 404
    assert client.post("/my/offer/guess/", {"accept": "1"}).status_code == 404


def test_the_ticket_shows_the_open_offer(client, offer):
    page = client.get(f"/my/ticket/{offer.party.ticket}/").content.decode()

    assert address(offer) in page
