"""Opening a calendar somebody sent: looked at first, read apart, every instant with its zone."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path

MOST_BYTES = 2_000_000
_SECONDS = 20


class CalendarError(ValueError):
    """A file that will not be read: too_large, wrong_encoding, not_a_calendar or damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting. Meetings of one `uid` belong together, and `occurrence` tells them apart: the day their rule gave
    them, wherever they were moved since, and empty for one that does not repeat. `line` is 0 where nobody can tell.
    """

    uid: str
    occurrence: str
    summary: str
    line: int
    starts_at: datetime
    ends_at: datetime
    description: str
    location: str
    url: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """What cannot be taken over, and why.

    no_start all_day rule_too_fast no_length not_readable rule_not_usable too_many_meetings not_in_these_days
    """

    uid: str
    summary: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """`n_other` counts tasks, journals and free-busy lines, which are no meetings."""

    name: str
    events: tuple[Event, ...]
    refused: tuple[Refused, ...]
    n_other: int


def read_calendar(data: bytes, *, starts_on: date, ends_on: date, zone: tzinfo) -> CalendarRead:
    """The meetings between two days, rules unrolled, in order of time; a time without a zone is in `zone`.

    Raises `CalendarError` for a file that is too large, is no calendar, or brings the reader down; one bad event
    refuses itself alone.
    """
    if len(data) > MOST_BYTES:
        raise CalendarError("too_large")
    read = _read_apart(_whole(data), starts_on, ends_on)
    events = [_event(one, zone) for one in read["events"]]
    return CalendarRead(
        read["name"],
        tuple(sorted(events, key=lambda event: (event.starts_at, event.uid))),
        tuple(Refused(**one) for one in read["refused"]),
        read["n_other"],
    )


def _whole(data: bytes) -> bytes:
    """The calendar; events that lost their frame, as some systems mail them, get one."""
    try:
        data.decode("utf-8")  # what RFC 5545 asks for; anything else would become a public page of question marks
    except UnicodeDecodeError:
        raise CalendarError("wrong_encoding" if _looks_like_one(data) else "not_a_calendar") from None
    shouted = data.upper()
    if b"BEGIN:VCALENDAR" in shouted:
        return data
    if b"BEGIN:VEVENT" not in shouted:
        raise CalendarError("not_a_calendar")
    return b"BEGIN:VCALENDAR\r\n" + data.removeprefix(b"\xef\xbb\xbf").strip() + b"\r\nEND:VCALENDAR\r\n"


def _looks_like_one(data: bytes) -> bool:
    return b"BEGIN:VCALENDAR" in data.replace(b"\0", b"").upper()


def _read_apart(data: bytes, starts_on: date, ends_on: date) -> dict:  # type: ignore[type-arg]  # what JSON holds
    """What `apart` reads in its own process; its end, however violent, is only a damaged calendar to us."""
    script = str(Path(__file__).with_name("apart.py"))
    command = [sys.executable, "-I", script, starts_on.isoformat(), ends_on.isoformat()]
    try:
        finished = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 (our own file, no shell)
    except subprocess.CalledProcessError as failure:
        raise CalendarError("not_a_calendar" if failure.returncode == 1 else "damaged") from None
    except subprocess.TimeoutExpired:
        raise CalendarError("damaged") from None
    return json.loads(finished.stdout)  # type: ignore[no-any-return]


def _event(one: dict, zone: tzinfo) -> Event:  # type: ignore[type-arg]  # as above
    instants = {name: _instant(one[name], zone) for name in ("starts_at", "ends_at")}
    return Event(**{**one, **instants})


def _instant(text: str, zone: tzinfo) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=zone)
