"""A scenario of places becomes part of the plan, and the plan points back at it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.planning import ResidentsFactory, ScenarioFactory, square
from factories.plans import WorkPlanFactory
from factories.rows import NeighbourhoodFactory
from mueang.apps.planning.actions import set_change
from mueang.apps.plans.actions import plan_from_scenario
from mueang.apps.plans.enums import PlanState
from mueang.apps.plans.errors import PlanIsClosed, ScenarioPlanned, ScenarioSaysNothing
from mueang.apps.plans.models import Activity, WorkPlan
from mueang.apps.plans.queries.scenarios import scenarios_to_plan
from mueang.methods.thai import fiscal_year_of

pytestmark = pytest.mark.django_db

NEXT = fiscal_year_of(timezone.localdate()) + 1


@pytest.fixture
def scenario(cast):
    """A hundred people of each age, far from the only place; a new one opens among them, and the old one closes."""
    row = NeighbourhoodFactory(
        city=cast.city, name_th="บ้านไกลสมมติ", latitude=6.6, longitude=101.3, boundary=square(6.6, 101.3, side=0.004)
    )
    ResidentsFactory(neighbourhood=row)
    return changed(cast, ScenarioFactory(city=cast.city, made_by=cast.manager, note="ให้เด็กเดินถึง"))


def changed(cast, scenario):
    saturday = {"weekdays": ["SA"], "opens_at": "09:00", "closes_at": "12:00"}
    opened = {"kind": "opened", "name": "ห้องสมมติ", "seats": 20, "cost_satang": 5_000_000}
    point = {"latitude": 6.6, "longitude": 101.3}
    set_change(scenario=scenario, actor=cast.manager, **opened, **point, **saturday)
    set_change(scenario=scenario, kind="closed", place=cast.place.uuid, actor=cast.manager)
    return scenario


def planned(scenario, actor, *, year=NEXT):
    return plan_from_scenario(scenario=scenario, year=year, actor=actor, now=timezone.now())


def test_each_change_is_an_activity_that_points_back_at_the_scenario(cast, scenario):
    first, second = planned(scenario, cast.manager)

    assert (first.title_th, first.title_en) == ("เปิดแหล่งเรียนรู้ใหม่: ห้องสมมติ", "Open a new place: ห้องสมมติ")
    assert second.title_th.startswith("ปิดแหล่งเรียนรู้")
    assert {(row.came_from_kind, row.came_from) for row in (first, second)} == {("scenario", scenario.uuid)}
    assert first.aim == "ให้เด็กเดินถึง\nค่าใช้จ่ายปีแรกตามฉากทัศน์ 50,000 บาท"
    assert first.n_people == 100
    assert [row.name_th for row in first.neighbourhoods.all()] == ["บ้านไกลสมมติ"]
    assert (first.starts_on, first.ends_on) == (date(NEXT - 1, 10, 1), date(NEXT, 9, 30))
    assert [one.activities for one in scenarios_to_plan(viewer=cast.manager, city=cast.city)] == [[first, second]]


def test_a_scenario_is_planned_once_a_year_and_by_who_may_plan_it(cast, scenario):
    WorkPlanFactory(city=cast.city, year=NEXT + 1, owner=cast.manager, state=PlanState.CLOSED)
    with pytest.raises(PermissionDenied):
        planned(scenario, cast.manager_elsewhere)
    with pytest.raises(PlanIsClosed):
        planned(scenario, cast.manager, year=NEXT + 1)
    with pytest.raises(ScenarioSaysNothing):
        planned(ScenarioFactory(city=cast.city, made_by=cast.manager), cast.manager)
    assert not Activity.objects.exists()
    assert not WorkPlan.objects.filter(year=NEXT).exists()

    planned(scenario, cast.manager)
    with pytest.raises(ScenarioPlanned):
        planned(scenario, cast.manager)


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_the_same_number_of_questions_however_many(cast, scenario, n, django_assert_num_queries):
    for _ in range(n - 1):
        changed(cast, ScenarioFactory(city=cast.city, made_by=cast.manager))
    ScenarioFactory(city=cast.city, made_by=cast.manager)
    planned(scenario, cast.manager)

    with django_assert_num_queries(3):
        assert len(scenarios_to_plan(viewer=cast.manager, city=cast.city)) == n


def test_a_press_on_the_page_takes_it_up(client, cast, scenario):
    client.force_login(cast.manager)
    home = reverse("plans:scenarios", args=[cast.city.slug])
    take_up = reverse("plans:scenario_take_up", args=[cast.city.slug, scenario.uuid])

    before = client.get(home).content.decode()
    done = client.post(take_up, {"year": str(NEXT)}, follow=True).content.decode()
    again = client.post(take_up, {"year": str(NEXT)}, follow=True).content.decode()
    client.post(take_up, {"year": "nonsense"})

    assert ("นำเข้าแผนงาน" in before, f"{NEXT + 543}: <a" in before) == (True, False)
    assert f"{NEXT + 543}: <a" in done
    assert "อยู่แล้ว" in again
    assert list(WorkPlan.objects.values_list("year", flat=True)) == [NEXT, NEXT - 1]
    for who in (cast.manager_elsewhere, cast.keeper):
        client.force_login(who)
        assert [client.get(home).status_code, client.post(take_up).status_code] == [404, 404]


def test_an_activity_and_its_scenario_lead_to_each_other_for_those_who_may_see_both(client, cast, scenario):
    first, _second = planned(scenario, cast.manager)
    client.force_login(cast.manager)
    back = reverse("planning:scenario", args=[cast.city.slug, scenario.uuid])
    onward = f"{reverse('plans:scenarios', args=[cast.city.slug])}#scenario-{scenario.uuid}"

    assert back in client.get(reverse("plans:activity", args=[cast.city.slug, first.uuid])).content.decode()
    assert onward in client.get(back).content.decode()
    listed = client.get(reverse("plans:scenarios", args=[cast.city.slug])).content.decode()
    assert f'id="scenario-{scenario.uuid}"' in listed
    assert reverse("plans:activity", args=[cast.city.slug, first.uuid]) in listed
