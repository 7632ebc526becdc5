"""Calendar feeds: octets, escapes, and what a hostile text must not do to the lines."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards import icalendar as ours
from mueang.standards.icalendar import Meeting, write_calendar

BANGKOK = timezone(timedelta(hours=7))
MEETING = Meeting(
    uid="6f1f4f5e-1111-4222-8333-444455556666",
    stamp=datetime(2023, 10, 1, 8, 30, tzinfo=UTC),
    starts_at=datetime(2023, 11, 4, 9, 0, tzinfo=BANGKOK),
    ends_at=datetime(2023, 11, 4, 12, 0, tzinfo=BANGKOK),
    summary="ทำขนมพื้นบ้าน",
    description="ครั้งที่ 1",
    location="อุทยานการเรียนรู้, ห้อง 2",
    latitude=6.541,
    longitude=101.281,
    url="https://city.example/learn/sweets-2023-11/",
    sequence=2,
)


def written(*meetings: Meeting, name: str = "ทำขนม") -> bytes:
    return write_calendar(name=name, meetings=meetings or [MEETING])


def events(feed: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(feed).walk("VEVENT"))


def unfolded(feed: bytes) -> list[str]:
    return feed.replace(b"\r\n ", b"").decode().split("\r\n")


def test_the_example_in_the_docstring_is_true():
    assert doctest.testmod(ours).failed == 0


def test_a_meeting_comes_back_from_a_strangers_parser():
    [event] = events(written())

    assert str(event["UID"]) == MEETING.uid
    assert str(event["SUMMARY"]) == MEETING.summary
    assert str(event["LOCATION"]) == MEETING.location
    assert event["DTSTART"].dt == MEETING.starts_at
    assert event["DTEND"].dt == MEETING.ends_at
    assert event["GEO"].latitude == 6.541
    assert event["SEQUENCE"] == 2
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["URL"]) == MEETING.url


def test_instants_are_written_in_utc_so_that_no_zone_is_missing():
    lines = unfolded(written())

    assert "DTSTART:20231104T020000Z" in lines
    assert "DTSTAMP:20231001T083000Z" in lines
    assert not [line for line in lines if "TZID" in line]


def test_lines_end_in_crlf_and_stay_within_75_octets_of_thai():
    feed = written(replace(MEETING, summary="การทำขนมพื้นบ้านที่ปู่ย่าตายายสืบทอดกันมา" * 9), name="เมือง" * 40)

    lines = feed.split(b"\r\n")
    assert feed.count(b"\n") == feed.count(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no letter is cut in the middle of its octets


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_typed_the_feed_holds_one_event_and_no_foreign_line(summary, place):
    feed = written(replace(MEETING, summary=summary, location=place))

    names = [line.partition(":")[0].partition(";")[0] for line in unfolded(feed) if line]
    known = "BEGIN END VERSION PRODID CALSCALE NAME X-WR-CALNAME UID SUMMARY DTSTAMP DTSTART DTEND STATUS SEQUENCE"
    assert set(names) <= {*known.split(), "DESCRIPTION", "LOCATION", "GEO", "URL"}
    assert len(events(feed)) == 1


@pytest.mark.parametrize(
    "typed",
    ["ขนม\r\nATTENDEE:mailto:thief@example.org", "ขนม\nEND:VEVENT", "ขนม\rEND:VCALENDAR", "ขนม\u2028X:1", "a;b,c\\n"],
)
def test_a_line_end_in_a_name_starts_no_new_property(typed):
    lines = unfolded(written(replace(MEETING, summary=typed)))

    assert len([line for line in lines if line.startswith(("ATTENDEE", "X:"))]) == 0
    assert lines.count("END:VEVENT") == lines.count("END:VCALENDAR") == 1


def test_the_same_meetings_give_the_same_bytes():
    assert written() == written()


def test_a_cancelled_meeting_says_so():
    [event] = events(written(replace(MEETING, status="CANCELLED", sequence=3)))

    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 3)


def test_what_is_not_known_is_left_out():
    bare = replace(MEETING, description="", location="", latitude=None, longitude=None, url="")

    [event] = events(written(bare))

    assert not {"DESCRIPTION", "LOCATION", "GEO", "URL"} & set(event)


def test_no_meeting_is_an_empty_calendar():
    assert events(write_calendar(name="ว่าง", meetings=[])) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"uid": ""}, "uid_not_usable"),
        ({"uid": "a\r\nX:1"}, "uid_not_usable"),
        ({"uid": "a\nX:1"}, "uid_not_usable"),
        ({"stamp": datetime(2023, 10, 1, 8, 30)}, "instant_without_zone"),  # noqa: DTZ001 (the point of the test)
        ({"ends_at": MEETING.starts_at}, "ends_before_it_starts"),
        ({"url": "javascript:alert(1)"}, "address_not_usable"),
        ({"url": "https://city.example/\r\nX:1"}, "address_not_usable"),
        ({"sequence": -1}, "sequence_out_of_range"),
        ({"sequence": 2**31}, "sequence_out_of_range"),
        ({"latitude": None}, "half_a_place"),
        ({"latitude": 90.5}, "place_out_of_range"),
        ({"longitude": float("nan")}, "place_out_of_range"),
    ],
)
def test_what_no_calendar_could_read_is_refused(change, code):
    with pytest.raises(ValueError, match=code):
        written(replace(MEETING, **change))


def test_one_uid_names_one_meeting():
    with pytest.raises(ValueError, match="uid_twice"):
        written(MEETING, replace(MEETING, sequence=3))
