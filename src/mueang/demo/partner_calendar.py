"""A partner's calendar in the demo: taken over a week ago, and its next file waiting to be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from mueang.apps.catalog.actions import confirm_calendar, stage_calendar
from mueang.apps.catalog.models import CalendarImport
from mueang.apps.catalog.queries.partner_files import read_partner_file
from mueang.apps.catalog.queries.partners import import_plan
from mueang.demo.city import Demo

PARTNER = "ห้องสมุดประชาชน (สมมติ)"
_REACHES = timedelta(days=120)


def add_partner_calendar(demo: Demo, *, now: datetime) -> None:
    """The first file is taken over; the next one moves a day, calls one off, adds a course and has two faults."""
    park, museum = demo.places["learning-park"].name_th, demo.places["city-museum"].name_th
    reading = _event(demo, "reading", "ชวนอ่านด้วยกัน (สมมติ)", park, in_days=9, hour=10, weekly=6)
    talk = _event(demo, "talk", "เสวนาเรื่องเล่าเมืองเก่า (สมมติ)", museum, in_days=12, hour=13)
    letters = _event(demo, "letters", "เขียนจดหมายถึงปู่ย่า (สมมติ)", park, in_days=20, hour=9)
    first = _stage(demo, [reading, talk, letters], now=now)
    seen = import_plan(imported=first, viewer=demo.manager, now=now).fingerprint
    confirm_calendar(imported=first, seen=seen, publishes=True, actor=demo.manager, now=now)
    moved = _event(demo, "reading", "ชวนอ่านด้วยกัน (สมมติ)", park, in_days=9, hour=14, weekly=6)
    off = _event(demo, "talk", "เสวนาเรื่องเล่าเมืองเก่า (สมมติ)", museum, in_days=12, hour=13, more=["STATUS:CANCELLED"])
    puppets = _event(demo, "puppets", "หนังสือหุ่นมือ (สมมติ)", "ห้องเด็ก ชั้น 2", in_days=15, hour=10, weekly=3)
    all_day = _event(demo, "week", "สัปดาห์ห้องสมุด (สมมติ)", park, in_days=15)
    endless = _event(demo, "bell", "เสียงระฆัง (สมมติ)", park, in_days=15, hour=8, more=["RRULE:FREQ=HOURLY"])
    _stage(demo, [moved, off, puppets, all_day, endless], now=now)


def _stage(demo: Demo, events: Iterable[str], *, now: datetime) -> CalendarImport:
    until = demo.today + _REACHES
    zone = timezone.get_default_timezone()
    data = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invented//", *events, "END:VCALENDAR", ""])
    read = read_partner_file(data.encode(), name="library.ics", now=now, until=until, zone=zone)
    return stage_calendar(
        city=demo.city,
        name=PARTNER,
        file_name="library.ics",
        until=until,
        read=read,
        choices={"seats": 30},
        actor=demo.manager,
    )


def _event(
    demo: Demo,
    uid: str,
    title: str,
    location: str,
    *,
    in_days: int,
    hour: int | None = None,
    weekly: int = 0,
    more: Iterable[str] = (),
) -> str:
    """Two hours at `hour`, or the whole day; `weekly` so many times."""
    on = demo.today + timedelta(days=in_days)
    if hour is None:
        when = [f"DTSTART;VALUE=DATE:{on:%Y%m%d}"]
    else:
        begin = datetime.combine(on, time(hour))
        when = [
            f"DTSTART;TZID=Asia/Bangkok:{begin:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Asia/Bangkok:{begin + timedelta(hours=2):%Y%m%dT%H%M%S}",
        ]
    rule = [f"RRULE:FREQ=WEEKLY;COUNT={weekly}"] if weekly else []
    words = [f"UID:{uid}@library.invalid", f"SUMMARY:{title}", f"LOCATION:{location}"]
    return "\r\n".join(["BEGIN:VEVENT", *words, *when, *rule, *more, "END:VEVENT"])
