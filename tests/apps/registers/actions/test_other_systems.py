"""Sets of other systems: pupils arrive once, teachers never, and the same set again changes nothing."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from datetime import date

import pytest
from django.utils import timezone

from cast import Cast
from factories.registers import SchoolFactory
from mueang.apps.registers.actions import confirm_run, stage_run
from mueang.apps.registers.enums import RunKind, RunState
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.models import ImportRun, Pupil, PupilYear, RegisterPage, School, Schooling
from shared_data import shared_data

pytestmark = pytest.mark.django_db

ONEROSTER = {
    "orgs.csv": "sourcedId,name,type,identifier\no1,โรงเรียนสมมติหนึ่ง,school,1099000001\nd1,สำนักการศึกษา,district,\n",
    "users.csv": (
        "sourcedId,givenName,familyName,role\nu1,มาลี,สมมติ,student\nu2,มานะ,สมมติ,student\nt1,ครูสมมติ,ใจดี,teacher\n"
    ),
    "classes.csv": (
        "sourcedId,title,classType,grades,schoolSourcedId\nc1,ป.4/1,homeroom,04,o1\nc2,ดนตรี,scheduled,04,o1\n"
    ),
    "enrollments.csv": (
        "classSourcedId,schoolSourcedId,userSourcedId,role\n"
        "c1,o1,u1,student\nc2,o1,u1,student\nc1,o1,u2,student\nc1,o1,t1,student\nc1,o1,nobody,student\n"
    ),
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 1))


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def stage(cast: Cast, data: bytes, *, kind: str, name: str = "set.zip", year: int = 2026) -> ImportRun:
    return stage_run(
        city=cast.city,
        school=None,
        kind=kind,
        school_year=year,
        file_name=name,
        data=data,
        actor=cast.case_supervisor,
    )


def everything() -> tuple[list[object], ...]:
    return tuple(
        list(table.objects.order_by("pk").values()) for table in (School, Pupil, Schooling, RegisterPage, PupilYear)
    )


def test_a_oneroster_set_brings_each_pupil_once_and_no_teacher(cast: Cast) -> None:
    run = stage(cast, zipped(ONEROSTER), kind=RunKind.ONEROSTER)
    assert not Pupil.objects.exists()

    run = confirm_run(run=run, actor=cast.case_supervisor)

    assert run.state == RunState.CONFIRMED
    assert sorted(Pupil.objects.values_list("given_name", flat=True)) == ["มานะ", "มาลี"]
    assert set(Schooling.objects.values_list("school__name_th", flat=True)) == {"โรงเรียนสมมติหนึ่ง"}


def test_the_same_set_again_changes_nothing(cast: Cast) -> None:
    confirm_run(run=stage(cast, zipped(ONEROSTER), kind=RunKind.ONEROSTER), actor=cast.case_supervisor)
    before = everything()

    confirm_run(run=stage(cast, zipped(ONEROSTER), kind=RunKind.ONEROSTER), actor=cast.case_supervisor)

    assert everything() == before


BROKEN = [b"PK\x03\x04 no archive", zipped({"orgs.csv": "sourcedId,name\n"})]


@pytest.mark.parametrize(
    ("kind", "data"),
    [(kind, data) for kind in (RunKind.ONEROSTER, RunKind.EDFI) for data in BROKEN]
    + [(RunKind.EDFI, b""), (RunKind.EDFI, b"<a><b>")],
)
def test_what_is_no_set_is_refused_and_leaves_nothing(cast: Cast, kind: str, data: bytes) -> None:
    with pytest.raises(RegisterFileRefused):
        stage(cast, data, kind=kind)

    assert not ImportRun.objects.exists()


def test_an_ed_fi_sample_is_taken_whole_and_once(cast: Cast) -> None:
    folder = shared_data("edfi-sample")
    for code in re.findall(
        rb"<SchoolId>(\d+)<", gzip.decompress((folder / "StudentSchoolAttendance.xml.gz").read_bytes())
    ):
        if not School.objects.filter(city=cast.city, code=code.decode()).exists():
            SchoolFactory(city=cast.city, code=code.decode())
    names = ("Student", "EducationOrgCalendar", "StudentSchoolAttendance")
    data = zipped({f"{name}.xml": gzip.decompress((folder / f"{name}.xml.gz").read_bytes()).decode() for name in names})

    run = stage(cast, data, kind=RunKind.EDFI, year=2021)
    confirm_run(run=run, actor=cast.case_supervisor)
    before = everything()
    # A Thai school year ends in April: what came later belongs to the next, and the report says so.
    assert run.counts["marks"] + sum(run.counts["notes"].values()) == run.counts["events"] == 1917
    assert Pupil.objects.count() == run.counts["new"] > 200
    assert PupilYear.objects.count() == Pupil.objects.count()

    confirm_run(run=stage(cast, data, kind=RunKind.EDFI, year=2021), actor=cast.case_supervisor)

    assert everything() == before
