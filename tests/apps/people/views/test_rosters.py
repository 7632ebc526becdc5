"""The walk of a roster in pages: upload, look, correct, decide, confirm."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factories.people import NUMBERS, KnownPersonFactory, cohort, person_row, workbook
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import confirm_roster
from mueang.apps.people.enums import RosterState, RowState
from mueang.apps.people.models import Person, Roster
from mueang.lib.workbook import open_workbook

MALI = "นางสาวมาลี ใจดี"


def at(name, roster, *more):
    return reverse(f"people:{name}", args=[roster.city.slug, roster.uuid, *more])


def upload(client, city, data, name="รายชื่อ.xlsx", follow=False):
    url = reverse("people:upload", args=[city.slug])
    return client.post(url, {"workbook": SimpleUploadedFile(name, data)}, follow=follow)


def text_of(answer):
    return answer.content.decode()


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


def typed(row):
    return {name: text for name, text in row.raw.items() if name != "national_id"}


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


def test_missing_phones_are_added_only_after_a_tick(cast, officer_client, stage):
    roster = stage(person_row(1, phone=""))
    before = Person.objects.count()

    answer = officer_client.post(at("confirm", roster), {}, follow=True)
    assert ("โปรดทำเครื่องหมาย" in text_of(answer), Person.objects.count()) == (True, before)
    officer_client.post(at("confirm", roster), {"accepts_missing_phones": "on"})

    assert Person.objects.count() == before + 1


def test_confirming_twice_and_too_early_is_explained(cast, officer_client, stage):
    roster = stage(person_row(1), person_row(1))

    answer = officer_client.post(at("confirm", roster), {}, follow=True)
    assert "ยังมี 1 แถว" in text_of(answer)
    officer_client.post(at("decide_rows", roster), {"state": "duplicate", "decision": "skip"})
    officer_client.post(at("confirm", roster), {})
    answer = officer_client.post(at("confirm", roster), {}, follow=True)

    assert "ยืนยันไปแล้ว" in text_of(answer)
    assert Person.objects.filter(roster_rows__roster=roster).count() == 1


@pytest.mark.parametrize("name", ["decide_rows", "corrections", "columns", "discard"])
def test_a_closed_roster_takes_no_more_changes(cast, officer_client, stage, name):
    roster = stage(person_row(1))
    confirm_roster(roster=roster, actor=cast.officer)
    file = SimpleUploadedFile("back.xlsx", workbook(("2", "0812345678"), header=("Row in the file", "Phone")))

    answer = officer_client.post(
        at(name, roster), {"state": "ready", "decision": "skip", "corrections": file}, follow=True
    )

    assert "ยืนยันไปแล้ว" in text_of(answer)
    roster.refresh_from_db()
    assert roster.state == RosterState.CONFIRMED


def test_deciding_in_a_closed_roster_is_explained(cast, officer_client, stage):
    roster = stage(person_row(1))
    confirm_roster(roster=roster, actor=cast.officer)

    answer = officer_client.post(at("decide", roster, 2), {"decision": "skip"}, follow=True)

    assert "ยืนยันไปแล้ว" in text_of(answer)


def test_correcting_a_row_that_a_colleague_confirmed_a_moment_ago_is_refused(cast, officer_client, stage, monkeypatch):
    roster = stage(person_row(1))

    def closed(**kwargs):
        confirm_roster(roster=roster, actor=cast.manager)
        from mueang.apps.people.actions import correct_row

        return correct_row(**kwargs)

    monkeypatch.setattr("mueang.apps.people.views.roster_rows.correct_row", closed)
    answer = officer_client.post(at("row", roster, 2), {"full_name": MALI})

    assert "ยืนยันไปแล้ว" in text_of(answer)


def test_throwing_a_list_away_adds_nobody(cast, officer_client, stage):
    roster = stage(person_row(1))

    answer = officer_client.post(at("discard", roster), follow=True)

    assert "ไม่ได้เพิ่มผู้ใด" in text_of(answer)
    assert "ถูกทิ้งแล้ว" in text_of(officer_client.get(at("roster", roster)))


def test_the_same_file_confirmed_before_is_pointed_out(cast, officer_client, stage):
    data = workbook(person_row(1))
    confirm_roster(roster=stage(data=data), actor=cast.officer)

    page = text_of(officer_client.get(at("roster", stage(data=data))))

    assert "ไฟล์นี้เคยยืนยันไปแล้ว" in page


def test_unsure_columns_and_other_sheets_are_pointed_out(cast, officer_client, stage):
    roster = stage(
        ("1", "มาลี ใจดี", "0812345678", "0812345679"),
        header=("ที่", "ชื่อ-สกุล", "เบอร์โทร", "เบอร์มือถือ"),
        sheets=("หนึ่ง", "สอง"),
    )

    page = text_of(officer_client.get(at("roster", roster)))

    assert "มีหลายคอลัมน์ที่อาจเป็น: เบอร์โทรศัพท์" in page
    assert "หนึ่ง, สอง" in page


def test_an_empty_table_says_so(cast, officer_client, stage):
    assert "ไม่พบรายชื่อในแผ่นงานนี้" in text_of(officer_client.get(at("roster", stage())))


def test_the_rows_that_are_left_out_or_noted_can_be_shown(cast, officer_client, stage):
    roster = stage(person_row(1, phone=""), ("รวม 1 คน",), person_row(2))

    noted = text_of(officer_client.get(at("roster", roster) + "?show=noted"))
    skipped = text_of(officer_client.get(at("roster", roster) + "?show=skipped"))
    wrong = text_of(officer_client.get(at("roster", roster) + "?show=wrong"))

    assert ("row-2" in noted, "row-4" in noted) == (True, False)
    assert "หมายเหตุหรือยอดรวม" in skipped
    assert "ไม่มีแถวในกลุ่มนี้" in wrong


@pytest.mark.parametrize("n_rosters", [1, 3])
def test_the_list_of_rosters_costs_the_same_however_many(
    cast, officer_client, stage, n_rosters, django_assert_num_queries
):
    for n in range(n_rosters):
        stage(person_row(n + 1), person_row(n + 50))
    url = reverse("people:rosters", args=[cast.city.slug])
    officer_client.get(url)

    with django_assert_num_queries(6):
        page = text_of(officer_client.get(url))

    assert page.count("รายชื่อ.xlsx") == n_rosters


def test_the_list_of_rosters_is_exported(cast, officer_client, stage):
    confirm_roster(roster=stage(person_row(1)), actor=cast.officer)

    answer = officer_client.get(reverse("people:rosters", args=[cast.city.slug]) + "?format=xlsx")

    rows = open_workbook(answer.content, name="x.xlsx").sheets[0].rows
    assert [cell.text for cell in rows[1]][-2:] == ["1", "1"]


def test_an_empty_list_of_rosters_teaches(cast, officer_client):
    page = text_of(officer_client.get(reverse("people:rosters", args=[cast.city.slug])))

    assert "ยังไม่มีรายชื่อที่อัปโหลด" in page


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere", "learner"])
def test_a_stranger_meets_a_404_at_every_door(cast, client, stage, member):
    roster = stage(person_row(1))
    client.force_login(getattr(cast, member))

    for name in ("roster", "columns", "corrections"):
        assert client.get(at(name, roster)).status_code == 404
    for name in ("confirm", "discard", "decide_rows"):
        assert client.post(at(name, roster)).status_code == 404
    assert client.get(at("row", roster, 2)).status_code == 404
    assert client.post(at("decide", roster, 2), {"decision": "skip"}).status_code == 404
    for name in ("rosters", "upload"):
        assert client.get(reverse(f"people:{name}", args=[cast.city.slug])).status_code == 404
    assert Roster.objects.get().state == RosterState.PREVIEW


def test_nobody_enters_without_signing_in(cast, client, stage):
    answer = client.get(at("roster", stage(person_row(1))))

    assert (answer.status_code, "login" in answer.url) == (302, True)


def test_a_forged_form_is_refused(cast, stage):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)
    roster = stage(person_row(1))

    assert client.post(at("confirm", roster)).status_code == 403
    assert Roster.objects.get().state == RosterState.PREVIEW


def test_a_roster_of_another_city_is_not_found_under_this_one(cast, client, stage):
    roster = stage(person_row(1))
    client.force_login(cast.unit_officer)

    assert client.get(reverse("people:roster", args=[cast.elsewhere.slug, roster.uuid])).status_code == 404


def test_pages_speak_english_too(cast, officer_client, stage):
    roster = stage(person_row(1, phone="0812"))

    page = text_of(officer_client.get(f"/en/desk/{cast.city.slug}/people/rosters/{roster.uuid}/"))

    assert "1 row needs correction" in page
    assert "has only 4 digits" in page
