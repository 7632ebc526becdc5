"""Invented work plans: the smallest rows that are true."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from factories.rows import CityFactory, OrganizationFactory, UserFactory
from mueang.apps.plans.enums import Category, PlanState, SourceKind
from mueang.apps.plans.models import Activity, BudgetLine, FundingSource, Milestone, WorkPlan

YEAR = 2027
OWN_YEAR = (date(2026, 10, 1), date(2027, 9, 30))


class WorkPlanFactory(DjangoModelFactory):
    """The plan of budget year 2570, at work; pass `city` and `owner`."""

    class Meta:
        model = WorkPlan

    city = factory.SubFactory(CityFactory)
    year = YEAR
    title_th = "แผนงานสมมติ ปีงบประมาณ 2570"
    title_en = "Invented plan, budget year 2027"
    owner = factory.SubFactory(UserFactory)
    changed_by = factory.SelfAttribute("owner")
    state = PlanState.RUNNING


class ActivityFactory(DjangoModelFactory):
    """An activity of the first quarter; its owner is the plan's."""

    class Meta:
        model = Activity

    plan = factory.SubFactory(WorkPlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    title_th = factory.Sequence(lambda n: f"กิจกรรมสมมติ {n:05}")
    title_en = factory.Sequence(lambda n: f"Invented activity {n:05}")
    owner = factory.SelfAttribute("plan.owner")
    changed_by = factory.SelfAttribute("plan.owner")
    starts_on = date(2026, 10, 1)
    ends_on = date(2026, 12, 31)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    activity = factory.SubFactory(ActivityFactory)
    title_th = factory.Sequence(lambda n: f"หมุดหมายสมมติ {n:05}")
    due_on = date(2026, 11, 1)


class FundingSourceFactory(DjangoModelFactory):
    """A grant of an invented fund."""

    class Meta:
        model = FundingSource

    city = factory.SubFactory(CityFactory)
    kind = SourceKind.GRANT
    name_th = factory.Sequence(lambda n: f"ทุนสมมติ {n:05}")
    organization = factory.SubFactory(OrganizationFactory, city=None)
    amount_satang = 100_000_000
    starts_on = date(2026, 10, 1)


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = BudgetLine

    activity = factory.SubFactory(ActivityFactory)
    source = factory.SubFactory(FundingSourceFactory)
    category = Category.SERVICES
    amount_satang = 5_000_000
