"""What the forms of the catalog accept, and say when they do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.rows import InterestFactory, OfferingFactory, PlaceFactory, ProgramFactory, SessionFactory
from mueang.apps.catalog.actions import NewProgram
from mueang.apps.catalog.forms import (
    OfferForm,
    OfferingFilterForm,
    OfferingForm,
    PlanForm,
    ProgramForm,
    SessionForm,
    WordsForm,
    program_initial,
    session_initial,
)
from mueang.apps.catalog.queries import OfferingFilter

TOMORROW = timezone.localdate() + timedelta(days=1)


def typed(cast, **changes):
    day = f"{TOMORROW.day}/{TOMORROW.month}/{TOMORROW.year + 543}"
    answers = {
        "name_th": "ทำขนม",
        "place": cast.place.slug,
        "first_on": day,
        "from_time": "09:00",
        "to_time": "12:00",
        "times": "1",
        "seats": "20",
        "language": "th",
        "mode": "lab",
        "cost": "0",
    }
    return {**answers, **changes}


def offer_form(cast, **changes):
    return OfferForm(typed(cast, **changes), viewer=cast.keeper, city=cast.city)


def test_an_offer_needs_a_program_of_the_list_or_a_name(cast):
    assert offer_form(cast).is_valid()
    assert offer_form(cast, name_th="", program=ProgramFactory(city=cast.city).slug).is_valid()
    assert "name_th" in offer_form(cast, name_th="").errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to_time": "09:00"}, "to_time"),
        ({"age_min": "12", "age_max": "7"}, "age_max"),
        ({"seats": "0"}, "seats"),
        ({"seats": "5001"}, "seats"),
        ({"times": "53"}, "times"),
        ({"first_on": "4/11/3109"}, "first_on"),
        ({"mode": "magic"}, "mode"),
        ({"age_max": "121"}, "age_max"),
    ],
)
def test_what_cannot_be_offered_is_said_at_its_field(cast, changes, field):
    assert list(offer_form(cast, **changes).errors) == [field]


def test_a_keeper_is_offered_neither_another_place_nor_another_citys_program(cast):
    theirs, foreign = PlaceFactory(city=cast.city), ProgramFactory(city=cast.elsewhere)

    form = offer_form(cast, place=theirs.slug, program=foreign.slug)

    assert set(form.errors) == {"place", "program"}


def test_a_program_of_the_list_goes_before_a_name_typed_too(cast):
    program = ProgramFactory(city=cast.city)
    form = offer_form(cast, program=program.slug)

    assert form.is_valid()
    assert form.simple(form.plan()).program == program


def test_a_new_program_carries_its_interests_and_an_empty_cost_is_none(cast):
    interest = InterestFactory(code="food")
    form = offer_form(cast, interests=["food"], cost="")

    assert form.is_valid(), form.errors
    simple = form.simple(form.plan())
    assert isinstance(simple.program, NewProgram)
    assert list(simple.program.interests) == [interest]
    assert simple.details["cost_satang"] == 0


def test_an_offering_keeps_what_it_says_through_its_form(cast):
    until = timezone.make_aware(timezone.datetime(TOMORROW.year, TOMORROW.month, TOMORROW.day, 23, 59, 59))
    offering = OfferingFactory(
        program__city=cast.city, place=cast.place, enroll_until=until, cost_satang=9_950, age_min=7
    )
    blank = OfferingForm(viewer=cast.keeper, offering=offering)
    again = {name: blank[name].value() for name in blank.fields}

    form = OfferingForm({k: v for k, v in again.items() if v is not None}, viewer=cast.keeper, offering=offering)

    assert form.is_valid(), form.errors
    changes = form.changes()
    assert (changes["enroll_until"], changes["cost_satang"], changes["age_min"]) == (until, 9_950, 7)


def test_an_offering_without_a_last_day_has_none(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)

    form = OfferingForm({"place": cast.place.slug, "seats": 9, "language": "th"}, viewer=cast.keeper, offering=offering)

    assert form.is_valid(), form.errors
    assert form.changes()["enroll_until"] is None


def test_fewer_seats_than_are_taken_are_refused_at_the_field(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, seats_taken=8)

    form = OfferingForm({"place": cast.place.slug, "seats": 7, "language": "th"}, viewer=cast.keeper, offering=offering)

    assert list(form.errors) == ["seats"]


def test_an_officer_of_the_place_keeps_it_even_where_it_was_closed(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    cast.place.closed_on = TOMORROW
    cast.place.save()

    form = OfferingForm({"place": cast.place.slug, "seats": 9, "language": "th"}, viewer=cast.keeper, offering=offering)

    assert form.is_valid(), form.errors


def test_a_session_goes_through_its_form_unchanged(cast):
    nine, market = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0), PlaceFactory(city=cast.city)
    session = SessionFactory(offering__program__city=cast.city, starts_at=nine, place=market, topic_th="เปิดเรื่อง")
    blank = SessionForm(offering=session.offering, initial=session_initial(session))

    form = SessionForm({name: blank[name].value() for name in blank.fields}, offering=session.offering)

    assert form.is_valid(), form.errors
    changes = form.changes()
    assert (changes["starts_at"], changes["ends_at"]) == (session.starts_at, session.ends_at)
    assert (changes["place"], changes["topic_th"]) == (session.place, "เปิดเรื่อง")
    assert session_initial(SessionFactory())["place"] is None


def test_a_session_that_ends_first_is_refused(cast):
    offering = OfferingFactory(program__city=cast.city)

    form = SessionForm({"on": "x", "from_time": "12:00", "to_time": "09:00", "mode": "lab"}, offering=offering)

    assert set(form.errors) == {"on", "to_time"}


def test_more_sessions_carry_topic_and_place(cast):
    offering, market = OfferingFactory(program__city=cast.city), PlaceFactory(city=cast.city)
    answers = typed(cast, on=TOMORROW.isoformat(), times=2, topic_th="ลงมือทำ", place=market.slug, seats="")

    form = PlanForm(answers, offering=offering)

    assert form.is_valid(), form.errors
    plan = form.plan()
    assert [(row.topic_th, row.place) for row in plan.sessions] == [("ลงมือทำ", market)] * 2


def test_a_program_goes_through_its_form_unchanged(db):
    program = ProgramFactory(outcomes_th=["ทำขนมได้"], lecture_minutes=90)
    program.interests.set([InterestFactory()])
    blank = ProgramForm(initial=program_initial(program))

    form = ProgramForm({name: blank[name].value() for name in blank.fields if blank[name].value()})

    assert form.is_valid(), form.errors
    assert form.chosen_interests() == list(program.interests.all())
    assert form.changes()["lecture_minutes"] == 90
    assert form.changes()["outcomes_th"] == ["ทำขนมได้"]


def test_more_hours_than_are_given_cannot_be_needed(db):
    form = ProgramForm({"name_th": "x", "lab_minutes": "3", "required_minutes": "4", "required_share_percent": "80"})

    assert list(form.errors) == ["required_minutes"]


def test_a_filter_that_is_not_understood_filters_nothing(cast):
    form = OfferingFilterForm({"words": "x", "state": "lost", "place": "nowhere"}, city=cast.city)

    assert form.chosen() == OfferingFilter("x", "", "")
    assert WordsForm({"words": "x" * 101}).typed() == ""
