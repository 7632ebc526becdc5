"""Partners' calendars as files: invented events, written as other systems write them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from mueang.apps.catalog.actions import stage_calendar
from mueang.apps.catalog.models import CalendarImport
from mueang.apps.catalog.queries.partner_files import read_partner_file


def day(days: int, hour: int = 9) -> datetime:
    """An hour of a day to come, on the city's wall clock."""
    on = timezone.localdate() + timedelta(days=days)
    return datetime.combine(on, time(hour), timezone.get_default_timezone())


def event(uid: str = "a", **lines: object) -> str:
    """A three-hour event in a week; `at` and `hours` move it, any other word is a line of the file."""
    at, hours = lines.pop("at", day(7)), lines.pop("hours", 3)
    described = {
        "UID": uid,
        "SUMMARY": "ทำขนมสมมติ",
        "DTSTART;TZID=Asia/Bangkok": f"{at:%Y%m%dT%H%M%S}",
        "DTEND;TZID=Asia/Bangkok": f"{at + timedelta(hours=hours):%Y%m%dT%H%M%S}",
    } | {name.replace("_", "-"): value for name, value in lines.items()}
    return "\r\n".join(
        ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in described.items() if value), "END:VEVENT"]
    )


def calendar_file(*events: str, name: str = "ศูนย์สมมติ") -> bytes:
    frame = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invented//", f"X-WR-CALNAME:{name}"]
    return "\r\n".join([*frame, *events, "END:VCALENDAR", ""]).encode()


def staged(cast, data: bytes, *, name: str = "ศูนย์สมมติ", file_name: str = "x.ics", **choices) -> CalendarImport:
    """The file as it stands after upload, by the officer."""
    until = timezone.localdate() + timedelta(days=180)
    zone = timezone.get_default_timezone()
    read = read_partner_file(data, name=file_name, now=timezone.now(), until=until, zone=zone)
    return stage_calendar(
        city=cast.city,
        name=name,
        file_name=file_name,
        until=until,
        read=read,
        choices={"place": str(cast.place.uuid), "seats": 12} | choices,
        actor=cast.officer,
    )
