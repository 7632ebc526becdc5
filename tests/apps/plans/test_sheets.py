"""A plan from a workbook as offices keep it: read, shown cell by cell, written whole; sent again it changes nothing."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories.plans import (
    YEAR,
    ActivityFactory,
    BudgetLineFactory,
    FundingSourceFactory,
    MilestoneFactory,
    WorkPlanFactory,
)
from factories.rows import NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.plans import actions
from mueang.apps.plans.enums import PlanState, SheetState
from mueang.apps.plans.errors import NothingToWrite, PlanIsClosed, SheetDecided, SheetMoved
from mueang.apps.plans.models import Activity, BudgetLine, Milestone, PlanSheet, WorkPlan
from mueang.apps.plans.queries.sheet_changes import changes_of, seen_of
from mueang.apps.plans.queries.sheet_reading import read_plan_sheet
from mueang.lib.workbook import WorkbookError

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def plan(cast):
    return WorkPlanFactory(city=cast.city, owner=cast.manager)


@pytest.fixture
def source(cast):
    return FundingSourceFactory(city=cast.city, name_th="เทศบัญญัติสมมติ")


def book(rows, *, merges=(), title="แผน"):
    """A workbook whose first sheet holds these rows."""
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for cells in merges:
        made.active.merge_cells(cells)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def office(cast):
    """As a municipality's education division keeps it: titles, a header two rows deep, merged projects, Thai digits."""
    heads = ["ที่", "โครงการ/กิจกรรม", "วัตถุประสงค์", "กลุ่มเป้าหมาย", "งบประมาณ", None, "ระยะเวลา", "ผู้รับผิดชอบ", "ชุมชน"]
    who = str(cast.officer)
    below = [None, None, None, None, "แหล่งงบประมาณ", "จำนวนเงิน", None, None, None]
    rows = [
        ["แผนปฏิบัติการเมืองแห่งการเรียนรู้ ประจำปีงบประมาณ พ.ศ. ๒๕๗๐ (สมมติ)"],
        ["ยุทธศาสตร์ที่ ๑ การเรียนรู้ตลอดชีวิต"] * 9,
        heads,
        below,
        [
            1,
            "ครัวชุมชนสมมติ",
            "ให้ได้ทำอาหาร",
            "แม่บ้าน",
            "เทศบัญญัติสมมติ",
            "๕๐,๐๐๐.๕๐",
            "ต.ค. ๖๙ - ม.ค. ๗๐",
            who,
            "บ้านสมมติ",
        ],
        [2, "ห้องสมุดเคลื่อนที่สมมติ", "", "เด็กเล็ก", "ทุนที่ไม่มี", 9000, "1/11/2569 - 31/3/2570", "คนอื่น", "บ้านที่ไม่มี"],
        [3, "ปีก่อนสมมติ", "", "", "", "-", "1/11/2565 - 31/3/2566", "", ""],
        [None, "รวมทั้งสิ้น", "", "", "", 59000.5, "", "", ""],
    ]
    return book(rows, merges=("A1:I1", "A2:I2", "E3:F3"))


def stage(cast, plan, data, **said):
    lines = read_plan_sheet(data, name="แผน.xlsx")
    told = {"plan": plan, "file_name": "แผน.xlsx", "lines": lines, "actor": cast.manager, "now": NOON}
    return actions.stage_sheet(**told | said)


def changes(sheet):
    return changes_of(sheet.lines, plan=sheet.plan, today=TODAY)


def confirm(cast, sheet, **said):
    told = {"seen": seen_of(changes(sheet)), "actor": cast.manager, "now": NOON}
    return actions.confirm_sheet(sheet=sheet, **told | said)


def at(cast, name, *arguments):
    return reverse(f"plans:{name}", args=[cast.city.slug, *arguments])


def upload(client, cast, data, name="แผน.xlsx"):
    return client.post(at(cast, "sheet_add", YEAR), {"workbook": SimpleUploadedFile(name, data)})


def test_an_offices_own_form_is_read_with_the_cell_of_every_fault(cast, plan, source):
    here = NeighbourhoodFactory(city=cast.city, name_th="บ้านสมมติ")

    kitchen, library, past = changes(stage(cast, plan, office(cast)))

    assert (kitchen.state, kitchen.faults) == ("new", [])
    assert kitchen.said == {
        "title_th": "ครัวชุมชนสมมติ",
        "aim": "ให้ได้ทำอาหาร",
        "for_whom": "แม่บ้าน",
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2027, 1, 31),
        "owner": cast.officer,
    }
    assert (kitchen.places, kitchen.money) == ([here], [(source.pk, "other", 50_000_50)])
    assert library.state == "new"
    assert [one.address for one in library.faults] == ["H6", "I6", "E6"]
    assert (library.money, library.places, "owner" in library.said) == ([], None, False)
    assert past.state == "refused"
    assert [(one.address, one.refuses) for one in past.faults] == [("G7", True)]


def test_what_was_shown_is_written_once_and_the_same_file_again_changes_nothing(cast, plan, source):
    NeighbourhoodFactory(city=cast.city, name_th="บ้านสมมติ")
    sheet = confirm(cast, stage(cast, plan, office(cast)))

    kitchen = Activity.objects.get(title_th="ครัวชุมชนสมมติ")
    assert (sheet.state, sheet.n_written, sheet.lines) == (SheetState.CONFIRMED, 2, [])
    assert (kitchen.came_from_kind, kitchen.owner) == ("workbook", cast.officer)
    assert BudgetLine.objects.get().amount_satang == 50_000_50
    assert not Activity.objects.filter(title_th="ปีก่อนสมมติ").exists()
    before = Event.objects.count()

    again = stage(cast, plan, office(cast))
    assert [change.state for change in changes(again)] == ["same", "same", "refused"]
    with pytest.raises(NothingToWrite):
        confirm(cast, again)
    assert Event.objects.count() == before + 1
    assert Activity.objects.count() == 2
    with pytest.raises(SheetDecided):
        confirm(cast, sheet, seen="x")


def test_rows_of_one_merged_project_each_bring_their_money_and_their_milestone(cast, plan, source):
    other = FundingSourceFactory(city=cast.city, name_th="ทุนสมมติ")
    heads = ["กิจกรรม", "วันแรก", "วันสุดท้าย", "หมุดหมาย", "ครบกำหนด", "แหล่งงบประมาณ", "หมวดรายจ่าย", "งบประมาณ (บาท)"]
    rows = [
        heads,
        ["ตลาดสมมติ", date(2026, 11, 1), "๓๑ มี.ค. ๒๕๗๐", "เปิดรับ", "15 พ.ย. 69", "เทศบัญญัติสมมติ", "ค่าวัสดุ", 1000],
        [None, None, None, "ครึ่งทาง", date(2569, 12, 1), "ทุนสมมติ", "ค่าใช้สอย", "2,000 บาท"],
        [None, None, None, "ไม่มีวัน", None, "ทุนสมมติ", "ค่าหมวดที่ไม่มี", 5],
    ]
    sheet = stage(cast, plan, book(rows, merges=("A2:A4", "B2:B4", "C2:C4")))

    (change,) = changes(sheet)
    confirm(cast, sheet)

    assert [one.address for one in change.faults] == ["D4", "G4"]
    told = Milestone.objects.values_list("title_th", "due_on")
    assert list(told) == [("เปิดรับ", date(2026, 11, 15)), ("ครึ่งทาง", date(2026, 12, 1))]
    money = set(BudgetLine.objects.values_list("source", "category", "amount_satang"))
    assert money == {(source.pk, "materials", 100_000), (other.pk, "services", 200_000)}


def test_months_that_are_marked_say_the_days_of_an_activity(cast, plan):
    months = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
    rows = [
        ["ที่", "โครงการ", "สถานที่ดำเนินการ", "ปี ๒๕๖๙", None, None, "ปี ๒๕๗๐", *[None] * 8],
        [None, None, None, *months],
        [1, "งานวัดสมมติ", "", None, None, "/", "/", "/", *[None] * 7],
    ]

    (change,) = changes(stage(cast, plan, book(rows, merges=("D1:F1", "G1:O1"))))

    assert (change.said["starts_on"], change.said["ends_on"]) == (date(2026, 12, 1), date(2027, 2, 28))


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_export_is_edited_and_brought_back(client, cast, plan, source, language):
    row = ActivityFactory(
        plan=plan, title_th="ตลาดสมมติ", title_en="Fair", aim="บรรทัดหนึ่ง\nบรรทัดสอง" * 60, n_people=40, owner=cast.officer
    )
    row.neighbourhoods.set([NeighbourhoodFactory(city=cast.city)])
    MilestoneFactory(activity=row, title_th="เปิดรับ")
    BudgetLineFactory(activity=row, source=source, amount_satang=123_456_78)
    ActivityFactory(plan=plan)
    client.force_login(cast.manager)
    client.cookies["django_language"] = language
    address = reverse("plans:plan", args=[cast.city.slug, YEAR])
    data = client.get(address, {"format": "xlsx"}, headers={"Accept-Language": language}).content

    assert [change.state for change in changes(stage(cast, plan, data))] == ["same", "same"]
    edited = openpyxl.load_workbook(io.BytesIO(data))
    edited.worksheets[0]["B2"] = "ตลาดชื่อใหม่สมมติ"
    edited.worksheets[1]["C2"] = "๕ ธ.ค. ๒๕๖๙"
    edited.worksheets[2]["D2"] = 200
    written = io.BytesIO()
    edited.save(written)
    confirm(cast, stage(cast, plan, written.getvalue()))

    row.refresh_from_db()
    assert (row.title_th, row.title_en, row.n_people) == ("ตลาดชื่อใหม่สมมติ", "Fair", 40)
    assert row.milestones.get().due_on == date(2026, 12, 5)
    assert row.budget_lines.get().amount_satang == 200_00
    assert Activity.objects.count() == 2


def test_a_plan_that_changed_after_the_reader_looked_is_read_once_more(cast, plan, source):
    row = ActivityFactory(plan=plan, title_th="ครัวชุมชนสมมติ")
    sheet = stage(cast, plan, office(cast))
    seen = seen_of(changes(sheet))
    actions.change_activity(activity=row, version=1, actor=cast.manager, aim="ของเพื่อนร่วมงาน")

    with pytest.raises(SheetMoved):
        confirm(cast, sheet, seen=seen)

    row.refresh_from_db()
    assert row.aim == "ของเพื่อนร่วมงาน"
    assert Activity.objects.count() == 1


def test_a_closed_plan_takes_no_workbook(cast, plan, source):
    sheet = stage(cast, plan, office(cast))
    WorkPlan.objects.update(state=PlanState.CLOSED)

    for act, said in ((actions.confirm_sheet, {"seen": "x"}), (actions.discard_sheet, {})):
        with pytest.raises(PlanIsClosed):
            act(sheet=sheet, actor=cast.manager, now=NOON, **said)
    with pytest.raises(PlanIsClosed):
        stage(cast, plan, office(cast))
    assert not Activity.objects.exists()


def test_a_dropped_activity_and_a_row_without_a_name_are_left_out(cast, plan):
    actions.drop_activity(activity=ActivityFactory(plan=plan, title_th="เลิกแล้วสมมติ"), why="ไม่มีคน", actor=cast.manager)
    rows = [
        ["กิจกรรม", "วันแรก", "วันสุดท้าย", "จำนวนคน"],
        ["เลิกแล้วสมมติ", "1/11/2569", "1/12/2569", 5],
        [None, "1/11/2569", "1/12/2569", 5],
        ["ไม่มีวันสมมติ", None, None, "มากมาย"],
        ["กลับหลังสมมติ", "1/12/2569", "32/11/2569", "๑๒ คน"],
        ["สลับสมมติ", "1/12/2569", "1/11/2569", None],
    ]

    told = changes(stage(cast, plan, book(rows)))

    assert [change.state for change in told] == ["refused"] * 5
    assert [one.address for change in told for one in change.faults] == ["A2", "B3", "D4", "A4", "C5", "B5", "C6"]


def test_only_who_writes_the_plan_brings_a_workbook(client, cast, plan, source):
    sheet = stage(cast, plan, office(cast))
    for member in (cast.officer, cast.auditor, cast.learner):
        with pytest.raises(PermissionDenied):
            stage(cast, plan, office(cast), actor=member)
        with pytest.raises(PermissionDenied):
            confirm(cast, sheet, actor=member)
    client.force_login(cast.officer)
    assert client.get(at(cast, "sheet_add", YEAR)).status_code == 403
    assert client.get(at(cast, "sheet", sheet.uuid)).status_code == 403
    client.force_login(cast.learner)
    assert client.get(at(cast, "sheet", sheet.uuid)).status_code == 404


def test_a_workbook_is_sent_looked_at_confirmed_and_another_thrown_away(client, cast, plan, source):
    client.force_login(cast.manager)
    for data, name in ((b"<html>", "a.xls"), (book([["สวัสดี"], ["ไม่มีหัวตาราง"]]), "b.xlsx")):
        assert upload(client, cast, data, name).status_code == 422
    assert client.post(at(cast, "sheet_add", YEAR), {}).status_code == 422

    sent = upload(client, cast, office(cast))
    sheet = PlanSheet.objects.get()
    assert sent.url == at(cast, "sheet", sheet.uuid)
    assert at(cast, "sheet", sheet.uuid) in client.get(at(cast, "sheet_add", YEAR)).content.decode()
    told = client.get(sent.url)
    assert "ครัวชุมชนสมมติ" in told.content.decode()
    assert "H6" in told.content.decode()
    assert client.post(at(cast, "sheet_settle", sheet.uuid, "burn")).status_code == 404
    assert client.post(at(cast, "sheet_settle", sheet.uuid, "confirm"), {"seen": "x"}).url == sent.url
    written = client.post(at(cast, "sheet_settle", sheet.uuid, "confirm"), {"seen": told.context["seen"]})
    assert written.url == at(cast, "plan", YEAR)
    assert Activity.objects.count() == 2
    assert client.get(sent.url).status_code == 404
    other = upload(client, cast, office(cast)).url
    assert f"{other}confirm/" not in client.get(other).content.decode()
    client.post(f"{other}discard/")
    assert list(PlanSheet.objects.values_list("state", flat=True)) == ["discarded", "confirmed"]
    closed = upload(client, cast, b"\xef\xbb\xbf", "c.csv")
    assert closed.status_code == 422
    WorkPlan.objects.update(state=PlanState.CLOSED)
    assert upload(client, cast, office(cast)).status_code == 422


def test_a_workbook_without_end_is_refused(monkeypatch):
    rows = [["กิจกรรม", "วันแรก"], *[[f"กิจกรรม {n}", "1/11/2569"] for n in range(4)]]
    monkeypatch.setattr("mueang.apps.plans.queries.sheet_reading.MOST_LINES", 3)

    with pytest.raises(WorkbookError, match="too_many_rows"):
        read_plan_sheet(book(rows), name="a.xlsx")


@pytest.mark.parametrize("n", [1, 3])
def test_a_preview_asks_the_same_however_many_rows_it_has(cast, plan, n, django_assert_num_queries):
    rows = [["กิจกรรม", "วันแรก", "วันสุดท้าย"], *[[f"กิจกรรมที่ {k}", "1/11/2569", "1/12/2569"] for k in range(n)]]
    ActivityFactory.create_batch(n, plan=plan)
    sheet = stage(cast, plan, book(rows))

    with django_assert_num_queries(8):
        changes(sheet)
