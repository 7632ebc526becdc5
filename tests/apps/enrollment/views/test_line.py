"""The page of the waiting line."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cast import MEMBERS
from factories.enrollment import adult, child, seated, states, waiting
from factories.rows import OfferingFactory
from mueang.apps.enrollment.actions import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=2)


def address(name, offering):
    return reverse(f"enrollment:{name}", args=[offering.city.slug, offering.uuid])


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_the_line_is_for_who_may_see_the_learners(client, cast, offering, member):
    client.force_login(getattr(cast, member))
    expected = 200 if member in {"keeper", "instructor", "officer", "manager"} else 404

    assert client.get(address("line", offering)).status_code == expected


def test_an_instructor_reads_the_line_and_changes_nothing(client, cast, offering):
    seated(offering, 2)
    party = waiting(offering)
    client.force_login(cast.instructor)

    page = client.get(address("line", offering)).content.decode()

    assert "line/offer/" not in page
    assert client.post(address("line_hours", offering), {"hours": 3}).status_code == 403
    answer = client.post(address("line_offer", offering), {"party": party.uuid, "reason": "มาจากไกล"})
    assert answer.status_code == 403


def test_the_line_in_order_with_its_open_offer_and_as_a_sheet(client, cast, offering):
    rows = seated(offering, 2)
    waiting(offering, adult("มาลี"), child("ต้นกล้า"))
    waiting(offering, adult("สุดา"))
    withdraw(enrollment=rows[0], actor=None)
    client.force_login(cast.keeper)

    page = client.get(address("line", offering)).content.decode()
    sheet = client.get(address("line", offering), {"format": "xlsx"}).content

    assert page.index("สุดา") < page.index("มาลี") < page.index("ต้นกล้า")
    assert "ตอบภายใน" in page
    table = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[1].split()[0] for row in table[1:]] == ["นางสุดา", "นางมาลี", "เด็กหญิงต้นกล้า"]


@pytest.mark.parametrize("n_parties", [1, 3])
def test_the_line_asks_as_often_however_long_it_is(client, cast, offering, n_parties, django_assert_num_queries):
    seated(offering, 2)
    for _ in range(n_parties):
        waiting(offering, adult(), child())
    client.force_login(cast.keeper)
    client.get(address("line", offering))

    with django_assert_num_queries(10):
        client.get(address("line", offering))


def test_an_empty_line_says_what_it_is_for(client, cast, offering):
    client.force_login(cast.keeper)

    assert "ไม่มีผู้รอ" in client.get(address("line", offering)).content.decode()


def test_a_keeper_sets_the_hours_and_offers_by_hand(client, cast, offering):
    rows = seated(offering, 2)
    big, party = waiting(offering, adult(), child()), waiting(offering)
    withdraw(enrollment=party.enrollments.get(), actor=None)
    withdraw(enrollment=rows[0], actor=None, now=timezone.now())
    client.force_login(cast.keeper)

    assert client.post(address("line_hours", offering), {"hours": "0"}).status_code == 200
    assert client.post(address("line_hours", offering), {"hours": "5"}).status_code == 302
    client.post(address("line_offer", offering), {"party": big.uuid, "reason": ""})
    refused = client.post(address("line_offer", offering), {"party": big.uuid, "reason": "มาจากไกล"}, follow=True)
    withdraw(enrollment=rows[1], actor=None)

    assert "เหลือ" in refused.content.decode()
    assert states(big) == {"offered"}
    assert (
        client.post(address("line_offer", offering), {"party": big.uuid, "reason": "x"}, follow=True).status_code == 200
    )
