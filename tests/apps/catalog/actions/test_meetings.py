"""Sessions: planned, changed, cancelled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from factories.catalog import DraftFactory
from factories.rows import OfferingFactory, PlaceFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.actions import PlannedSession, cancel_session, change_session, plan_sessions
from mueang.apps.catalog.enums import Mode, OfferingState, SessionState
from mueang.apps.catalog.errors import EndsBeforeItStarts, NotPublished, PlaceElsewhere, SessionIsOver

NOW = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
HOURS = timedelta(hours=3)


def planned(days: int = 0, **details) -> PlannedSession:
    starts_at = NOW + timedelta(days=days)
    return PlannedSession(starts_at, starts_at + HOURS, **details)


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place)


@pytest.fixture
def session(offering):
    return SessionFactory(offering=offering, number=1, starts_at=NOW)


def test_sessions_are_numbered_on_from_the_last(cast, offering, session):
    market = PlaceFactory(city=cast.city)

    added = plan_sessions(
        offering=offering,
        plan=[planned(7, mode=Mode.LECTURE, topic_th="เปิดเรื่อง", place=market), planned(14)],
        actor=cast.keeper,
    )

    assert [(row.number, row.mode) for row in added] == [(2, Mode.LECTURE), (3, Mode.LAB)]
    assert (added[0].place, added[0].topic_th) == (market, "เปิดเรื่อง")
    event = Event.objects.get()
    assert (event.verb, event.facts) == ("offering.sessions_planned", {"numbers": [2, 3]})


def test_the_offering_widens_to_hold_its_sessions_and_tells_the_page_cache(cast, offering):
    starts_on, ends_on, before = offering.starts_on, offering.ends_on, cast.city.version

    plan_sessions(offering=offering, plan=[planned(-30), planned(60)], actor=cast.keeper)

    offering.refresh_from_db()
    cast.city.refresh_from_db()
    assert offering.starts_on == (NOW - timedelta(days=30)).date() < starts_on
    assert offering.ends_on == (NOW + timedelta(days=60)).date() > ends_on
    assert cast.city.version == before + 1


def test_planning_nothing_changes_no_day(cast, offering):
    starts_on = offering.starts_on

    assert plan_sessions(offering=offering, plan=[], actor=cast.keeper) == []

    offering.refresh_from_db()
    assert offering.starts_on == starts_on


def test_one_wrong_session_writes_none(cast, offering):
    for wrong, refusal in [
        (PlannedSession(NOW, NOW), EndsBeforeItStarts),
        (planned(place=PlaceFactory(city=cast.elsewhere)), PlaceElsewhere),
        (planned(mode="magic"), ValidationError),
        (planned(topic_th="ก" * 201), ValidationError),
    ]:
        with pytest.raises(refusal):
            plan_sessions(offering=offering, plan=[planned(), wrong], actor=cast.keeper)

    assert not offering.sessions.exists()


@pytest.mark.parametrize("state", [OfferingState.CANCELLED, OfferingState.FINISHED])
def test_nothing_is_planned_for_what_is_over(cast, state):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, state=state)

    with pytest.raises(NotPublished):
        plan_sessions(offering=offering, plan=[planned()], actor=cast.officer)


@pytest.mark.parametrize("member", ["stranger", "instructor", "auditor", "manager_elsewhere"])
def test_sessions_are_left_alone_by_who_may_not_change_the_offering(cast, offering, session, member):
    actor = getattr(cast, member)

    with pytest.raises(PermissionDenied):
        plan_sessions(offering=offering, plan=[planned()], actor=actor)
    with pytest.raises(PermissionDenied):
        change_session(session=session, topic_th="x", actor=actor)
    with pytest.raises(PermissionDenied):
        cancel_session(session=session, actor=actor)


def test_change_session_counts_the_change_for_calendars(cast, session):
    later = NOW + timedelta(days=90)

    changed = change_session(session=session, starts_at=later, ends_at=later + HOURS, actor=cast.keeper)

    assert (changed.n_changes, changed.starts_at) == (1, later)
    assert changed.offering.ends_on >= later.date()
    assert Event.objects.get().facts == {"number": 1, "changed": ["ends_at", "starts_at"]}


def test_change_session_refuses_what_cannot_be(cast, session):
    with pytest.raises(EndsBeforeItStarts):
        change_session(session=session, ends_at=session.starts_at, actor=cast.keeper)
    with pytest.raises(PlaceElsewhere):
        change_session(session=session, place=PlaceFactory(city=cast.elsewhere), actor=cast.keeper)


def test_a_session_that_is_over_or_cancelled_stays_as_it_was(cast, session):
    with pytest.raises(SessionIsOver):
        change_session(session=session, topic_th="x", actor=cast.keeper, now=session.ends_at)
    with pytest.raises(SessionIsOver):
        cancel_session(session=session, actor=cast.keeper, now=session.ends_at)

    cancel_session(session=session, actor=cast.keeper)
    with pytest.raises(SessionIsOver):
        cancel_session(session=session, actor=cast.keeper)


def test_cancel_session_keeps_it_in_the_list(cast, session):
    cancelled = cancel_session(session=session, actor=cast.keeper)

    assert (cancelled.state, cancelled.n_changes) == (SessionState.CANCELLED, 1)
    assert Event.objects.get().verb == "session.cancelled"


def test_a_draft_may_be_planned(cast):
    draft = DraftFactory(program__city=cast.city, place=cast.place)

    assert len(plan_sessions(offering=draft, plan=[planned()], actor=cast.keeper)) == 1
