"""Moodle's attendance export, one column a session: read, and each column, letter and person guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from mueang.apps.catalog.enums import SessionState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.errors import MoodleSheetRefused
from mueang.apps.enrollment.models import Enrollment
from mueang.lib.workbook import Sheet, open_workbook
from mueang.methods.thai import ThaiTextError, arabic_digits, normalise, parse_date, split_name

FAMILY = frozenset({"last name", "surname", "family name", "นามสกุล"})
GIVEN = frozenset({"first name", "given name", "ชื่อ", "ชื่อจริง", "ชื่อแรก"})
MOST_COLUMNS, MOST_LINES, MOST_LETTERS, HEAD_ROWS = 200, 2_000, 30, 40
# Nobody said anything: the session was not taken, or not for this person.
NOTHING = frozenset({"", "?", "-", "–"})
MEANS: Mapping[str, str] = {
    **dict.fromkeys(("p", "present", "ม", "มา", "มาเรียน", "/"), Mark.PRESENT),
    **dict.fromkeys(("l", "late", "ส", "สาย", "มาสาย"), Mark.LATE),
    **dict.fromkeys(("e", "excused", "ล", "ลา"), Mark.EXCUSED),
    **dict.fromkeys(("a", "absent", "ข", "ขาด", "ขาดเรียน", "x"), Mark.ABSENT),
}
_DAY = re.compile(r"\d{1,2}\s+[^\d\s]{2,20}\s+\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})\s*(am|pm|ก่อนเที่ยง|หลังเที่ยง)?", re.IGNORECASE)
_SALT = "enrollment.moodle"
KEPT_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class MoodleColumn:
    """The head of a column and the moment it names."""

    head: str
    on: date
    at: time | None


@dataclass(frozen=True, slots=True)
class MoodleLine:
    """One person with a letter for each column, empty where nothing was said."""

    name: str
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoodleSheet:
    columns: tuple[MoodleColumn, ...]
    lines: tuple[MoodleLine, ...]

    @property
    def letters(self) -> list[str]:
        """Every letter that stands somewhere, the most frequent first."""
        return [
            one for one, _n in Counter(letter for line in self.lines for letter in line.letters if letter).most_common()
        ]


@dataclass(frozen=True, slots=True)
class MoodleGuess:
    """The sheet beside the offering: the meeting of each column and the seat of each line, where they can be told."""

    sheet: MoodleSheet
    sessions: list[Session]
    seats: list[Enrollment]
    sessions_guessed: list[UUID | None]
    people: list[UUID | None]

    @property
    def unknown(self) -> list[int]:
        """The lines whose person could not be told."""
        return [at for at, found in enumerate(self.people) if found is None]


def guess_of(sheet: MoodleSheet, *, offering: Offering) -> MoodleGuess:
    """Two SQL statements."""
    sessions, seats = sessions_to_mark(offering), seats_to_mark(offering)
    found = [guessed_session(one, sessions) for one in sheet.columns]
    # A meeting is guessed for the first column alone: two groups of Moodle may have met at the same hour.
    once = [one if one not in found[:at] else None for at, one in enumerate(found)]
    return MoodleGuess(sheet, sessions, seats, once, _each_once(guessed_people(sheet, seats)))


def _each_once(people: list[UUID | None]) -> list[UUID | None]:
    n_of = Counter(people)
    return [one if n_of[one] == 1 else None for one in people]


def read_moodle(data: bytes, *, name: str) -> MoodleSheet:
    """The first sheet with a family name, a given name and sessions. Raises MoodleSheetRefused and WorkbookError."""
    for sheet in open_workbook(data, name=name).sheets:
        rows = [[_text(cell.value) for cell in row] for row in sheet.rows]
        found = _head(rows)
        if found is not None:
            return _sheet(sheet, rows, head=found)
    raise MoodleSheetRefused("no_names")


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, int, int] | None:
    """The row of headings, and the columns of family and given name."""
    for place, row in enumerate(rows[:HEAD_ROWS]):
        words = [normalise(one) for one in row]
        family = next((at for at, word in enumerate(words) if word in FAMILY), None)
        given = next((at for at, word in enumerate(words) if word in GIVEN), None)
        if family is not None and given is not None:
            return place, family, given
    return None


def _sheet(sheet: Sheet, rows: Sequence[Sequence[str]], *, head: tuple[int, int, int]) -> MoodleSheet:
    place, family, given = head
    moments = [(at, column) for at, cell in enumerate(sheet.rows[place]) if (column := _column(cell.value))]
    if not moments:
        raise MoodleSheetRefused("no_sessions")
    lines = tuple(
        MoodleLine(who[:200], tuple(_letter(row[at]) for at, _column in moments))
        for row in rows[place + 1 :]
        if (who := f"{row[given]} {row[family]}".strip())
    )
    found = MoodleSheet(tuple(column for _at, column in moments), lines)
    if not lines:
        raise MoodleSheetRefused("nobody")
    if len(moments) > MOST_COLUMNS or len(lines) > MOST_LINES or len(found.letters) > MOST_LETTERS:
        raise MoodleSheetRefused("too_much")
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _letter(text: str) -> str:
    """The status without its points: `P (2/2)` is P."""
    letter = text.partition("(")[0].strip()[:20]
    return "" if letter in NOTHING else letter


def _column(value: object) -> MoodleColumn | None:
    """The moment a heading names, in Thai or English, of either era; None for any other heading."""
    if isinstance(value, datetime):
        return MoodleColumn(f"{value:%Y-%m-%d %H:%M}", value.date(), value.time())
    text = arabic_digits(_text(value))
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        day = parse_date(found[0], today=timezone.localdate())
    except ThaiTextError:
        return None
    return MoodleColumn(text[:120], day, _clock(text[found.end() :]))


def _clock(text: str) -> time | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half in {"pm", "หลังเที่ยง"} else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def carried(sheet: MoodleSheet, *, offering: Offering) -> str:
    """The sheet as a signed text that goes along in the page: nothing of it is kept here until it is saved."""
    columns = [[one.head, one.on.isoformat(), one.at.isoformat() if one.at else ""] for one in sheet.columns]
    lines = [[one.name, *one.letters] for one in sheet.lines]
    said = {"offering": str(offering.uuid), "columns": columns, "lines": lines}
    return signing.dumps(said, salt=_SALT, compress=True)


def uncarried(text: str, *, offering: Offering) -> MoodleSheet | None:
    """What `carried` wrote for this offering within two hours; else None."""
    try:
        said = signing.loads(text, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    if said["offering"] != str(offering.uuid):
        return None
    return MoodleSheet(
        tuple(
            MoodleColumn(head, date.fromisoformat(on), time.fromisoformat(at) if at else None)
            for head, on, at in said["columns"]
        ),
        tuple(MoodleLine(name, tuple(letters)) for name, *letters in said["lines"]),
    )


def sessions_to_mark(offering: Offering) -> list[Session]:
    """Meetings whose roll may be taken by now; one SQL statement."""
    rows = Session.objects.filter(offering=offering, starts_at__lt=timezone.now())
    return list(rows.exclude(state=SessionState.CANCELLED).order_by("starts_at", "pk"))


def seats_to_mark(offering: Offering) -> list[Enrollment]:
    rows = Enrollment.objects.filter(offering=offering).seated()
    return list(rows.select_related("person").order_by("person__sort_key", "pk"))


def guessed_session(column: MoodleColumn, sessions: Sequence[Session]) -> UUID | None:
    """The meeting of that day; of several the one that begins nearest to the hour."""
    same = [one for one in sessions if timezone.localdate(one.starts_at) == column.on]
    if len(same) > 1 and column.at is not None:
        asked = timezone.make_aware(datetime.combine(column.on, column.at))
        return min(same, key=lambda one: abs(one.starts_at - asked)).uuid
    return same[0].uuid if len(same) == 1 else None


def guessed_people(sheet: MoodleSheet, seats: Sequence[Enrollment]) -> list[UUID | None]:
    """Whose seat each line is, where exactly one has that name, with or without a prefix."""
    known: dict[str, list[UUID]] = {}
    for seat in seats:
        known.setdefault(normalise(f"{seat.person.given_name} {seat.person.family_name}"), []).append(seat.uuid)
    return [_only(known.get(normalise(one.name)) or known.get(_without_prefix(one.name))) for one in sheet.lines]


def _only(found: list[UUID] | None) -> UUID | None:
    return found[0] if found and len(found) == 1 else None


def _without_prefix(name: str) -> str:
    try:
        parts = split_name(name)
    except ThaiTextError:
        return ""
    return normalise(f"{parts.given} {parts.family}")
