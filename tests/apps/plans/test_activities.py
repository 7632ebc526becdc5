"""A plan is begun once a year; its activities are added, changed by one at a time, reported on and dropped."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from factories.plans import YEAR, ActivityFactory, FundingSourceFactory, MilestoneFactory, WorkPlanFactory
from factories.rows import NeighbourhoodFactory, OrganizationFactory
from mueang.apps.audit.models import Event
from mueang.apps.plans import actions
from mueang.apps.plans.actions import CameFrom
from mueang.apps.plans.enums import ActivityState, Category, Origin, PlanState
from mueang.apps.plans.errors import (
    CannotMove,
    ChangedMeanwhile,
    MoneyIsSpent,
    NameTaken,
    NothingPlanned,
    NotOfThisCity,
    NotYetAgreed,
    OutsideTheYear,
    PlanIsClosed,
    PlanIsThere,
    SourceInUse,
    WordsNeeded,
)
from mueang.apps.plans.models import Activity, WorkPlan
from mueang.apps.plans.queries import late_milestones

pytestmark = pytest.mark.django_db

DAYS = {"starts_on": date(2026, 11, 1), "ends_on": date(2027, 3, 31)}


@pytest.fixture
def plan(cast):
    return WorkPlanFactory(city=cast.city, owner=cast.manager)


@pytest.fixture
def activity(cast, plan):
    return ActivityFactory(plan=plan, owner=cast.officer)


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_a_city_has_one_plan_a_budget_year(cast):
    plan = actions.begin_plan(city=cast.city, year=YEAR, actor=cast.manager)

    assert plan.title_th == "แผนงานเมืองแห่งการเรียนรู้ ปีงบประมาณ 2570"
    assert (plan.period.starts_on, plan.period.ends_on) == (date(2026, 10, 1), date(2027, 9, 30))
    with pytest.raises(PlanIsThere):
        actions.begin_plan(city=cast.city, year=YEAR, actor=cast.manager)
    assert actions.plan_for_year(city=cast.city, year=YEAR, actor=cast.manager) == plan
    assert actions.plan_for_year(city=cast.city, year=YEAR + 1, actor=cast.manager).year == YEAR + 1
    with pytest.raises(PermissionDenied):
        actions.begin_plan(city=cast.city, year=YEAR + 2, actor=cast.officer)
    assert verbs() == ["plan.begun", "plan.begun"]


def test_an_activity_is_added_at_the_end_with_its_places_milestones_and_lineage(cast, plan):
    here = NeighbourhoodFactory(city=cast.city)
    origin = CameFrom(Origin.PRACTICE, plan.uuid)

    first = actions.add_activity(plan=plan, actor=cast.manager, title_th="ตลาดนัดเรียนรู้ (สมมติ)", **DAYS)
    second = actions.add_activity(
        plan=plan,
        actor=cast.manager,
        title_th=" ครัวตานี (สมมติ) ",
        owner=cast.officer,
        neighbourhoods=[here],
        milestones=[("เปิดรับสมัคร (สมมติ)", date(2026, 12, 1))],
        came_from=origin,
        n_people=40,
        **DAYS,
    )

    assert [(row.number, row.title_th) for row in (first, second)] == [(1, "ตลาดนัดเรียนรู้ (สมมติ)"), (2, "ครัวตานี (สมมติ)")]
    assert (first.owner, second.owner) == (cast.manager, cast.officer)
    assert list(second.neighbourhoods.all()) == [here]
    assert second.milestones.get().due_on == date(2026, 12, 1)
    assert (second.came_from_kind, second.came_from) == (Origin.PRACTICE, plan.uuid)


def test_an_activity_must_touch_its_year_and_be_of_its_city(cast, plan):
    def add(**said):
        return actions.add_activity(plan=plan, actor=cast.manager, **({"title_th": "สมมติ"} | DAYS | said))

    with pytest.raises(OutsideTheYear):
        add(starts_on=date(2027, 10, 1), ends_on=date(2027, 12, 1))
    with pytest.raises(OutsideTheYear):
        add(starts_on=date(2027, 4, 1))
    with pytest.raises(WordsNeeded):
        add(title_th="  ")
    with pytest.raises(NotOfThisCity):
        add(owner=cast.manager_elsewhere)
    with pytest.raises(NotOfThisCity):
        add(partner=OrganizationFactory(city=cast.elsewhere))
    with pytest.raises(NotOfThisCity):
        add(neighbourhoods=[NeighbourhoodFactory(city=cast.elsewhere)])
    with pytest.raises(TypeError):
        add(state="done")
    with pytest.raises(PermissionDenied):
        actions.add_activity(plan=plan, actor=cast.officer, title_th="สมมติ", **DAYS)
    assert not Activity.objects.exists()


def test_who_saves_second_is_told_who_saved_first(cast, activity):
    seen = activity.version
    actions.change_activity(activity=activity, version=seen, actor=cast.officer, aim="ให้คนในชุมชนได้เรียน (สมมติ)")

    with pytest.raises(ChangedMeanwhile) as refusal:
        actions.change_activity(activity=activity, version=seen, actor=cast.manager, aim="อีกแบบ (สมมติ)")
    assert str(cast.officer) in refusal.value.sentence
    with pytest.raises(ChangedMeanwhile):
        actions.report_progress(activity=activity, version=seen, percent=10, actor=cast.manager)

    activity.refresh_from_db()
    assert (activity.aim, activity.version) == ("ให้คนในชุมชนได้เรียน (สมมติ)", seen + 1)


def test_two_officers_at_once_leave_one_text_and_one_polite_refusal(cast_at_once):
    activity, officer, manager, at_once = cast_at_once

    def change(who, words):
        return lambda: actions.change_activity(activity=activity, version=1, actor=who, aim=words)

    told = at_once([change(officer, "หนึ่ง (สมมติ)"), change(manager, "สอง (สมมติ)")])

    assert sorted(type(one).__name__ for one in told) == ["Activity", "ChangedMeanwhile"]
    activity.refresh_from_db()
    assert activity.version == 2


@pytest.fixture
def cast_at_once(at_once):
    from cast import make_cast

    cast = make_cast()
    activity = ActivityFactory(plan=WorkPlanFactory(city=cast.city, owner=cast.manager), owner=cast.officer, number=1)
    return activity, cast.officer, cast.manager, at_once


def test_only_who_writes_the_plan_hands_an_activity_on(cast, activity):
    with pytest.raises(PermissionDenied):
        actions.change_activity(activity=activity, version=1, actor=cast.officer, owner=cast.manager)

    actions.change_activity(activity=activity, version=1, actor=cast.manager, owner=cast.manager, neighbourhoods=[])

    with pytest.raises(PermissionDenied):
        actions.change_activity(activity=activity, version=2, actor=cast.officer, aim="สมมติ")


def test_progress_moves_an_activity_and_a_draft_takes_none(cast, activity):
    def report(percent, version):
        row = actions.report_progress(activity=activity, version=version, percent=percent, actor=cast.officer)
        return row.state

    assert [report(30, 1), report(100, 2), report(0, 3)] == ["running", "done", "planned"]
    WorkPlan.objects.update(state=PlanState.DRAFT)
    with pytest.raises(NotYetAgreed):
        report(10, 4)
    WorkPlan.objects.update(state=PlanState.CLOSED)
    with pytest.raises(PlanIsClosed):
        report(10, 4)


def test_a_dropped_activity_says_why_and_is_taken_up_where_it_was(cast, activity):
    actions.report_progress(activity=activity, version=1, percent=40, actor=cast.officer)
    with pytest.raises(WordsNeeded):
        actions.drop_activity(activity=activity, why=" ", actor=cast.manager)
    with pytest.raises(PermissionDenied):
        actions.drop_activity(activity=activity, why="ไม่มีงบ (สมมติ)", actor=cast.officer)

    dropped = actions.drop_activity(activity=activity, why="ไม่มีงบ (สมมติ)", actor=cast.manager)
    assert dropped.state == ActivityState.DROPPED
    again = actions.take_up_activity(activity=activity, actor=cast.manager)
    assert (again.state, again.dropped_why) == (ActivityState.RUNNING, "")
    assert actions.take_up_activity(activity=activity, actor=cast.manager).version == again.version


def test_an_activity_is_struck_from_a_draft_only(cast, activity):
    with pytest.raises(MoneyIsSpent):
        actions.delete_activity(activity=activity, actor=cast.manager)
    WorkPlan.objects.update(state=PlanState.DRAFT)
    actions.delete_activity(activity=activity, actor=cast.manager)
    assert not Activity.objects.exists()


def test_a_plan_goes_forward_and_back_by_one_step(cast):
    plan = WorkPlanFactory(city=cast.city, owner=cast.manager, state=PlanState.DRAFT)
    with pytest.raises(NothingPlanned):
        actions.move_plan(plan=plan, to="agreed", actor=cast.manager)
    ActivityFactory(plan=plan)
    with pytest.raises(CannotMove):
        actions.move_plan(plan=plan, to="closed", actor=cast.manager)
    with pytest.raises(PermissionDenied):
        actions.move_plan(plan=plan, to="agreed", actor=cast.officer)

    for state in ("agreed", "running", "closed", "running", "agreed", "agreed", "draft"):
        plan = actions.move_plan(plan=plan, to=state, actor=cast.manager)

    assert (plan.state, plan.agreed_on) == ("draft", None)
    assert verbs() == ["plan.moved"] * 6


def test_sharing_is_recorded_once_and_undone(cast, plan):
    actions.share_plan(plan=plan, is_shared=True, actor=cast.manager)
    actions.share_plan(plan=plan, is_shared=True, actor=cast.manager)
    actions.share_plan(plan=plan, is_shared=False, actor=cast.manager)

    assert verbs() == ["plan.shared", "plan.unshared"]
    with pytest.raises(PermissionDenied):
        actions.share_plan(plan=plan, is_shared=True, actor=cast.auditor)


def test_what_the_plan_says_is_changed_over_the_version_that_was_read(cast, plan):
    said = {"title_th": "ใหม่ (สมมติ)", "title_en": "", "aim": "", "owner": cast.officer, "actor": cast.manager}
    actions.change_plan(plan=plan, version=1, **said)
    with pytest.raises(ChangedMeanwhile):
        actions.change_plan(plan=plan, version=1, **said)
    with pytest.raises(WordsNeeded):
        actions.change_plan(plan=plan, version=2, **said | {"title_th": ""})


def test_a_milestone_is_late_until_it_is_reached_and_again_once_that_is_taken_back(cast, activity):
    day = date(2026, 11, 23)
    row = actions.set_milestone(activity=activity, title_th="เปิด (สมมติ)", due_on=date(2026, 11, 1), actor=cast.officer)
    MilestoneFactory(activity__plan__city=cast.elsewhere)

    def late():
        return list(late_milestones(viewer=cast.manager, city=cast.city, today=day))

    assert late() == [row]
    actions.reach_milestone(milestone=row, on=day, note="ครบ (สมมติ)", actor=cast.officer)
    actions.reach_milestone(milestone=row, on=day, note="ครบ (สมมติ)", actor=cast.officer)
    assert late() == []
    actions.reopen_milestone(milestone=row, actor=cast.officer)
    assert late() == [row]
    actions.drop_activity(activity=activity, why="สมมติ", actor=cast.manager)
    assert late() == []
    actions.take_up_activity(activity=activity, actor=cast.manager)
    actions.set_milestone(activity=activity, milestone=row, title_th="เปิด (สมมติ)", due_on=day, actor=cast.officer)
    assert late() == []
    actions.delete_milestone(milestone=row, actor=cast.officer)
    actions.delete_milestone(milestone=row, actor=cast.officer)
    assert verbs().count("plan.milestone_reached") == 1


def test_a_milestone_is_set_by_who_works_the_activity_and_in_its_own_one(cast, plan, activity):
    other = MilestoneFactory(activity__plan=plan)
    words = {"title_th": "สมมติ", "due_on": date(2026, 12, 1)}
    with pytest.raises(NotOfThisCity):
        actions.set_milestone(activity=activity, milestone=other, actor=cast.officer, **words)
    with pytest.raises(PermissionDenied):
        actions.set_milestone(activity=other.activity, actor=cast.officer, **words)
    with pytest.raises(WordsNeeded):
        actions.set_milestone(activity=activity, actor=cast.officer, **words | {"title_th": ""})
    WorkPlan.objects.update(state=PlanState.DRAFT)
    with pytest.raises(NotYetAgreed):
        actions.reach_milestone(milestone=other, on=date(2026, 12, 1), actor=cast.manager)


def test_money_is_set_aside_replaced_and_struck_by_nothing(cast, activity):
    source = FundingSourceFactory(city=cast.city)

    def set_aside(amount, **said):
        return actions.set_budget(
            **({"activity": activity, "source": source, "category": "pay", "actor": cast.manager} | said),
            amount_satang=amount,
        )

    assert set_aside(100).category == Category.PAY
    assert set_aside(250).amount_satang == 250
    assert activity.budget_lines.get().amount_satang == 250
    assert set_aside(0) is None
    assert not activity.budget_lines.exists()
    with pytest.raises(ValueError, match="less than nothing"):
        set_aside(-1)
    with pytest.raises(NotOfThisCity):
        set_aside(5, source=FundingSourceFactory(city=cast.elsewhere))
    with pytest.raises(PermissionDenied):
        set_aside(5, actor=cast.officer)


def test_a_source_bears_one_name_in_a_city_and_stays_while_it_pays(cast, activity):
    fund = OrganizationFactory(city=None)
    said = {
        "city": cast.city,
        "kind": "grant",
        "starts_on": date(2026, 10, 1),
        "organization": fund,
        "actor": cast.manager,
    }
    source = actions.add_source(name_th="ทุนสมมติ ก", **said)
    with pytest.raises(NameTaken):
        actions.add_source(name_th="ทุนสมมติ ก", **said)
    with pytest.raises(NotOfThisCity):
        actions.add_source(name_th="ข", **said | {"organization": OrganizationFactory(city=cast.elsewhere)})
    with pytest.raises(PermissionDenied):
        actions.add_source(name_th="ข", **said | {"actor": cast.officer})

    actions.change_source(source=source, actor=cast.manager, amount_satang=900)
    actions.set_budget(activity=activity, source=source, category="other", amount_satang=5, actor=cast.manager)
    with pytest.raises(SourceInUse):
        actions.delete_source(source=source, actor=cast.manager)
    actions.set_budget(activity=activity, source=source, category="other", amount_satang=0, actor=cast.manager)
    with pytest.raises(PermissionDenied):
        actions.delete_source(source=source, actor=cast.officer)
    actions.delete_source(source=source, actor=cast.manager)
    assert not cast.city.funding_sources.exists()
