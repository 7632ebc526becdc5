"""What is true of one row of the catalog."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from factories.catalog import InstructorFactory
from factories.rows import InterestFactory, OfferingFactory, ProgramFactory, SessionFactory


def test_rows_call_themselves_by_name_or_number(db):
    session, instructor = SessionFactory(number=3), InstructorFactory()

    assert str(InterestFactory(name_th="อาหาร")) == "อาหาร"
    assert str(ProgramFactory(name_th="ทำขนม")) == "ทำขนม"
    assert str(session.offering) == session.offering.slug
    assert str(session) == f"{session.offering_id}:3"
    assert str(instructor) == f"{instructor.offering_id}:{instructor.person_id}"


def test_a_session_counts_its_minutes_and_is_over_at_its_end(db):
    session = SessionFactory()

    assert session.minutes == 180
    assert session.is_over(session.ends_at)
    assert not session.is_over(session.ends_at - timedelta(seconds=1))


def test_the_database_itself_never_oversells(db):
    offering = OfferingFactory(seats=2, seats_taken=2)
    offering.seats_taken = 3

    with pytest.raises(IntegrityError, match="offering_is_never_oversold"), transaction.atomic():
        offering.save()


def test_the_database_itself_refuses_a_session_that_ends_before_it_starts(db):
    session = SessionFactory()
    session.ends_at = session.starts_at

    with pytest.raises(IntegrityError, match="session_ends_after_it_starts"), transaction.atomic():
        session.save()
