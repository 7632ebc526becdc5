"""Several people teach, each in a role of their own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from factories.catalog import InstructorFactory
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.catalog.actions import add_instructor
from mueang.apps.catalog.errors import AlreadyTeaches


@pytest.fixture
def offering(cast):
    return OfferingFactory(city=cast.city, place=cast.place, program__city=cast.city)


def test_a_role_is_given_and_changed_and_the_same_once_more_is_refused(cast, offering):
    person = PersonFactory(city=cast.city)

    add_instructor(offering=offering, person=person, actor=cast.keeper)
    changed = add_instructor(offering=offering, person=person, role="scholar", actor=cast.keeper)

    assert (changed.role, offering.instructors.count()) == ("scholar", 1)
    with pytest.raises(AlreadyTeaches):
        add_instructor(offering=offering, person=person, role="scholar", actor=cast.keeper)
    with pytest.raises(ValueError, match="wizard"):
        add_instructor(offering=offering, person=PersonFactory(city=cast.city), role="wizard", actor=cast.keeper)


def test_a_keeper_changes_the_role_of_who_teaches_already(client, cast, offering):
    row = InstructorFactory(offering=offering)
    client.force_login(cast.keeper)

    client.post(
        reverse("catalog:instructor_add", args=[cast.city.slug, offering.slug, row.person.uuid]),
        {"role": "assistant"},
    )

    row.refresh_from_db()
    assert row.role == "assistant"
    page = client.get(reverse("catalog:instructors", args=[cast.city.slug, offering.slug])).content.decode()
    assert '<option value="assistant" selected>' in page
