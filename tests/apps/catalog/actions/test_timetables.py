"""Timetables by rule: planned, changed without losing what was held, and the city's own closed days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.catalog import DraftFactory
from factories.rows import OfferingFactory
from mueang.apps.catalog.actions import (
    cancel_session,
    change_session,
    close_days,
    copy_offering,
    open_days,
    set_timetable,
)
from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.errors import EndsBeforeItStarts, NothingPlanned, NotPublished, TimetableMovedOn
from mueang.apps.catalog.models import Change, Offering
from mueang.apps.catalog.queries.timetables import Rhythm, rhythm_of, timetable_change
from mueang.apps.catalog.queries.wording import Words, words_of_timetable
from mueang.methods.recurrence import monthly_rule, weekly_rule

ZONE = timezone.get_default_timezone()
NOW = datetime(2026, 3, 30, 8, tzinfo=ZONE)
FIRST = date(2026, 4, 7)  # a Tuesday; 14 April is Songkran


def rhythm(rule: str = weekly_rule(["TU"], count=3), **changes) -> Rhythm:
    facts = {"first_on": FIRST, "from_time": time(9), "to_time": time(12), **changes}
    return Rhythm(rule=rule, **facts)


def draft(cast, **facts) -> Offering:
    return DraftFactory(city=cast.city, place=cast.place, program__city=cast.city, **facts)


def published(cast, **facts) -> Offering:
    return OfferingFactory(city=cast.city, place=cast.place, program__city=cast.city, **facts)


def meets(offering: Offering) -> list[tuple[int, int]]:
    rows = offering.sessions.planned().order_by("starts_at")
    return [(at.month, at.day) for row in rows for at in [timezone.localdate(row.starts_at)]]


def test_a_draft_gets_its_sessions_by_rule_and_the_holiday_is_made_up_for(cast):
    offering = draft(cast)

    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)

    offering.refresh_from_db()
    assert meets(offering) == [(4, 7), (4, 21), (4, 28)]
    assert (offering.starts_on, offering.ends_on) == (date(2026, 4, 7), date(2026, 4, 28))
    assert [row.number for row in offering.sessions.order_by("starts_at")] == [1, 2, 3]
    assert rhythm_of(offering) == rhythm()


def test_the_same_timetable_once_more_changes_nothing(cast):
    offering = draft(cast)
    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)
    before = list(offering.sessions.values_list("uuid", "n_changes"))

    again = set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)

    assert again.is_empty
    assert list(offering.sessions.values_list("uuid", "n_changes")) == before


def test_the_citys_own_closed_days_are_stepped_over_and_a_keeper_may_hold_one_anyway(cast):
    offering = draft(cast)
    close_days(
        city=cast.city,
        first_on=date(2026, 4, 21),
        last_on=date(2026, 4, 22),
        name_th="วันปิดสมมติ",
        actor=cast.officer,
    )

    set_timetable(offering=offering, rhythm=rhythm(held_anyway=(date(2026, 4, 14),)), actor=cast.keeper, now=NOW)

    assert meets(offering) == [(4, 7), (4, 14), (4, 28)]


def test_a_later_change_keeps_what_was_held_and_moves_the_rest(cast):
    offering = published(cast)
    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)
    held, second, third = offering.sessions.order_by("starts_at")
    now = datetime(2026, 4, 10, 8, tzinfo=ZONE)
    wednesdays = rhythm(weekly_rule(["WE"], count=3), first_on=date(2026, 4, 11))

    change = timetable_change(offering=offering, rhythm=wednesdays, now=now)
    set_timetable(offering=offering, rhythm=wednesdays, seen=change.fingerprint, actor=cast.keeper, now=now)

    assert meets(offering) == [(4, 7), (4, 22), (4, 29), (5, 6)]
    assert change.kept == (held,)
    assert [move.session for move in change.moves] == [second, third]
    held.refresh_from_db()
    second.refresh_from_db()
    assert (held.n_changes, second.n_changes, second.number) == (0, 1, 2)


def test_a_shorter_timetable_calls_the_rest_off_where_people_may_know_it_already(cast):
    known, unknown = published(cast), draft(cast)
    for offering in (known, unknown):
        set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)
        shorter = rhythm(weekly_rule(["TU"], count=2))
        set_timetable(offering=offering, rhythm=shorter, actor=cast.keeper, now=NOW)

    assert [row.state for row in known.sessions.order_by("starts_at")] == ["planned", "planned", "cancelled"]
    assert unknown.sessions.count() == 2


def test_a_session_moved_or_called_off_by_hand_stays_so(cast):
    offering = published(cast)
    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)
    first, second, _third = offering.sessions.order_by("starts_at")
    moved = first.starts_at + timedelta(days=2)
    change_session(session=first, starts_at=moved, ends_at=moved + timedelta(hours=3), actor=cast.keeper, now=NOW)
    cancel_session(session=second, actor=cast.keeper, now=NOW)

    later = rhythm(from_time=time(13), to_time=time(16))
    change = set_timetable(offering=offering, rhythm=later, actor=cast.keeper, now=NOW)

    assert set(change.kept) == {first, second}
    assert meets(offering) == [(4, 9), (4, 28)]
    last = offering.sessions.planned().latest("starts_at")
    assert timezone.localtime(last.starts_at).hour == 13


def test_sessions_typed_before_there_was_a_rule_come_under_it(cast):
    offering = published(cast)
    offering.sessions.create(
        number=1,
        starts_at=datetime(2026, 4, 8, 9, tzinfo=ZONE),
        ends_at=datetime(2026, 4, 8, 12, tzinfo=ZONE),
        mode="lab",
    )

    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)

    assert meets(offering) == [(4, 7), (4, 21), (4, 28)]
    assert offering.sessions.get(number=1).n_changes == 1


def test_what_was_previewed_is_what_is_saved_or_nothing(cast):
    offering = published(cast)
    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)
    other = rhythm(weekly_rule(["FR"], count=2))
    seen = timetable_change(offering=offering, rhythm=other, now=NOW).fingerprint
    cancel_session(session=offering.sessions.order_by("starts_at")[1], actor=cast.keeper, now=NOW)

    with pytest.raises(TimetableMovedOn):
        set_timetable(offering=offering, rhythm=other, seen=seen, actor=cast.keeper, now=NOW)

    assert meets(offering) == [(4, 7), (4, 28)]


def test_one_press_leaves_word_once_and_the_words_name_every_day(cast):
    offering = published(cast)
    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)
    other = rhythm(weekly_rule(["WE"], count=4))
    change = timetable_change(offering=offering, rhythm=other, now=NOW)
    words = words_of_timetable(offering, change, request_key="press-1")

    for _ in range(2):
        set_timetable(offering=offering, rhythm=other, seen=change.fingerprint, words=words, actor=cast.keeper, now=NOW)

    left = Change.objects.get()
    assert (left.kind, left.told_at) == ("timetable", None)
    assert "วันพุธที่ 8 เมษายน 2569" in left.message_th
    assert "Wednesday 8 April 2026" in left.message_en
    assert meets(offering) == [(4, 8), (4, 22), (4, 29), (5, 6)]


def test_a_draft_has_nobody_to_tell(cast):
    set_timetable(offering=draft(cast), rhythm=rhythm(), words=Words("สมมติ", "", "k"), actor=cast.keeper, now=NOW)

    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (rhythm(to_time=time(9)), EndsBeforeItStarts),
        (rhythm(weekly_rule(["TU"], until=date(2026, 4, 6))), NothingPlanned),
    ],
)
def test_a_timetable_without_sense_is_refused(cast, wanted, refusal):
    with pytest.raises(refusal):
        set_timetable(offering=draft(cast), rhythm=wanted, actor=cast.keeper, now=NOW)


def test_a_stranger_and_a_finished_offering_are_refused(cast):
    with pytest.raises(PermissionDenied):
        set_timetable(offering=draft(cast), rhythm=rhythm(), actor=cast.stranger, now=NOW)
    with pytest.raises(NotPublished):
        set_timetable(offering=published(cast, state="finished"), rhythm=rhythm(), actor=cast.keeper, now=NOW)


def test_a_timetable_by_month_is_kept_too(cast):
    offering = draft(cast)

    set_timetable(offering=offering, rhythm=rhythm(monthly_rule("SA", nth=-1, count=2)), actor=cast.keeper, now=NOW)

    assert meets(offering) == [(4, 25), (5, 30)]
    assert {row.state for row in offering.sessions.all()} == {SessionState.PLANNED}


@pytest.mark.parametrize(
    ("rule", "weeks", "copied"),
    [
        (weekly_rule(["TU"], count=3), 5, weekly_rule(["TU"], count=3)),
        (weekly_rule(["TU"], until=date(2026, 4, 28)), 1, weekly_rule(["TU"], until=date(2026, 5, 5))),
    ],
)
def test_a_copy_by_whole_weeks_keeps_the_rule_and_not_its_exceptions(cast, rule, weeks, copied):
    offering = draft(cast)
    set_timetable(offering=offering, rhythm=rhythm(rule, skipped=(date(2026, 4, 21),)), actor=cast.keeper, now=NOW)
    offering.refresh_from_db()

    copy = copy_offering(offering=offering, starts_on=offering.starts_on + timedelta(weeks=weeks), actor=cast.keeper)

    assert rhythm_of(copy) == rhythm(copied, first_on=FIRST + timedelta(weeks=weeks))
    assert {row.rule_on for row in copy.sessions.all()} == {
        row.rule_on + timedelta(weeks=weeks) for row in offering.sessions.all()
    }


def test_a_copy_to_another_weekday_has_no_rule(cast):
    offering = draft(cast)
    set_timetable(offering=offering, rhythm=rhythm(), actor=cast.keeper, now=NOW)
    offering.refresh_from_db()

    copy = copy_offering(offering=offering, starts_on=offering.starts_on + timedelta(days=3), actor=cast.keeper)

    assert rhythm_of(copy) is None
    assert copy.sessions.count() == 3


def test_only_the_city_says_when_it_is_closed(cast):
    span = {"first_on": date(2026, 5, 27), "last_on": date(2026, 5, 28), "name_th": "วันรายออีดิลอัฎฮา (สมมติ)"}
    for outsider in (cast.keeper, cast.stranger, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            close_days(city=cast.city, actor=outsider, **span)
    with pytest.raises(EndsBeforeItStarts):
        close_days(city=cast.city, actor=cast.officer, **(span | {"last_on": date(2026, 5, 26)}))

    days = close_days(city=cast.city, actor=cast.officer, **span)
    with pytest.raises(PermissionDenied):
        open_days(days=days, actor=cast.keeper)
    open_days(days=days, actor=cast.officer)

    assert not cast.city.closed_days.exists()
