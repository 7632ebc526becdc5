"""Facts beside attendance: dated, with their source, replaced and never overwritten; absent means unknown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.flags import class_of, flagged, schooled
from mueang.apps.audit.models import Event
from mueang.apps.flags.actions import add_fact, confirm_facts, discard_facts, stage_facts, withdraw_fact
from mueang.apps.flags.enums import FactKind, SheetState
from mueang.apps.flags.errors import DayToCome, NothingToWrite, OutOfScale, SheetDecided
from mueang.apps.flags.models import FactSheet, PupilFact
from mueang.apps.flags.queries import FactLine, lines_of_sheet, number_of, read_facts, school_year_of
from mueang.apps.registers.models import Pupil, Schooling
from mueang.lib.workbook import WorkbookError

pytestmark = pytest.mark.django_db


def said(pupil: Pupil, cast: Cast, **changes: Any) -> PupilFact:
    fact = {"kind": "failing_subjects", "value": 2, "as_of": timezone.localdate(), "source": "school"}
    return add_fact(pupil=pupil, actor=cast.case_worker, **fact | changes)


def staged(cast: Cast, *lines: FactLine) -> FactSheet:
    return stage_facts(
        city=cast.city, lines=lines, source="household_form", as_of=timezone.localdate(), actor=cast.case_worker
    )


def test_a_later_word_about_the_same_day_replaces_and_keeps_the_first(cast: Cast) -> None:
    pupil = schooled(class_of(cast.city))
    first, second = said(pupil, cast), said(pupil, cast, value=3)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None
    withdraw_fact(fact=second, actor=cast.case_supervisor)
    withdraw_fact(fact=second, actor=cast.case_supervisor)
    assert not PupilFact.objects.filter(withdrawn_at=None).exists()
    assert Event.objects.filter(verb="flags.fact_withdrawn").count() == 1


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    pupil = schooled(class_of(cast.city))
    with pytest.raises(OutOfScale):
        said(pupil, cast, kind="household_signs", value=9)
    with pytest.raises(DayToCome):
        said(pupil, cast, as_of=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValueError, match="religion"):
        said(pupil, cast, kind="religion", value=1)
    with pytest.raises(DayToCome):
        stage_facts(
            city=cast.city,
            lines=[],
            source="school",
            as_of=timezone.localdate() + timedelta(days=1),
            actor=cast.case_worker,
        )
    assert not PupilFact.objects.exists()


@pytest.mark.parametrize("name", [name for name in MEMBERS if not name.startswith("case_")])
def test_only_those_who_work_with_children_enter_facts(client: Client, cast: Cast, name: str) -> None:
    flag, member = flagged(cast.city), getattr(cast, name)
    fact = said(flag.pupil, cast)
    sheet = staged(cast, FactLine(2, "x", "1", flag.pupil.pk, "x", {"care_burden": 1.0}))
    for attempt in (
        lambda: add_fact(
            pupil=flag.pupil, kind="care_burden", value=1, as_of=fact.as_of, source="school", actor=member
        ),
        lambda: withdraw_fact(fact=fact, actor=member),
        lambda: confirm_facts(sheet=sheet, actor=member),
        lambda: discard_facts(sheet=sheet, actor=member),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    if not member.is_anonymous:
        client.force_login(member)
    expected = 302 if member.is_anonymous else 404
    for page, arguments in (("facts", []), ("fact_blank", []), ("fact_sheet", [sheet.uuid])):
        assert client.get(reverse(f"flags:{page}", args=["nakhon", *arguments])).status_code == expected
    for page, arguments in (("fact_settle", [sheet.uuid, "confirm"]), ("fact_add", [flag.uuid])):
        answer = client.post(reverse(f"flags:{page}", args=["nakhon", *arguments]))
        assert answer.status_code == expected
    assert PupilFact.objects.count() == 1


def test_a_sheet_is_written_whole_and_its_lines_are_forgotten(cast: Cast) -> None:
    pupil, other = schooled(class_of(cast.city)), schooled(class_of(cast.city))
    said(pupil, cast, kind="distance_km", value=3)
    said(other, cast, kind="distance_km", value=7)
    sheet = staged(
        cast,
        FactLine(2, "ก", "1", pupil.pk, "x", {"distance_km": 4.5, "care_burden": 1.0}),
        FactLine(3, "ก", "2", other.pk, "x", {"distance_km": 7.0}),
        FactLine(4, "ก", "3", None, "", {"distance_km": 9.0}),
    )
    done = confirm_facts(sheet=sheet, actor=cast.case_worker)
    assert (done.state, done.n_facts, done.lines_sealed, lines_of_sheet(done)) == (SheetState.CONFIRMED, 2, None, [])
    standing = PupilFact.objects.filter(withdrawn_at=None).values_list("pupil", "kind", "value")
    assert set(standing) == {
        (pupil.pk, "distance_km", 4.5),
        (pupil.pk, "care_burden", 1.0),
        (other.pk, "distance_km", 7.0),
    }
    for again in (confirm_facts, discard_facts):
        with pytest.raises(SheetDecided):
            again(sheet=sheet, actor=cast.case_worker)


def test_a_sheet_that_names_nobody_writes_nothing(cast: Cast) -> None:
    sheet = staged(cast, FactLine(2, "ก", "1", None, "", {"distance_km": 1.0}))
    with pytest.raises(NothingToWrite):
        confirm_facts(sheet=sheet, actor=cast.case_worker)
    assert discard_facts(sheet=sheet, actor=cast.case_worker).state == SheetState.DISCARDED


def test_what_is_being_checked_is_sealed(cast: Cast) -> None:
    sheet = staged(cast, FactLine(2, "ก", "1", None, "เด็กหญิงสมมติ", {"distance_km": 1.0}))
    assert "สมมติ".encode() not in bytes(sheet.lines_sealed)
    assert lines_of_sheet(sheet)[0].name == "เด็กหญิงสมมติ"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2,950", "income_per_head", 2950.0),
        ("๓", "failing_subjects", 3.0),
        ("มี", "care_burden", 1.0),
        ("ไม่ใช่", "repeated_grade", 0.0),
        ("9", "household_signs", None),
        ("-3", "distance_km", None),
        ("nan", "distance_km", None),
        ("inf", "income_per_head", None),
        ("มี", "distance_km", None),
        ("=1+1", "distance_km", None),
    ],
)
def test_numbers_are_read_as_offices_write_them(text: str, kind: str, value: float | None) -> None:
    assert number_of(text, kind=kind) == value


def a_file(*lines: str) -> bytes:
    head = "ข้อมูลนักเรียน,,,\nโรงเรียน,เลขประจำตัว,วิชาที่ไม่ผ่าน,ระยะทาง (กม.)"
    return ("\ufeff" + "\n".join([head, *lines])).encode()


def test_a_line_names_its_pupil_by_school_and_number(cast: Cast) -> None:
    pupil = schooled(class_of(cast.city))
    seat = Schooling.objects.get(pupil=pupil)
    lines = read_facts(
        a_file(
            f"{seat.school.name_th},{seat.number},๒,ไกล",
            f"{seat.school.code},{seat.number},,-",
            f"{seat.school.code},99999,1,2",
        ),
        name="x.csv",
        city=cast.city,
        school_year=2026,
    )
    assert [(line.pupil, line.values, line.wrong) for line in lines] == [
        (pupil.pk, {"failing_subjects": 2.0}, ["D3"]),
        (pupil.pk, {}, []),
        (None, {"failing_subjects": 1.0, "distance_km": 2.0}, []),
    ]
    assert lines[0].row == 3
    with pytest.raises(WorkbookError):
        read_facts(b"\xef\xbb\xbfa,b\n1,2\n", name="x.csv", city=cast.city, school_year=2026)


def send(client: Client, data: bytes, **typed: str) -> Any:
    today = timezone.localdate()
    day = f"{today.day}/{today.month}/{today.year + 543}"
    file = SimpleUploadedFile("facts.csv", data, content_type="text/csv")
    form = {"as_of": day, "source": "school", "workbook": file, **typed}
    return client.post(reverse("flags:facts", args=["nakhon"]), form)


def test_a_file_is_sent_checked_and_written(client: Client, cast: Cast) -> None:
    pupil = schooled(class_of(cast.city))
    seat = Schooling.objects.get(pupil=pupil)
    Schooling.objects.update(school_year=school_year_of(timezone.localdate()))
    client.force_login(cast.case_worker)
    answer = send(client, a_file(f"{seat.school.code},{seat.number},4,5", "x,1,1,1"))
    page = client.get(answer["Location"])
    assert pupil.full_name in page.content.decode()
    assert (page.context["n_facts"], page.context["n_unknown"]) == (2, 1)
    assert Event.objects.filter(verb="read", target__startswith="flags.factsheet").exists()
    sheet = FactSheet.objects.get()
    settled = client.post(reverse("flags:fact_settle", args=["nakhon", sheet.uuid, "confirm"]))
    assert settled.status_code == 302
    assert dict(PupilFact.objects.values_list("kind", "value")) == {"failing_subjects": 4.0, "distance_km": 5.0}
    shown = client.get(reverse("flags:fact_sheet", args=["nakhon", sheet.uuid])).content.decode()
    assert pupil.full_name not in shown
    again = client.post(reverse("flags:fact_settle", args=["nakhon", sheet.uuid, "discard"]), follow=True)
    assert "ยืนยันหรือทิ้งไปแล้ว" in again.content.decode()
    assert client.post(reverse("flags:fact_settle", args=["nakhon", sheet.uuid, "burn"])).status_code == 404


@pytest.mark.parametrize(
    ("data", "typed"),
    [
        (b"", {}),
        (b"PK\x03\x04broken", {}),
        (b"a,b\n1,2\n", {}),
        (a_file(), {"as_of": "soon"}),
        (a_file(), {"as_of": "1/1/2999"}),
        (a_file(), {"source": "gossip"}),
        (b"x" * 5_000_001, {}),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_leaves_nothing(
    client: Client, cast: Cast, data: bytes, typed: dict[str, str]
) -> None:
    client.force_login(cast.case_worker)
    assert send(client, data, **typed).status_code == 422
    assert not FactSheet.objects.exists()


def test_the_blank_workbook_is_one_that_can_be_read(client: Client, cast: Cast) -> None:
    client.force_login(cast.case_worker)
    blank = client.get(reverse("flags:fact_blank", args=["nakhon"])).content
    assert read_facts(blank, name="x.xlsx", city=cast.city, school_year=2026) == []


def test_one_fact_is_typed_on_the_childs_page(client: Client, cast: Cast) -> None:
    flag = flagged(cast.city)
    client.force_login(cast.case_worker)
    address = reverse("flags:fact_add", args=["nakhon", flag.uuid])
    today = timezone.localdate()
    form = {"kind": "care_burden", "value": "ใช่", "as_of": f"{today:%d/%m/%Y}", "source": "visit"}
    client.post(address, form)
    client.post(address, form | {"value": "มาก"})
    client.post(address, form | {"kind": "household_signs", "value": "88"})
    fact = PupilFact.objects.get()
    assert (fact.kind, fact.value, fact.said_by) == (FactKind.CARE_BURDEN, 1.0, cast.case_worker)
    page = client.get(reverse("flags:flag", args=["nakhon", flag.uuid]))
    assert [(row.kind, words) for row, words in page.context["page"].facts] == [("care_burden", "ใช่")]
