"""The walk of a roster in pages: upload, look, correct, decide, confirm."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from factories.people import NUMBERS, KnownPersonFactory, cohort, person_row, workbook
from factories.rosters import at, text_of, typed, upload
from mueang.apps.people.enums import RosterState, RowState
from mueang.apps.people.models import Person, Roster


def test_an_office_made_cohort_is_uploaded_checked_corrected_and_confirmed(cast, officer_client):
    before = Person.objects.count()
    page = text_of(upload(officer_client, cast.city, cohort(60), follow=True))
    roster = Roster.objects.get()
    for said in ("F18", "H28", "H38", "แถว 11", "ยังมี 5 แถว"):
        assert said in page
    assert Person.objects.count() == before

    officer_client.post(at("decide_rows", roster), {"state": "duplicate", "decision": "skip"})
    for number, values in ((18, {"birth_on": "9/7/2530"}), (28, {"phone": "0819999902"})):
        row = roster.rows.get(number=number)
        form = officer_client.get(at("row", roster, number)).context["form"]
        officer_client.post(at("row", roster, number), {**form.initial, **typed(row), **values})
    officer_client.post(at("decide", roster, 38), {"decision": "skip"})
    page = text_of(officer_client.get(at("roster", roster)))
    assert "ยืนยันและเพิ่มรายชื่อ" in page
    answer = officer_client.post(at("confirm", roster), {"accepts_missing_phones": "on"}, follow=True)

    assert Person.objects.count() == before + 56
    assert "บันทึกรายชื่อแล้ว 56 คน" in text_of(answer)
    assert Roster.objects.get().state == RosterState.CONFIRMED


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_preview_costs_the_same_however_many_rows(cast, officer_client, stage, n_rows, django_assert_num_queries):
    for n in range(n_rows):
        KnownPersonFactory(city=cast.city, given_name=f"คน{'กขค'[n]}", family_name="ใจดี")
    roster = stage(*(person_row(n, name=f"นายคน{'กขค'[n]} ใจดี", born="") for n in range(n_rows)))
    officer_client.get(at("roster", roster))

    with django_assert_num_queries(9):
        officer_client.get(at("roster", roster))


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7 ...", "list.xlsx", "ไม่ใช่ตารางข้อมูล"),
        (b"PK\x03\x04 broken", "list.xlsx", "เสียหาย"),
        (b"", "list.xlsx", "ว่างเปล่า"),
        (b"<html><body>", "list.xls", "เป็นหน้าเว็บ"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_thai(cast, officer_client, data, name, said):
    answer = upload(officer_client, cast.city, data, name)

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not Roster.objects.exists()


def with_sheet_changed(change):
    """A workbook whose first sheet's XML went through `change`."""
    grown = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(workbook(person_row(1))))
    with zipfile.ZipFile(grown, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name.endswith("sheet1.xml") else text)
    return grown.getvalue()


def test_a_zip_bomb_is_refused(cast, officer_client):
    bomb = with_sheet_changed(lambda text: text.replace(b"<sheetData>", b"<sheetData>" + b" " * 80_000_000))

    answer = upload(officer_client, cast.city, bomb)

    assert len(bomb) < 200_000
    assert (answer.status_code, "คลายออก" in text_of(answer)) == (400, True)


def test_a_sheet_of_a_million_rows_is_refused(cast, officer_client):
    far = b'<row r="1000000"><c r="A1000000"><v>1</v></c></row></sheetData>'

    answer = upload(officer_client, cast.city, with_sheet_changed(lambda text: text.replace(b"</sheetData>", far)))

    assert (answer.status_code, "ยาวเกินแถวที่ 20000" in text_of(answer)) == (400, True)


def test_a_file_above_the_limit_is_refused(cast, officer_client, settings):
    settings.UPLOAD_LIMIT_BYTES = 2_000_000

    answer = upload(officer_client, cast.city, b"PK" + b"0" * 2_500_000)

    assert (answer.status_code, "เกินกำหนด 2 MB" in text_of(answer)) == (400, True)


def test_uploading_nothing_asks_for_a_file(cast, officer_client):
    answer = officer_client.post(reverse("people:upload", args=[cast.city.slug]), {"sent": "1"})

    assert answer.status_code == 400
    assert answer.context["form"].errors["workbook"]


def test_a_list_without_a_header_leads_to_its_columns_and_on(cast, officer_client):
    data = workbook(("มาลี ใจดี", "0812345678"), header=("สมชาย ใจดี", "0812345679"), sheets=("หนึ่ง", "สอง"))
    answer = upload(officer_client, cast.city, data)
    roster = Roster.objects.get()
    assert answer.url == at("columns", roster)
    assert "หาแถวหัวตารางไม่พบ" in text_of(officer_client.get(at("columns", roster)))
    assert "ยังไม่ทราบ" in text_of(officer_client.get(at("roster", roster)))

    form = {"sheet": "หนึ่ง", "header": "0", "column_0": "full_name", "column_1": "phone"}
    answer = officer_client.post(at("columns", roster), form, follow=True)

    assert "นาย" not in roster.rows.get(number=1).read
    assert roster.rows.filter(state=RowState.READY).count() == 2
    assert "มาลี ใจดี" in text_of(answer)


@pytest.mark.parametrize(
    "form",
    [
        {"header": "0", "column_0": ""},
        {"header": "-1", "column_0": "full_name"},
        {"header": "0", "column_0": "full_name", "column_1": "phone", "column_2": "phone"},
        {"header": "0", "column_0": "no_such_field"},
    ],
)
def test_columns_that_name_nobody_are_refused_with_the_reason(cast, officer_client, stage, form):
    roster = stage(person_row(1))

    answer = officer_client.post(at("columns", roster), {"sheet": "รายชื่อ", **form})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert roster.rows.count() == 1


def test_another_sheet_can_be_looked_at_and_an_unknown_one_not(cast, officer_client, stage):
    roster = stage(person_row(1), sheets=("รายชื่อ", "สอง"))

    assert 'aria-current="page">สอง' in text_of(officer_client.get(at("columns", roster) + "?sheet=สอง"))
    answer = officer_client.get(at("columns", roster) + "?sheet=ไม่มี", follow=True)

    assert "ไม่มีแผ่นงานชื่อดังกล่าว" in text_of(answer)


def test_the_columns_page_shows_no_national_id(cast, officer_client, stage):
    roster = stage(person_row(1, number=NUMBERS[0]))

    page = text_of(officer_client.get(at("columns", roster)))

    assert NUMBERS[0] not in page
    assert "•••••••••0121" in page
