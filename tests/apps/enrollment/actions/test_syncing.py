"""Marks sent by devices: each once, whatever is lost or repeated, and one rule for colleagues who disagree."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.devices import INVENTED, Device
from factories.enrollment import adult, joined, past_session, seated, take_roll
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import SessionState
from mueang.apps.enrollment.actions import NewMember, RollMark
from mueang.apps.enrollment.errors import (
    DetailsRefused,
    LateMarkNeedsReason,
    MarkKeyTaken,
    MarkTooFarAhead,
    MinutesOutOfRange,
    NotOnTheRoll,
    OfferingFull,
    PerhapsOnTheRoll,
    RollTooEarly,
    SessionNotHeld,
)
from mueang.apps.enrollment.models import (
    Attendance,
    CheckOut,
    Enrollment,
    HoursEntry,
    MarkEntry,
    RollCall,
    Scan,
)
from mueang.apps.enrollment.queries import roll_sheet
from mueang.apps.people.models import Person

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=10)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def session(offering, now):
    """Three hours that began half an hour ago."""
    return SessionFactory(offering=offering, starts_at=now - 30 * MINUTE)


@pytest.fixture
def device(session, cast):
    return Device(session, actor=cast.keeper)


@pytest.fixture
def other(session, cast):
    return Device(session, actor=cast.instructor)


def attendance():
    return dict(Attendance.objects.values_list("enrollment", "mark"))


def refusals(answers):
    return [type(answer.refusal) for answer in answers]


def test_marks_count_only_once_the_roll_is_saved_and_then_at_once(device, offering, now):
    absent, late, here = seated(offering, 3)

    device.send(device.mark(absent), now=now)
    before = (attendance(), HoursEntry.objects.count())
    device.send(device.save(), now=now)
    saved = attendance()
    device.send(device.mark(late, "late", minutes_away=20), now=now)

    assert before == ({}, 0)
    assert saved == {absent.pk: "absent", late.pk: "present", here.pk: "present"}
    assert attendance()[late.pk] == "late"
    assert sorted(HoursEntry.objects.filter(enrollment=late).values_list("minutes", flat=True)) == [-180, 160, 180]


def test_a_repeated_batch_writes_nothing_and_is_answered_again(device, offering, now):
    (learner,) = seated(offering)
    batch = (device.mark(learner), device.walk_in(), device.save())

    first = device.send(*batch, now=now)
    counts = [model.objects.count() for model in (MarkEntry, Enrollment, RollCall, HoursEntry, Event, Person)]
    again = device.send(*batch, now=now + MINUTE)

    assert [answer.is_kept for answer in first] == [answer.is_kept for answer in again] == [True] * 3
    assert [model.objects.count() for model in (MarkEntry, Enrollment, RollCall, HoursEntry, Event, Person)] == counts


@pytest.mark.parametrize("earlier_first", [True, False])
def test_of_two_colleagues_the_later_moment_of_marking_stands_in_whatever_order_they_arrive(
    device, other, offering, now, earlier_first
):
    (learner,) = seated(offering)
    earlier = device.mark(learner, "absent", at=now - 10 * MINUTE)
    later = other.mark(learner, "late", minutes_away=15, at=now - 5 * MINUTE)
    sendings = [lambda: device.send(earlier, now=now), lambda: other.send(later, now=now)]

    for send in sendings if earlier_first else reversed(sendings):
        send()
    device.send(device.save(), now=now)
    (answer,) = device.send(earlier, now=now)

    assert attendance() == {learner.pk: "late"}
    assert answer.instead == MarkEntry.objects.get(uuid=later.uuid)
    assert MarkEntry.objects.get(uuid=earlier.uuid).lost_to == answer.instead
    assert (line := roll_sheet(session=device.session).lines[0]).mark == "late"
    assert line.lost == [MarkEntry.objects.get(uuid=earlier.uuid)]


def test_who_saw_the_colleagues_mark_contests_nothing(device, other, offering, now):
    (learner,) = seated(offering)
    first = device.mark(learner, at=now - 9 * MINUTE)
    device.send(first, now=now)

    other.send(other.mark(learner, "present", base=first.uuid, at=now - 5 * MINUTE), now=now)

    assert not MarkEntry.objects.exclude(lost_to=None).exists()
    assert roll_sheet(session=device.session).lines[0].lost == []


def test_one_device_changing_its_mind_and_two_saying_the_same_contest_nothing(device, other, offering, now):
    one, two = seated(offering, 2)

    device.send(device.mark(one, at=now - 3 * MINUTE), device.mark(one, "present", at=now - 2 * MINUTE), now=now)
    device.send(device.mark(two, at=now - 3 * MINUTE), now=now)
    other.send(other.mark(two, at=now - 2 * MINUTE), now=now)

    assert not MarkEntry.objects.exclude(lost_to=None).exists()


def test_a_clock_that_is_hours_wrong_is_set_right_by_the_servers(session, cast, offering, now):
    (learner,) = seated(offering)
    fast = Device(session, actor=cast.keeper, clock_off=timedelta(hours=5))
    right = Device(session, actor=cast.instructor)

    fast.send(fast.mark(learner, at=now - 10 * MINUTE), now=now)
    right.send(right.mark(learner, "present", at=now - 5 * MINUTE), now=now)

    entry = MarkEntry.objects.get(device=fast.name)
    assert (entry.made_at, entry.device_at) == (now - 10 * MINUTE, now - 10 * MINUTE + timedelta(hours=5))
    assert roll_sheet(session=session).lines[0].mark == "present"


def test_a_device_that_hides_its_clock_cannot_mark_from_the_future(session, cast, offering, now):
    (learner,) = seated(offering)
    liar = Device(session, actor=cast.keeper, clock_off=timedelta(hours=5))

    liar.send(liar.mark(learner, at=now), now=now, knows_time=False)

    assert MarkEntry.objects.get().made_at == now


def test_after_the_day_a_mark_takes_a_reason_and_then_beats_what_was_marked_on_the_day(cast, offering, now):
    session, (learner,) = past_session(offering, days=2), seated(offering)
    device, other = Device(session, actor=cast.keeper), Device(session, actor=cast.instructor)

    refused = device.send(device.mark(learner, at=now), now=now)
    corrected = device.mark(learner, at=now, reason="เช็กผิดคน")
    device.send(corrected, device.save(), now=now)
    on_the_day = other.mark(learner, "late", minutes_away=5, at=session.ends_at)
    (late_to_arrive,) = other.send(on_the_day, now=now + MINUTE)

    assert refusals(refused) == [LateMarkNeedsReason]
    assert attendance() == {learner.pk: "absent"}
    assert RollCall.objects.first().reason == "เช็กผิดคน"
    assert late_to_arrive.is_kept
    assert late_to_arrive.instead.uuid == corrected.uuid


def test_a_walk_in_becomes_a_party_with_a_ticket_and_can_be_marked_by_its_number(device, offering, now):
    walk_in = device.walk_in(at=now - 5 * MINUTE)
    leaves = device.mark(walk_in.uuid, "left_early", minutes_away=60, at=now)

    answers = device.send(leaves, walk_in, device.save(), now=now)

    enrollment = Enrollment.objects.get()
    assert (enrollment.via, enrollment.party.lead, len(enrollment.party.ticket)) == ("walk_in", enrollment.person, 43)
    assert [answer.is_kept for answer in answers] == [True] * 3
    assert attendance() == {enrollment.pk: "left_early"}
    assert HoursEntry.objects.get().minutes == 120
    assert MarkEntry.objects.get(uuid=walk_in.uuid).mark == "late"


def test_a_mark_that_overtakes_its_walk_in_waits_and_is_not_lost(device, offering, now):
    walk_in = device.walk_in()
    mark = device.mark(walk_in.uuid, "left_early", minutes_away=60)

    overtaking = device.send(mark, now=now)
    then = device.send(walk_in, now=now)
    again = device.send(mark, now=now)

    assert refusals(overtaking) == [MarkTooFarAhead]
    assert [answer.is_kept for answer in (*then, *again)] == [True, True]


def test_a_namesake_is_shown_and_never_merged_silently(device, other, offering, now):
    known = joined(offering, adult("เดินมา", phone="0861112222")).enrollments.get()
    walk_in = device.walk_in()

    (asked,) = device.send(walk_in, now=now)
    (somebody_else,) = device.send(device.walk_in(is_other=True), now=now)

    assert isinstance(asked.refusal, PerhapsOnTheRoll)
    assert asked.refusal.enrollments == [known.uuid]
    assert somebody_else.is_kept
    assert Person.objects.filter(match_key=known.person.match_key).count() == Enrollment.objects.count() == 2


def test_two_devices_with_the_same_walk_in_make_one_person(device, other, now):
    device.send(device.walk_in(), now=now)

    (answer,) = other.send(other.walk_in(), now=now)

    assert isinstance(answer.refusal, PerhapsOnTheRoll)
    assert Enrollment.objects.count() == Person.objects.filter(match_key=INVENTED.key).count() == 1


def test_one_refusal_holds_up_no_other_item(device, offering, now):
    offering.seats = 1
    offering.save()
    (learner,) = seated(offering)
    elsewhere = joined(OfferingFactory()).enrollments.get()
    bad_name = NewMember(given_name="ย" * 300, phone="0861112222")

    answers = device.send(
        device.walk_in(),
        device.walk_in(bad_name, is_other=True),
        device.mark(elsewhere),
        device.mark(learner, "late", minutes_away=181),
        device.mark(learner, "late", minutes_away=-1),
        device.mark(learner, "absent"),
        device.check_out(elsewhere),
        now=now,
    )

    assert refusals(answers) == [
        OfferingFull,
        DetailsRefused,
        NotOnTheRoll,
        MinutesOutOfRange,
        MinutesOutOfRange,
        type(None),
        NotOnTheRoll,
    ]
    assert MarkEntry.objects.count() == Enrollment.objects.filter(offering=offering).count() == 1


def test_a_keeper_may_add_a_chair_for_a_walk_in(device, offering, now):
    offering.seats = 1
    offering.save()
    seated(offering)

    (answer,) = device.send(device.walk_in(adds_seat=True), now=now)

    assert answer.is_kept
    assert Enrollment.objects.filter(offering=offering).count() == 2


def test_the_number_of_another_sessions_mark_is_refused(device, cast, offering, now):
    (learner,) = seated(offering)
    elsewhere = Device(SessionFactory(offering=offering, number=7, starts_at=now), actor=cast.keeper)
    mark, fetched = device.mark(learner), device.check_out(learner)
    device.send(mark, fetched, now=now)

    assert refusals(elsewhere.send(mark, fetched, now=now)) == [MarkKeyTaken, MarkKeyTaken]
    assert MarkEntry.objects.get().session == device.session


def test_who_fetched_a_child_is_kept_once_and_can_be_taken_back(device, offering, now):
    (learner,) = seated(offering)
    fetched = device.check_out(learner, "นางยาย ใจดี", at=now - 5 * MINUTE)

    for _ in range(2):
        device.send(fetched, now=now)
    taken_back = device.check_out(learner, "", is_taken_back=True, at=now)
    device.send(taken_back, now=now)

    rows = CheckOut.objects.values_list("fetched_by", "is_taken_back", "fetched_at")
    assert list(rows) == [("นางยาย ใจดี", False, now - 5 * MINUTE), ("", True, now)]


def test_a_scan_is_what_the_first_saving_assumes_and_a_keepers_mark_beats_it(device, offering, session, now):
    in_time, late, marked = seated(offering, 3)
    for learner, minutes in ((in_time, 5), (late, 25), (marked, 25)):
        Scan.objects.create(session=session, enrollment=learner, scanned_at=session.starts_at + minutes * MINUTE)

    device.send(device.mark(marked, "absent", at=session.starts_at), device.save(), now=now)

    assert attendance() == {in_time.pk: "present", late.pk: "late", marked.pk: "absent"}
    assert HoursEntry.objects.get(enrollment=late).minutes == 155


def test_nothing_is_taken_from_strangers_nor_for_sessions_that_are_not_held(cast, offering, session, now):
    (learner,) = seated(offering)
    cancelled = SessionFactory(offering=offering, number=8, state=SessionState.CANCELLED)
    to_come = SessionFactory(offering=offering, number=9, starts_at=now + timedelta(days=1))

    for stranger in (cast.stranger, cast.learner, cast.manager_elsewhere, cast.auditor, cast.unit_officer):
        device = Device(session, actor=stranger)
        with pytest.raises(PermissionDenied):
            device.send(device.mark(learner), now=now)
    for member in (cast.keeper, cast.instructor, cast.officer, cast.manager):
        device = Device(session, actor=member)
        assert device.send(device.mark(learner), now=now)[0].is_kept
    device = Device(cancelled, actor=cast.keeper)
    with pytest.raises(SessionNotHeld):
        device.send(device.save(), now=now)
    device = Device(to_come, actor=cast.keeper)
    answers = device.send(device.save(), device.mark(learner), device.walk_in(), device.check_out(learner), now=now)
    assert refusals(answers) == [RollTooEarly] * 4


def test_the_page_and_the_device_write_into_one_history(device, cast, offering, session, now):
    one, two = seated(offering, 2)
    device.send(device.mark(one, at=now - 5 * MINUTE), now=now)

    sheet = roll_sheet(session=session)
    take_roll(session, actor=cast.officer, marks={two: RollMark("excused")}, seen=sheet.seen, now=now)
    late_to_arrive = device.mark(two, at=now - 8 * MINUTE)
    (answer,) = device.send(late_to_arrive, now=now)

    assert {line.enrollment: line.mark for line in sheet.lines} == {one: "absent", two: "present"}
    assert attendance() == {one.pk: "absent", two.pk: "excused"}
    assert answer.instead.made_by == cast.officer


def test_the_record_says_how_many_and_what_was_before_but_no_names(device, offering, now):
    (learner,) = seated(offering)
    device.send(device.save(), now=now)

    device.send(device.mark(learner, "absent", reason="ไปหาหมอ"), device.walk_in(), now=now)

    facts = Event.objects.filter(verb="roll.synced").latest("number").facts
    assert (facts["marks"], facts["walk_ins"], facts["before"]) == (2, 1, {str(learner.uuid): ["present", 180]})
    assert "หมอ" not in str(facts)
    assert "เดินมา" not in str(facts)


def test_an_unknown_number_waits_for_a_walk_in_that_may_come(device, now):
    assert refusals(device.send(device.mark(uuid4()), now=now)) == [MarkTooFarAhead]


@pytest.mark.parametrize("n_marks", [1, 3])
def test_a_batch_costs_one_statement_a_mark_more(device, offering, n_marks, now, django_assert_num_queries):
    learners = seated(offering, n_marks)
    device.send(device.save(), now=now)

    with django_assert_num_queries(17 + n_marks):
        device.send(*(device.mark(learner) for learner in learners), now=now)
