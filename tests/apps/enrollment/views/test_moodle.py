"""Attendance exports of Moodle: read, mapped, looked at, and saved whole or not at all."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from factories.enrollment import adult, joined
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.enrollment.actions import RollMark, save_roll, take_in_attendance
from mueang.apps.enrollment.errors import MoodleSheetRefused, NobodyMarked, RollTooEarly
from mueang.apps.enrollment.models import Attendance, HoursEntry, RollCall
from mueang.apps.enrollment.queries.moodle import carried, guess_of, read_moodle, uncarried
from mueang.lib.workbook import Column, Table, write_workbook

BANGKOK = ZoneInfo("Asia/Bangkok")
# What Moodle writes for one session in English, in Thai, and at another hour of the second day.
HEADS = ("4 Nov 2023 9.00AM All students", "5 พ.ย. 2566 09.00 นักเรียนทั้งหมด", "5 Nov 2023 1.30PM All students")
CSV = (
    "หลักสูตร,สมมติ\n\n"
    f"Last name,First name,ID number,{','.join(HEADS)},Taken sessions,Points,Percentage\n"
    "ทดสอบ,มะลิ,1,P (2/2),L (1/2),?,2,3 / 4,75%\n"
    "ทดสอบ,นางสาวจำปา,2,A (0/2),E (1/2),P (2/2),3,3 / 6,50%\n"
    "ทดสอบ,คนแปลกหน้า,3,P (2/2),P (2/2),P (2/2),3,6 / 6,100%\n"
)


@pytest.fixture
def offering(cast):
    """Three meetings of three hours, and three learners of whom Moodle knows two by name."""
    row = OfferingFactory(program__city=cast.city, seats=30)
    for day, hour in ((4, 9), (5, 9), (5, 13)):
        starts = datetime(2023, 11, day, hour, tzinfo=BANGKOK)
        SessionFactory(offering=row, starts_at=starts, ends_at=starts + timedelta(hours=3))
    joined(row, adult("มะลิ"))
    joined(row, adult("จำปา"))
    joined(row, adult("กุหลาบ"))
    return row


@pytest.fixture
def desk(client, cast, offering):
    client.force_login(cast.officer)
    client.page = reverse("enrollment:moodle", args=[cast.city.slug, offering.uuid])
    return client


def given(client, content=CSV, name="attendance.csv"):
    data = content.encode() if isinstance(content, str) else content
    return client.post(client.page, {"workbook": SimpleUploadedFile(name, data)})


def fields_of(page):
    """What a browser would send back of the page as it stands."""
    found = dict(re.findall(r'<input type="hidden" name="(sheet|key|seen)" value="([^"]*)"', page.text))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page.text, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_columns_letters_and_people_are_guessed_in_both_languages_and_eras(offering):
    sheet = read_moodle(CSV.encode(), name="a.csv")
    guess = guess_of(sheet, offering=offering)
    sessions = list(offering.sessions.order_by("starts_at"))

    assert [(one.on.day, one.at) for one in sheet.columns] == [(4, time(9)), (5, time(9)), (5, time(13, 30))]
    assert sheet.lines[0].letters == ("P", "L", "")
    assert guess.sessions_guessed == [one.uuid for one in sessions]
    assert guess.unknown == [2]
    assert uncarried(carried(sheet, offering=offering), offering=offering) == sheet
    assert uncarried("forged", offering=offering) is None
    assert uncarried(carried(sheet, offering=offering), offering=OfferingFactory()) is None


def test_nothing_is_written_before_the_preview_was_seen_and_then_hours_stand_in_the_ledger(desk, offering):
    read = given(desk)
    fields = fields_of(read)
    unseen = desk.post(desk.page, {**fields, "save": "1"})
    assert not RollCall.objects.exists()
    looked = desk.post(desk.page, {**fields, "look": "1"})
    assert not RollCall.objects.exists()

    done = desk.post(desk.page, {**fields_of(looked), "save": "1"})
    again = desk.post(desk.page, {**fields_of(looked), "save": "1"})

    assert (read.status_code, unseen.status_code, looked.status_code) == (200, 200, 200)
    assert done.status_code == again.status_code == 302
    marks = {
        (one.enrollment.person.given_name, one.session.starts_at.astimezone(BANGKOK).strftime("%d %H")): one.mark
        for one in Attendance.objects.select_related("enrollment__person", "session")
    }
    assert marks == {
        ("มะลิ", "04 09"): "present",
        ("มะลิ", "05 09"): "late",
        ("มะลิ", "05 13"): "absent",
        ("จำปา", "04 09"): "absent",
        ("จำปา", "05 09"): "excused",
        ("จำปา", "05 13"): "present",
        ("กุหลาบ", "04 09"): "absent",
        ("กุหลาบ", "05 09"): "absent",
        ("กุหลาบ", "05 13"): "absent",
    }
    assert sum(HoursEntry.objects.values_list("minutes", flat=True)) == 180 + 165 + 180
    assert RollCall.objects.count() == 3


def test_choices_changed_after_the_preview_are_shown_again_before_anything_is_saved(desk):
    fields = fields_of(desk.post(desk.page, {**fields_of(given(desk)), "look": "1"}))

    answer = desk.post(desk.page, {**fields, "column-0": "", "save": "1"})

    assert answer.status_code == 200
    assert not RollCall.objects.exists()
    assert desk.post(desk.page, {**fields_of(answer), "save": "1"}).status_code == 302
    assert RollCall.objects.count() == 2


def test_a_stranger_on_the_list_is_given_a_seat_by_hand_and_never_two_to_one(desk, offering):
    fields = fields_of(given(desk))
    rose = str(offering.enrollments.get(person__given_name="กุหลาบ").uuid)
    mali = str(offering.enrollments.get(person__given_name="มะลิ").uuid)

    twice = desk.post(desk.page, {**fields, "person-2": mali, "look": "1"})
    looked = desk.post(desk.page, {**fields, "person-2": rose, "look": "1"})
    desk.post(desk.page, {**fields_of(looked), "save": "1"})

    assert twice.status_code == 400
    assert Attendance.objects.filter(enrollment__uuid=rose, mark="present").count() == 3
    doubled = desk.post(desk.page, {**fields, "column-0": fields["column-1"], "look": "1"})
    assert doubled.status_code == 400


def test_a_roll_that_stands_keeps_whoever_moodle_says_nothing_about(desk, offering, cast):
    first = offering.sessions.order_by("starts_at").first()
    rose = offering.enrollments.get(person__given_name="กุหลาบ")
    save_roll(session=first, marks={rose.uuid: RollMark("excused")}, request_key="r", actor=cast.officer)

    fields = fields_of(desk.post(desk.page, {**fields_of(given(desk)), "look": "1"}))
    desk.post(desk.page, {**fields, "save": "1"})

    assert Attendance.objects.get(session=first, enrollment=rose).mark == "excused"
    assert Attendance.objects.get(session=first, enrollment__person__given_name="จำปา").mark == "absent"


def test_one_session_that_cannot_be_saved_leaves_all_of_them_unwritten(offering, cast):
    later = timezone.now() + timedelta(days=2)
    SessionFactory(offering=offering, starts_at=later, ends_at=later + timedelta(hours=1))
    marks = {one.uuid: {} for one in offering.sessions.all()}

    with pytest.raises(RollTooEarly):
        take_in_attendance(offering=offering, marks=marks, others="present", request_key="k", actor=cast.officer)
    with pytest.raises(NobodyMarked):
        take_in_attendance(offering=offering, marks={}, others="present", request_key="k", actor=cast.officer)
    assert not RollCall.objects.exists()
    assert not HoursEntry.objects.exists()


def test_nothing_chosen_is_told_and_an_old_or_forged_page_asks_for_the_file_again(desk):
    fields = fields_of(given(desk))
    nothing = {**fields, "column-0": "", "column-1": "", "column-2": "", "look": "1"}
    looked = desk.post(desk.page, nothing)

    saved = desk.post(desk.page, {**nothing, "seen": fields_of(looked)["seen"], "save": "1"})

    assert saved.status_code == 400
    assert desk.post(desk.page, {**fields, "sheet": "forged"}).status_code == 302
    assert desk.post(desk.page, {**fields, "key": ""}).status_code == 302
    assert not RollCall.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("a,b\n1,2\n", "a.csv"),
        ("Last name,First name,Points\nทดสอบ,มะลิ,1\n", "a.csv"),
        ("Last name,First name,99 Nov 2023\nทดสอบ,มะลิ,P\n", "a.csv"),
        (f"Last name,First name,{HEADS[0]}\n,,P\n", "a.csv"),
        ("Last name,First name," + ",".join([HEADS[0]] * 201) + "\nทดสอบ,มะลิ" + ",P" * 201 + "\n", "a.csv"),
        (b"%PDF-1.7", "a.pdf"),
        (b"PK\x03\x04 broken", "a.xlsx"),
    ],
)
def test_what_is_no_attendance_export_is_refused_with_a_sentence(desk, content, name):
    answer = given(desk, content, name)

    assert answer.status_code == 400
    assert "alert" in answer.text or "error" in answer.text


def test_an_excel_export_with_true_dates_and_a_second_sheet_in_front_is_read():
    front = Table("หน้าแรก", [Column("ก")], [["ข"]])
    heads = ["นามสกุล", "ชื่อ", HEADS[1]]
    data = write_workbook([front, Table("A", [Column(one) for one in heads], [["ทดสอบ", "มะลิ", "ม"]])], language="th")

    sheet = read_moodle(data, name="a.xlsx")

    assert (sheet.columns[0].on.isoformat(), sheet.columns[0].at) == ("2023-11-05", time(9))
    assert sheet.letters == ["ม"]
    with pytest.raises(MoodleSheetRefused):
        read_moodle(write_workbook([front], language="th"), name="a.xlsx")


def test_only_who_enters_people_takes_attendance_in(client, cast, offering):
    page = reverse("enrollment:moodle", args=[cast.city.slug, offering.uuid])
    for member in (cast.stranger, cast.instructor, cast.manager_elsewhere, cast.auditor, cast.unit_officer):
        client.force_login(member)
        assert client.get(page).status_code == 404
