"""A report is drawn from the rows, shows what has moved, is signed for good, and is corrected by another."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from factories.ledger import spend
from factories.plans import (
    ActivityFactory,
    BudgetLineFactory,
    FundingSourceFactory,
    MilestoneFactory,
    WorkPlanFactory,
)
from factories.rows import EnrollmentFactory, OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.plans import actions
from mueang.apps.plans.enums import ActivityState, PlanState
from mueang.apps.plans.errors import (
    ChangedMeanwhile,
    CorrectionIsThere,
    EvidenceMoved,
    NotOfThisCity,
    NotSignedYet,
    NotYetAgreed,
    OutsideTheYear,
    ReportIsSigned,
    WordsNeeded,
)
from mueang.apps.plans.models import Evidence, PlanReport, SignedPlanReport, WorkPlan
from mueang.apps.plans.queries.plan_reports import (
    plan_report_page,
    reports_of_plan,
    shown_report,
    signed_reports_of,
)
from mueang.apps.plans.rules import visible_reports
from mueang.apps.reports.queries import digest_of
from mueang.methods.thai import Period

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def plan(cast):
    return WorkPlanFactory(city=cast.city, owner=cast.manager)


@pytest.fixture
def activity(cast, plan):
    """Two groups of people completed something: six in one, three in the other."""
    row = ActivityFactory(plan=plan, owner=cast.officer, title_th="ตลาดนัดสมมติ", n_people=40, state="running")
    for n_people in (6, 3):
        offering = OfferingFactory(city=cast.city, place=cast.place)
        EnrollmentFactory.create_batch(
            n_people, offering=offering, state="completed", enrolled_at=NOON, ended_at=NOON - timedelta(days=2)
        )
        actions.attach_evidence(
            activity=row, kind="completions", rows_of=offering.uuid, actor=cast.manager, now=NOON - timedelta(days=1)
        )
    return row


def begin(cast, plan, **said):
    told = {"title": "รายงานไตรมาสแรก", "period": QUARTER, "actor": cast.manager, "now": NOON}
    return actions.begin_report(plan=plan, **told | said)


def page_of(report, viewer, *, now=NOON):
    return plan_report_page(PlanReport.objects.get(pk=report.pk), viewer=viewer, now=now)


def sign(cast, report, *, now=NOON, **said):
    told = {"seen": page_of(report, cast.manager, now=now).seen, "actor": cast.manager, "now": now}
    return actions.sign_report(report=report, **told | said)


def test_a_report_is_drawn_from_what_ran_in_its_period_with_milestones_money_and_safe_counts(cast, plan, activity):
    overdue = MilestoneFactory(activity=activity, due_on=date(2026, 11, 1))
    MilestoneFactory(activity=activity, due_on=date(2026, 10, 10), done_on=date(2026, 10, 20))
    MilestoneFactory(activity=activity, due_on=date(2027, 5, 1))
    source = FundingSourceFactory(city=cast.city, amount_satang=None)
    BudgetLineFactory(activity=activity, source=source, amount_satang=90_000)
    spend(cast.city, satang=700_00, on=date(2026, 9, 30), key="a", funding=source.uuid, activity=activity.uuid)
    spend(cast.city, satang=100_00, on=date(2026, 10, 1), key="b", funding=source.uuid, activity=activity.uuid)
    spend(cast.city, satang=300_00, on=date(2027, 1, 1), key="c", funding=source.uuid, activity=activity.uuid)
    ActivityFactory(plan=plan, title_th="ปีหน้าสมมติ", starts_on=date(2027, 2, 1), ends_on=date(2027, 3, 1))

    told = shown_report(page_of(begin(cast, plan), cast.manager).content)

    assert [row["title_th"] for row in told["activities"]] == ["ตลาดนัดสมมติ"]
    row = told["activities"][0]
    assert [one["state"] for one in row["milestones"]] == ["reached_late", "late"]
    assert row["milestones"][1]["uuid"] == str(overdue.uuid)
    assert row["spent"] == {"within": 100_00, "until": 800_00}
    assert [(one["n"], one["state"]) for one in row["evidence"]] == [(6, "shown"), (None, "few")]
    assert [one["figure"] for one in told["reached"]] == ["6", "จำนวนน้อย จึงไม่แสดง"]
    assert told["money"][0] | {"kind_label": ""} == {
        "uuid": str(source.uuid),
        "name_th": source.name_th,
        "name_en": "",
        "kind": "grant",
        "kind_label": "",
        "there_is": None,
        "set_aside": 90_000,
        "within": 100_00,
        "until": 800_00,
    }
    assert [one["code"] for one in told["not_known"]] == ["few", "no_amount", "maybe_twice"]
    assert told["sums"]["n_late"] == 1


def test_what_is_late_since_before_the_period_is_told_and_what_was_done_before_is_not(cast, plan):
    early = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 31)}
    late = ActivityFactory(plan=plan, **early, n_people=None)
    ActivityFactory(plan=plan, **early, state=ActivityState.DONE)
    MilestoneFactory(activity=late, due_on=date(2026, 10, 15))
    MilestoneFactory(activity=late, due_on=date(2026, 10, 15), done_on=date(2026, 10, 16))

    report = begin(cast, plan, period=Period(date(2026, 11, 1), date(2026, 11, 30)))

    told = report.drawn["activities"]
    assert [(row["uuid"], row["is_late"]) for row in told] == [(str(late.uuid), True)]
    assert [one["state"] for one in told[0]["milestones"]] == ["late"]
    assert [row["code"] for row in report.drawn["not_known"]] == ["no_number"]


def test_a_report_of_one_source_tells_of_its_money_alone(cast, plan, activity):
    mine, other = FundingSourceFactory.create_batch(2, city=cast.city)
    BudgetLineFactory(activity=activity, source=mine, amount_satang=50_000)
    BudgetLineFactory(activity=activity, source=other, amount_satang=70_000)
    BudgetLineFactory(activity=ActivityFactory(plan=plan), source=other)
    spend(cast.city, on=date(2026, 10, 5), key="a", funding=other.uuid, activity=activity.uuid)

    report = begin(cast, plan, source=mine)

    assert [row["uuid"] for row in report.drawn["activities"]] == [str(activity.uuid)]
    assert [row["satang"] for row in report.drawn["activities"][0]["budget"]] == [50_000]
    assert report.drawn["activities"][0]["spent"] is None
    assert [row["name_th"] for row in report.drawn["money"]] == [mine.name_th]
    with pytest.raises(NotOfThisCity):
        begin(cast, plan, source=FundingSourceFactory(city=cast.elsewhere))


def test_only_who_writes_an_agreed_plan_begins_a_report_of_days_within_it(cast, plan):
    for member in (cast.officer, cast.auditor, cast.unit_officer, cast.learner):
        with pytest.raises(PermissionDenied):
            begin(cast, plan, actor=member)
    with pytest.raises(WordsNeeded):
        begin(cast, plan, title="  ")
    with pytest.raises(OutsideTheYear):
        begin(cast, plan, period=Period(date(2025, 10, 1), date(2026, 9, 30)))
    WorkPlan.objects.update(state=PlanState.DRAFT)
    with pytest.raises(NotYetAgreed):
        begin(cast, plan)
    assert not PlanReport.objects.exists()


def test_what_moved_is_told_and_keeps_a_report_from_being_signed_until_it_is_drawn_anew(cast, plan, activity):
    due = MilestoneFactory(activity=activity, due_on=date(2026, 11, 1), title_th="เปิดรับสมมติ")
    report = begin(cast, plan)
    assert page_of(report, cast.manager).moves == []
    seen = page_of(report, cast.manager).seen

    actions.reach_milestone(milestone=due, on=date(2026, 11, 20), actor=cast.manager)
    actions.report_progress(activity=activity, version=1, percent=50, actor=cast.manager)
    ActivityFactory(plan=plan, title_th="มาทีหลังสมมติ")
    spend(cast.city, on=date(2026, 10, 5), key="a", activity=activity.uuid)

    told = {(move.of, move.what): (move.before, move.now) for move in page_of(report, cast.manager).moves}
    assert told["ตลาดนัดสมมติ", "ความก้าวหน้า (ร้อยละ)"] == ("0", "50")
    assert told["ตลาดนัดสมมติ", "ใช้แล้ว"] == ("ยังไม่มีในบัญชี", "฿100")
    assert told["ตลาดนัดสมมติ", "เปิดรับสมมติ"][1].startswith("ถึงแล้วเมื่อ 20 พ.ย. 2569") or told["ตลาดนัดสมมติ", "เปิดรับสมมติ"][
        1
    ].startswith("ถึงช้า")
    assert ("มาทีหลังสมมติ", "กิจกรรม") in told
    with pytest.raises(EvidenceMoved):
        sign(cast, report, seen=seen)

    actions.draw_report(report=report, actor=cast.manager, now=NOON)
    signed = sign(cast, report)
    assert signed.content["figures"]["activities"][0]["percent"] == 50


def test_signing_counts_once_more_so_that_nobody_signs_a_count_of_yesterday(cast, plan, activity):
    report = begin(cast, plan)
    seen = page_of(report, cast.manager).seen
    Evidence.objects.get(n=6).activity.evidence.update(kind="sessions")

    with pytest.raises(EvidenceMoved):
        actions.sign_report(report=report, seen=seen, actor=cast.manager, now=NOON + timedelta(days=1))

    assert not SignedPlanReport.objects.exists()
    actions.recount_plan(plan=plan, now=NOON)
    assert [move.of for move in page_of(report, cast.manager).moves] != []


def test_a_word_written_by_a_colleague_meanwhile_is_read_before_signing(cast, plan, activity):
    report = begin(cast, plan)
    seen = page_of(report, cast.manager).seen
    actions.write_report(report=report, text="น้ำท่วมสองสัปดาห์", version=0, actor=cast.manager)

    with pytest.raises(EvidenceMoved):
        sign(cast, report, seen=seen)

    actions.write_report(report=report, activity=activity, text="สมัครเต็มเร็ว", version=0, actor=cast.manager)
    signed = sign(cast, report)
    assert signed.content["words"] == {"whole": "น้ำท่วมสองสัปดาห์", str(activity.uuid): "สมัครเต็มเร็ว"}
    assert signed.digest == digest_of(signed.content)
    assert Event.objects.filter(verb="plan.report_signed").get().facts["digest"] == signed.digest


def test_words_are_written_over_the_version_that_was_read(cast, plan, activity):
    report = begin(cast, plan)
    assert actions.write_report(report=report, text="  ", version=0, actor=cast.manager) is None
    first = actions.write_report(report=report, text="หนึ่ง", version=0, actor=cast.manager)
    same = actions.write_report(report=report, text="หนึ่ง\n", version=0, actor=cast.manager)

    with pytest.raises(ChangedMeanwhile):
        actions.write_report(report=report, text="สอง", version=0, actor=cast.manager)
    second = actions.write_report(report=report, text="สอง", version=1, actor=cast.manager)

    assert (first.pk, first.version, same.version, second.version) == (same.pk, 1, 1, 2)
    with pytest.raises(NotOfThisCity):
        actions.write_report(report=report, activity=ActivityFactory(), text="x", version=0, actor=cast.manager)
    with pytest.raises(PermissionDenied):
        actions.write_report(report=report, text="x", version=2, actor=cast.officer)


def test_a_signed_report_stays_as_it_was_and_its_correction_names_it(cast, plan, activity):
    report = begin(cast, plan)
    actions.write_report(report=report, text="ผิดไปหนึ่งคำ", version=0, actor=cast.manager)
    with pytest.raises(NotSignedYet):
        actions.correct_report(report=report, actor=cast.manager, now=NOON)
    signed = sign(cast, report)
    actions.report_progress(activity=activity, version=1, percent=90, actor=cast.manager)

    for act, said in (
        (actions.draw_report, {"now": NOON}),
        (actions.write_report, {"text": "x", "version": 1}),
        (actions.sign_report, {"seen": signed.digest, "now": NOON}),
        (actions.discard_report, {}),
    ):
        with pytest.raises(ReportIsSigned):
            act(report=report, actor=cast.manager, **said)
    later = page_of(report, cast.manager, now=NOON + timedelta(days=90))
    assert (later.content, later.moves, later.is_whole) == (signed.content, [], True)

    made = actions.correct_report(report=report, actor=cast.manager, now=NOON)
    with pytest.raises(CorrectionIsThere):
        actions.correct_report(report=report, actor=cast.manager, now=NOON)
    corrected = sign(cast, made)
    assert corrected.content["corrects"] == {
        "report": str(report.uuid),
        "title": "รายงานไตรมาสแรก",
        "signed_on": "2026-11-23",
        "digest": signed.digest,
    }
    assert corrected.content["words"] == {"whole": "ผิดไปหนึ่งคำ"}
    assert corrected.content["figures"]["activities"][0]["percent"] == 90
    assert page_of(report, cast.manager).correction == made
    SignedPlanReport.objects.filter(pk=signed.pk).update(content=signed.content | {"title": "แก้ทีหลัง"})
    assert not page_of(report, cast.manager).is_whole


def test_a_draft_is_thrown_away_and_its_correction_may_be_begun_again(cast, plan, activity):
    report = begin(cast, plan)
    sign(cast, report)
    made = actions.correct_report(report=report, actor=cast.manager, now=NOON)

    actions.discard_report(report=made, actor=cast.manager)

    assert list(PlanReport.objects.all()) == [report]
    assert actions.correct_report(report=report, actor=cast.manager, now=NOON).corrects == report


def test_others_see_signed_reports_of_shared_plans_and_a_funder_those_of_its_money(cast, plan, activity):
    fund = FundingSourceFactory(city=cast.city)
    BudgetLineFactory(activity=activity, source=fund)
    draft, whole = begin(cast, plan), begin(cast, plan)
    own = begin(cast, plan, source=fund)
    for row in (whole, own):
        sign(cast, row)

    assert {row.pk for row in visible_reports(cast.officer)} == {draft.pk, whole.pk, own.pk}
    assert not visible_reports(cast.unit_officer).exists()
    WorkPlan.objects.update(is_shared=True)
    assert {row.pk for row in visible_reports(cast.unit_officer)} == {whole.pk, own.pk}
    assert not visible_reports(cast.learner).exists()
    assert signed_reports_of(viewer=cast.manager, source=fund) == [own]
    made = actions.correct_report(report=own, actor=cast.manager, now=NOON)
    sign(cast, made)
    assert signed_reports_of(viewer=cast.manager, source=fund) == [made]


def test_who_may_not_count_children_reads_no_count_of_them_in_a_draft(cast, plan, activity):
    Evidence.objects.filter(n=6).update(kind="children", n=17)
    report = begin(cast, plan)
    report.drawn["activities"][0]["evidence"][0] |= {"kind": "children", "n": 17, "state": "shown"}
    report.save()

    read, shown = (shown_report(page_of(report, who).content) for who in (cast.manager, cast.officer))
    assert read["activities"][0]["evidence"][0]["told"] == "17"
    assert shown["activities"][0]["evidence"][0]["told"] == "เฉพาะผู้มีสิทธิ์ดูจำนวน"
    assert shown["activities"][0]["evidence"][0]["n"] is None


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_of_a_report_asks_the_same_however_many_activities_it_has(cast, plan, n, django_assert_num_queries):
    ActivityFactory.create_batch(n, plan=plan)
    begin(cast, plan)

    with django_assert_num_queries(10):
        (row,) = reports_of_plan(viewer=cast.manager, plan=plan)
        plan_report_page(row, viewer=cast.manager, now=NOON)
