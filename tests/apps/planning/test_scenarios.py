"""What-ifs: who gains and loses, and that nothing of the city changes by them."""

import io
import re
from datetime import time
from uuid import uuid4

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from factories.planning import ResidentsFactory, ScenarioFactory, square
from factories.rows import NeighbourhoodFactory, PlaceFactory
from mueang.apps.audit.models import Event
from mueang.apps.planning.actions import ask_scenario, drop_change, make_scenario, move_site, set_change
from mueang.apps.planning.enums import AgeGroup, ChangeKind, Way
from mueang.apps.planning.errors import NameTaken, NoSuchPlace, TooFar
from mueang.apps.planning.models import Change, Scenario
from mueang.apps.planning.queries import Asked, city_rows, effect_of, scenario_question

pytestmark = pytest.mark.django_db

HOURS = {"weekdays": ["SA"], "opens_at": time(9), "closes_at": time(12)}
NOON = {"latitude": 6.6, "longitude": 101.3}


@pytest.fixture
def town(cast):
    """Three neighbourhoods of a hundred people of each age; one place, in the first."""
    for number, latitude in enumerate((6.5, 6.6, 6.7)):
        row = NeighbourhoodFactory(
            city=cast.city, latitude=latitude, longitude=101.3, boundary=square(latitude, 101.3, side=0.004)
        )
        ResidentsFactory(neighbourhood=row, deprivation_percent=10 + 20 * number)
    cast.place.__class__.objects.filter(pk=cast.place.pk).update(
        latitude=6.5,
        longitude=101.3,
        capacity=40,
        opening_rule="FREQ=WEEKLY;BYDAY=SA",
        opens_at=time(9),
        closes_at=time(12),
    )
    return cast.city


@pytest.fixture
def scenario(cast, town):
    return ScenarioFactory(city=town, made_by=cast.manager)


def effect(scenario, now):
    rows = city_rows(city=scenario.city, interest=scenario.interest, now=now)
    return effect_of(rows, changes=list(scenario.changes.select_related("place")), asked=scenario_question(scenario))


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


def test_opening_a_place_shows_who_gains_and_what_each_costs(cast, scenario, now):
    set_change(
        scenario=scenario,
        kind="opened",
        name="ใหม่",
        seats=20,
        cost_satang=5_000_000,
        actor=cast.manager,
        **NOON,
        **HOURS,
    )

    found = effect(scenario, now)

    gained = [round(after.per_hundred - before.per_hundred) for before, after in found.areas]
    assert sorted(gained) == [0, 0, 60]
    assert (found.whole.n_gained, found.cost_each_satang) == (100, 50_000)
    assert {group: line.n_gained for group, line in found.ages} == dict.fromkeys(AgeGroup, 100)
    assert [(line.label, line.n_gained) for line in found.need] == [("most", 0), ("middle", 100), ("least", 0)]
    assert found.after.gini < found.before.gini
    assert found.most == pytest.approx(120)


def test_opening_never_lowers_coverage_and_closing_never_raises_it(cast, scenario, now):
    today = effect(scenario, now)
    set_change(scenario=scenario, kind="closed", place=cast.place.uuid, actor=cast.manager)
    closed = effect(scenario, now)
    set_change(scenario=scenario, kind="opened", name="ใหม่", seats=1, actor=cast.manager, **NOON, **HOURS)
    opened = effect(scenario, now)

    assert (today.whole.n_gained, closed.whole.n_gained) == (0, -100)
    assert [site.key for site in closed.sites] == []
    assert opened.whole.within_after > closed.whole.within_after
    assert (closed.cost_each_satang, opened.cost_each_satang) == (None, None)


def test_a_place_that_is_extended_stays_so_where_it_is_dragged(cast, scenario, now):
    set_change(scenario=scenario, kind="extended", place=cast.place.uuid, seats=80, actor=cast.manager)
    move_site(scenario=scenario, key=cast.place.uuid, actor=cast.manager, **NOON)

    found = effect(scenario, now)

    assert Change.objects.get().kind == ChangeKind.EXTENDED
    assert sorted(round(after.per_hundred) for _before, after in found.areas) == [0, 0, 240]


def test_a_place_of_today_is_moved_and_a_new_one_carried_on(cast, scenario, now):
    new = set_change(scenario=scenario, kind="opened", name="ใหม่", seats=1, actor=cast.manager, **NOON, **HOURS)
    set_change(scenario=scenario, kind="closed", place=cast.place.uuid, actor=cast.manager)

    move_site(scenario=scenario, key=cast.place.uuid, actor=cast.manager, latitude=6.7, longitude=101.3)
    move_site(scenario=scenario, key=new.uuid, actor=cast.manager, latitude=6.5, longitude=101.3)

    assert dict(Change.objects.values_list("kind", "latitude")) == {"opened": 6.5, "moved": 6.7}
    cast.place.refresh_from_db()
    assert cast.place.latitude == 6.5, "nothing of the city changes by a what-if"
    assert sorted(round(after.per_hundred) for _before, after in effect(scenario, now).areas) == [0, 3, 120]


def test_with_an_interest_what_is_offered_grows_as_its_place_does(cast, scenario, now):
    scenario = ask_scenario(scenario=scenario, asked=Asked(interest="craft"), actor=cast.manager)
    set_change(scenario=scenario, kind="extended", place=cast.place.uuid, seats=80, actor=cast.manager)

    found = effect(scenario, now)

    assert scenario.interest == "craft"
    assert found.whole.access_after == 0, "twice nothing is nothing"


def test_deprivation_of_fewer_than_three_neighbourhoods_is_not_parted(cast, scenario, now):
    cast.city.neighbourhoods.last().residents.delete()

    assert effect(scenario, now).need == []


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere"])
def test_nobody_else_makes_or_changes_a_scenario(cast, scenario, member):
    actor = getattr(cast, member)

    with pytest.raises(PermissionDenied):
        make_scenario(city=cast.city, name="ของคนอื่น", asked=Asked(), actor=actor)
    with pytest.raises(PermissionDenied):
        set_change(scenario=scenario, kind="closed", place=cast.place.uuid, actor=actor)
    with pytest.raises(PermissionDenied):
        drop_change(scenario=scenario, change=uuid4(), actor=actor)
    assert Scenario.objects.count() == 1


def test_what_cannot_stand_is_refused(cast, scenario):
    foreign = PlaceFactory(city=cast.elsewhere)  # another city's, which could be moved
    nowhere = PlaceFactory(city=cast.city, latitude=None, longitude=None)

    for key in (foreign.uuid, nowhere.uuid, uuid4(), None):
        with pytest.raises(NoSuchPlace):
            set_change(scenario=scenario, kind="closed", place=key, actor=cast.manager)
    for latitude in (51.5, float("nan")):
        with pytest.raises(TooFar):
            move_site(scenario=scenario, key=cast.place.uuid, latitude=latitude, longitude=101, actor=cast.manager)
    with pytest.raises(NameTaken):
        make_scenario(city=cast.city, name=scenario.name, asked=Asked(), actor=cast.manager)
    assert not Change.objects.exists()
    assert (str(scenario), str(Change(kind="moved", name="x"))) == (scenario.name, "moved x")


def address(cast, name, *more):
    return reverse(f"planning:{name}", args=[cast.city.slug, *more])


def test_a_scenario_is_begun_changed_asked_anew_and_thrown_away(client, cast, town):
    client.force_login(cast.manager)
    assert "ยังไม่มีฉากทัศน์" in client.get(address(cast, "scenarios")).content.decode()
    begun = {"name": "ห้องสมุดใหม่", "group": "older", "way": "walk", "minutes": "30"}

    made = client.post(address(cast, "scenarios"), begun)
    again = client.post(address(cast, "scenarios"), begun)
    scenario = Scenario.objects.get()
    page = address(cast, "scenario", scenario.uuid)

    assert (made["Location"], again.status_code, scenario.group, scenario.minutes) == (page, 422, "older", 30)
    code = town.neighbourhoods.last().code
    opened = {"kind": "opened", "name": "ห้องสมุดดอนสมมติ", "neighbourhood": code, "seats": "๒๐", "cost": "10,000"}
    opened |= {"weekdays": ["SA"], "opens_at": "09:00", "closes_at": "12:00"}
    assert client.post(page, opened)["Location"] == page
    shown = client.get(page).content.decode()
    assert "ห้องสมุดดอนสมมติ" in shown
    assert "฿100" in shown
    file = openpyxl.load_workbook(io.BytesIO(client.get(page, {"format": "xlsx"}).content)).active
    assert len(list(file.values)) >= 1 + 3 + 5 + 3
    client.post(address(cast, "ask", scenario.uuid), {"group": "pupils", "way": "car", "minutes": "10"})
    scenario.refresh_from_db()
    assert (scenario.group, scenario.way) == (AgeGroup.PUPILS, Way.CAR)
    drop = address(cast, "drop", scenario.uuid, scenario.changes.get().uuid)
    assert {client.post(drop)["Location"] for _twice in range(2)} == {page}
    assert "ยังไม่มีการเปลี่ยนแปลง" in client.get(page).content.decode()
    assert client.post(address(cast, "delete", scenario.uuid))["Location"] == address(cast, "scenarios")
    assert not Scenario.objects.exists()
    verbs = set(Event.objects.filter(verb__startswith="planning.scenario").values_list("verb", flat=True))
    assert verbs == {"planning.scenario_made", "planning.scenario_changed", "planning.scenario_deleted"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "opened", "name": ""},
        {"kind": "moved", "place": ""},
        {"kind": "burnt"},
        {"kind": "opened", "opens_at": "12:00", "closes_at": "09:00"},
        {"kind": "closed", "place": str(uuid4())},
        {"kind": "opened", "neighbourhood": "far"},
    ],
)
def test_a_change_that_is_not_whole_is_refused_on_the_page(client, cast, scenario, wrong):
    client.force_login(cast.manager)
    code = cast.city.neighbourhoods.first().code
    NeighbourhoodFactory(city=cast.city, code="far", latitude=51.5)  # far from everything else
    typed = {"name": "ก", "neighbourhood": code, "seats": "5", "weekdays": ["SA"], "opens_at": "09:00"}

    answer = client.post(address(cast, "scenario", scenario.uuid), typed | {"closes_at": "10:00"} | wrong)

    assert answer.status_code == 422
    assert not Change.objects.exists()


def test_every_kind_of_change_takes_what_belongs_to_it(client, cast, scenario):
    client.force_login(cast.manager)
    key, code = str(cast.place.uuid), cast.city.neighbourhoods.last().code
    page = address(cast, "scenario", scenario.uuid)
    found = []

    for kind in ("closed", "moved", "extended"):
        client.post(page, {"kind": kind, "place": key, "neighbourhood": code, "seats": "99"})
        row = Change.objects.get()
        found.append((row.kind, row.latitude, row.seats))

    assert found == [("closed", None, None), ("moved", 6.7, None), ("extended", None, 99)]


def test_a_place_that_closed_meanwhile_is_refused_with_a_sentence(client, cast, scenario, today_closed):
    client.force_login(cast.manager)

    answer = client.post(
        address(cast, "drag", scenario.uuid), {"key": str(cast.place.uuid), "latitude": "6.6", "longitude": "101.3"}
    )

    assert answer.status_code == 422
    assert "ไม่อยู่บนแผนที่" in answer.content.decode()


@pytest.fixture
def today_closed(cast):
    cast.place.closed_on = "2026-01-01"
    cast.place.save()


def test_dragging_saves_and_draws_numbers_and_map_anew(client, cast, scenario, django_assert_max_num_queries):
    client.force_login(cast.manager)
    where = address(cast, "drag", scenario.uuid)
    moved = {"key": str(cast.place.uuid), "latitude": "6.6", "longitude": "101.3"}

    with django_assert_max_num_queries(26):
        answer = client.post(where, moved)

    text = answer.content.decode()
    assert "<html" not in text
    assert f'data-site="{cast.place.uuid}"' in text
    assert Change.objects.get().latitude == 6.6
    assert client.post(where, moved | {"latitude": "nan"}).status_code == 422
    assert client.post(where, moved | {"key": "x"}).status_code == 422
    assert client.get(where).status_code == 405


def test_two_scenarios_stand_side_by_side_and_one_alone_does_not(client, cast, scenario):
    other = ScenarioFactory(city=cast.city, made_by=cast.manager)
    hidden = ScenarioFactory(city=cast.elsewhere, made_by=cast.manager_elsewhere, name="ความลับ")
    set_change(scenario=other, kind="closed", place=cast.place.uuid, actor=cast.manager)
    client.force_login(cast.manager)

    both = client.get(address(cast, "compare"), {"one": [scenario.uuid, other.uuid]}).content.decode()

    assert scenario.name in both
    assert other.name in both
    assert re.findall(r'<pattern id="([^"]+)"', both) == ["map-1-hatch", "map-2-hatch"]
    for keys in ([scenario.uuid], [scenario.uuid, hidden.uuid], [scenario.uuid, "x"], [scenario.uuid] * 2):
        assert client.get(address(cast, "compare"), {"one": keys})["Location"] == address(cast, "scenarios")
    assert "ความลับ" not in client.get(address(cast, "scenarios")).content.decode()


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere", "case_worker"])
def test_for_everybody_else_no_scenario_is_there(client, cast, scenario, member):
    client.force_login(getattr(cast, member))
    change = set_change(scenario=scenario, kind="closed", place=cast.place.uuid, actor=cast.manager)

    for name, more in (("scenarios", ()), ("compare", ()), ("scenario", (scenario.uuid,))):
        assert client.get(address(cast, name, *more)).status_code == 404
    for name, more in (("ask", ()), ("drag", ()), ("delete", ()), ("drop", (change.uuid,))):
        assert client.post(address(cast, name, scenario.uuid, *more)).status_code == 404
    assert Change.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_a_scenarios_page_asks_the_same_number_of_questions_however_many_changes(
    client, cast, scenario, n, django_assert_num_queries
):
    for _ in range(n):
        set_change(scenario=scenario, kind="opened", name="ใหม่", seats=1, actor=cast.manager, **NOON, **HOURS)
    client.force_login(cast.manager)
    page = address(cast, "scenario", scenario.uuid)
    client.get(page)

    with django_assert_num_queries(11):
        client.get(page)
