"""Ed-Fi absences as a reading: only who was away or late is said, whoever is not named on an open day was there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from mueang.apps.registers.enums import DayMark
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.queries.archives import files_in
from mueang.apps.registers.queries.class_months import with_mark
from mueang.apps.registers.queries.months import Masks, school_year_of
from mueang.apps.registers.queries.readings import Reading, SaidMonth, SaidPupil, Told, to_nobody
from mueang.standards import edfi
from mueang.standards.edfi import AttendanceEvent, Interchange

_MARKS = {
    "excused absence": DayMark.LEAVE,
    "unexcused absence": DayMark.ABSENT,
    "tardy": DayMark.LATE,
    "in attendance": DayMark.PRESENT,
}
_NOTHING: Masks = (0, 0, 0, 0)


def read_edfi_files(data: bytes, *, school_year: int, today: date, told: Told = to_nobody) -> Reading:
    """Events of one school year, and for each school the days from its first to its last event, or of its sessions.

    On open days of the school's calendar within those, everybody of the school whom no event names was there. Raises
    RegisterFileRefused.
    """
    found, reading = Interchange(), Reading()
    files = files_in(data, name="edfi.xml")
    for n_read, (name, content) in enumerate(files.items()):
        told(n_read, len(files))
        packed = files_in(content, name=name) if name.endswith(".gz") else {name: content}
        for inner, xml in packed.items():
            if inner.lower().endswith(".xml"):
                try:
                    edfi.read(xml, into=found)
                except edfi.XmlRefused as refusal:
                    raise RegisterFileRefused("bad_xml", {"line": refusal.line}) from None
    if not (found.students or found.events or found.sessions):
        raise RegisterFileRefused("not_edfi")
    _take(found, reading, school_year=school_year, today=today)
    return reading


def _take(found: Interchange, reading: Reading, *, school_year: int, today: date) -> None:
    people = {one.student_id: one for one in found.students if one.student_id}
    places: dict[tuple[str, str], int] = {}
    months: dict[tuple[int, int], tuple[int, Masks]] = defaultdict(lambda: (0, _NOTHING))
    seen: dict[str, list[date]] = defaultdict(list)
    for event in found.events:
        mark = _mark(event, reading, school_year=school_year, today=today)
        if mark is None or event.on is None:
            continue
        key = (event.school_id, event.student_id)
        if key not in places:
            who = people.get(event.student_id)
            said = SaidPupil(f"{event.line}", source_key=event.student_id[:80], school=event.school_id)
            if who is not None:
                said.given_name, said.family_name, said.birth_on = who.first_name, who.last_name, who.born_on
            places[key] = len(reading.pupils)
            reading.pupils.append(said)
        touched, masks = months[places[key], event.on.month]
        months[places[key], event.on.month] = (touched | 1 << (event.on.day - 1), with_mark(masks, event.on.day, mark))
        seen[event.school_id].append(event.on)
    reading.months = [
        SaidMonth(pupil, school_year, month, touched, masks) for (pupil, month), (touched, masks) in months.items()
    ]
    reading.counts |= {"events": len(found.events), "marks": sum(one.touched.bit_count() for one in reading.months)}
    reading.spans = {school: _span(found, school, days, school_year, today=today) for school, days in seen.items()}


def _mark(event: AttendanceEvent, reading: Reading, *, school_year: int, today: date) -> str | None:
    """The mark of an event, or None with a note."""
    where = str(event.line)
    mark = _MARKS.get(event.category.lower())
    if event.on is None:
        reading.note(where, "no_such_date", said="")
    elif not event.student_id:
        reading.note(where, "no_number")
    elif event.on > today:
        reading.note(where, "day_ahead_here", said=event.on.isoformat())
    elif school_year_of(event.on) != school_year:
        reading.note(where, "other_school_year", said=event.on.isoformat())
    elif mark is None:
        reading.note(where, "event_kind", said=event.category[:40])
    elif event.is_of_section and mark != DayMark.LATE:
        # Away from one lesson is not away from school.
        reading.note(where, "event_kind", said=event.category[:40])
    else:
        return mark
    return None


def _span(
    found: Interchange, school: str, days: list[date], school_year: int, *, today: date
) -> tuple[tuple[date, date], ...]:
    sessions = [
        (max(one.begins_on, date(school_year, 5, 1)), min(one.ends_on, date(school_year + 1, 4, 30), today))
        for one in found.sessions
        if one.school_id == school and one.begins_on and one.ends_on
    ]
    return tuple(one for one in sessions if one[0] <= one[1]) or ((min(days), max(days)),)
