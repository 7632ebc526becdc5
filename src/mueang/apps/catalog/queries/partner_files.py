"""A partner's calendar (.ics) or list of sessions (Excel, OpenDocument, CSV), read into meetings and refusals alike."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from mueang.apps.catalog.queries.clock_words import read_clock, read_span
from mueang.apps.catalog.queries.sheets import SheetLine, read_lines
from mueang.lib.timetable import CalendarError, read_calendar
from mueang.lib.workbook import Column, Table
from mueang.methods.thai import ThaiTextError, arabic_digits, clean, normalise, parse_date

MOST_MEETINGS = 1_000
MOST_ACTIVITIES = 100
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("ชื่อกิจกรรม", "กิจกรรม", "ชื่อหลักสูตร", "หลักสูตร", "ชื่อวิชา", "Activity", "Title", "Summary"),
    "on": ("วันที่", "วันที่จัด", "วัน", "Date", "Day", "Start date"),
    "clock": ("เวลา", "ช่วงเวลา", "Time"),
    "from_time": ("เวลาเริ่ม", "เริ่มเวลา", "Start time", "Starts"),
    "to_time": ("เวลาเลิก", "ถึงเวลา", "เวลาสิ้นสุด", "End time", "Ends"),
    "location": ("สถานที่", "สถานที่จัด", "แหล่งเรียนรู้", "ห้อง", "Place", "Location"),
    "topic": ("หัวข้อ", "เรื่อง", "Topic"),
    "uid": ("รหัส", "เลขที่", "UID", "ID", "Code"),
    "state": ("สถานะ", "หมายเหตุ", "Status"),
}
_NEEDED = ("title", "on")
_CALLED_OFF = ("ยกเลิก", "งด", "cancelled", "canceled")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as the partner says it. `uid` and `occurrence` know it again; `given_uid` is what the file showed."""

    line: int
    uid: str
    occurrence: str
    given_uid: str
    repeats: bool
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    topic: str = ""
    is_off: bool = False

    @property
    def seen(self) -> dict[str, Any]:
        """What an origin keeps of it, to tell next time whether the partner changed it."""
        return {
            "title": self.title,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "location": self.location,
            "is_off": self.is_off,
        }

    def as_json(self) -> dict[str, Any]:
        times = {"starts_at": self.starts_at.isoformat(), "ends_at": self.ends_at.isoformat()}
        return asdict(self) | times

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Meeting:
        times = {name: datetime.fromisoformat(said[name]) for name in ("starts_at", "ends_at")}
        return cls(**{**said, **times})


@dataclass(frozen=True, slots=True)
class Unusable:
    """What cannot be taken over, with its line, its UID where it has one, and the code of the reason."""

    line: int
    uid: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """`name` is what the calendar calls itself, `n_other` its tasks and journals."""

    name: str
    meetings: tuple[Meeting, ...]
    unusable: tuple[Unusable, ...]
    n_other: int = 0

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "meetings": [one.as_json() for one in self.meetings],
            "unusable": [asdict(one) for one in self.unusable],
            "n_other": self.n_other,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> PartnerFile:
        return cls(
            said["name"],
            tuple(Meeting.from_json(one) for one in said["meetings"]),
            tuple(Unusable(**one) for one in said["unusable"]),
            said["n_other"],
        )


def read_partner_file(data: bytes, *, name: str, now: datetime, until: date, zone: tzinfo) -> PartnerFile:
    """The meetings from now to the end of `until`, in order of time, each known again by the next reading.

    Raises CalendarError and WorkbookError for what is neither, is too large, or brings its reader down; CalendarError
    too_many_meetings where more than `MOST_MEETINGS` meetings or `MOST_ACTIVITIES` activities are left.
    """
    if name.lower().endswith((".ics", ".ical", ".icalendar")) or b"BEGIN:VEVENT" in data[:100_000].upper():
        read = _calendar(data, now=now, until=until, zone=zone)
    else:
        read = _workbook(data, name=name, now=now, until=until, zone=zone)
    read = _once_each(read)
    if len(read.meetings) > MOST_MEETINGS or len(set(map(activity_of, read.meetings))) > MOST_ACTIVITIES:
        raise CalendarError("too_many_meetings")
    return read


def blank_list(today: date) -> list[Table]:
    """The list to fill in: headings, and two invented sessions."""
    columns = ("title", "on", "clock", "location", "topic", "uid", "state")
    examples = [
        ("ทำขนมพื้นบ้าน (ตัวอย่าง)", today, "09.00-12.00 น.", _("name of a learning place"), "ขนมชั้น", "K-01", ""),
        ("ทำขนมพื้นบ้าน (ตัวอย่าง)", today, "13.00-15.00 น.", _("name of a learning place"), "ขนมตาล", "K-01", "งด"),
    ]
    return [Table(_("Sessions"), [Column(HEADINGS[name][0]) for name in columns], examples)]


def activity_of(meeting: Meeting) -> str:
    """Meetings of one activity: one UID where it repeats, else one title at one place."""
    return meeting.uid if meeting.repeats else _by_words(meeting.title, meeting.location)


def folded(text: str) -> str:
    return "".join(normalise(text).split())


def _calendar(data: bytes, *, now: datetime, until: date, zone: tzinfo) -> PartnerFile:
    found = read_calendar(data, starts_on=now.astimezone(zone).date(), ends_on=until, zone=zone)
    n_of_uid = Counter(event.uid for event in found.events)
    meetings, unusable = [], [Unusable(one.line, one.uid, one.summary, one.reason) for one in found.refused]
    for event in found.events:
        title = clean(event.summary)
        reason = _reason(title, event.starts_at, now)
        if reason:
            unusable.append(Unusable(event.line, event.uid, title, reason))
            continue
        is_named = bool(event.uid)
        meetings.append(
            Meeting(
                line=event.line,
                uid=event.uid or _by_words(title, event.location),
                occurrence=event.occurrence if is_named else f"{event.starts_at.astimezone(zone):%Y-%m-%d}",
                given_uid=event.uid,
                repeats=is_named and (n_of_uid[event.uid] > 1 or bool(event.occurrence)),
                title=title,
                starts_at=event.starts_at,
                ends_at=event.ends_at,
                location=clean(event.location),
                is_off=event.is_cancelled,
            )
        )
    return PartnerFile(clean(found.name)[:120], tuple(meetings), tuple(unusable), found.n_other)


def _workbook(data: bytes, *, name: str, now: datetime, until: date, zone: tzinfo) -> PartnerFile:
    lines = read_lines(data, name=name, headings=HEADINGS, needed=_NEEDED, most=MOST_MEETINGS)
    read = [_line(line, now=now, until=until, zone=zone) for line in lines]
    meetings = [one for one in read if isinstance(one, Meeting)]
    n_of_uid = Counter(one.uid for one in meetings)
    settled = [
        one if n_of_uid[one.uid] > 1 or not one.given_uid else replace(one, occurrence="", repeats=False)
        for one in meetings
    ]
    return PartnerFile("", tuple(settled), tuple(one for one in read if isinstance(one, Unusable)))


def _line(line: SheetLine, *, now: datetime, until: date, zone: tzinfo) -> Meeting | Unusable:
    """One row of a list, or why it is none."""
    said = {field: clean(text) for field, text in line.cells.items()}
    title, location, uid = said["title"][:200], said.get("location", "")[:300], said.get("uid", "")[:290]

    def refuse(reason: str) -> Unusable:
        return Unusable(line.number, uid, title, reason)

    try:
        on = parse_date(said["on"], today=now.astimezone(zone).date())
    except ThaiTextError:
        return refuse("no_start")
    span = _span(said)
    if span is None:
        return refuse("no_time")
    begin, end = (datetime.combine(on, clock, zone) for clock in span)
    if end <= begin:
        return refuse("no_length")
    if on > until:
        return refuse("not_in_these_days")
    if reason := _reason(title, begin, now):
        return refuse(reason)
    is_off = any(folded(said.get("state", "")).startswith(word) for word in _CALLED_OFF)
    known_by = f"id:{uid}" if uid else _by_words(title, location)
    return Meeting(
        line.number,
        known_by,
        on.isoformat(),
        uid,
        bool(uid),
        title,
        begin,
        end,
        location,
        said.get("topic", ""),
        is_off,
    )


def _span(said: Mapping[str, str]) -> tuple[time, time] | None:
    if said.get("clock"):
        return read_span(arabic_digits(said["clock"]))
    begin, end = (read_clock(said.get(name, "")) for name in ("from_time", "to_time"))
    return (begin, end) if begin is not None and end is not None else None


def _reason(title: str, starts_at: datetime, now: datetime) -> str:
    if not title:
        return "no_title"
    return "over" if starts_at <= now else ""


def _by_words(title: str, location: str) -> str:
    """Stands in for a UID: equal for the same title at the same place; of no length and no letters that could harm."""
    return "words:" + hashlib.sha256(f"{folded(title)}\n{folded(location)}".encode()).hexdigest()[:32]


def _once_each(read: PartnerFile) -> PartnerFile:
    """A meeting that stands in the file twice counts once; two of one activity and day are told apart."""
    meetings: list[Meeting] = []
    twice: list[Unusable] = []
    spans: set[tuple[str, datetime, datetime]] = set()
    n_of_day: Counter[tuple[str, str]] = Counter()
    for one in sorted(read.meetings, key=lambda one: (one.starts_at, one.line)):
        span = (one.uid, one.starts_at, one.ends_at)
        if span in spans:
            twice.append(Unusable(one.line, one.given_uid, one.title, "twice"))
            continue
        spans.add(span)
        n_of_day[one.uid, one.occurrence] += 1
        n = n_of_day[one.uid, one.occurrence]
        meetings.append(one if n == 1 else replace(one, occurrence=f"{one.occurrence}#{n}"))
    return replace(read, meetings=tuple(meetings), unusable=(*read.unusable, *twice))
