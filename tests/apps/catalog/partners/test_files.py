"""What is read of a partner's file: meetings known again, and for all else its line and the reason."""

from __future__ import annotations

import io
from collections import Counter
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from factories.partners import calendar_file, day, event
from mueang.apps.catalog.queries import partner_files
from mueang.apps.catalog.queries.partner_files import PartnerFile, blank_list, read_partner_file
from mueang.lib.timetable import CalendarError
from mueang.lib.workbook import WorkbookError, write_workbook
from shared_data import shared_data

HEADS = ("กิจกรรม", "วันที่", "เวลา", "สถานที่", "หัวข้อ", "รหัส", "สถานะ")


def read(data, name="x.ics", days=180):
    until = timezone.localdate() + timedelta(days=days)
    zone = timezone.get_default_timezone()
    return read_partner_file(data, name=name, now=timezone.now(), until=until, zone=zone)


def workbook(*rows, heads=HEADS):
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.active.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def row(days=7, clock="๐๙.๐๐-๑๒.๐๐ น.", **changes):
    facts = {"title": "ทำขนมสมมติ", "on": f"{day(days):%d/%m}/{day(days).year + 543}", "clock": clock}
    return tuple((facts | {"place": "", "topic": "", "uid": "", "state": ""} | changes).values())


def test_a_calendar_names_itself_and_its_meetings():
    found = read(calendar_file(event(RRULE="FREQ=WEEKLY;COUNT=2", LOCATION="ห้อง 2")))

    assert found.name == "ศูนย์สมมติ"
    assert [(one.occurrence, one.repeats, one.location) for one in found.meetings] == [
        (f"{day(7):%Y-%m-%d}", True, "ห้อง 2"),
        (f"{day(14):%Y-%m-%d}", True, "ห้อง 2"),
    ]


def test_what_was_read_survives_being_kept():
    found = read(calendar_file(event(), event("bad", **{"DTEND;TZID=Asia/Bangkok": ""})))

    assert PartnerFile.from_json(found.as_json()) == found


def test_events_without_uid_are_known_by_their_words_and_day():
    [one, two] = read(calendar_file(event(""), event("", at=day(7, 13)))).meetings

    assert one.uid == two.uid
    assert one.uid.startswith("words:")
    assert (one.occurrence, two.occurrence) == (f"{day(7):%Y-%m-%d}", f"{day(7):%Y-%m-%d}#2")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ({"SUMMARY": ""}, "no_title"),
        ({"at": day(0, 0) - timedelta(days=1), "RRULE": "FREQ=DAILY;COUNT=1"}, "not_in_these_days"),
        ({"at": day(400)}, "not_in_these_days"),
        ({"hours": 0}, "no_length"),
    ],
)
def test_an_event_that_cannot_be_used_says_why(lines, reason):
    found = read(calendar_file(event("bad", **lines)))

    assert [(one.uid, one.line, one.reason) for one in found.unusable] == [("bad", 5, reason)]


def test_the_same_meeting_twice_in_the_file_is_one():
    found = read(calendar_file(event(""), event("")))

    assert len(found.meetings) == 1
    assert [one.reason for one in found.unusable] == ["twice"]


def test_a_list_of_sessions_is_read_row_by_row():
    found = read(workbook(row(topic="ขนมชั้น"), row(14, uid="K-1", state="งดสอน"), row(14, place="ห้อง 3")), "x.xlsx")

    assert [(one.line, one.topic, one.is_off, one.location) for one in found.meetings] == [
        (2, "ขนมชั้น", False, ""),
        (3, "", True, ""),
        (4, "", False, "ห้อง 3"),
    ]
    assert {one.starts_at.hour for one in found.meetings} <= {9, 2}


def test_rows_of_one_code_are_one_series_and_a_code_alone_follows_its_row_to_any_day():
    series = read(workbook(row(uid="K-1"), row(14, uid="K-1")), "x.xlsx").meetings
    alone = read(workbook(row(uid="K-2")), "x.xlsx").meetings

    assert {(one.uid, one.repeats) for one in series} == {("id:K-1", True)}
    assert [(one.uid, one.occurrence, one.repeats) for one in alone] == [("id:K-2", "", False)]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (row(title=""), "no_title"),
        (row(on="ไม่แน่"), "no_start"),
        (row(clock="เช้า"), "no_time"),
        (row(clock="12.00-09.00"), "no_length"),
        (row(days=300), "not_in_these_days"),
        (row(days=-3), "over"),
    ],
)
def test_a_row_that_cannot_be_used_says_why_and_where(typed, reason):
    found = read(workbook(row(), typed), "x.xlsx")

    assert [(one.line, one.reason) for one in found.unusable] == [(3, reason)]
    assert len(found.meetings) == 1


def test_start_and_end_may_stand_in_columns_of_their_own():
    heads = ("Activity", "Date", "Start time", "End time")
    found = read(workbook(("Sweets", f"{day(7):%Y-%m-%d}", "9:00", "12:00"), heads=heads), "x.xlsx")

    assert [(one.starts_at, one.ends_at) for one in found.meetings] == [(day(7), day(7, 12))]


def test_the_list_to_fill_in_is_read_as_it_is_given():
    found = read(write_workbook(blank_list(timezone.localdate() + timedelta(days=3)), language="th"), "x.xlsx")

    assert [one.is_off for one in found.meetings] == [False, True]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xff\xfe"])
def test_what_is_no_table_is_refused(data):
    with pytest.raises(WorkbookError):
        read(data, "x.xlsx")


def test_more_than_anybody_looks_through_is_refused(monkeypatch):
    monkeypatch.setattr(partner_files, "MOST_ACTIVITIES", 2)

    with pytest.raises(CalendarError, match="too_many_meetings"):
        read(calendar_file(*(event(f"u{n}", SUMMARY=f"งาน {n}") for n in range(3))))


def test_a_rule_of_a_million_meetings_is_cut_at_the_last_day():
    found = read(calendar_file(event(RRULE="FREQ=DAILY;COUNT=1000000")), days=30)

    assert len(found.meetings) == 24


@pytest.mark.slow
def test_a_calendar_of_every_kind_of_system_is_read_or_refused_with_a_reason():
    """One of each producer; lib.timetable reads all 161."""
    ended = Counter(outcome(path.read_bytes()) for path in sorted(shared_data("ical-samples").rglob("*.ics"))[::12])

    assert ended.keys() <= {"read", "not_a_calendar", "damaged", "too_many_meetings"}
    assert ended.total() == 14


def outcome(data):
    """How a file ends: read, every meeting with its words and every refusal with its reason, or refused by a code."""
    try:
        found = read(data)
    except CalendarError as refusal:
        return refusal.code
    is_whole = all(one.title and one.starts_at < one.ends_at for one in found.meetings)
    return "read" if is_whole and all(one.reason for one in found.unusable) else "half read"
