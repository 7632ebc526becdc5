"""Entering many people at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import officer_of_both
from factories.enrollment import adult, joined, new_key
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.actions import enrol_persons, enrol_roster, join_waitlist
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import (
    AgeNotAllowed,
    AlreadyEnrolled,
    EnrollmentClosed,
    NobodyToEnrol,
    OfferingElsewhere,
    OfferingFull,
)
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.actions import confirm_roster
from mueang.apps.people.enums import RosterState, RowState
from mueang.apps.people.errors import RosterUndecided
from mueang.apps.people.models import Person, Roster, RosterRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=3)


def roster_of(city, *names, state=RowState.READY):
    roster = Roster.objects.create(
        city=city, file_name="รายชื่อ.xlsx", sha256="0" * 64, sheet="1", uploaded_at=timezone.now()
    )
    for number, name in enumerate(names, start=2):
        read = {"given_name": name, "family_name": "ทดสอบ", "phone": f"+668{number:08}"}
        problems = [] if state == RowState.READY else [{"field": "phone", "code": "too_short", "is_warning": False}]
        RosterRow.objects.create(
            roster=roster, number=number, raw=raw_of(read), read=read, state=state, problems=problems
        )
    return roster


def raw_of(read):
    return {"given_name": read["given_name"], "family_name": read["family_name"], "phone": read["phone"]}


def test_many_persons_are_seated_in_their_order(cast, offering):
    persons = [PersonFactory(city=cast.city) for _ in range(3)]

    rows = enrol_persons(offering=offering, persons=persons, via=Via.OFFICER, actor=cast.officer)

    offering.refresh_from_db()
    assert [row.person for row in rows] == persons
    assert offering.seats_taken == 3


@pytest.mark.parametrize("n_persons", [1, 3])
def test_entering_takes_a_fixed_number_of_statements(cast, offering, n_persons, django_assert_num_queries):
    persons = [PersonFactory(city=cast.city) for _ in range(n_persons)]

    with django_assert_num_queries(19):
        enrol_persons(offering=offering, persons=persons, via=Via.OFFICER, actor=cast.officer)


def test_one_too_many_and_nobody_is_seated(cast, offering):
    persons = [PersonFactory(city=cast.city) for _ in range(4)]

    with pytest.raises(OfferingFull):
        enrol_persons(offering=offering, persons=persons, via=Via.OFFICER, actor=cast.officer)

    assert not Enrollment.objects.exists()


def test_who_has_a_seat_is_named_and_nobody_is_seated(cast, offering):
    seated, new = joined(offering).lead, PersonFactory(city=cast.city)

    with pytest.raises(AlreadyEnrolled) as refusal:
        enrol_persons(offering=offering, persons=[new, seated], via=Via.OFFICER, actor=cast.officer)

    assert refusal.value.names == [seated.full_name]
    assert not new.enrollments.exists()


def test_who_waits_gets_the_seat_and_no_second_row(cast, offering):
    joined(offering, adult(), adult(), adult())
    waiting = join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())
    offering.refresh_from_db()
    offering.seats = 4
    offering.save()

    enrol_persons(offering=offering, persons=[waiting.lead], via=Via.OFFICER, actor=cast.officer)

    assert waiting.lead.enrollments.get().state == EnrollmentState.ENROLLED


def test_an_unknown_age_is_the_officers_to_judge_but_a_known_one_counts(cast, offering):
    offering.age_min = 18
    offering.save()
    unknown, young = PersonFactory(city=cast.city), PersonFactory(city=cast.city, birth_on=timezone.localdate())

    enrol_persons(offering=offering, persons=[unknown], via=Via.OFFICER, actor=cast.officer)

    with pytest.raises(AgeNotAllowed):
        enrol_persons(offering=offering, persons=[young], via=Via.OFFICER, actor=cast.officer)


def test_strangers_other_cities_and_closed_offerings_are_refused(cast, offering):
    person, foreigner = PersonFactory(city=cast.city), PersonFactory(city=cast.elsewhere)

    for stranger in (cast.stranger, cast.instructor, cast.manager_elsewhere, cast.auditor):
        with pytest.raises(PermissionDenied):
            enrol_persons(offering=offering, persons=[person], via=Via.OFFICER, actor=stranger)
    with pytest.raises(OfferingElsewhere):
        enrol_persons(offering=offering, persons=[foreigner], via=Via.OFFICER, actor=cast.officer)
    with pytest.raises(NobodyToEnrol):
        enrol_persons(offering=offering, persons=[], via=Via.OFFICER, actor=cast.officer)
    offering.state = OfferingState.CANCELLED
    offering.save()
    with pytest.raises(EnrollmentClosed):
        enrol_persons(offering=offering, persons=[person], via=Via.OFFICER, actor=cast.officer)


def test_a_roster_is_confirmed_and_seated_in_one_step(cast, offering):
    roster = roster_of(cast.city, "หนึ่ง", "สอง")

    rows = enrol_roster(offering=offering, roster=roster, actor=cast.officer)

    roster.refresh_from_db()
    assert {row.via for row in rows} == {Via.ROSTER}
    assert (len(rows), roster.state) == (2, RosterState.CONFIRMED)


def test_a_roster_that_was_confirmed_before_is_seated_too_and_nobody_is_added_again(cast, offering):
    roster = roster_of(cast.city, "หนึ่ง", "สอง")
    confirm_roster(roster=roster, actor=cast.officer)
    n_people = Person.objects.count()

    rows = enrol_roster(offering=offering, roster=roster, actor=cast.officer)

    assert {row.person.given_name for row in rows} == {"หนึ่ง", "สอง"}
    assert Person.objects.count() == n_people


def test_a_roster_too_long_for_the_seats_is_not_confirmed_either(cast, offering):
    roster = roster_of(cast.city, "หนึ่ง", "สอง", "สาม", "สี่")

    with pytest.raises(OfferingFull):
        enrol_roster(offering=offering, roster=roster, actor=cast.officer)

    roster.refresh_from_db()
    assert roster.state == RosterState.PREVIEW
    assert not Person.objects.filter(family_name="ทดสอบ").exists()


def test_a_roster_with_open_questions_seats_nobody(cast, offering):
    roster = roster_of(cast.city, "หนึ่ง", state=RowState.WRONG)

    with pytest.raises(RosterUndecided):
        enrol_roster(offering=offering, roster=roster, actor=cast.officer)

    assert not Enrollment.objects.exists()


def test_who_is_on_the_roster_and_seated_already_keeps_the_seat(cast, offering):
    roster = roster_of(cast.city, "หนึ่ง")
    seated = joined(offering, adult("สอง")).lead
    row = RosterRow.objects.create(
        roster=roster,
        number=9,
        raw=raw_of({"given_name": "สอง", "family_name": "ทดสอบ", "phone": seated.phone}),
        read={"given_name": "สอง", "family_name": "ทดสอบ", "phone": seated.phone},
        state=RowState.READY,
        decision="use_known",
        known_person=seated,
    )

    rows = enrol_roster(offering=offering, roster=roster, actor=cast.officer)

    assert row.known_person.enrollments.count() == 1
    assert [one.person.given_name for one in rows] == ["หนึ่ง"]


def test_another_citys_roster_is_refused(cast, offering):
    with pytest.raises(OfferingElsewhere):
        enrol_roster(offering=offering, roster=roster_of(cast.elsewhere, "หนึ่ง"), actor=officer_of_both(cast))
