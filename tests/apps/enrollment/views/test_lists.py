"""The pages that list offerings and their learners."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from cast import MEMBERS, officer_of_both
from factories.enrollment import adult, joined, past_session, seated, take_roll
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.models import Assessment

pytestmark = pytest.mark.django_db

MAY_SEE = {"keeper", "instructor", "officer", "manager"}


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=80)


def address(name, offering, *more):
    return reverse(f"enrollment:{name}", args=[offering.city.slug, offering.uuid, *more])


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_a_stranger_finds_neither_the_list_nor_the_learners(client, cast, offering, member):
    client.force_login(getattr(cast, member))
    expected = 200 if member in MAY_SEE else 404

    assert client.get(reverse("enrollment:home", args=[cast.city.slug])).status_code == expected
    assert client.get(address("offering", offering)).status_code == expected


def test_who_is_not_signed_in_is_asked_to(client, offering):
    assert client.get(address("offering", offering)).status_code == 302


def test_the_city_of_the_address_must_be_the_offerings(client, cast, offering):
    client.force_login(officer_of_both(cast))

    url = reverse("enrollment:offering", args=[cast.elsewhere.slug, offering.uuid])

    assert client.get(url).status_code == 404


def test_a_city_without_activities_says_what_will_stand_here(client, cast):
    client.force_login(cast.officer)

    page = client.get(reverse("enrollment:home", args=[cast.city.slug])).content.decode()

    assert "ยังไม่มีกิจกรรม" in page


def test_the_list_shows_hours_and_hides_other_cities(client, cast, offering):
    other = OfferingFactory(program__city=cast.elsewhere, program__name_th="กิจกรรมเมืองอื่น")
    joined(offering, adult("มาลี"))
    take_roll(past_session(offering), actor=cast.keeper)
    client.force_login(cast.keeper)

    home = client.get(reverse("enrollment:home", args=[cast.city.slug])).content.decode()
    page = client.get(address("offering", offering)).content.decode()

    assert offering.program.name_th in home
    assert other.program.name_th not in home
    assert "นางมาลี ทดสอบ" in page
    assert "3 ชม." in page


def test_learners_come_in_pages_of_fifty_and_by_state(client, cast, offering):
    for number in range(51):
        joined(offering, PersonFactory(city=cast.city, given_name=f"คน{number:03}", sort_key=f"{number:03}"))
    client.force_login(cast.officer)

    first = client.get(address("offering", offering)).content.decode()
    second = client.get(address("offering", offering) + "?page=2").content.decode()
    waiting = client.get(address("offering", offering) + "?state=waitlisted").content.decode()
    nonsense = client.get(address("offering", offering) + "?state=nonsense&page=x")

    assert "คน049" in first
    assert "คน050" not in first
    assert "คน050" in second
    assert "คน000" not in waiting
    assert nonsense.status_code == 200


@pytest.mark.parametrize("n_learners", [1, 3])
def test_the_page_takes_a_fixed_number_of_statements(client, cast, offering, n_learners, django_assert_num_queries):
    seated(offering, n_learners)
    take_roll(past_session(offering), actor=cast.keeper)
    client.force_login(cast.officer)
    client.get(address("offering", offering))

    with django_assert_num_queries(11):
        client.get(address("offering", offering))


def test_lists_come_as_excel_and_the_download_of_names_is_recorded(client, cast, offering):
    joined(offering, adult("มาลี"))
    client.force_login(cast.officer)

    home = client.get(reverse("enrollment:home", args=[cast.city.slug]) + "?format=xlsx")
    people = client.get(address("offering", offering) + "?format=xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(people.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][1:4] == ["นาง", "มาลี", "ทดสอบ"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(home.content)).get_sheet_by_index(0).to_python()[1][4:] == [
        80,
        1,
        0,
    ]
    assert "filename=" in people["Content-Disposition"]
    assert Event.objects.get(verb="enrollment.exported").facts == {"n_people": 1}


def test_settling_and_assessing_everybody_from_the_page(client, cast, offering):
    offering.program.needs_assessment = True
    offering.program.save()
    (learner,) = seated(offering)
    for days in (2, 1):
        take_roll(past_session(offering, days=days, number=days), actor=cast.keeper)
    client.force_login(cast.officer)

    assessed = client.post(address("assess_all", offering), {"result": "passed"}, follow=True).content.decode()
    settled = client.post(address("settle", offering), follow=True).content.decode()

    learner.refresh_from_db()
    assert "บันทึกผลประเมินผู้เรียนแล้ว 1 คน" in assessed
    assert "เรียนจบ 1 คน" in settled
    assert learner.state == "completed"


def test_a_result_that_is_none_assesses_nobody(client, cast, offering):
    seated(offering)
    client.force_login(cast.officer)

    client.post(address("assess_all", offering), {"result": "brilliant"})

    assert not Assessment.objects.exists()


def test_an_instructor_sees_learners_but_is_offered_no_changes(client, cast, offering):
    seated(offering)
    client.force_login(cast.instructor)

    page = client.get(address("offering", offering)).content.decode()

    assert address("enter", offering) not in page
    assert client.post(address("settle", offering)).status_code == 403
    assert client.get(address("settle", offering)).status_code == 405
