"""The people of an offering leave as a OneRoster set, which our own reader takes back."""

import io
import zipfile

import pytest
from django.urls import reverse

from factories.enrollment import adult, joined
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.models import Instructor
from mueang.apps.enrollment.queries import roster_archive
from mueang.apps.registers.queries.oneroster_files import read_oneroster_files
from mueang.standards import oneroster


@pytest.fixture
def offering(cast):
    row = OfferingFactory(program__city=cast.city, seats=30)
    joined(row, adult("มะลิ", phone="0812345678"))
    joined(row, adult("จำปา"))
    Instructor.objects.create(offering=row, person=PersonFactory(city=cast.city, given_name="ครู", family_name=""))
    return row


def test_an_officer_takes_the_set_and_the_record_says_so(client, cast, offering):
    client.force_login(cast.officer)
    page = reverse("enrollment:offering", args=[cast.city.slug, offering.uuid])

    answer = client.get(page, {"format": "oneroster"})

    files = zipfile.ZipFile(io.BytesIO(answer.content))
    roster = oneroster.read({name: files.read(name) for name in files.namelist()})
    reading = read_oneroster_files(answer.content)
    assert roster.faults == []
    assert (reading.counts["persons"], reading.counts["classes"], reading.counts["enrollments"]) == (3, 1, 3)
    assert {one.given_name for one in reading.pupils} == {"มะลิ", "จำปา"}
    assert sorted(row["role"] for row in roster.of("roles")) == ["student", "student", "teacher"]
    assert "0812345678" not in str([files.read(name).decode() for name in files.namelist()])
    assert Event.objects.filter(verb="enrollment.exported").count() == 1


def test_strangers_take_no_set(client, cast, offering):
    for member in (cast.stranger, cast.manager_elsewhere, cast.unit_officer):
        client.force_login(member)
        page = reverse("enrollment:offering", args=[cast.city.slug, offering.uuid])
        assert client.get(page, {"format": "oneroster"}).status_code == 404


@pytest.mark.parametrize("n_more", [0, 2])
def test_a_set_asks_as_often_for_five_as_for_three(offering, django_assert_num_queries, n_more):
    for _each in range(n_more):
        joined(offering)
    row = type(offering).objects.select_related("program", "place", "city").get(pk=offering.pk)

    with django_assert_num_queries(2):
        roster_archive(offering=row)


def test_who_teaches_and_learns_is_one_person_with_two_roles(offering):
    Instructor.objects.create(offering=offering, person=offering.enrollments.first().person, role="assistant")

    data, n_people = roster_archive(offering=offering)

    assert n_people == 3
    assert read_oneroster_files(data).counts["enrollments"] == 4
