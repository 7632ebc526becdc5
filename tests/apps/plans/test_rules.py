"""Who sees a city's work plan: its own people whole, others what is shared with them."""

from uuid import uuid4

import pytest

from cast import MEMBERS
from factories.plans import ActivityFactory, BudgetLineFactory, FundingSourceFactory, MilestoneFactory, WorkPlanFactory
from factories.rows import OrganizationFactory, UserFactory
from mueang.apps.accounts.enums import Permission, Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.accounts.rules import PERMISSIONS_OF, may_give
from mueang.apps.plans.enums import PlanState, ReportState
from mueang.apps.plans.models import PlanReport
from mueang.apps.plans.rules import (
    may_work,
    may_write,
    visible_activities,
    visible_milestones,
    visible_plans,
    visible_reports,
    visible_sources,
    workers_of,
)

pytestmark = pytest.mark.django_db

READERS = {"officer", "manager", "auditor"}


@pytest.fixture
def plan(cast):
    return WorkPlanFactory(city=cast.city, owner=cast.manager)


@pytest.fixture
def funder(monkeypatch):
    """Somebody who acts for a fund and holds nothing but what is shared."""
    monkeypatch.setitem(PERMISSIONS_OF, Role.KEEPER, frozenset({Permission.PLANS_SHARED}))
    fund, user = OrganizationFactory(city=None), UserFactory()
    RoleGrant.objects.create(user=user, role=Role.KEEPER, scope_kind=ScopeKind.ORGANIZATION, scope=fund.uuid)
    user.fund = fund
    return user


@pytest.mark.parametrize("member", MEMBERS)
def test_only_the_citys_own_people_see_a_plan_that_is_not_shared(cast, plan, member):
    viewer = getattr(cast, member)
    milestone = MilestoneFactory(activity__plan=plan)
    MilestoneFactory(activity__plan__city=cast.elsewhere, activity__plan__owner=cast.manager_elsewhere)

    sees = member in READERS
    assert (plan in visible_plans(viewer)) is sees
    assert (milestone.activity in visible_activities(viewer)) is sees
    assert (milestone in visible_milestones(viewer)) is sees
    assert may_write(viewer, cast.city) is (member == "manager")
    if sees:
        assert list(visible_plans(viewer)) == [plan]


def test_the_city_unit_sees_a_plan_once_it_is_shared_and_agreed(cast, plan):
    activity = ActivityFactory(plan=plan)
    plan.is_shared = True
    plan.save()
    assert list(visible_plans(cast.unit_officer)) == [plan]
    assert list(visible_activities(cast.unit_officer)) == [activity]
    assert not may_work(cast.unit_officer, activity, city=cast.city)

    plan.state = PlanState.DRAFT
    plan.save()
    assert not visible_plans(cast.unit_officer).exists()
    assert not visible_activities(cast.unit_officer).exists()


def test_a_funder_sees_of_a_shared_plan_what_its_own_money_pays(cast, plan, funder):
    mine, theirs = (
        FundingSourceFactory(city=cast.city, organization=fund)
        for fund in (funder.fund, OrganizationFactory(city=None))
    )
    paid, other = ActivityFactory(plan=plan), ActivityFactory(plan=plan)
    BudgetLineFactory(activity=paid, source=mine)
    BudgetLineFactory(activity=other, source=theirs)
    assert not visible_activities(funder).exists()

    plan.is_shared = True
    plan.save()

    assert list(visible_plans(funder)) == [plan]
    assert list(visible_activities(funder)) == [paid]
    assert list(visible_sources(funder)) == [mine]


def test_a_funder_sees_signed_reports_of_its_money_and_no_draft(cast, plan, funder):
    plan.is_shared = True
    plan.save()
    mine = FundingSourceFactory(city=cast.city, organization=funder.fund)
    said = {
        "plan": plan,
        "period_from": plan.period.starts_on,
        "period_to": plan.period.ends_on,
        "made_by": cast.manager,
    }
    signed, draft, whole = (
        PlanReport.objects.create(title=title, source=source, made_at=plan.made_at, **said)
        for title, source in (("signed", mine), ("draft", mine), ("whole", None))
    )
    PlanReport.objects.exclude(pk=draft.pk).update(state=ReportState.SIGNED)

    assert list(visible_reports(funder)) == [signed]
    assert set(visible_reports(cast.unit_officer)) == {signed, whole}
    assert set(visible_reports(cast.auditor)) == {signed, draft, whole}


def test_an_officer_works_their_own_activities_and_no_others(cast, plan):
    own, other = ActivityFactory(plan=plan, owner=cast.officer), ActivityFactory(plan=plan)

    assert may_work(cast.officer, own, city=cast.city)
    assert not may_work(cast.officer, other, city=cast.city)
    assert may_work(cast.manager, other, city=cast.city)
    assert not may_work(cast.auditor, own, city=cast.city)
    assert set(workers_of(cast.city)) == {cast.officer, cast.manager}


def test_the_city_unit_appoints_a_manager_whose_plan_it_does_not_read(cast):
    assert may_give(cast.unit_officer, Role.CITY_MANAGER, at=[cast.city.uuid])
    assert not may_give(cast.manager, Role.CITY_MANAGER, at=[uuid4()])
