"""A learner's seat with a quiz and an assignment; pages are asked for in Thai unless a test says otherwise."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from factories.assessments import assignment_of, quiz_of
from factories.rows import EnrollmentFactory, OfferingFactory


@pytest.fixture(autouse=True)
def thai() -> Iterator[None]:
    """A request for an English page leaves English behind; the next test must not inherit it."""
    with override("th"):
        yield


@pytest.fixture
def seat(cast):
    offering = OfferingFactory(city=cast.city, place=cast.place)
    return EnrollmentFactory(offering=offering, person=cast.learner_person)


@pytest.fixture
def quiz(cast, seat):
    return quiz_of(seat.offering, actor=cast.manager)


@pytest.fixture
def assignment(cast, seat):
    return assignment_of(seat.offering, actor=cast.manager)
