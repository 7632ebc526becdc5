"""Age and other seats at the same time stand in the way, unless an officer says why not."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import NewMember, enrol_persons, join, withdraw
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import AgeNotAllowed, AgeUncertain, CarerNeeded, SeatAtThatTime
from mueang.apps.people.models import Consent

pytestmark = pytest.mark.django_db


def at(offering, hour, *, hours=2):
    begin = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3, hours=hour)
    return SessionFactory(offering=offering, starts_at=begin, ends_at=begin + timedelta(hours=hours))


@pytest.fixture
def two(cast):
    """Two activities of one place whose sessions overlap by an hour."""
    first, second = (OfferingFactory(program__city=cast.city, place=cast.place) for _ in range(2))
    at(first, 0)
    at(second, 1)
    return first, second


def test_two_seats_at_the_same_time_are_refused_with_day_and_hour(two):
    first, second = two
    member = adult("มาลี")
    joined(first, member)

    with pytest.raises(SeatAtThatTime) as refused:
        joined(second, member)

    assert "มาลี" in refused.value.sentence
    assert f"{timezone.localtime(first.sessions.get().starts_at):%H:%M}" in refused.value.sentence
    assert first.program.name_th not in refused.value.sentence


def test_sessions_that_touch_or_were_given_up_or_cancelled_are_no_clash(cast):
    first, second = (OfferingFactory(program__city=cast.city) for _ in range(2))
    at(first, 0)
    at(second, 2)
    member = adult()
    joined(first, member)
    joined(second, member)
    third = OfferingFactory(program__city=cast.city)
    at(third, 0)

    withdraw(enrollment=first.enrollments.get(), actor=None)
    joined(third, member)

    fourth = OfferingFactory(program__city=cast.city)
    at(fourth, 0)
    third.sessions.update(state="cancelled")
    joined(fourth, member)
    assert fourth.enrollments.count() == 1


def test_somebody_new_to_the_city_costs_no_question(two, django_assert_num_queries):
    from mueang.apps.enrollment.actions.clashes import refuse_clashes

    with django_assert_num_queries(0):
        refuse_clashes(two[0], [None, None], now=timezone.now())


def test_an_officer_lets_somebody_in_with_a_reason_that_is_kept(two, cast):
    first, second = two
    party = joined(first)
    person = party.lead
    how = {"offering": second, "via": Via.OFFICER, "actor": cast.officer}

    with pytest.raises(SeatAtThatTime):
        enrol_persons(persons=[person], **how)
    (row,) = enrol_persons(persons=[person], exception="มาสายได้ครึ่งชั่วโมง", **how)

    assert row.exception == "มาสายได้ครึ่งชั่วโมง"
    assert Event.objects.get(verb="enrollment.entered").facts["exception"] == "มาสายได้ครึ่งชั่วโมง"


def test_an_exception_at_a_public_door_is_none_and_without_the_role_refused(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, age_min=7, age_max=12)
    ask = {"offering": offering, "members": [adult(birth_on=date(1990, 1, 1))], "exception": "ช่วยดูแลเด็ก"}

    with pytest.raises(AgeNotAllowed):
        join(via=Via.SELF, request_key=new_key(), **ask)
    with pytest.raises(PermissionDenied):
        join(via=Via.OFFICER, request_key=new_key(), actor=cast.stranger, **ask)
    party = join(via=Via.OFFICER, request_key=new_key(), actor=cast.keeper, **ask)

    assert party.enrollments.get().exception == "ช่วยดูแลเด็ก"
    assert party.enrollments.get().enrolled_by == cast.keeper


@pytest.mark.parametrize(
    ("age_in_years", "band", "refusal"),
    [
        (9, (7, 12), None),
        (7, (7, 12), AgeUncertain),
        (13, (7, 12), AgeUncertain),
        (5, (7, 12), AgeNotAllowed),
        (20, (7, 12), AgeNotAllowed),
    ],
)
def test_of_a_birth_year_alone_both_possible_ages_must_fit(age_in_years, band, refusal):
    """Who turns 7 in the year of the first day is 6 or 7 on it."""
    offering = OfferingFactory(age_min=band[0], age_max=band[1])
    pupil = NewMember("ต้นกล้า", "ทดสอบ", birth_year=offering.starts_on.year - age_in_years, relation="mother")
    ask = {"offering": offering, "members": [pupil], "lead": adult(), "via": Via.CARER, "request_key": new_key()}

    if refusal is None:
        assert join(**ask).enrollments.get().person.birth_year == pupil.birth_year
    else:
        with pytest.raises(refusal) as refused:
            join(**ask)
        assert type(refused.value) is refusal
        assert "ต้นกล้า" in refused.value.sentence


def test_who_may_be_nine_is_treated_as_nine():
    pupil = NewMember("ต้นกล้า", "ทดสอบ", birth_year=timezone.localdate().year - 10)

    with pytest.raises(CarerNeeded):
        joined(OfferingFactory(), pupil)


def test_an_officer_records_that_somebody_agreed_aloud(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)

    for member in (adult(agreed_aloud=True), adult(), child(agreed_aloud=True, relation="")):
        join(offering=offering, members=[member], via=Via.OFFICER, request_key=new_key(), actor=cast.officer)

    given = list(Consent.objects.order_by("pk").values_list("lawful_basis", "text_version"))
    assert given[0] == ("consent", "learning-2026-1-oral")
    assert given[1] == ("public_task", "learning-2026-1")
