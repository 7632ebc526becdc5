"""The pages of a work plan: a plan is begun, written, worked and looked at by those who may."""

import io
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
from factories.rows import EnrollmentFactory, NeighbourhoodFactory, OfferingFactory, OrganizationFactory
from mueang.apps.plans import actions
from mueang.apps.plans.models import Activity, Evidence, FundingSource, WorkPlan
from mueang.apps.plans.queries import budget_year_of

pytestmark = pytest.mark.django_db

PAGES = ("plan", "timeline", "calendar", "money")


@pytest.fixture
def plan(cast):
    return WorkPlanFactory(city=cast.city, owner=cast.manager)


@pytest.fixture
def activity(cast, plan):
    return ActivityFactory(plan=plan, owner=cast.officer, title_th="ตลาดนัดเรียนรู้สมมติ")


def at(cast, name, *arguments):
    return reverse(f"plans:{name}", args=[cast.city.slug, *arguments])


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("member", MEMBERS)
def test_a_plan_that_is_not_shared_is_there_for_the_citys_own_people_alone(client, cast, activity, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    expected = 200 if member in {"officer", "manager", "auditor"} else 302 if member == "anonymous" else 404
    addresses = [at(cast, "home"), at(cast, "sources"), at(cast, "activity", activity.uuid)]
    addresses += [at(cast, name, YEAR) for name in PAGES]

    assert {client.get(address).status_code for address in addresses} == {expected}


def test_the_city_unit_reads_what_is_shared_and_presses_nothing(client, cast, activity):
    WorkPlan.objects.update(is_shared=True)
    client.force_login(cast.unit_officer)

    told = page(client, at(cast, "plan", YEAR))

    assert "ตลาดนัดเรียนรู้สมมติ" in told
    assert at(cast, "activity_add", YEAR) not in told
    for name, arguments in (("progress", [activity.uuid]), ("budget", [activity.uuid]), ("share", [YEAR])):
        assert client.post(at(cast, name, *arguments), {"version": 1, "percent": 5}).status_code == 403
    assert client.get(at(cast, "begin")).status_code == 403


def test_an_empty_city_is_told_how_to_begin_and_begins_from_a_template(client, cast):
    client.force_login(cast.manager)
    assert "แม่แบบปีแรกของเมืองแห่งการเรียนรู้" in page(client, at(cast, "home"))
    year = budget_year_of(timezone.localdate())

    wrong = client.post(at(cast, "begin"), {"year": "2400", "start": ""})
    made = client.post(at(cast, "begin"), {"year": str(year + 543), "start": "first-year"})
    again = client.post(at(cast, "begin"), {"year": str(year), "start": ""})

    assert (wrong.status_code, again.status_code) == (422, 422)
    assert made.url == at(cast, "plan", year)
    plan = WorkPlan.objects.get()
    assert plan.activities.count() == 4
    assert plan.activities.first().milestones.count() == 2
    copied = client.post(at(cast, "begin"), {"year": str(year + 1), "start": f"plan-{year}"})
    assert copied.status_code == 302
    later = WorkPlan.objects.get(year=year + 1)
    assert [row.starts_on.year - 1 for row in later.activities.all()] == [
        row.starts_on.year for row in plan.activities.all()
    ]
    assert later.came_from == plan.uuid


def test_a_plan_is_changed_moved_on_and_shared_by_pressing(client, cast, plan, activity):
    client.force_login(cast.manager)
    said = {"version": 1, "title_th": "แผนใหม่ (สมมติ)", "owner": str(cast.manager.uuid), "aim": "เปิดให้ทุกคน (สมมติ)"}

    assert client.post(at(cast, "change", YEAR), said).status_code == 302
    late = client.post(at(cast, "change", YEAR), said)
    assert late.status_code == 422
    assert 'name="version" value="2"' in late.content.decode()
    assert client.post(at(cast, "change", YEAR), said | {"version": 2, "title_th": "  "}).status_code == 422
    client.post(at(cast, "move", YEAR, "closed"))
    client.post(at(cast, "share", YEAR), {"shared": "yes"})

    plan.refresh_from_db()
    assert (plan.state, plan.is_shared, plan.title_th) == ("closed", True, "แผนใหม่ (สมมติ)")
    assert client.post(at(cast, "move", YEAR, "nowhere")).status_code == 404
    assert client.post(at(cast, "activity_add", YEAR), words(cast)).status_code == 422
    client.post(at(cast, "share", YEAR), {"shared": "no"})
    assert not WorkPlan.objects.get().is_shared


def words(cast, **said):
    told = {
        "version": 1,
        "title_th": "ครัวตานีสมมติ",
        "owner": str(cast.officer.uuid),
        "starts_on": "๑/๑๑/๒๕๖๙",
        "ends_on": "31/3/2570",
        "n_people": "๔๐",
    }
    return told | said


def test_an_activity_is_added_and_changed_and_the_slower_keeps_what_they_typed(client, cast, plan):
    here = NeighbourhoodFactory(city=cast.city)
    fund = OrganizationFactory(city=cast.city)
    client.force_login(cast.manager)
    said = words(cast, neighbourhoods=[here.code], partner=str(fund.uuid))

    assert client.post(at(cast, "activity_add", YEAR), words(cast, ends_on="1/10/2569")).status_code == 422
    assert (
        client.post(at(cast, "activity_add", YEAR), words(cast, starts_on="1/11/2571", ends_on="1/12/2571")).status_code
        == 422
    )
    assert client.post(at(cast, "activity_add", YEAR), said).status_code == 302
    row = Activity.objects.get()
    assert (row.starts_on, row.ends_on, row.n_people) == (date(2026, 11, 1), date(2027, 3, 31), 40)
    assert (row.partner, list(row.neighbourhoods.all())) == (fund, [here])

    change = at(cast, "activity_change", row.uuid)
    assert "1/11/2569" in page(client, change)
    assert client.post(change, said | {"aim": "หนึ่ง (สมมติ)"}).status_code == 302
    late = client.post(change, said | {"aim": "สอง (สมมติ)"})
    told = late.content.decode()
    assert late.status_code == 422
    assert "หนึ่ง (สมมติ)" in told
    assert "สอง (สมมติ)" in told
    assert client.post(change, said | {"aim": "สอง (สมมติ)", "version": 2}).status_code == 302
    row.refresh_from_db()
    assert row.aim == "สอง (สมมติ)"
    assert (
        client.post(change, said | {"version": 3, "starts_on": "1/11/2571", "ends_on": "1/12/2571"}).status_code == 422
    )


def test_its_owner_works_an_activity_and_leaves_the_others_alone(client, cast, plan, activity):
    other = ActivityFactory(plan=plan, owner=cast.manager)
    client.force_login(cast.officer)
    here = at(cast, "activity", activity.uuid)

    client.post(at(cast, "progress", activity.uuid), {"version": 1, "percent": "๔๐", "note": "ครึ่งทาง (สมมติ)"})
    clash = client.post(at(cast, "progress", activity.uuid), {"version": 1, "percent": "60", "note": "x"})
    wrong = client.post(at(cast, "progress", activity.uuid), {"version": 2, "percent": "400"})
    client.post(at(cast, "milestone_add", activity.uuid), {"title_th": "เปิด (สมมติ)", "due_on": "1/11/2569"})
    assert client.post(at(cast, "milestone_add", activity.uuid), {"title_th": "", "due_on": "x"}).status_code == 422
    row = activity.milestones.get()
    client.post(at(cast, "milestone", activity.uuid, row.uuid, "reach"))
    reached = page(client, here)
    client.post(at(cast, "milestone", activity.uuid, row.uuid, "reopen"))
    client.post(at(cast, "milestone", activity.uuid, row.uuid, "delete"))

    activity.refresh_from_db()
    assert (activity.progress_percent, clash.status_code, wrong.status_code) == (40, 422, 422)
    assert "ครึ่งทาง (สมมติ)" in reached
    assert not activity.milestones.exists()
    assert client.post(at(cast, "progress", other.uuid), {"version": 1, "percent": 1}).status_code == 403
    assert client.post(at(cast, "settle", activity.uuid, "drop"), {"why": "x"}).status_code == 403
    assert client.post(at(cast, "budget", activity.uuid), {}).status_code == 403
    assert client.post(at(cast, "milestone", activity.uuid, other.uuid, "reach")).status_code == 404
    left = MilestoneFactory(activity=activity)
    assert client.post(at(cast, "milestone", activity.uuid, left.uuid, "burn")).status_code == 404
    WorkPlan.objects.update(state="draft")
    client.post(at(cast, "progress", activity.uuid), {"version": 2, "percent": 50})
    assert Activity.objects.get(pk=activity.pk).progress_percent == 40


def test_an_activity_is_dropped_taken_up_and_struck_by_who_writes_the_plan(client, cast, plan, activity):
    client.force_login(cast.manager)
    for step, said in (("drop", {"why": "ไม่มีงบ (สมมติ)"}), ("take-up", {}), ("delete", {})):
        client.post(at(cast, "settle", activity.uuid, step), said)
    assert Activity.objects.get().state == "planned"
    assert client.post(at(cast, "settle", activity.uuid, "burn")).status_code == 404
    WorkPlan.objects.update(state="draft")
    assert client.post(at(cast, "settle", activity.uuid, "delete")).url == at(cast, "plan", YEAR)


def test_money_is_written_down_set_aside_and_struck(client, cast, activity):
    fund = OrganizationFactory(city=None)
    client.force_login(cast.manager)
    said = {
        "kind": "grant",
        "name_th": "ทุนสมมติ ก",
        "organization": str(fund.uuid),
        "amount": "๑๐๐,๐๐๐",
        "starts_on": "1/10/2569",
    }
    assert client.post(at(cast, "source_add"), said | {"organization": ""}).status_code == 422
    assert client.post(at(cast, "source_add"), said | {"ends_on": "1/10/2568"}).status_code == 422
    assert client.post(at(cast, "source_add"), said).status_code == 302
    assert client.post(at(cast, "source_add"), said).status_code == 422
    source = FundingSource.objects.get()
    assert source.amount_satang == 10_000_000
    assert "100000" in page(client, at(cast, "source", source.uuid))
    client.post(at(cast, "source", source.uuid), said | {"name_en": "Invented fund"})

    assert client.post(at(cast, "budget", activity.uuid), {"source": "x"}).status_code == 422
    client.post(at(cast, "budget", activity.uuid), {"source": source.uuid, "category": "pay", "amount": "150,000"})
    told = page(client, at(cast, "money", YEAR))
    assert "จัดสรรเกินวงเงิน" in told
    assert "฿150,000" in told
    file = openpyxl.load_workbook(io.BytesIO(client.get(at(cast, "money", YEAR), {"format": "xlsx"}).content))
    assert list(file.active.values)[1][3] == 150_000
    client.post(at(cast, "source_delete", source.uuid))
    assert FundingSource.objects.exists()
    client.post(at(cast, "budget", activity.uuid), {"source": source.uuid, "category": "pay", "amount": "0"})
    client.post(at(cast, "source_delete", source.uuid))
    client.post(at(cast, "source_delete", source.uuid))
    assert not FundingSource.objects.exists()
    assert client.get(at(cast, "source", source.uuid)).status_code == 404


def test_rows_are_chosen_and_pointed_at(client, cast, activity, settings, tmp_path):
    settings.PHOTO_DIR = tmp_path
    offering = OfferingFactory(city=cast.city, place=cast.place, starts_on=date(2026, 10, 5), ends_on=date(2026, 11, 5))
    EnrollmentFactory(offering=offering)
    client.force_login(cast.officer)
    attach = at(cast, "attach", activity.uuid, "sessions")
    said = {"rows": [str(offering.uuid), "all"], "starts_on": "1/10/2569", "ends_on": "30/9/2570"}

    assert str(offering.uuid) in page(client, attach)
    assert client.post(attach, said | {"ends_on": "1/9/2569"}).status_code == 422
    assert client.post(attach, said).status_code == 302
    client.post(attach, said)
    assert Evidence.objects.count() == 2
    assert client.get(at(cast, "attach", activity.uuid, "children")).status_code == 404
    assert "ยังไม่มีรายการให้อ้างถึง" in page(client, at(cast, "attach", activity.uuid, "release"))

    row = Evidence.objects.first()
    client.post(at(cast, "evidence_settle", activity.uuid, row.uuid, "withdraw"))
    assert "นำกลับมา" in page(client, at(cast, "activity", activity.uuid))
    client.post(at(cast, "evidence_settle", activity.uuid, row.uuid, "restore"))
    assert Evidence.objects.standing().count() == 2
    assert client.post(at(cast, "evidence_settle", activity.uuid, row.uuid, "burn")).status_code == 404


def test_a_picture_is_shown_to_those_who_see_the_activity(client, cast, activity, settings, tmp_path):
    from PIL import Image

    settings.PHOTO_DIR = tmp_path
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(written, "JPEG")
    client.force_login(cast.officer)
    add = at(cast, "picture_add", activity.uuid)
    assert client.post(add, {"picture": io.BytesIO(b"no"), "words_th": "สมมติ"}).status_code == 422
    assert client.post(add, {"picture": io.BytesIO(written.getvalue()), "words_th": "ศาลาสมมติ"}).status_code == 302

    row = Evidence.objects.get()
    told = client.get(at(cast, "picture", activity.uuid, row.uuid))
    assert told["Content-Type"] == "image/webp"
    assert 'alt="ศาลาสมมติ"' in page(client, at(cast, "activity", activity.uuid))
    client.force_login(cast.unit_officer)
    assert client.get(at(cast, "picture", activity.uuid, row.uuid)).status_code == 404
    client.force_login(cast.officer)
    actions.attach_evidence(activity=activity, kind="sessions", actor=cast.officer)
    other = Evidence.objects.exclude(pk=row.pk).get()
    assert client.get(at(cast, "picture", activity.uuid, other.uuid)).status_code == 404


def test_children_are_counted_for_those_who_count_and_named_for_nobody(client, cast, activity):
    actions.attach_evidence(activity=activity, kind="children", actor=cast.manager)
    Evidence.objects.update(n=7)
    client.force_login(cast.manager)
    assert '<strong class="num">7</strong>' in page(client, at(cast, "activity", activity.uuid))
    client.force_login(cast.auditor)
    told = page(client, at(cast, "activity", activity.uuid))
    assert '<strong class="num">7</strong>' not in told
    assert "เฉพาะผู้มีสิทธิ์ดูจำนวน" in told


def test_a_funder_sees_its_own_money_of_an_activity_that_others_pay_too(client, cast, plan, activity):
    from factories.rows import RoleGrantFactory
    from mueang.apps.accounts.enums import Role, ScopeKind

    WorkPlan.objects.update(is_shared=True)
    fund = OrganizationFactory(city=None)
    mine = FundingSourceFactory(city=cast.city, organization=fund, name_th="ทุนของฉัน")
    BudgetLineFactory(activity=activity, source=mine, amount_satang=700_000)
    BudgetLineFactory(activity=activity, source__city=cast.city, source__name_th="ทุนของผู้อื่น")
    funder = RoleGrantFactory(role=Role.FUNDER, scope_kind=ScopeKind.ORGANIZATION, scope=fund.uuid, city=None).user
    client.force_login(funder)

    for name in ("plan", "money"):
        told = page(client, at(cast, name, YEAR))
        assert "ทุนของฉัน" in told
        assert "ทุนของผู้อื่น" not in told
    assert "ทุนของผู้อื่น" not in page(client, at(cast, "activity", activity.uuid))


def test_activities_are_filtered_and_taken_away_as_excel(client, cast, plan, activity):
    here = NeighbourhoodFactory(city=cast.city)
    other = ActivityFactory(plan=plan, owner=cast.manager, title_th="ครัวตานีสมมติ", ends_on=date(2027, 9, 30))
    other.neighbourhoods.add(here)
    source = BudgetLineFactory(activity=other, source__city=cast.city).source
    WorkPlan.objects.update(year=2020)
    Activity.objects.filter(pk=activity.pk).update(starts_on=date(2019, 10, 1), ends_on=date(2019, 12, 1))
    client.force_login(cast.auditor)

    def names(**asked):
        content = client.get(at(cast, "plan", 2020), asked | {"format": "xlsx"}).content
        return [row[1] for row in list(openpyxl.load_workbook(io.BytesIO(content)).active.values)[1:]]

    both = ["ตลาดนัดเรียนรู้สมมติ", "ครัวตานีสมมติ"]
    assert names() == both
    assert (
        names(owner=str(cast.manager.uuid))
        == names(neighbourhood=here.code)
        == names(source=str(source.uuid))
        == both[1:]
    )
    assert names(late="1") == both[:1]
    assert "ไม่มีกิจกรรมที่ตรงเงื่อนไข" in page(client, at(cast, "plan", 2020) + "?owner=nobody")


@pytest.mark.parametrize("n", [1, 3])
def test_pages_ask_the_same_number_of_questions_however_many_rows(client, cast, plan, n, django_assert_num_queries):
    for number in range(1, n + 1):
        row = ActivityFactory(plan=plan, owner=cast.officer, number=number)
        row.neighbourhoods.add(NeighbourhoodFactory(city=cast.city))
        MilestoneFactory.create_batch(n, activity=row)
        BudgetLineFactory(activity=row, source__city=cast.city)
        actions.attach_evidence(activity=row, kind="sessions", actor=cast.manager)
        WorkPlanFactory(city=cast.city, owner=cast.manager, year=YEAR + number)
    client.force_login(cast.manager)
    counted = {"home": 5, "plan": 10, "timeline": 10, "calendar": 10, "money": 11}

    for name, expected in counted.items():
        with django_assert_num_queries(expected):
            client.get(at(cast, name, YEAR) if name in PAGES else at(cast, name))
    with django_assert_num_queries(12):
        client.get(at(cast, "activity", row.uuid))
