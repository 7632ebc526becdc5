"""Who teaches an offering."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.catalog import InstructorFactory
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.actions import add_instructor, remove_instructor
from mueang.apps.catalog.errors import AlreadyTeaches, PersonElsewhere
from mueang.apps.catalog.models import Instructor


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place)


def test_instructors_are_added_in_order_and_without_names_in_the_record(cast, offering):
    people = PersonFactory.create_batch(2, city=cast.city, given_name="ไม่อยู่ในบันทึก")

    added = [add_instructor(offering=offering, person=person, actor=cast.keeper) for person in people]

    assert [row.order for row in added] == [0, 1]
    assert [event.verb for event in Event.objects.all()] == ["offering.instructor_added"] * 2
    assert "ไม่อยู่ในบันทึก" not in str([event.facts for event in Event.objects.all()])


def test_add_instructor_refuses_people_not_of_this_city_and_a_second_time(cast, offering):
    known = InstructorFactory(offering=offering).person
    foreign = PersonFactory(city=cast.elsewhere)
    merged = PersonFactory(city=cast.city, merged_into=known)
    erased = PersonFactory(city=cast.city, erased_at=timezone.now())

    for person, refusal in [
        (known, AlreadyTeaches),
        (foreign, PersonElsewhere),
        (merged, PersonElsewhere),
        (erased, PersonElsewhere),
    ]:
        with pytest.raises(refusal):
            add_instructor(offering=offering, person=person, actor=cast.keeper)


def test_a_stranger_adds_and_removes_nobody(cast, offering):
    instructor = InstructorFactory(offering=offering)

    with pytest.raises(PermissionDenied):
        add_instructor(offering=offering, person=cast.learner_person, actor=cast.learner)
    with pytest.raises(PermissionDenied):
        remove_instructor(instructor=instructor, actor=cast.instructor)


def test_remove_instructor_takes_the_row_away_and_records_it(cast, offering):
    remove_instructor(instructor=InstructorFactory(offering=offering), actor=cast.keeper)

    assert not Instructor.objects.exists()
    assert Event.objects.get().verb == "offering.instructor_removed"
