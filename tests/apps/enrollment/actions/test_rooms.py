"""Rooms at the same time: a seat in one of them, given back for another, never more than there are."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.devices import Device
from factories.enrollment import adult, joined, seated, take_roll
from factories.rooms import HOUR, room_of, two_rooms
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import RollMark, choose_room, leave_room, note_scan, undo_withdrawal, withdraw
from mueang.apps.enrollment.errors import EnrollmentEnded, NotOnTheTicket, RoomBegan, RoomFull
from mueang.apps.enrollment.models import Attendance, HoursEntry, RoomChoice
from mueang.apps.enrollment.queries import completion_rows, n_chosen, roll_sheet, undecided
from mueang.apps.enrollment.queries.completion import offered_minutes
from mueang.apps.enrollment.queries.rolls import session_rolls

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=10)


def names(session):
    return [line.person.given_name for line in roll_sheet(session=session).lines]


def minutes_of(enrollment):
    return sum(row.minutes for row in HoursEntry.objects.filter(enrollment=enrollment))


@pytest.mark.django_db
def test_choosing_another_room_gives_the_first_back(offering, now, django_assert_num_queries):
    first, second = two_rooms(offering, starts_at=now + HOUR)
    later = room_of(offering, "ห้อง ก", starts_at=now + 3 * HOUR)
    (one,) = seated(offering)

    for room in (first, later, second, second):
        choose_room(enrollment=one, session=room.uuid, actor=None)

    assert set(RoomChoice.objects.values_list("session", flat=True)) == {second.pk, later.pk}
    assert n_chosen([first, second, later]) == {second.pk: 1, later.pk: 1}
    assert Event.objects.filter(verb="room.chosen").count() == 3
    assert leave_room(enrollment=one, session=later.uuid, actor=None)
    assert not leave_room(enrollment=one, session=later.uuid, actor=None)
    with django_assert_num_queries(2):
        assert undecided(offering=offering, sessions=[first, second, later]) == {first.pk: 0, later.pk: 1}
    with django_assert_num_queries(0):
        assert undecided(offering=offering, sessions=[]) == {}


@pytest.mark.django_db
def test_a_full_room_takes_nobody_until_a_seat_is_given_back(offering, now):
    first, second = two_rooms(offering, starts_at=now + HOUR, seats=1)
    one, two = seated(offering, 2)
    choose_room(enrollment=one, session=first.uuid, actor=None)

    with pytest.raises(RoomFull) as refused:
        choose_room(enrollment=two, session=first.uuid, actor=None)
    assert "ห้อง ก" in refused.value.sentence

    choose_room(enrollment=two, session=second.uuid, actor=None)
    withdraw(enrollment=one, actor=None)
    choose_room(enrollment=two, session=first.uuid, actor=None)
    undo_withdrawal(enrollment=one, actor=None)

    assert n_chosen([first, second]) == {first.pk: 1}


@pytest.mark.django_db
def test_a_room_is_refused_once_it_or_the_one_to_be_left_began(offering, now):
    first, second = two_rooms(offering, starts_at=now + HOUR)
    long = room_of(offering, "ห้อง ค", starts_at=now + HOUR / 2, hours=2)
    (one,) = seated(offering)
    choose_room(enrollment=one, session=long.uuid, actor=None)

    with pytest.raises(RoomBegan) as refused:
        choose_room(enrollment=one, session=first.uuid, actor=None, now=now + 0.75 * HOUR)
    assert refused.value.sentence
    with pytest.raises(RoomBegan):
        leave_room(enrollment=one, session=long.uuid, actor=None, now=now + 0.75 * HOUR)
    with pytest.raises(RoomBegan):
        choose_room(enrollment=one, session=second.uuid, actor=None, now=now + 2 * HOUR)


@pytest.mark.django_db
def test_a_room_is_chosen_by_whom_it_concerns_and_in_its_own_forum(cast, offering, now):
    first, _second = two_rooms(offering, starts_at=now + HOUR)
    plenary = SessionFactory(offering=offering, starts_at=now + 4 * HOUR)
    elsewhere = room_of(OfferingFactory(), "ห้อง ก", starts_at=now + HOUR)
    (one,) = seated(offering)

    with pytest.raises(PermissionDenied):
        choose_room(enrollment=one, session=first.uuid, actor=cast.stranger)
    for session in (plenary, elsewhere):
        with pytest.raises(NotOnTheTicket):
            choose_room(enrollment=one, session=session.uuid, actor=None)
    assert choose_room(enrollment=one, session=first.uuid, actor=cast.manager).chosen_by == cast.manager
    withdraw(enrollment=one, actor=None)
    with pytest.raises(EnrollmentEnded):
        choose_room(enrollment=one, session=first.uuid, actor=None)


@pytest.mark.django_db
def test_the_sheet_of_a_room_expects_whoever_chose_it_or_scanned_its_code(cast, offering, now):
    first, second = two_rooms(offering, starts_at=now + 5 * MINUTE)
    chose, scanned, undecided_one = (
        joined(offering, adult(name)).enrollments.get() for name in ("เลือก", "สแกน", "ยังไม่เลือก")
    )
    choose_room(enrollment=chose, session=first.uuid, actor=None)
    note_scan(session=first, learners=[scanned])

    assert set(names(first)) == {"สแกน", "เลือก"}
    assert names(second) == []
    rolls = {row.session.pk: row.n_expected for row in session_rolls(type(first).objects.all())}
    assert rolls == {first.pk: 1, second.pk: 0}
    take_roll(first, actor=cast.manager)
    assert set(Attendance.objects.values_list("enrollment", flat=True)) == {chose.pk, scanned.pk}
    assert not minutes_of(undecided_one)


@pytest.mark.django_db
def test_the_door_of_a_room_takes_whoever_chose_another_and_their_hours_count_once(cast, offering, now):
    first, second = two_rooms(offering, starts_at=now - 5 * MINUTE)
    chose, undecided_one = seated(offering, 2)
    RoomChoice.objects.create(enrollment=chose, session=first, chosen_at=now)
    door = Device(second, actor=cast.manager)

    answers = door.send(door.mark(chose, "present"), door.mark(undecided_one, "present"), door.save())

    assert all(answer.is_kept for answer in answers)
    assert names(first) == []
    take_roll(first, actor=cast.manager)
    assert {row.session_id for row in Attendance.objects.filter(enrollment=chose)} == {second.pk}
    assert minutes_of(chose) == minutes_of(undecided_one) == 60


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_rooms_at_one_time_count_once_whichever_roll_is_saved_first(cast, offering, now, order):
    rooms = two_rooms(offering, starts_at=now - HOUR / 2)
    (one,) = seated(offering)
    RoomChoice.objects.create(enrollment=one, session=rooms[0], chosen_at=now)
    RoomChoice.objects.create(enrollment=one, session=rooms[1], chosen_at=now)
    marks = ({one: RollMark("left_early", 20)}, {one: RollMark("late", 55)})

    for number in order:
        take_roll(rooms[number], actor=cast.manager, marks=marks[number])

    standing = HoursEntry.objects.standing().order_by("session")
    assert [(row.session_id, row.minutes) for row in standing] == [(rooms[0].pk, 20), (rooms[1].pk, 40)]
    take_roll(rooms[0], actor=cast.manager, marks={one: RollMark("absent")})
    assert minutes_of(one) == 55
    (row,) = completion_rows([one])
    assert row.decision.total_minutes == 55


@pytest.mark.django_db
def test_rooms_of_one_hour_are_one_hour_offered(offering, now):
    two_rooms(offering, starts_at=now + HOUR)
    room_of(offering, "ห้อง ค", starts_at=now + 1.5 * HOUR)
    SessionFactory(offering=offering, starts_at=now + 5 * HOUR, ends_at=now + 7 * HOUR)

    assert offered_minutes([offering.pk]) == {offering.pk: 90 + 120}


@pytest.mark.slow
def test_twelve_people_want_three_seats_in_a_room_and_three_get_one(at_once):
    offering = OfferingFactory(seats=20)
    room, other = two_rooms(offering, starts_at=timezone.now() + HOUR, seats=3)
    people = seated(offering, 12)

    answers = at_once([partial(choose_room, enrollment=one, session=room.uuid, actor=None) for one in people])

    assert sorted({type(one).__name__ for one in answers}) == ["RoomChoice", "RoomFull"]
    assert RoomChoice.objects.filter(session=room).count() == 3
    again = [(one, session) for one in people[:4] for session in (room, other)]
    at_once([partial(choose_room, enrollment=one, session=session.uuid, actor=None) for one, session in again])
    assert all(RoomChoice.objects.filter(session=session).count() <= 3 for session in (room, other))
    assert RoomChoice.objects.values("enrollment").distinct().count() == RoomChoice.objects.count()
