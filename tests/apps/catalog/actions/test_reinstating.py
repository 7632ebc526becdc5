"""Calling off with words for those who come, and taking it back within limits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from factories.rows import OfferingFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog.actions import (
    cancel_offering,
    cancel_session,
    change_offering,
    change_session,
    reinstate_offering,
    reinstate_session,
)
from mueang.apps.catalog.errors import NotPublished, TooLateToReinstate
from mueang.apps.catalog.models import Change
from mueang.apps.catalog.queries import calendar
from mueang.apps.catalog.queries.wording import (
    Words,
    words_of_cancelled_session,
    words_of_place_change,
    words_of_session_back,
    words_of_session_change,
)

NOW = timezone.now()


@pytest.fixture
def session(cast):
    offering = OfferingFactory(
        city=cast.city, place=cast.place, program__city=cast.city, program__name_th="ทอผ้าสมมติ", contact="073-000-000"
    )
    starts_at = NOW + timedelta(days=2)
    return SessionFactory(offering=offering, number=1, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))


def kinds() -> list[str]:
    return list(Change.objects.order_by("pk").values_list("kind", flat=True))


def test_a_session_called_off_and_taken_back_tells_calendars_and_people_both_times(cast, session):
    words = words_of_cancelled_session(session, reason="น้ำท่วม", request_key="a")
    for _ in range(2):
        cancel_session(session=session, reason="น้ำท่วม", words=words, actor=cast.keeper, now=NOW)
    assert b"STATUS:CANCELLED" in calendar(session.offering)

    for _ in range(2):
        back = reinstate_session(
            session=session, words=words_of_session_back(session, request_key="b"), actor=cast.keeper, now=NOW
        )

    assert (back.state, back.n_changes, back.cancel_note, back.cancelled_at) == ("planned", 2, "", None)
    assert kinds() == ["session_cancelled", "session_back"]
    written = calendar(session.offering)
    assert b"SEQUENCE:2" in written
    assert b"STATUS:CANCELLED" not in written
    first = Change.objects.earliest("pk")
    assert all(part in first.message_th for part in ("ทอผ้าสมมติ", "น้ำท่วม", "073-000-000"))


def test_a_moved_session_says_before_and_after_and_a_second_press_does_nothing(cast, session):
    hall = PlaceFactory(city=cast.city, name_th="ศาลาสมมติ")
    starts_at, ends_at = session.starts_at + timedelta(hours=1), session.ends_at + timedelta(hours=1)
    words = words_of_session_change(session, starts_at=starts_at, ends_at=ends_at, place=hall, request_key="m")

    for _ in range(2):
        changed = change_session(
            session=session, starts_at=starts_at, ends_at=ends_at, place=hall, words=words, actor=cast.keeper, now=NOW
        )

    assert changed.n_changes == 1
    told = Change.objects.get()
    assert told.kind == "moved"
    assert all(part in told.message_th for part in ("ศาลาสมมติ", cast.place.name_th))


def test_a_changed_topic_needs_no_word(cast, session):
    words = words_of_session_change(
        session, starts_at=session.starts_at, ends_at=session.ends_at, place=None, request_key=""
    )

    change_session(session=session, topic_th="ย้อมสี", actor=cast.keeper, now=NOW)

    assert not Change.objects.exists()
    assert cast.place.name_th in words.message_th


def test_an_offering_that_moves_leaves_word_only_when_the_place_changes(cast, session):
    offering = session.offering
    hall = PlaceFactory(city=cast.city, name_th="ศาลาสมมติ", address="ถนนสมมติ")
    words = words_of_place_change(offering, place=hall)

    change_offering(offering=offering, seats=30, words=words, actor=cast.officer)
    assert not Change.objects.exists()
    change_offering(offering=offering, place=hall, words=words, actor=cast.officer)

    assert "ถนนสมมติ" in Change.objects.get().message_th


def test_an_offering_is_taken_back_within_a_day_with_its_words(cast, session):
    offering = session.offering
    for _ in range(2):
        cancel_offering(
            offering=offering, reason="ฝนตกหนัก", words=Words("ยกเลิกสมมติ", "", "c"), actor=cast.keeper, now=NOW
        )
    for _ in range(2):
        back = reinstate_offering(
            offering=offering, words=Words("กลับมาสมมติ", "", "d"), actor=cast.keeper, now=NOW + timedelta(hours=23)
        )

    assert (back.state, back.cancel_note, back.cancelled_at) == ("published", "", None)
    assert kinds() == ["cancelled", "back"]
    session.refresh_from_db()
    assert session.n_changes == 2


def test_what_is_too_late_stays_called_off(cast, session):
    offering = session.offering
    cancel_offering(offering=offering, actor=cast.keeper, now=NOW)
    with pytest.raises(TooLateToReinstate):
        reinstate_offering(offering=offering, actor=cast.keeper, now=NOW + timedelta(hours=24))
    with pytest.raises(NotPublished):
        reinstate_session(session=session, actor=cast.keeper, now=NOW)
    reinstate_offering(offering=offering, actor=cast.keeper, now=NOW)
    with pytest.raises(TooLateToReinstate):
        reinstate_session(session=session, actor=cast.keeper, now=NOW)
    cancel_session(session=session, actor=cast.keeper, now=NOW)
    with pytest.raises(TooLateToReinstate):
        reinstate_session(session=session, actor=cast.keeper, now=session.starts_at)
    with pytest.raises(PermissionDenied):
        reinstate_session(session=session, actor=cast.stranger, now=NOW)


def test_an_offering_with_nothing_to_come_is_not_taken_back(cast, session):
    cancel_offering(offering=session.offering, actor=cast.keeper, now=session.starts_at)

    with pytest.raises(TooLateToReinstate):
        reinstate_offering(offering=session.offering, actor=cast.keeper, now=session.ends_at)


def test_the_database_itself_keeps_a_press_from_speaking_twice(cast, session):
    row = {"offering": session.offering, "kind": "moved", "message_th": "สมมติ", "made_by": cast.keeper, "made_at": NOW}
    Change.objects.create(request_key="one", **row)

    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(request_key="one", **row)
