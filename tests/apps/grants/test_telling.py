"""Whoever waits for the other side is told, in their language, and nothing more than needed."""

from __future__ import annotations

import pytest

from factories.grants import PDF, STARTS, TODAY, applied, entered, given, granted, spent
from mueang.apps.grants.actions import (
    decide_report,
    refuse_application,
    refuse_expense,
    return_application,
    reverse_expense,
    sign_report,
)
from mueang.apps.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return given(cast)


def told(user) -> list[str]:
    return [notice.subject for notice in Notice.objects.filter(user=user).order_by("pk")]


def test_a_decision_reaches_who_applied_and_who_signs_and_the_fund_hears_of_applications(here, cast):
    here.manager.language = "en"
    here.manager.save()
    returned, refused = applied(here, title="ก"), applied(here, title="ข")
    return_application(application=returned, words="เหตุผลลับ", actor=here.funder)
    refuse_application(application=refused, words="เหตุผลลับ", actor=here.funder)
    granted(here, title="ค")

    assert told(here.officer) == ["ส่งกลับให้แก้ไข: ก", "ไม่ได้รับทุน: ข", "ได้รับทุน: ค", "อนุมัติจ่ายเงินงวดแล้ว: ฿25,000"]
    assert told(here.manager)[:3] == ["To be corrected: ก", "Not granted: ข", "Granted: ค"]
    assert told(here.funder) == ["ข้อเสนอใหม่: ก", "ข้อเสนอใหม่: ข", "ข้อเสนอใหม่: ค", "ลงนามข้อตกลงแล้ว: ค"]
    for other in (cast.manager_elsewhere, cast.auditor, cast.case_worker, cast.stranger):
        assert told(other) == []
    assert not Notice.objects.filter(body__contains="เหตุผลลับ").exists()
    english = Notice.objects.filter(user=here.manager, subject__startswith="Granted").get()
    assert "/en/grants/applications/" in english.body


def test_who_entered_an_expense_hears_what_became_of_it_and_nobody_reads_of_whom_it_was_paid(here):
    grant = granted(here)
    Notice.objects.all().delete()
    wrong = spent(here, grant, satang=107_00)
    reverse_expense(expense=wrong, words="เหตุผลลับ", on=TODAY, actor=here.manager)
    refuse_expense(expense=entered(here, grant, satang=9_50), words="เหตุผลลับ", actor=here.manager)

    assert told(here.officer) == ["อนุมัติค่าใช้จ่ายแล้ว: ฿107", "กลับรายการค่าใช้จ่ายแล้ว: ฿107", "ค่าใช้จ่ายไม่ได้รับอนุมัติ: ฿9.50"]
    assert told(here.manager) == []
    said = " ".join(f"{notice.subject} {notice.body}" for notice in Notice.objects.all())
    for secret in (wrong.payee, wrong.words, "เหตุผลลับ"):
        assert secret not in said
    assert PDF.decode() not in said


def test_a_signed_report_reaches_the_fund_and_its_answer_the_one_who_signed(here):
    grant = granted(here)
    Notice.objects.all().delete()
    for is_accepted in (False, True):
        report = sign_report(grant=grant, period=(STARTS, TODAY), words="ทำแล้ว", actor=here.manager, today=TODAY)
        decide_report(report=report, is_accepted=is_accepted, words="แก้", actor=here.funder)

    assert told(here.funder) == ["รายงาน: ครูของเมือง"] * 2
    assert told(here.manager) == ["กองทุนส่งรายงานคืน: ครูของเมือง", "กองทุนรับรายงานแล้ว: ครูของเมือง"]
    assert told(here.officer) == []


def test_who_left_is_not_told(here):
    row = applied(here)
    here.officer.is_active = False
    here.officer.save()
    refuse_application(application=row, words="ไม่พอ", actor=here.funder)

    assert told(here.officer) == []
