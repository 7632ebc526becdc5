"""Other people's calendars: meetings unrolled, the unusable named, the hostile survived."""

import io
import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mueang.lib.timetable import CalendarError, apart, read_calendar, reading
from shared_data import shared_data

BANGKOK = ZoneInfo("Asia/Bangkok")
FIRST, LAST = date(2026, 11, 1), date(2027, 2, 28)


def event(**lines):
    described = {"UID": "a", "SUMMARY": "ทำขนม", "DTSTART": "20261105T090000", "DTEND": "20261105T120000"} | lines
    return "\r\n".join(
        ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in described.items() if value), "END:VEVENT"]
    )


def calendar(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//", *events, "END:VCALENDAR", ""]).encode()


def read(*events, data=None):
    return read_calendar(data or calendar(*events), starts_on=FIRST, ends_on=LAST, zone=BANGKOK)


def test_a_meeting_keeps_its_words_and_a_bare_time_is_the_citys():
    [found] = read(event(LOCATION="ห้อง 2", DESCRIPTION="นำผ้ากันเปื้อน\\nมาด้วย")).events

    assert found.starts_at == datetime(2026, 11, 5, 9, tzinfo=BANGKOK)
    assert (found.summary, found.location, found.description) == ("ทำขนม", "ห้อง 2", "นำผ้ากันเปื้อน มาด้วย")


def test_a_rule_is_unrolled_with_its_exceptions_and_its_moved_meeting():
    weekly = event(RRULE="FREQ=WEEKLY;COUNT=4", EXDATE="20261112T090000")
    moved = event(**{"RECURRENCE-ID": "20261119T090000", "DTSTART": "20261120T130000", "DTEND": "20261120T150000"})

    days = [one.starts_at.strftime("%d %H") for one in read(weekly, moved).events]

    assert days == ["05 09", "20 13", "26 09"]


def test_a_rule_without_end_stops_at_the_last_day_asked_for():
    found = read(event(RRULE="FREQ=WEEKLY")).events

    assert len(found) == 17
    assert found[-1].starts_at.date() == date(2027, 2, 25)


def test_a_zone_of_its_own_is_kept():
    [found] = read(event(DTSTART="20261105T020000Z", DTEND="20261105T050000Z")).events

    assert found.starts_at == datetime(2026, 11, 5, 9, tzinfo=BANGKOK)


def test_a_cancelled_meeting_says_so():
    assert read(event(STATUS="CANCELLED")).events[0].is_cancelled


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ({"DTSTART": ""}, "no_start"),
        ({"DTSTART": "20261105", "DTEND": "20261106"}, "all_day"),
        ({"DTEND": ""}, "no_length"),
        ({"DTEND": "20261105T080000"}, "no_length"),
        ({"RRULE": "FREQ=SECONDLY"}, "rule_too_fast"),
        ({"DTSTART": "20200105T090000", "DTEND": "20200105T100000"}, "not_in_these_days"),
    ],
)
def test_what_cannot_be_used_refuses_itself_alone_with_the_reason(lines, reason):
    found = read(event(UID="bad", **lines), event(UID="good"))

    assert [(one.uid, one.reason) for one in found.refused] == [("bad", reason)]
    assert [one.uid for one in found.events] == ["good"]


def test_a_meeting_is_known_by_the_day_its_rule_gave_it_wherever_it_was_moved():
    weekly = event(RRULE="FREQ=WEEKLY;COUNT=3")
    moved = event(**{"RECURRENCE-ID": "20261112T090000", "DTSTART": "20261113T130000", "DTEND": "20261113T150000"})

    found = read(weekly, moved, event(UID="alone")).events

    assert {(one.uid, one.occurrence) for one in found} == {
        ("a", "2026-11-05"),
        ("a", "2026-11-12"),
        ("a", "2026-11-19"),
        ("alone", ""),
    }


def test_two_meetings_of_one_rule_on_one_day_are_told_apart():
    found = read(event(RRULE="FREQ=DAILY;BYHOUR=9,15;COUNT=2", DTEND="20261105T100000")).events

    assert [one.occurrence for one in found] == ["2026-11-05", "2026-11-05#2"]


def test_every_event_says_on_which_line_of_the_file_it_begins():
    found = read(event(UID="bad", DTSTART=""), event(UID="good"))

    assert [one.line for one in found.refused] == [4]
    assert [one.line for one in found.events] == [9]


def test_more_meetings_than_anybody_holds_are_refused_by_series():
    daily = [event(UID=f"d{number}", RRULE="FREQ=DAILY;COUNT=110") for number in range(50)]

    found = read(*daily)

    assert len(found.events) <= 5_000
    assert {one.reason for one in found.refused} == {"too_many_meetings"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_calendar"),
        (b"\xff\xfe\x00", "not_a_calendar"),
        (b"<html>BEGIN</html>", "not_a_calendar"),
        (calendar(event()).decode().encode("cp874"), "wrong_encoding"),
        (calendar(event()).decode().encode("utf-16"), "wrong_encoding"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", "not_a_calendar"),
        (b"BEGIN:VCALENDAR" + b"x" * reading.MOST_BYTES, "too_large"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(data, code):
    with pytest.raises(CalendarError, match=code):
        read_calendar(data, starts_on=FIRST, ends_on=LAST, zone=BANGKOK)


def test_events_without_their_frame_are_read_all_the_same():
    assert len(read(data=event().encode()).events) == 1


def outcome(data):
    """How a file ends: read, or the code of its refusal."""
    try:
        found = read(data=data)
    except CalendarError as refusal:
        return refusal.code
    assert all(one.starts_at < one.ends_at for one in found.events)
    return "read" if len(found.events) <= 5_000 else "too many"


@pytest.mark.slow
def test_a_rule_that_never_matches_costs_its_own_process_only():
    never = event(UID="never", RRULE="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")

    assert outcome(calendar(never, event(UID="good"))) in {"read", "damaged"}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the library's doubts about odd zones go to the process's own errors
def test_every_sample_is_read_or_refused_with_a_reason():
    """In this process, which is quicker: what would bring the reader down would end the test."""
    ended = {0: 0, 1: 0}
    for path in sorted(shared_data("ical-samples").rglob("*.ics")):
        target = io.BytesIO()
        code = apart.main(io.BytesIO(path.read_bytes()), target, date(1990, 1, 1), date(2040, 1, 1))
        read_out = json.loads(target.getvalue() or "{}")
        assert all(one["reason"] for one in read_out.get("refused", []))
        assert all(one["starts_at"] and one["ends_at"] for one in read_out.get("events", []))
        ended[code] += 1

    assert ended[0] > 90
    assert sum(ended.values()) == 161


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=60), st.integers(0, 300))
def test_a_calendar_with_bytes_thrown_in_is_read_or_refused(noise, place):
    whole = calendar(event(RRULE="FREQ=WEEKLY;COUNT=3"))

    assert outcome(whole[:place] + noise + whole[place:]) in {
        "read",
        "not_a_calendar",
        "wrong_encoding",
        "damaged",
        "too_large",
    }
