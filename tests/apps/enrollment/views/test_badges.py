"""Name badges: who gets one, what their code says, and who may print them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.rows import EnrollmentFactory, OfferingFactory, PersonFactory
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.queries import badges

pytestmark = pytest.mark.django_db
PHONE = "0891234567"


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=300)


def seat(offering, name, **more):
    person = PersonFactory(city=offering.city, given_name=name, phone=PHONE, **more)
    return EnrollmentFactory(offering=offering, person=person)


def address(offering):
    return reverse("enrollment:badges", args=[offering.city.slug, offering.uuid])


def test_whoever_holds_a_seat_gets_a_badge_with_a_code_of_their_own(offering):
    first = seat(offering, "กมล", organization_name="เทศบาลนครตรัง", position="นักพัฒนาชุมชน")
    seat(offering, "ขวัญ")
    Enrollment.objects.filter(pk=seat(offering, "งาม").pk).update(state=EnrollmentState.WITHDRAWN)
    EnrollmentFactory(offering__program__city=offering.city)

    found = badges(offering=offering)

    assert [badge.from_where for badge in found] == ["นักพัฒนาชุมชน · เทศบาลนครตรัง", ""]
    assert found[0].name == first.person.full_name
    assert found[0].address.endswith(f"/{offering.slug}/#{first.uuid}")
    assert len({badge.address for badge in found}) == 2


def test_of_a_merged_person_the_one_that_stands_is_named(offering):
    row = seat(offering, "เก่า")
    row.person.merged_into = PersonFactory(city=offering.city, given_name="ใหม่")
    row.person.save()

    assert "ใหม่" in badges(offering=offering)[0].name


@pytest.mark.parametrize("n_people", [1, 3])
def test_one_statement_however_many_badges(django_assert_num_queries, offering, n_people):
    for number in range(n_people):
        seat(offering, f"คน{number}")

    with django_assert_num_queries(1):
        assert len(badges(offering=offering)) == n_people


def test_those_who_joined_later_are_printed_alone(client, cast, offering):
    early, late = seat(offering, "เช้า"), seat(offering, "สาย")
    Enrollment.objects.filter(pk=early.pk).update(enrolled_at=timezone.now() - timedelta(days=9))
    client.force_login(cast.officer)
    today = timezone.localdate()
    since = f"{today.day}/{today.month}/{today.year + 543}"

    everybody = client.get(address(offering)).content.decode()
    new_ones = client.get(address(offering), {"since": since}).content.decode()
    wrong = client.get(address(offering), {"since": "32/13/2566"}).content.decode()

    assert (early.person.full_name in everybody, late.person.full_name in everybody) == (True, True)
    assert (early.person.full_name in new_ones, late.person.full_name in new_ones) == (False, True)
    assert "error" in wrong
    assert wrong.count("name-badge") == 2


def test_a_badge_shows_no_phone_and_its_page_is_for_those_who_see_the_list(client, cast, offering):
    name, see = seat(offering, "ลับเฉพาะ").person.full_name, set()
    learners = reverse("enrollment:offering", args=[offering.city.slug, offering.uuid])

    for member in MEMBERS[1:]:
        client.force_login(getattr(cast, member))
        answer = client.get(address(offering))
        body = answer.content.decode()
        assert PHONE not in body
        assert (name in body) == (answer.status_code == client.get(learners).status_code == 200)
        if name in body:
            see.add(member)
    client.logout()

    assert {"keeper", "instructor", "officer", "manager"} <= see
    assert not see & {"stranger", "learner", "manager_elsewhere", "teacher", "case_worker", "auditor"}
    assert client.get(address(offering)).status_code == 302
