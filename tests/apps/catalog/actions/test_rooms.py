"""A session in a room: named, with seats of its own, and alone in it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from factories.rooms import HOUR, room_of
from factories.rows import OfferingFactory
from mueang.apps.catalog.actions import change_session, copy_offering, plan_sessions
from mueang.apps.catalog.errors import RoomTaken, SeatsNeedARoom
from mueang.apps.catalog.forms import SessionForm
from mueang.apps.catalog.forms.meetings import PlanForm, session_initial
from mueang.apps.catalog.models import Session
from mueang.apps.catalog.queries import PlannedSession, calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, owner=cast.keeper)


@pytest.fixture
def at():
    return timezone.now().replace(microsecond=0) + timedelta(days=7)


def planned(at, room="ห้อง ก", *, seats=20):
    return PlannedSession(at, at + HOUR, room_th=room, room_en="Room A", seats=seats)


def test_a_room_holds_one_session_at_a_time_of_whatever_offering(cast, offering, at):
    plan_sessions(offering=offering, plan=[planned(at), planned(at, "ห้อง ข")], actor=cast.keeper)
    another = OfferingFactory(program__city=cast.city, place=cast.place, owner=cast.keeper)

    with pytest.raises(RoomTaken) as refused:
        plan_sessions(offering=another, plan=[planned(at + HOUR / 2)], actor=cast.keeper)
    assert "ห้อง ก" in refused.value.sentence
    with pytest.raises(RoomTaken):
        plan_sessions(offering=another, plan=[planned(at + 5 * HOUR), planned(at + 5.5 * HOUR)], actor=cast.keeper)

    assert not another.sessions.exists()
    plan_sessions(offering=another, plan=[planned(at + HOUR)], actor=cast.keeper)
    with pytest.raises(RoomTaken):
        change_session(session=another.sessions.get(), actor=cast.keeper, starts_at=at + HOUR / 2)


def test_seats_are_in_a_room(cast, offering, at):
    with pytest.raises(SeatsNeedARoom):
        plan_sessions(offering=offering, plan=[planned(at, "")], actor=cast.keeper)
    (session,) = plan_sessions(offering=offering, plan=[planned(at)], actor=cast.keeper)

    for wrong in ({"seats": 0}, {"room_th": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(**wrong)


def test_a_room_is_typed_copied_and_stands_in_calendars(cast, offering, at):
    day = f"{at.day}/{at.month}/{at.year + 543}"
    typed = {"on": day, "from_time": "9.00", "to_time": "10.30", "mode": "lab", "times": "1", "seats": "๔๐"}
    form = PlanForm(typed, offering=offering)
    assert not form.is_valid()
    assert list(form.errors) == ["room_th"]
    form = PlanForm({**typed, "room_th": "ห้อง ก", "room_en": "Room A"}, offering=offering)
    assert form.is_valid(), form.errors
    plan_sessions(offering=offering, plan=form.plan().sessions, actor=cast.keeper)

    session = offering.sessions.get()
    assert (session.room_th, session.seats, session.is_chosen) == ("ห้อง ก", 40, True)
    again = SessionForm(session_initial(session) | {"on": day, "seats": ""}, offering=offering)
    assert again.is_valid(), again.errors
    assert change_session(session=session, actor=cast.keeper, **again.changes()).seats is None
    assert b"LOCATION:Room A\\, " in calendar(offering, language="en")
    room_of(offering, "ห้อง ข", starts_at=at + 9 * HOUR)
    copy = copy_offering(offering=offering, starts_on=offering.starts_on + timedelta(days=700), actor=cast.keeper)
    assert set(copy.sessions.values_list("room_th", "seats")) == {("ห้อง ก", None), ("ห้อง ข", 2)}
