"""The online room's address is for those who have a seat, and nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from factories.enrollment import adult, joined, new_key
from factories.rows import OfferingFactory
from mueang.apps.catalog.queries import calendar, json_ld, offering_page
from mueang.apps.enrollment.actions import join_waitlist
from mueang.apps.enrollment.enums import Via

pytestmark = pytest.mark.django_db
ROOM = "https://meet.example.test/invented-room"


@pytest.fixture
def offering():
    kit = [{"name_th": "ผ้ากันเปื้อนสมมติ", "source": "bring"}]
    return OfferingFactory(seats=1, delivery="online", online_url=ROOM, kit=kit)


def test_the_seated_see_the_room_and_what_to_bring(client, offering):
    party = joined(offering)

    page = client.get(reverse("learner:ticket", args=[party.ticket])).content.decode()

    assert ROOM in page
    assert "ผ้ากันเปื้อนสมมติ" in page


def test_who_waits_does_not(client, offering):
    joined(offering)
    waiting = join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())

    assert ROOM not in client.get(reverse("learner:ticket", args=[waiting.ticket])).content.decode()


def test_no_public_page_calendar_or_document_tells_it(client, offering):
    page = offering_page(city=offering.city, slug=offering.slug)
    assert page is not None
    public = client.get(reverse("public:offering", args=[offering.city.slug, offering.slug])).content

    assert ROOM.encode() not in public
    assert ROOM not in str(page)
    assert ROOM not in str(json_ld(page, city=offering.city, url="https://x.example.test/"))
    assert ROOM.encode() not in calendar(offering)
