"""A partner's calendar taken over: once, whole, followed afterwards, and never against what is decided here."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.partners import calendar_file, day, event, staged
from factories.rows import EnrollmentFactory, OfferingFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog.actions import (
    cancel_offering,
    cancel_session,
    change_session,
    choose,
    confirm_calendar,
    discard_calendar,
)
from mueang.apps.catalog.errors import ImportClosed, OwnerElsewhere, PlaceNotChosen, TimetableMovedOn
from mueang.apps.catalog.models import Change, Offering, Origin, Program, Session
from mueang.apps.catalog.queries.partners import import_plan

pytestmark = pytest.mark.django_db


def plan_of(cast, imported):
    return import_plan(imported=imported, viewer=cast.officer)


def take_over(cast, *events, publishes=True, **choices):
    imported = staged(cast, calendar_file(*events), **choices)
    seen = plan_of(cast, imported).fingerprint
    return confirm_calendar(imported=imported, seen=seen, publishes=publishes, actor=cast.officer)


def states(cast, *events):
    plan = plan_of(cast, staged(cast, calendar_file(*events)))
    return [entry.state for activity in plan.activities for entry in activity.entries]


def seat_somebody():
    offering = Offering.objects.get()
    EnrollmentFactory(offering=offering, person__city=offering.city)
    Offering.objects.update(seats_taken=1)
    return offering


def everything(cast):
    """Rows and the city's version: what the public and its calendars would notice."""
    rows = [list(model.objects.order_by("pk").values_list()) for model in (Offering, Session, Origin, Program)]
    cast.city.refresh_from_db()
    return rows, cast.city.version


def test_a_repeating_event_becomes_one_published_offering_with_its_sessions(cast):
    taken = take_over(cast, event(RRULE="FREQ=WEEKLY;COUNT=3"))

    offering = Offering.objects.get()
    assert (taken.n_offerings, taken.n_sessions) == (1, 3)
    assert (offering.program.name_th, offering.place, offering.seats) == ("ทำขนมสมมติ", cast.place, 12)
    assert (offering.state, offering.owner) == ("published", cast.officer)
    assert [one.starts_at for one in offering.sessions.all()] == [day(7), day(14), day(21)]


def test_single_events_of_one_title_and_place_are_one_offering(cast):
    take_over(cast, event("a"), event("b", at=day(9)), event("c", SUMMARY="อ่านนิทานสมมติ"))

    assert sorted(row.sessions.count() for row in Offering.objects.all()) == [1, 2]


def test_the_same_file_again_changes_nothing(cast):
    weekly = event(RRULE="FREQ=WEEKLY;COUNT=3", LOCATION="ที่ไหนสักแห่ง")
    take_over(cast, weekly, event("b", SUMMARY="นิทาน"))
    before = everything(cast)

    again = take_over(cast, weekly, event("b", SUMMARY="นิทาน"))

    assert (again.n_offerings, again.n_sessions, again.n_changed) == (0, 0, 0)
    assert everything(cast) == before
    assert Offering.objects.count() == 2


def test_a_changed_event_moves_its_session_and_tells_everybody_with_a_seat(cast):
    take_over(cast, event())
    offering = seat_somebody()

    taken = take_over(cast, event(at=day(8, 13)))

    assert taken.n_changed == 1
    assert offering.sessions.get().starts_at == day(8, 13)
    assert "เปลี่ยนแปลง" in Change.objects.get().message_th


def test_several_changes_of_one_activity_are_one_message(cast):
    take_over(cast, event(RRULE="FREQ=WEEKLY;COUNT=3"))
    seat_somebody()

    take_over(cast, event(RRULE="FREQ=WEEKLY;COUNT=4", at=day(7, 13)))

    assert Session.objects.count() == 4
    assert Change.objects.count() == 1
    assert "13:00" in Change.objects.get().message_th


def test_a_whole_series_on_another_weekday_moves_instead_of_doubling(cast):
    take_over(cast, event(RRULE="FREQ=WEEKLY;COUNT=3"))

    take_over(cast, event(RRULE="FREQ=WEEKLY;COUNT=3", at=day(9)))

    assert [one.starts_at for one in Session.objects.all()] == [day(9), day(16), day(23)]


def test_a_new_place_that_is_known_is_followed_and_told(cast):
    hall = PlaceFactory(city=cast.city, name_th="หอประชุมสมมติ")
    take_over(cast, event(LOCATION=cast.place.name_th))
    seat_somebody()

    take_over(cast, event(LOCATION="หอประชุมสมมติ, ชั้น 2"))

    assert Session.objects.get().place == hall
    assert "หอประชุมสมมติ" in Change.objects.get().message_th


def test_a_new_place_that_nobody_knows_is_pointed_out_and_not_guessed(cast):
    take_over(cast, event(LOCATION=cast.place.name_th))
    imported = staged(cast, calendar_file(event(LOCATION="บ้านใครสักคน")))

    [entry] = plan_of(cast, imported).activities[0].entries

    assert (entry.state, entry.note) == ("stuck", "place_unknown")


def test_an_event_the_partner_called_off_is_called_off_here_and_back_when_it_is_back(cast):
    take_over(cast, event())
    seat_somebody()

    take_over(cast, event(STATUS="CANCELLED"))
    assert Session.objects.get().state == "cancelled"

    take_over(cast, event(at=day(8)))
    session = Session.objects.get()
    assert (session.state, session.starts_at) == ("planned", day(8))
    assert Change.objects.count() == 2


def test_what_the_keeper_changed_here_since_stays(cast):
    take_over(cast, event())
    session = Session.objects.get()
    change_session(session=session, starts_at=day(10), ends_at=day(10, 12), actor=cast.officer)

    assert states(cast, event()) == ["here"]
    take_over(cast, event())
    assert Session.objects.get().starts_at == day(10)


def test_what_was_called_off_here_is_not_brought_back_by_the_partners_file(cast):
    take_over(cast, event())
    cancel_session(session=Session.objects.get(), actor=cast.officer)

    assert states(cast, event(at=day(8))) == ["here"]


def test_a_vanished_event_is_pointed_out_and_stays(cast):
    take_over(cast, event(), event("b", SUMMARY="นิทาน"))
    imported = staged(cast, calendar_file(event("b", SUMMARY="นิทาน")))

    plan = plan_of(cast, imported)
    confirm_calendar(imported=imported, seen=plan.fingerprint, publishes=True, actor=cast.officer)

    assert [session.offering.program.name_th for session in plan.vanished] == ["ทำขนมสมมติ"]
    assert Session.objects.planned().count() == 2


def test_another_partners_calendar_makes_nothing_vanish(cast):
    take_over(cast, event())

    other = plan_of(cast, staged(cast, calendar_file(event("z", SUMMARY="นิทาน")), name="อีกแห่งหนึ่ง"))

    assert other.vanished == ()


def test_the_same_title_start_and_place_by_hand_is_already_here_and_followed_from_then_on(cast):
    offering = OfferingFactory(program__city=cast.city, program__name_th="ทำขนมสมมติ", place=cast.place)
    SessionFactory(offering=offering, starts_at=day(7))

    assert states(cast, event()) == ["here"]
    take_over(cast, event())
    take_over(cast, event(at=day(8)))

    assert Offering.objects.get().sessions.get().starts_at == day(8)


def test_a_file_with_new_uids_every_time_doubles_nothing(cast):
    take_over(cast, event("first"))

    assert states(cast, event("second")) == ["here"]
    take_over(cast, event("second"))
    assert plan_of(cast, staged(cast, calendar_file(event("second")))).vanished == ()


def test_a_new_meeting_of_a_known_title_joins_its_offering(cast):
    take_over(cast, event("a"))
    seat_somebody()

    taken = take_over(cast, event("a"), event("b", at=day(14)))

    assert (taken.n_offerings, taken.n_sessions) == (0, 1)
    assert Offering.objects.get().sessions.count() == 2
    assert Change.objects.count() == 1


def test_a_meeting_that_has_begun_or_whose_activity_is_cancelled_is_not_followed(cast):
    take_over(cast, event(), event("b", SUMMARY="นิทาน"))
    gone = Session.objects.get(offering__program__name_th="นิทาน")
    Session.objects.filter(pk=gone.pk).update(starts_at=timezone.now(), ends_at=day(1))
    cancel_offering(offering=Offering.objects.get(program__name_th="ทำขนมสมมติ"), actor=cast.officer)
    imported = staged(cast, calendar_file(event(at=day(9)), event("b", SUMMARY="นิทาน", at=day(9))))

    notes = {entry.note for one in plan_of(cast, imported).activities for entry in one.entries}

    assert notes == {"begun", "offering_closed"}


def test_a_calendar_of_somebody_else_cannot_move_what_its_reader_may_not_change(cast):
    elsewhere = PlaceFactory(city=cast.city)
    take_over(cast, event(), place=str(elsewhere.uuid))
    imported = staged(cast, calendar_file(event(at=day(8))))

    [entry] = import_plan(imported=imported, viewer=cast.keeper).activities[0].entries

    assert (entry.state, entry.note) == ("stuck", "not_yours")


def test_an_activity_left_out_stays_out_and_its_changes_too(cast):
    take_over(cast, event())
    imported = staged(cast, calendar_file(event(at=day(8)), event("b", SUMMARY="นิทาน")))
    for number in (1, 2):
        choose(imported=imported, number=number, choices={"is_skipped": True}, actor=cast.officer)

    confirm_calendar(
        imported=imported, seen=plan_of(cast, reread(imported)).fingerprint, publishes=True, actor=cast.officer
    )

    assert Session.objects.get().starts_at == day(7)


def test_drafts_stay_drafts_and_another_keeper_is_named(cast):
    take_over(cast, event(), publishes=False, owner=str(cast.manager.uuid))

    assert (Offering.objects.get().state, Offering.objects.get().owner) == ("draft", cast.manager)


def test_without_a_place_nothing_is_made(cast):
    imported = staged(cast, calendar_file(event(), event("b", SUMMARY="นิทาน", LOCATION=cast.place.name_th)), place="")
    seen = plan_of(cast, imported).fingerprint

    with pytest.raises(PlaceNotChosen):
        confirm_calendar(imported=imported, seen=seen, publishes=True, actor=cast.officer)

    assert not Offering.objects.exists()
    assert not Program.objects.exists()


def test_a_refusal_in_the_middle_leaves_nothing_behind(cast):
    hall = PlaceFactory(city=cast.city, name_th="หอประชุมสมมติ")
    imported = staged(
        cast,
        calendar_file(event(), event("b", SUMMARY="นิทาน", LOCATION=hall.name_th)),
        owner=str(cast.keeper.uuid),
    )
    seen = plan_of(cast, imported).fingerprint

    with pytest.raises(OwnerElsewhere):
        confirm_calendar(imported=imported, seen=seen, publishes=True, actor=cast.officer)

    assert not Offering.objects.exists()
    assert not Origin.objects.exists()


def test_what_is_confirmed_is_what_was_shown(cast):
    take_over(cast, event())
    imported = staged(cast, calendar_file(event(at=day(8))))
    seen = plan_of(cast, imported).fingerprint
    cancel_session(session=Session.objects.get(), actor=cast.officer)

    with pytest.raises(TimetableMovedOn):
        confirm_calendar(imported=imported, seen=seen, publishes=True, actor=cast.officer)


def test_a_second_press_and_a_press_after_throwing_away_are_refused(cast):
    imported = staged(cast, calendar_file(event()))
    seen = plan_of(cast, imported).fingerprint
    confirm_calendar(imported=imported, seen=seen, publishes=True, actor=cast.officer)

    with pytest.raises(ImportClosed):
        confirm_calendar(imported=imported, seen=seen, publishes=True, actor=cast.officer)
    with pytest.raises(ImportClosed):
        discard_calendar(imported=imported, actor=cast.officer)
    assert Offering.objects.count() == 1
    assert reread(imported).said == {}


@pytest.mark.parametrize("who", ["stranger", "learner", "auditor", "manager_elsewhere"])
def test_whoever_may_offer_nothing_here_takes_nothing_over(cast, who):
    imported = staged(cast, calendar_file(event()))
    actor = getattr(cast, who)

    with pytest.raises(PermissionDenied):
        confirm_calendar(imported=imported, seen="", publishes=True, actor=actor)
    with pytest.raises(PermissionDenied):
        discard_calendar(imported=imported, actor=actor)
    with pytest.raises(PermissionDenied):
        choose(imported=imported, number=None, choices={}, actor=actor)


def test_the_preview_asks_the_same_number_of_questions_however_long_the_file(cast, django_assert_num_queries):
    take_over(cast, event(RRULE="FREQ=WEEKLY;COUNT=2"))
    one = staged(cast, calendar_file(event(at=day(7, 13), RRULE="FREQ=WEEKLY;COUNT=2")))
    more = [event(f"n{number}", SUMMARY=f"งานสมมติ {number}") for number in range(3)]
    three = staged(cast, calendar_file(event(at=day(7, 13), RRULE="FREQ=WEEKLY;COUNT=9"), *more))

    with django_assert_num_queries(7):
        plan_of(cast, one)
    with django_assert_num_queries(7):
        plan_of(cast, three)


def reread(imported):
    imported.refresh_from_db()
    return imported
