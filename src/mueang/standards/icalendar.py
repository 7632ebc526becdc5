"""iCalendar feeds of meetings: what a telephone's calendar reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from icalendar import Calendar, Event

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
PRODUCT = "-//Mueang//Learning city//TH"
_LONGEST_TEXT = 4_000
_LAST_SEQUENCE = 2_147_483_647
# Carriage returns, escapes and the like end or bend a content line; a line feed and a tab are legal inside text.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
_ADDRESS = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. `uid` never changes; `stamp` is when this version was written, `sequence` counts its changes."""

    uid: str
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str = ""
    location: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""
    status: Status = "CONFIRMED"
    sequence: int = 0


def write_calendar(*, name: str, meetings: Sequence[Meeting]) -> bytes:
    """The meetings as one iCalendar stream.

    Parameters
    ----------
    name : str, what a calendar program calls the feed
    meetings : any number of Meeting, instants with a zone, latitude and longitude in degrees (WGS 84)

    Returns
    -------
    bytes, UTF-8, lines end in CRLF and are folded at 75 octets. Instants are in UTC, so no VTIMEZONE is needed. The
    same meetings give the same bytes: no clock is read.

    Raises
    ------
    ValueError
        If an instant has no zone, a meeting does not end after it starts, a UID is empty, holds a control character
        or occurs twice, an address is not plain http(s), a sequence or a coordinate is out of range, or only one
        coordinate is given.

    Source
    ------
    RFC 5545 sections 3.1 (folding), 3.3.11 (text), 3.8.1.6 (GEO), 3.8.4.7 (UID), 3.8.7.2 and 3.8.7.4 (DTSTAMP,
    SEQUENCE); RFC 7986 section 5.1 (NAME).

    Examples
    --------
    >>> nine = datetime(2023, 11, 4, 2, tzinfo=UTC)
    >>> feed = write_calendar(
    ...     name="เมือง", meetings=[Meeting("a", nine, nine, nine.replace(hour=5), "ทำขนม, ขั้นต้น")]
    ... )
    >>> print(feed.decode().splitlines()[8])
    SUMMARY:ทำขนม\\, ขั้นต้น
    """
    uids = [meeting.uid for meeting in meetings]
    if len(set(uids)) != len(uids):
        raise ValueError("uid_twice")
    calendar = _empty(_text(name))
    for meeting in meetings:
        _check(meeting)
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical(sorted=False))


def _empty(name: str) -> Calendar:
    # The library takes 0.2 s to import; most processes never write a calendar.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    return calendar


def _event(meeting: Meeting) -> Event:
    from icalendar import Event  # 0.2 s, as above

    event = Event()
    event.add("UID", meeting.uid)
    event.add("SUMMARY", _text(meeting.summary))
    event.add("DTSTAMP", meeting.stamp.astimezone(UTC))
    event.add("DTSTART", meeting.starts_at.astimezone(UTC))
    event.add("DTEND", meeting.ends_at.astimezone(UTC))
    event.add("STATUS", meeting.status)
    event.add("SEQUENCE", meeting.sequence)
    for name, value in (("DESCRIPTION", meeting.description), ("LOCATION", meeting.location)):
        if value:
            event.add(name, _text(value))
    if meeting.latitude is not None:
        event.add("GEO", (meeting.latitude, meeting.longitude))
    if meeting.url:
        event.add("URL", meeting.url)
    return event


def _text(value: str) -> str:
    """Text without what would end a line early; every kind of line end becomes a line feed."""
    return _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST_TEXT].strip()


def _check(meeting: Meeting) -> None:
    if not meeting.uid or _CONTROLS.search(meeting.uid) or "\n" in meeting.uid:
        raise ValueError("uid_not_usable")
    if any(at.tzinfo is None for at in (meeting.stamp, meeting.starts_at, meeting.ends_at)):
        raise ValueError("instant_without_zone")
    if meeting.ends_at <= meeting.starts_at:
        raise ValueError("ends_before_it_starts")
    # The library writes an address as it is: a line end in it would be a line of the feed.
    if meeting.url and not _ADDRESS.fullmatch(meeting.url):
        raise ValueError("address_not_usable")
    if not 0 <= meeting.sequence <= _LAST_SEQUENCE:
        raise ValueError("sequence_out_of_range")
    _check_place(meeting.latitude, meeting.longitude)


def _check_place(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None):
        raise ValueError("half_a_place")
    # Written so that NaN fails too.
    if latitude is not None and longitude is not None and not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("place_out_of_range")
