"""Workbooks of offerings as offices keep them: read, corrected, and made all at once or not at all."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from factories.rows import InterestFactory, PlaceFactory, ProgramFactory
from mueang.apps.catalog.actions import confirm_sheet, discard_sheet, skip_line, stage_sheet
from mueang.apps.catalog.errors import NothingPlanned, PlaceElsewhere, SheetClosed
from mueang.apps.catalog.forms import Known, LineForm
from mueang.apps.catalog.models import Offering, OfferingSheet
from mueang.apps.catalog.queries.sheets import HEADINGS, read_sheet
from mueang.lib.workbook import WorkbookError
from mueang.methods.thai import thai_digits

YEAR = timezone.localdate().year + 1
FIRST = date(YEAR, 6, 8)
THAI_HEADS = ("ชื่อกิจกรรม", "สถานที่", "วันที่เริ่ม", "เวลา", "จัดซ้ำ", "วันในสัปดาห์", "จำนวนครั้ง", "ที่นั่ง", "ค่าลงทะเบียน")


def a_workbook(*rows, heads=THAI_HEADS, titles=("ตารางกิจกรรมสมมติ",)) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for title in titles:
        sheet.append([title])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(heads))
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def a_row(cast, **changes):
    facts = {
        "name": "ทำขนมสมมติ",
        "place": cast.place.name_th,
        "first": f"8 มิ.ย. {YEAR + 543}",
        "clock": "๙.๐๐ - ๑๒.๐๐ น.",
        "repeats": "ทุกสัปดาห์",
        "days": "",
        "times": "๓",
        "seats": thai_digits("25"),
        "cost": "80",
    } | changes
    return tuple(facts.values())


def line(cast, **cells) -> LineForm:
    facts = {
        "name_th": "ทำขนมสมมติ",
        "place": cast.place.name_th,
        "first_on": f"8/6/{YEAR + 543}",
        "clock": "9-12",
        "seats": "25",
    }
    return LineForm(facts | cells, known=Known(viewer=cast.keeper, city=cast.city))


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.keeper)
    with translation.override("en"):
        yield lambda name, *rest: reverse(f"catalog:{name}", args=[cast.city.slug, *rest])


def upload(client, desk, data: bytes):
    return client.post(desk("sheet_add"), {"workbook": SimpleUploadedFile("กิจกรรม.xlsx", data)})


def test_a_thai_workbook_with_a_merged_title_becomes_published_offerings(client, cast, desk):
    data = a_workbook(a_row(cast), (), a_row(cast, name="อ่านนิทานสมมติ", first=FIRST, repeats="", times=None))

    answer = upload(client, desk, data)
    assert not Offering.objects.exists()
    page = client.get(answer.url).content.decode()
    assert "ทำขนมสมมติ" in page
    assert "Publish all of them" in page
    key = OfferingSheet.objects.get().uuid
    client.post(desk("sheet_confirm", key))

    first, second = Offering.objects.order_by("pk")
    assert (first.state, first.seats, first.cost_satang, first.sessions.count()) == ("published", 25, 8_000, 3)
    at = timezone.localtime(first.sessions.earliest("starts_at").starts_at)
    assert (at.date(), at.time()) == (FIRST, time(9))
    assert first.timetable.rule.startswith("FREQ=WEEKLY")
    assert second.sessions.count() == 1
    assert client.post(desk("sheet_confirm", key)).status_code == 404
    assert Offering.objects.count() == 2
    assert OfferingSheet.objects.get().lines == []


def test_what_is_wrong_is_said_with_its_cell_and_nothing_is_made_until_it_is_right(client, cast, desk):
    data = a_workbook(a_row(cast), a_row(cast, place="ที่ไหนไม่รู้", seats="หลายคน"))
    upload(client, desk, data)
    key = OfferingSheet.objects.get().uuid
    page = client.get(desk("sheet", key)).content.decode()
    assert "<strong>B4</strong>" in page
    assert "<strong>H4</strong>" in page
    client.post(desk("sheet_confirm", key))
    assert not Offering.objects.exists()

    assert "ที่ไหนไม่รู้" in client.get(desk("sheet_line", key, 4)).content.decode()
    wrong = client.post(desk("sheet_line", key, 4), {"name_th": "x"})
    assert wrong.status_code == 200
    cells = {"name_th": "แก้แล้วสมมติ", "place": cast.place.slug, "first_on": FIRST.isoformat()}
    client.post(desk("sheet_line", key, 4), cells | {"clock": "13.00-15.00", "seats": "10"})
    client.post(desk("sheet_confirm", key), {"draft": "1"})

    assert sorted(Offering.objects.values_list("state", "seats")) == [("draft", 10), ("draft", 25)]


def test_a_wrong_row_may_be_left_out_and_taken_in_again(client, cast, desk):
    upload(client, desk, a_workbook(a_row(cast), a_row(cast, seats="")))
    key = OfferingSheet.objects.get().uuid

    client.post(desk("sheet_skip", key, 4), {"skip": "1"})
    assert "Left out" in client.get(desk("sheet", key)).content.decode()
    client.post(desk("sheet_skip", key, 4))
    assert "Publish all" not in client.get(desk("sheet", key)).content.decode()
    client.post(desk("sheet_skip", key, 4), {"skip": "1"})
    client.post(desk("sheet_confirm", key))

    assert Offering.objects.count() == 1


def test_one_refusal_in_the_middle_leaves_nothing_behind(cast):
    shut = PlaceFactory(city=cast.city)
    good = line(cast)
    bad = LineForm(
        {**good.data, "place": shut.name_th, "name_th": "อีกอย่างสมมติ"},
        known=Known(viewer=cast.officer, city=cast.city),
    )
    assert good.is_valid()
    assert bad.is_valid()
    sheet = stage_sheet(city=cast.city, name="x.xlsx", lines=[], actor=cast.officer)
    offerings = [good.simple(), bad.simple()]
    shut.closed_on = timezone.localdate()
    shut.save()
    offerings[1].place.refresh_from_db()

    with pytest.raises(PlaceElsewhere):
        confirm_sheet(sheet=sheet, offerings=offerings, publishes=True, actor=cast.officer)

    assert not Offering.objects.exists()
    with pytest.raises(NothingPlanned):
        confirm_sheet(sheet=sheet, offerings=[], publishes=True, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        discard_sheet(sheet=sheet, actor=cast.stranger)
    with pytest.raises(PermissionDenied):
        stage_sheet(city=cast.city, name="x", lines=[], actor=cast.stranger)
    discard_sheet(sheet=sheet, actor=cast.officer)
    with pytest.raises(SheetClosed):
        skip_line(sheet=sheet, number=1, is_skipped=True, actor=cast.officer)


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        ({}, [(6, 8)]),
        ({"repeats": "ทุกสัปดาห์", "times": "2"}, [(6, 8), (6, 15)]),
        ({"repeats": "ทุก ๒ สัปดาห์", "times": "2"}, [(6, 8), (6, 22)]),
        ({"repeats": "weekly", "until": f"16/6/{YEAR + 543}"}, [(6, 8), (6, 15)]),
        ({"repeats": "ทุกเดือน", "times": "2"}, None),
        ({"repeats": "ทุกสัปดาห์", "weekdays": "จ. พ. และศุกร์", "times": "40", "first_on": FIRST.isoformat()}, None),
    ],
)
def test_repeats_are_read_as_people_write_them(cast, cells, days):
    form = line(cast, **cells)

    assert form.is_valid(), form.errors
    found = [timezone.localdate(row.starts_at) for row in form.simple().sessions]
    assert len(found) == int(form.cleaned_data["times"] or len(found))
    if days:
        assert [(day.month, day.day) for day in found] == days


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"name_th": ""}, "name_th"),
        ({"place": "ไม่มีที่นี่"}, "place"),
        ({"first_on": "8/13/2570"}, "first_on"),
        ({"first_on": "8/6/3113"}, "first_on"),
        ({"clock": "เช้า"}, "clock"),
        ({"clock": ""}, "clock"),
        ({"clock": "12-9"}, "clock"),
        ({"clock": "9-99"}, "clock"),
        ({"clock": "", "from_time": "12:00", "to_time": "9:00"}, "to_time"),
        ({"repeats": "บ่อย ๆ", "times": "2"}, "repeats"),
        ({"repeats": "ทุก 99 สัปดาห์", "times": "2"}, "repeats"),
        ({"repeats": "ทุกสัปดาห์"}, "times"),
        ({"repeats": "ทุกสัปดาห์", "until": f"1/6/{YEAR + 543}"}, "until"),
        ({"weekdays": "วันดี"}, "weekdays"),
        ({"seats": "0"}, "seats"),
        ({"cost": "-5"}, "cost"),
        ({"age_min": "30", "age_max": "20"}, "age_max"),
        ({"language": "คลิงออน"}, "language"),
        ({"interests": "มังกร"}, "interests"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault_of_its_own_field(cast, cells, field):
    form = line(cast, **cells)

    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_words_of_lists_are_known_in_thai_english_and_as_codes(cast):
    InterestFactory(code="food", name_th="อาหารและขนม", name_en="Food and cooking")
    known = {"language": "ภาษามลายู", "mode": "Lecture", "interests": "อาหารและขนม", "place": cast.place.name_en}

    form = line(cast, **known)

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["language"], form.cleaned_data["mode"]) == ("ms", "lecture")
    assert line(cast, language="").is_valid()


def test_a_program_the_city_has_is_offered_again_and_not_made_twice(cast):
    program = ProgramFactory(city=cast.city, name_th="ทำขนม สมมติ")
    form = line(cast)

    assert form.is_valid()
    assert form.simple().program == program


def test_dates_and_times_of_excel_itself_and_a_band_across_the_table_are_understood(cast):
    heads = ("กิจกรรม", "แหล่งเรียนรู้", "วันแรก", "เวลาเริ่ม", "เวลาเลิก", "จำนวนรับ")
    book = openpyxl.load_workbook(
        io.BytesIO(
            a_workbook(
                ("สำนักการศึกษาสมมติ",),
                ("ก", "ข", datetime(YEAR, 6, 8), time(9), time(12), 20),  # noqa: DTZ001 (a cell has no zone)
                heads=heads,
            )
        )
    )
    book.active.merge_cells("A3:F3")
    written = io.BytesIO()
    book.save(written)

    [found] = read_sheet(written.getvalue(), name="x.xlsx")

    assert found.cells == {
        "name_th": "ก",
        "place": "ข",
        "first_on": f"{YEAR}-06-08",
        "from_time": "09:00",
        "to_time": "12:00",
        "seats": "20",
    }
    assert (found.number, found.address("seats"), found.address("contact")) == (4, "F4", "")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 not a workbook", "not a spreadsheet"),
        (a_workbook(("ก",), heads=("ชื่อ", "สกุล")), "No row of headings"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_reason(client, cast, desk, data, said):
    answer = upload(client, desk, data)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not OfferingSheet.objects.exists()


def test_too_many_rows_are_refused():
    rows = [("ก", "ข", FIRST, "9-12", "", "", "1", "5", "0")] * 501

    with pytest.raises(WorkbookError, match="too_many_rows"):
        read_sheet(a_workbook(*rows), name="x.xlsx")


def test_the_workbook_to_fill_in_is_read_back_as_it_is(client, cast, desk):
    book = client.get(desk("sheet_blank")).content

    lines = read_sheet(book, name="blank.xlsx")

    assert len(lines) == 2
    assert set(lines[0].cells) == set(HEADINGS)
    known = Known(viewer=cast.keeper, city=cast.city)
    assert [LineForm(one.cells, known=known).is_valid() for one in lines] == [True, True]


def test_a_sheet_is_its_own_citys_and_can_be_thrown_away(client, cast, desk):
    upload(client, desk, a_workbook(a_row(cast)))
    key = OfferingSheet.objects.get().uuid
    for member, status in (("stranger", 404), ("manager_elsewhere", 404), ("auditor", 403), ("officer", 200)):
        client.force_login(getattr(cast, member))
        assert client.get(desk("sheet", key)).status_code == status
    client.force_login(cast.keeper)
    assert client.get(desk("sheet_line", key, 99)).status_code == 404
    assert "กิจกรรม.xlsx" in client.get(desk("sheet_add")).content.decode()

    client.post(desk("sheet_discard", key))

    assert OfferingSheet.objects.get().state == "discarded"
    assert client.get(desk("sheet", key)).status_code == 404


def test_what_was_typed_is_shown_as_words_and_never_as_markup(client, cast, desk):
    upload(client, desk, a_workbook(a_row(cast, name="<script>alert(1)</script>", seats="=1+1")))

    page = client.get(desk("sheet", OfferingSheet.objects.get().uuid)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_two_keepers_confirm_once(cast):
    form = line(cast)
    assert form.is_valid()
    sheet = stage_sheet(city=cast.city, name="x", lines=[], actor=cast.keeper)
    confirm_sheet(sheet=sheet, offerings=[form.simple()], publishes=True, actor=cast.keeper)

    with pytest.raises(SheetClosed):
        confirm_sheet(sheet=sheet, offerings=[form.simple()], publishes=True, actor=cast.officer)

    assert Offering.objects.count() == 1
    assert Offering.objects.get().starts_on - FIRST == timedelta(0)
