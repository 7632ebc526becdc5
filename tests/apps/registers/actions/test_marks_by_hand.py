"""A file of absences only says nothing of who was there: what a person marked stands, and the report says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from django.utils import timezone

from cast import Cast
from mueang.apps.registers.actions import confirm_run, save_class_month, stage_run
from mueang.apps.registers.enums import DayMark, RunKind
from mueang.apps.registers.models import ImportRun, PupilYear, RegisterPage
from mueang.apps.registers.queries import mark_on, run_page, unpack_year

pytestmark = pytest.mark.django_db
P, L, A, E = DayMark.PRESENT, DayMark.LATE, DayMark.ABSENT, DayMark.LEAVE
CATEGORIES = {A: "Unexcused Absence", E: "Excused Absence", L: "Tardy"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 6, 30))


def edfi(schools, events: Iterable[tuple[int, str]]) -> bytes:
    """An interchange of June 2026: (day, mark) of the one pupil, and another's absences on the 1st and the 12th."""

    def event(student: str, day: int, mark: str) -> str:
        return (
            "<StudentSchoolAttendanceEvent><AttendanceEvent><EventDate>2026-06-"
            f"{day:02}</EventDate><AttendanceEventCategory>uri://x#{CATEGORIES[mark]}</AttendanceEventCategory>"
            f"</AttendanceEvent><StudentReference><StudentIdentity><StudentUniqueId>{student}</StudentUniqueId>"
            f"</StudentIdentity></StudentReference><SchoolReference><SchoolIdentity><SchoolId>{schools.own.code}"
            "</SchoolId></SchoolIdentity></SchoolReference></StudentSchoolAttendanceEvent>"
        )

    def person(student: str, given: str) -> str:
        return (
            f"<Student><StudentUniqueId>{student}</StudentUniqueId><Name><FirstName>{given}</FirstName>"
            "<LastSurname>สมมติ</LastSurname></Name></Student>"
        )

    rows = [person("s1", "มาลี"), person("s2", "มานะ"), event("s2", 1, A), event("s2", 12, A)]
    rows += [event("s1", day, mark) for day, mark in events]
    return f"<Interchange>{''.join(rows)}</Interchange>".encode()


@pytest.fixture
def child(schools):
    """Known to the other system by its key, marked by nobody yet."""
    schools.pupil.pupil.source_key = "s1"
    schools.pupil.pupil.save()
    return schools.pupil


def brought(cast: Cast, schools, *events: tuple[int, str]) -> ImportRun:
    run = stage_run(
        city=cast.city,
        school=None,
        kind=RunKind.EDFI,
        school_year=2026,
        file_name="set.xml",
        data=edfi(schools, events),
        actor=cast.case_supervisor,
    )
    return confirm_run(run=run, actor=cast.case_supervisor)


def mark_by_hand(cast: Cast, child, **days: str | None) -> None:
    page = RegisterPage.objects.filter(schooling=child, month=6).first()
    seen = {child.pk: page.masks} if page else {}
    said = {child.pk: {int(day[1:]): mark for day, mark in days.items()}}
    save_class_month(section=child.section, month=6, said=said, seen=seen, actor=cast.teacher)


def marks(child, *days: int) -> list[str | None]:
    masks = RegisterPage.objects.get(schooling=child, month=6).masks
    return [mark_on(masks, day) for day in days]


def noted(run: ImportRun) -> dict[str, int]:
    return {code: n for code, n in run.counts["notes"].items() if code.startswith("hand")}


def test_a_mark_made_by_hand_stands_where_the_file_says_nothing(cast, schools, child):
    mark_by_hand(cast, child, d2=A, d4=E, d5=L, d8=P)

    run = brought(cast, schools, (9, A))

    assert marks(child, 2, 4, 5, 8, 9, 10) == [A, E, L, P, A, P]
    assert noted(run) == {"hand_stands": 2}
    packed = unpack_year(PupilYear.objects.get(pupil=child.pupil).packed)[6]
    assert packed == RegisterPage.objects.get(schooling=child, month=6).masks


def test_an_absence_that_the_file_states_counts_and_is_reported(cast, schools, child):
    mark_by_hand(cast, child, d2=P, d4=A, d5=E)

    run = brought(cast, schools, (2, A), (4, A), (5, A))

    assert marks(child, 2, 4, 5) == [A, A, A]
    assert noted(run) == {"hand_replaced": 2}
    lines = [line for line in run_page(run, shown=None).notes if "ตามไฟล์" in line.what]
    assert [line.where for line in lines] == [child.number, child.number]
    assert "2 มิ.ย. 2569" in lines[0].what
    assert "มา" in lines[0].what
    assert not any("มาลี" in f"{line.where} {line.what}" for line in lines)


def test_what_a_file_had_said_the_next_file_corrects(cast, schools, child):
    brought(cast, schools, (4, A), (5, A))
    mark_by_hand(cast, child, d5=E)

    again = brought(cast, schools, (9, E))

    # The 4th was the file's own word; the 5th a person's, who had corrected the file.
    assert marks(child, 4, 5, 9) == [P, E, E]
    assert noted(again) == {"hand_stands": 1}
    before = list(RegisterPage.objects.order_by("pk").values())
    brought(cast, schools, (9, E))
    assert list(RegisterPage.objects.order_by("pk").values()) == before


def test_a_day_that_a_person_left_unsaid_is_filled(cast, schools, child):
    mark_by_hand(cast, child, d2=A, d8=A)
    mark_by_hand(cast, child, d2=None)

    run = brought(cast, schools)

    assert marks(child, 2, 4) == [P, P]
    assert noted(run) == {"hand_stands": 1}


def test_days_marked_by_hand_are_counted_as_such_and_a_file_takes_them_over(cast, schools, child):
    mark_by_hand(cast, child, d2=A, d4=P)
    assert RegisterPage.objects.get(schooling=child).by_hand == 0b1010

    brought(cast, schools, (4, A))

    assert RegisterPage.objects.get(schooling=child).by_hand == 0b0010
