"""The pages and files of a plan's reports, by those who write the plan, those who read it, and strangers."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.plans import (
    YEAR,
    ActivityFactory,
    BudgetLineFactory,
    FundingSourceFactory,
    MilestoneFactory,
    WorkPlanFactory,
)
from mueang.apps.plans import actions
from mueang.apps.plans.errors import EvidenceMoved
from mueang.apps.plans.models import PlanReport, WorkPlan
from mueang.apps.plans.queries.plan_reports import plan_report_page
from mueang.methods.thai import Period

pytestmark = pytest.mark.django_db

FILES = ("th.docx", "en.docx", "figures.xlsx")


@pytest.fixture
def plan(cast):
    return WorkPlanFactory(city=cast.city, owner=cast.manager)


@pytest.fixture
def activity(cast, plan):
    row = ActivityFactory(plan=plan, owner=cast.officer, title_th="ตลาดนัดเรียนรู้สมมติ", title_en="Invented fair")
    MilestoneFactory(activity=row, title_th="เปิดรับสมมติ", due_on=date(2026, 11, 1))
    return row


@pytest.fixture
def report(cast, plan, activity):
    period = Period(date(2026, 10, 1), date(2026, 12, 31))
    return actions.begin_report(
        plan=plan, title="รายงานไตรมาสแรก", period=period, actor=cast.manager, now=timezone.now()
    )


def at(cast, name, *arguments):
    return reverse(f"plans:{name}", args=[cast.city.slug, *arguments])


def page(client, address):
    return client.get(address).content.decode()


def signed(cast, report):
    seen = plan_report_page(report, viewer=cast.manager, now=timezone.now()).seen
    actions.sign_report(report=report, seen=seen, actor=cast.manager, now=timezone.now())
    return PlanReport.objects.get(pk=report.pk)


@pytest.mark.parametrize("member", MEMBERS)
def test_a_draft_is_there_for_the_citys_own_people_alone(client, cast, report, member):
    WorkPlan.objects.update(is_shared=True)
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    expected = 200 if member in {"officer", "manager", "auditor"} else 302 if member == "anonymous" else 404

    addresses = [at(cast, "report", report.uuid), at(cast, "report_file", report.uuid, "figures.xlsx")]

    assert {client.get(address).status_code for address in addresses} == {expected}


def test_a_report_is_begun_for_a_part_of_the_year_and_named_by_it(client, cast, plan, activity):
    source = FundingSourceFactory(city=cast.city, name_th="ทุนสมมติของฉัน")
    client.force_login(cast.manager)
    assert "จัดทำรายงาน" in page(client, at(cast, "reports", YEAR))
    begin = at(cast, "report_begin", YEAR)
    assert f'value="{source.uuid}" selected' in page(client, f"{begin}?source={source.uuid}")

    wrong = [
        client.post(begin, said).status_code
        for said in (
            {"part": "q9"},
            {"part": "own", "starts_on": "1/11/2569"},
            {"part": "own", "starts_on": "1/11/2569", "ends_on": "1/10/2569"},
            {"part": "own", "starts_on": "1/11/2560", "ends_on": "1/12/2560"},
        )
    ]
    made = client.post(begin, {"part": "q2", "source": str(source.uuid)})
    client.post(begin, {"part": "own", "starts_on": "๑/๑๑/๒๕๖๙", "ends_on": "30 พ.ย. 2569", "title": "เดือนเดียว"})
    client.post(begin, {"part": "year"})

    whole, own, quarter = PlanReport.objects.order_by("-pk")
    assert wrong == [422, 422, 422, 422]
    assert made.url == at(cast, "report", quarter.uuid)
    assert (quarter.period, quarter.source) == (Period(date(2027, 1, 1), date(2027, 3, 31)), source)
    assert quarter.title.startswith("รายงานผลการดำเนินงาน")
    assert quarter.title.endswith("ทุนสมมติของฉัน")
    assert (own.period, own.title) == (Period(date(2026, 11, 1), date(2026, 11, 30)), "เดือนเดียว")
    assert whole.period == plan.period
    listed = page(client, f"{at(cast, 'reports', YEAR)}?source={source.uuid}")
    assert str(quarter.uuid) in listed
    assert str(whole.uuid) not in listed


def test_what_moved_is_shown_taken_over_signed_and_corrected_by_pressing(client, cast, plan, activity, report):
    client.force_login(cast.manager)
    here = at(cast, "report", report.uuid)
    actions.report_progress(activity=activity, version=1, percent=40, actor=cast.manager)
    told = page(client, here)
    assert "สิ่งที่เปลี่ยนไปหลังจัดทำรายงาน" in told
    assert "disabled" in told

    early = client.post(at(cast, "report_settle", report.uuid, "sign"), {"seen": "x"}, follow=True)
    assert str(EvidenceMoved.says) in early.content.decode()
    client.post(at(cast, "report_settle", report.uuid, "draw"))
    assert "ข้อมูลยังไม่เปลี่ยนไปจากตอนจัดทำรายงาน" in page(client, here)
    client.post(at(cast, "report_words", report.uuid), {"version": 0, "text": "คำของเมืองสมมติ"})
    client.post(at(cast, "report_words_of", report.uuid, activity.uuid), {"version": 0, "text": "คำของกิจกรรมสมมติ"})
    seen = client.get(here).context["page"].seen
    client.post(at(cast, "report_settle", report.uuid, "sign"), {"seen": seen})

    told = page(client, here)
    assert seen[:16] in told
    assert "คำของเมืองสมมติ" in told
    assert "คำของกิจกรรมสมมติ" in told
    assert "<textarea" not in told
    made = client.post(at(cast, "report_settle", report.uuid, "correct"))
    correction = PlanReport.objects.get(corrects=report)
    assert made.url == at(cast, "report", correction.uuid)
    assert at(cast, "report", report.uuid) in page(client, made.url)
    assert at(cast, "report", correction.uuid) in page(client, here)
    client.post(at(cast, "report_settle", correction.uuid, "discard"))
    assert not PlanReport.objects.filter(corrects=report).exists()
    assert client.post(at(cast, "report_settle", report.uuid, "burn")).status_code == 404


def test_the_slower_of_two_writers_keeps_what_they_typed(client, cast, report):
    client.force_login(cast.manager)
    words = at(cast, "report_words", report.uuid)
    assert client.post(words, {"version": 0, "text": "ก่อน (สมมติ)"}).status_code == 302

    late = client.post(words, {"version": 0, "text": "หลัง (สมมติ)"})

    told = late.content.decode()
    assert late.status_code == 422
    assert "ก่อน (สมมติ)" in told
    assert "หลัง (สมมติ)" in told
    assert 'name="version" value="1"' in told
    assert client.post(words, {"version": "x", "text": "y"}).status_code == 422
    assert client.post(at(cast, "report_words_of", report.uuid, report.uuid), {"version": 0}).status_code == 404


def test_who_reads_the_plan_presses_nothing_in_its_reports(client, cast, report):
    client.force_login(cast.officer)

    told = page(client, at(cast, "report", report.uuid))

    assert "<textarea" not in told
    assert "report_settle" not in told
    for name, arguments in (("report_words", ()), ("report_settle", ("sign",)), ("report_settle", ("discard",))):
        assert client.post(at(cast, name, report.uuid, *arguments), {"version": 0}).status_code == 403
    assert client.get(at(cast, "report_begin", YEAR)).status_code == 403


def test_a_signed_report_is_read_by_the_city_unit_with_its_fingerprint(client, cast, report):
    WorkPlan.objects.update(is_shared=True)
    report = signed(cast, report)
    client.force_login(cast.unit_officer)

    told = page(client, at(cast, "report", report.uuid))

    assert report.signed.digest[48:] in told
    assert "รายงานไตรมาสแรก" in page(client, at(cast, "reports", YEAR))
    PlanReport.objects.get().signed.__class__.objects.update(digest="0" * 64)
    assert "ไม่ตรงกับที่ลงนาม" in page(client, at(cast, "report", report.uuid))


def test_files_say_what_the_report_says_in_either_language(client, cast, activity, report):
    BudgetLineFactory(activity=activity, source=FundingSourceFactory(city=cast.city, name_th="ทุนสมมติ"))
    actions.draw_report(report=report, actor=cast.manager, now=timezone.now())
    client.force_login(cast.manager)

    files = {form: client.get(at(cast, "report_file", report.uuid, form)).content for form in FILES}

    words = {form: zipfile.ZipFile(io.BytesIO(files[form])).read("word/document.xml").decode() for form in FILES[:2]}
    assert "ตลาดนัดเรียนรู้สมมติ" in words["th.docx"]
    assert "ฉบับร่าง" in words["th.docx"]
    assert "Invented fair" in words["en.docx"]
    assert "late, not reached (due 1 Nov 2026)" in words["en.docx"]
    book = openpyxl.load_workbook(io.BytesIO(files["figures.xlsx"]))
    assert len(book.worksheets) == 4
    assert [cell.value for cell in book.worksheets[2][2]][:4] == ["ทุนสมมติ", "เงินทุนสนับสนุน", 1_000_000, 50_000]
    assert book.worksheets[1]["C2"].value.date() == date(2026, 11, 1)
    for form in ("fr.pdf", "th.exe", "th"):
        assert client.get(at(cast, "report_file", report.uuid, form)).status_code == 404


def test_the_pdf_of_a_signed_report_is_the_same_bytes_each_time(client, cast, report):
    report = signed(cast, report)
    client.force_login(cast.auditor)
    address = at(cast, "report_file", report.uuid, "th.pdf")

    first, again = client.get(address).content, client.get(address).content

    assert first.startswith(b"%PDF")
    assert first == again


def test_the_list_is_a_workbook_with_every_fingerprint(client, cast, report):
    report = signed(cast, report)
    client.force_login(cast.manager)

    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{at(cast, 'reports', YEAR)}?format=xlsx").content))

    assert book.active["A2"].value == "รายงานไตรมาสแรก"
    assert book.active["G2"].value == report.signed.digest


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_and_a_report_ask_the_same_however_many_rows_they_have(
    client, cast, plan, n, django_assert_num_queries
):
    for number in range(n):
        ActivityFactory(plan=plan)
        MilestoneFactory(activity=plan.activities.last())
        report = actions.begin_report(
            plan=plan, title=f"{number}", period=plan.period, actor=cast.manager, now=timezone.now()
        )
    client.force_login(cast.manager)
    client.get(at(cast, "reports", YEAR))

    with django_assert_num_queries(6):
        client.get(at(cast, "reports", YEAR))
    with django_assert_num_queries(14):
        client.get(at(cast, "report", report.uuid))
