"""Ministries' lists as offices make them: read, matched with a stated confidence, taken in once, merged never."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cast import MEMBERS
from factories.cases import CHILD_NAME, FAMILY_NAME, opened, planted
from mueang.apps.registers.models.pupils import Pupil
from mueang.apps.support.actions.registry import confirm_list, read_list, upload_list
from mueang.apps.support.enums.concerns import Confidence
from mueang.apps.support.errors.registry import ListConfirmed, NoList
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.registry import RegistryList
from mueang.methods.thai import match_key

pytestmark = pytest.mark.django_db
NUMBER = "1101700230678"


def workbook(rows):
    """A title merged over the table, a heading of two rows, Thai digits and Buddhist years."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("บัญชี")
        sheet.merge_range("A1:F1", "รายชื่อเด็กนอกระบบการศึกษา ปี ๒๕๖๙ (สมมติ)")
        for column, head in enumerate(["ที่", "ชื่อ-สกุล", "วันเกิด", "เลขประจำตัวประชาชน", "ที่อยู่", "หมายเหตุ"]):
            sheet.write(1, column, head)
        for place, row in enumerate(rows):
            for column, value in enumerate((place + 1, *row)):
                sheet.write(place + 2, column, value)
    return out.getvalue()


ROWS = [
    ("ด.ช. ตัวเลขตรง สมมติหนึ่ง", "๑/๒/๒๕๕๘", NUMBER, "หมู่ ๑", "ไม่พบในระบบ"),
    ("ด.ญ. วันเกิดตรง สมมติสอง", "3 มี.ค. 2557", "1-9501-xxxxx-xx-x", "หมู่ ๒", ""),
    ("ด.ญ. วันเกิดตรง สมมติสอง", "4 มี.ค. 2557", "", "หมู่ ๒", ""),
    (f"{CHILD_NAME} {FAMILY_NAME}", "", "", "หมู่ ๓", ""),
    ("ด.ช. คนใหม่ สมมติสี่", "2560", "", "หมู่ ๔", ""),
    ("ด.ช. คนใหม่ สมมติสี่", "2560", "", "หมู่ ๔", ""),
    ("ด.ช. ปีผิด สมมติห้า", "32/13/2560", "", "", ""),
    ("รวม ๗ คน", "", "", "", ""),
]


@pytest.fixture
def known(cast):
    def pupil(name, on=None, number=""):
        given, family = name.split()
        row = Pupil(city=cast.city, given_name=given, family_name=family, birth_on=on, match_key=match_key(name))
        row.national_id = number
        row.save()

    pupil("ชื่ออื่น สมมติหนึ่ง", number=NUMBER)
    pupil("วันเกิดตรง สมมติสอง", date(2014, 3, 3))
    opened(cast, child=planted())


def upload(cast, rows=ROWS):
    return upload_list(city=cast.city, data=workbook(rows), file_name="สพฐ.xlsx", actor=cast.case_supervisor)


def test_every_line_is_matched_with_its_confidence(cast, known, django_assert_max_num_queries):
    row = upload(cast)
    assert ROWS[0][0].encode() not in bytes(row.sealed)

    lines = read_list(row=row, actor=cast.case_supervisor)

    sure = [line.confidence for line in lines[:5]]
    assert sure == [Confidence.CERTAIN, Confidence.LIKELY, Confidence.NONE, Confidence.POSSIBLE, Confidence.NONE]
    assert [bool(line.problem) for line in lines[:7]] == [False, False, False, False, False, True, True]
    assert (lines[0].birth.on, lines[4].birth.year, lines[0].row) == (date(2015, 2, 1), 2017, 3)


def test_confirmed_once_each_line_is_a_concern_and_nothing_is_merged(cast, known):
    row = upload(cast, ROWS[:7])
    n_pupils = Pupil.objects.count()

    row = confirm_list(row=row, actor=cast.case_supervisor)

    assert (row.n_new, row.n_known, row.n_unread, row.sealed) == (5, 0, 2, None)
    told = Concern.objects.order_by("pk")
    assert {one.channel for one in told} == {"record_match"}
    assert [one.confidence for one in told] == ["certain", "likely", "none", "possible", "none"]
    assert "บัญชีเรียกชื่อ" in told[0].said
    assert Pupil.objects.count() == n_pupils
    with pytest.raises(ListConfirmed):
        confirm_list(row=row, actor=cast.case_supervisor)
    assert read_list(row=row, actor=cast.case_supervisor) == []


def test_a_list_brought_in_again_changes_nothing(cast):
    confirm_list(row=upload(cast, ROWS[:5]), actor=cast.case_supervisor)
    before = list(Concern.objects.values_list("pk", "said"))

    again = confirm_list(row=upload(cast, list(reversed(ROWS[:5]))), actor=cast.case_supervisor)

    assert (again.n_new, again.n_known) == (0, 5)
    assert list(Concern.objects.values_list("pk", "said")) == before


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04broken", "ก,ข\n1,2\n".encode()])
def test_what_is_no_list_is_refused_before_anything_is_kept(cast, data):
    with pytest.raises(NoList):
        upload_list(city=cast.city, data=data, file_name="x.xlsx", actor=cast.case_supervisor)

    assert not RegistryList.objects.exists()


def test_only_the_supervisor_brings_lists_in(client, cast):
    row = upload(cast)
    for name in set(MEMBERS) - {"case_supervisor", "anonymous"}:
        actor = getattr(cast, name)
        for act in (
            lambda actor=actor: upload_list(city=cast.city, data=workbook(ROWS), file_name="x", actor=actor),
            lambda actor=actor: read_list(row=row, actor=actor),
            lambda actor=actor: confirm_list(row=row, actor=actor),
        ):
            with pytest.raises(PermissionDenied):
                act()
        client.force_login(actor)
        for page in (
            reverse("support:registry", args=[cast.city.slug]),
            reverse("support:registry_list", args=[cast.city.slug, row.uuid]),
        ):
            assert client.get(page).status_code == 404
            assert client.post(page).status_code == 404


def test_a_list_goes_its_way_by_the_pages(client, cast):
    client.force_login(cast.case_supervisor)
    page = reverse("support:registry", args=[cast.city.slug])
    assert client.get(page).status_code == 200
    wrong = io.BytesIO(b"%PDF")
    wrong.name = "x.pdf"
    assert client.post(page, {"sheet": wrong}).status_code == 422
    sheet = io.BytesIO(workbook(ROWS))
    sheet.name = "สพฐ.xlsx"

    answer = client.post(page, {"sheet": sheet})

    assert "สมมติ" not in answer["Location"]
    assert "ตัวเลขตรง" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"])
    client.post(answer["Location"])
    assert Concern.objects.count() == RegistryList.objects.get().n_new
