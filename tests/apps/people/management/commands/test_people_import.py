"""Importing from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from factories.people import KnownPersonFactory, person_row, workbook
from mueang.apps.people.enums import RosterState
from mueang.apps.people.models import Person, Roster

MALI = "นางสาวมาลี ใจดี"


@pytest.fixture
def run(cast, tmp_path):
    def go(*rows, data=None, **options):
        path = tmp_path / "รายชื่อ.xlsx"
        path.write_bytes(workbook(*rows) if data is None else data)
        said = StringIO()
        call_command("people_import", path, **({"city": cast.city.slug} | options), stdout=said)
        return said.getvalue()

    return go


def test_without_confirm_the_faults_are_printed_by_cell_and_nothing_is_kept(run):
    before = Person.objects.count()

    said = run(person_row(1, phone="0812"), person_row(2), person_row(2))

    for word in ("C2:", "4 หลัก", "บุคคลเดียวกับแถว 3", "พร้อม 1", "ต้องแก้ไข 1", "ซ้ำในไฟล์ 1", "--confirm"):
        assert word in said
    assert "สมมติ" not in said
    assert Person.objects.count() == before
    assert Roster.objects.get().state == RosterState.DISCARDED


def test_confirm_adds_everybody_once_no_row_is_wrong(run, cast):
    said = run(person_row(1), person_row(2), confirm=True, actor="officer")

    assert "มีรายชื่อทั้งหมด 2 คน เพิ่มใหม่ 2 คน" in said
    assert Roster.objects.get().confirmed_by == cast.officer


def test_confirm_with_a_wrong_row_adds_nobody(run):
    before = Person.objects.count()

    with pytest.raises(CommandError, match="ยังมี 1 แถว"):
        run(person_row(1), person_row(2, phone="0812"), confirm=True)

    assert Person.objects.count() == before
    assert Roster.objects.get().state == RosterState.DISCARDED


def test_duplicates_are_skipped_and_known_persons_used_when_told_so(run, cast):
    KnownPersonFactory(city=cast.city, family_name="ใจดี")
    rows = (person_row(1, name=MALI, born=""), person_row(2), person_row(2))
    assert "มีในทะเบียนของเมืองนี้แล้ว" in run(*rows)

    said = run(*rows, confirm=True, skip_duplicates=True, use_known=True)

    assert "มีรายชื่อทั้งหมด 2 คน เพิ่มใหม่ 1 คน" in said


def test_a_list_without_a_header_points_to_the_page(run):
    assert "หน้าเว็บ" in run(data=workbook(("มาลี ใจดี",), header=("สมชาย ใจดี",)))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"city": "nowhere"}, "ไม่มีเมือง"),
        ({"actor": "nobody"}, "ไม่มีบัญชีผู้ใช้"),
        ({"sheet": "ไม่มี"}, "ไม่มีแผ่นงาน"),
        ({"data": b"%PDF"}, "ไม่ใช่ตารางข้อมูล"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(run, options, said):
    with pytest.raises(CommandError, match=said):
        run(person_row(1), **options)

    assert not Roster.objects.exists()


def test_a_file_that_is_not_there_or_too_large_is_refused_before_reading(run, cast, tmp_path, settings):
    with pytest.raises(CommandError, match="อ่านไฟล์ไม่ได้"):
        call_command("people_import", tmp_path / "none.xlsx", city=cast.city.slug)
    settings.UPLOAD_LIMIT_BYTES = 1_000
    with pytest.raises(CommandError, match="เกินกำหนด"):
        run(data=b"0" * 2_000)
