"""Rows of a roster: corrected on the page or in Excel, decided, and never with a national number shown."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories.people import NUMBERS, KnownPersonFactory, person_row, workbook
from factories.rosters import MALI, at, text_of
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import confirm_roster
from mueang.apps.people.enums import RowState
from mueang.lib.workbook import open_workbook


def test_no_page_of_a_roster_shows_a_national_id(cast, officer_client, stage):
    roster = stage(person_row(1, number=NUMBERS[0]), person_row(2, number="1234567890122", office=NUMBERS[1]))

    pages = [text_of(officer_client.get(at("roster", roster) + "?show=all"))]
    pages += [text_of(officer_client.get(at("row", roster, number))) for number in (2, 3)]

    for number in (NUMBERS[0], NUMBERS[1], "1234567890122"):
        assert not any(number in page for page in pages)
    assert "ลงท้ายด้วย 0121" in pages[1]
    assert "อ่านไม่ได้" in pages[2]


def test_a_row_still_wrong_after_saving_is_shown_again(cast, officer_client, stage):
    roster = stage(person_row(1, phone="0812"))

    answer = officer_client.post(at("row", roster, 2), {"full_name": MALI, "phone": "0813"}, follow=True)

    assert answer.redirect_chain[-1][0] == at("row", roster, 2)
    assert "ยังมีข้อมูลที่ต้องแก้ไข" in text_of(answer)
    answer = officer_client.post(at("row", roster, 2), {"full_name": ""})
    assert answer.context["form"].errors["full_name"]


def test_a_national_id_is_kept_replaced_or_cleared_in_a_row(cast, officer_client, stage):
    roster = stage(person_row(1, number=NUMBERS[0]))
    endings = []

    for typed_number in ("", NUMBERS[1], "-"):
        officer_client.post(at("row", roster, 2), {"full_name": MALI, "national_id": typed_number})
        endings.append(roster.rows.get(number=2).read.get("national_id_ending", ""))

    assert endings == [NUMBERS[0][-4:], NUMBERS[1][-4:], ""]


def test_a_row_that_is_not_there_is_not_found(cast, officer_client, stage):
    roster = stage(person_row(1))

    assert officer_client.get(at("row", roster, 99)).status_code == 404
    assert officer_client.post(at("decide", roster, 99), {"decision": "skip"}).status_code == 404
    assert officer_client.post(at("decide", roster, 2), {"decision": "bogus"}).status_code == 404
    assert officer_client.post(at("decide_rows", roster), {"decision": "skip"}).status_code == 404
    confirm_roster(roster=roster, actor=cast.officer)
    assert officer_client.get(at("row", roster, 2)).status_code == 404


def test_the_known_person_is_used_from_the_page(cast, officer_client, stage):
    known = KnownPersonFactory(city=cast.city, family_name="ใจดี")
    roster = stage(person_row(1, name=MALI, born=""), person_row(2))

    page = text_of(officer_client.get(at("roster", roster)))
    assert reverse("people:person", args=[cast.city.slug, known.uuid]) in page
    answer = officer_client.post(at("decide", roster, 2), {"decision": "use_known", "show": "known"})
    assert answer.url == at("roster", roster) + "?show=known"
    assert "ใช้ข้อมูลในทะเบียน" in text_of(officer_client.get(at("roster", roster) + "?show=all"))
    officer_client.post(at("decide", roster, 2), {"decision": ""})
    assert roster.rows.get(number=2).state == RowState.KNOWN
    officer_client.post(at("decide", roster, 2), {"decision": "another"})
    assert roster.rows.get(number=2).state == RowState.READY


def test_using_a_known_person_where_there_is_none_is_refused(cast, officer_client, stage):
    roster = stage(person_row(1))

    answer = officer_client.post(at("decide", roster, 2), {"decision": "use_known"}, follow=True)

    assert "ไม่พบแถวหรือบุคคลนี้แล้ว" in text_of(answer)


def test_a_duplicate_shows_its_twin(cast, officer_client, stage):
    roster = stage(person_row(1), person_row(1))

    page = text_of(officer_client.get(at("row", roster, 3)))

    assert "บุคคลเดียวกับ" in page
    assert at("row", roster, 2) in page


def test_faulty_rows_are_corrected_in_excel_and_uploaded_again(cast, officer_client, stage):
    roster = stage(person_row(1), person_row(2, phone="0812", number=NUMBERS[0]), person_row(3, born="31/2/2530"))
    answer = officer_client.get(at("corrections", roster))
    assert answer["Content-Disposition"].endswith('.xlsx"')
    sheet = open_workbook(answer.content, name="x.xlsx").sheets[0]
    header, *lines = ([cell.text for cell in row] for row in sheet.rows)
    assert (header[0], header[-1]) == ("แถวในไฟล์", "สิ่งที่ต้องแก้ไข")
    assert [line[0] for line in lines] == ["3", "4"]
    assert "C3:" in lines[0][-1]
    assert "D4:" in lines[1][-1]

    lines[0][header.index("เบอร์โทรศัพท์")] = "0812345678"
    lines[1][header.index("วันเกิด")] = "1 มี.ค. 2530"
    back = SimpleUploadedFile("back.xlsx", workbook(*lines, header=header))
    answer = officer_client.post(at("corrections", roster), {"corrections": back}, follow=True)

    assert "อ่านข้อมูลที่แก้ไขแล้ว 2 แถว" in text_of(answer)
    assert not roster.rows.exclude(state=RowState.READY).exists()
    assert roster.rows.get(number=3).read["national_id_ending"] == NUMBERS[0][-4:]
    assert Event.objects.filter(verb="roster.corrections_taken", actor=cast.officer).count() == 1


@pytest.mark.parametrize(
    "rows",
    [
        [("แถวในไฟล์", "ชื่อเต็มในคอลัมน์เดียว"), ("99", "มาลี ใจดี")],
        [("แถวในไฟล์", "ชื่อเต็มในคอลัมน์เดียว"), ("สอง", "มาลี ใจดี")],
        [("แถวในไฟล์", "ชื่อเต็มในคอลัมน์เดียว"), ("2", "มาลี ใจดี"), ("2", "มาลี ใจดี")],
        [("ชื่อเต็มในคอลัมน์เดียว", "เบอร์โทรศัพท์"), ("มาลี ใจดี", "0812345678")],
        [("ก", "ข"), ("ค", "ง")],
    ],
)
def test_a_file_that_is_not_our_correction_file_changes_nothing(cast, officer_client, stage, rows):
    roster = stage(person_row(1, phone="0812"))
    before = list(roster.rows.values())

    file = SimpleUploadedFile("back.xlsx", workbook(*rows[1:], header=rows[0]))
    answer = officer_client.post(at("corrections", roster), {"corrections": file}, follow=True)

    assert 'class="alert bad"' in text_of(answer) or "โปรด" in text_of(answer)
    assert list(roster.rows.values()) == before


def test_an_empty_row_in_the_correction_file_is_passed_over(cast, officer_client, stage):
    roster = stage(person_row(1, phone="0812"))
    rows = [("", ""), ("2", "0812345678")]

    file = SimpleUploadedFile("back.xlsx", workbook(*rows, header=("Row in the file", "Phone")))
    officer_client.post(at("corrections", roster), {"corrections": file})

    assert roster.rows.get().state == RowState.READY


def test_sending_no_correction_file_says_so(cast, officer_client, stage):
    roster = stage(person_row(1, phone="0812"))

    answer = officer_client.post(at("corrections", roster), {}, follow=True)

    assert answer.status_code == 200
    assert roster.rows.get().state == RowState.WRONG
