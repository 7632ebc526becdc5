"""iCalendar feeds of meetings: what a telephone's calendar reads.

Written here, not by the icalendar package: that costs a web process 5 MB, and it is the judge in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

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
    for meeting in meetings:
        _check(meeting)
    called = _escaped(_text(name))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"NAME:{called}", f"X-WR-CALNAME:{called}"]
    lines += [line for meeting in meetings for line in _event(meeting)]
    return b"".join(map(_folded, [*lines, "END:VCALENDAR"]))


def _event(meeting: Meeting) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(meeting.uid)}"
    yield f"SUMMARY:{_escaped(_text(meeting.summary))}"
    yield f"DTSTAMP:{_instant(meeting.stamp)}"
    yield f"DTSTART:{_instant(meeting.starts_at)}"
    yield f"DTEND:{_instant(meeting.ends_at)}"
    yield f"STATUS:{meeting.status}"
    yield f"SEQUENCE:{meeting.sequence}"
    for name, value in (("DESCRIPTION", meeting.description), ("LOCATION", meeting.location)):
        if value:
            yield f"{name}:{_escaped(_text(value))}"
    if meeting.latitude is not None:
        yield f"GEO:{meeting.latitude};{meeting.longitude}"
    if meeting.url:
        yield f"URL:{meeting.url}"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line with its CRLF, continued after at most 75 octets, never inside a letter."""
    octets = line.encode()
    parts, start, room = [], 0, 75
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start, room = end, 74  # a continued line opens with a space
    return b"\r\n ".join([*parts, octets[start:]]) + b"\r\n"


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
    # An address is written as it is: a line end in it would be a line of the feed.
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
