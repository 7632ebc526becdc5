"""Ed-Fi interchange files: what the Alliance's own samples hold is read whole, and hostile XML is refused."""

import gzip
from collections import Counter
from datetime import date

import pytest

from mueang.standards import edfi
from mueang.standards.edfi import XmlRefused, read
from shared_data import shared_data

EVENT = b"""<Interchange xmlns="http://ed-fi.org/5.2.0"><StudentSchoolAttendanceEvent>
<StudentReference><StudentIdentity><StudentUniqueId>7</StudentUniqueId></StudentIdentity></StudentReference>
<SchoolReference><SchoolIdentity><SchoolId>255901001</SchoolId></SchoolIdentity></SchoolReference>
<AttendanceEvent><EventDate>2021-08-23</EventDate><AttendanceEventCategory>uri://ed-fi.org/X#Tardy</AttendanceEventCategory></AttendanceEvent>
</StudentSchoolAttendanceEvent></Interchange>"""


def sample(name: str) -> bytes:
    return gzip.decompress((shared_data("edfi-sample") / f"{name}.xml.gz").read_bytes())


def test_the_alliances_absences_are_read_to_the_last_one():
    found = read(sample("StudentSchoolAttendance"))

    assert len(found.events) == 1917
    assert len({event.student_id for event in found.events}) == 227
    assert Counter(event.category for event in found.events) == {
        "Excused Absence": 1077,
        "Partial": 1,
        "Unexcused Absence": 773,
        "Tardy": 66,
    }
    days = [event.on for event in found.events if event.on]
    assert (min(days), max(days)) == (date(2021, 8, 23), date(2022, 5, 27))


def test_files_of_one_set_are_read_into_one():
    found = read(sample("Student"))
    read(sample("EducationOrgCalendar"), into=found)
    read(sample("StudentSectionAttendance-Tardy"), into=found)

    assert (len(found.students), len(found.sessions), len(found.events)) == (960, 6, 66)
    assert all(event.is_of_section for event in found.events)
    assert all(session.begins_on and session.ends_on for session in found.sessions)


def test_an_event_is_read_with_its_line_and_the_last_part_of_its_category():
    (event,) = read(EVENT).events

    assert (event.line, event.student_id, event.school_id, event.on, event.category) == (
        1,
        "7",
        "255901001",
        date(2021, 8, 23),
        "Tardy",
    )


def test_a_day_that_is_none_is_left_open():
    assert read(EVENT.replace(b"2021-08-23", b"23/08/2021")).events[0].on is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<a><b></a>", "not well formed"),
        (b"", "not well formed"),
        (b'<!DOCTYPE a [<!ENTITY x "xxxx">]><a>&x;</a>', "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b"<a>" * 50 + b"</a>" * 50, "too much"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "not well formed|unknown encoding"),
    ],
)
def test_hostile_or_broken_xml_is_refused_with_its_line(data, why):
    with pytest.raises(XmlRefused, match=why) as refused:
        read(data)

    assert refused.value.line >= 1


def test_more_elements_than_a_file_may_have_are_refused(monkeypatch):
    monkeypatch.setattr(edfi, "MOST_ELEMENTS", 5)

    with pytest.raises(XmlRefused, match="too much"):
        read(EVENT)
