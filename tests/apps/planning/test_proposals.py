"""Places are proposed by the worker, with a proof, can be stopped, and come to the scenario once."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.planning import ResidentsFactory, ScenarioFactory, square
from factories.rows import NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.planning import tasks
from mueang.apps.planning.actions import ask_for_places, compute_proposal, delete_scenario, stop_proposal
from mueang.apps.planning.actions.proposals import _Watch, _write
from mueang.apps.planning.enums import Goal
from mueang.apps.planning.errors import AlreadyComputing
from mueang.apps.planning.models import Change, Proposal
from mueang.apps.planning.queries import Proposed
from mueang.methods.siting import Progress

pytestmark = pytest.mark.django_db

WISH = {"seats": 30, "weekdays": ["SA"], "opens_at": time(9), "closes_at": time(12), "cost_satang": 100}


@pytest.fixture
def scenario(cast):
    """A place in the first of three neighbourhoods; most people live in the second."""
    for latitude, pupils in ((6.5, 100), (6.6, 300), (6.7, 50)):
        row = NeighbourhoodFactory(
            city=cast.city, latitude=latitude, longitude=101.3, boundary=square(latitude, 101.3, side=0.004)
        )
        ResidentsFactory(neighbourhood=row, pupils=pupils)
    week = {"opening_rule": "FREQ=WEEKLY;BYDAY=SA", "opens_at": time(9), "closes_at": time(12)}
    cast.place.__class__.objects.filter(pk=cast.place.pk).update(latitude=6.5, longitude=101.3, capacity=40, **week)
    return ScenarioFactory(city=cast.city, made_by=cast.manager)


def asked(scenario, *, goal=Goal.REACH, n_places=1):
    wish = {"goal": goal, "n_places": n_places} | WISH
    return ask_for_places(scenario=scenario, actor=scenario.made_by, now=timezone.now(), **wish)


@pytest.mark.parametrize("goal", [Goal.REACH, Goal.NEAREST])
def test_one_place_is_proposed_where_most_people_have_none(scenario, goal):
    asked(scenario, goal=goal)

    assert tasks.run(timezone.now()) == 1
    assert tasks.run(timezone.now()) == 0

    row = Change.objects.get()
    assert row.latitude == pytest.approx(6.6, abs=0.005)
    assert (row.kind, row.seats, row.cost_satang, row.name) == ("opened", 30, 100, "ตำแหน่งที่เสนอ 1")
    assert (Proposal.objects.get().state, Proposal.objects.get().gap) == ("done", pytest.approx(0, abs=0.01))
    verbs = set(Event.objects.filter(verb__startswith="planning.places").values_list("verb", flat=True))
    assert verbs == {"planning.places_asked", "planning.places_proposed"}


def test_whoever_has_least_comes_first_and_three_places_are_three(scenario):
    asked(scenario, goal=Goal.WORST_OFF, n_places=3)

    tasks.run(timezone.now())

    assert Change.objects.count() == 3
    assert {round(row.latitude, 1) for row in Change.objects.all()} >= {6.6, 6.7}


def test_what_was_stopped_writes_nothing(cast, scenario):
    proposal = asked(scenario)
    stop_proposal(scenario=scenario, actor=cast.manager)
    stop_proposal(scenario=scenario, actor=cast.manager)

    assert compute_proposal(proposal=proposal, now=timezone.now()) is False
    assert tasks.run(timezone.now()) == 0
    assert not Change.objects.exists()
    assert Event.objects.filter(verb="planning.places_stopped").count() == 1


def test_an_answer_that_comes_after_the_stop_is_thrown_away(cast, scenario):
    proposal = asked(scenario)
    Proposal.objects.update(state="running")
    stop_proposal(scenario=scenario, actor=cast.manager)

    assert _write(proposal, Proposed([(6.6, 101.3)], 0.0)) is False
    assert Proposal.objects.get().state == "stopped"
    assert not Change.objects.exists()


def test_the_row_says_how_far_it_is_and_asks_whether_to_stop(scenario):
    proposal = asked(scenario)
    Proposal.objects.update(state="running")
    watch = _Watch(proposal.pk)

    watch.tell(Progress("proving", 10, 9, 0.1, 1.0))
    watch.tell(Progress("done", 10, 10, 0.0, 1.1))

    assert (Proposal.objects.get().stage, Proposal.objects.get().gap) == ("proving", 0.1)
    assert watch.is_stopped() is False
    Proposal.objects.update(state="stopped")
    assert _Watch(proposal.pk).is_stopped() is True
    _Watch(proposal.pk).tell(Progress("choosing", 1, float("-inf"), float("inf"), 0.1))
    assert Proposal.objects.get().gap == 0.1


@pytest.mark.parametrize("silent_since", [timedelta(minutes=-5), timedelta(days=1)], ids=["before", "clock was ahead"])
def test_what_a_killed_worker_left_is_taken_up_and_what_runs_is_not(scenario, silent_since):
    asked(scenario)
    Proposal.objects.update(state="running", told_at=timezone.now())
    assert tasks.run(timezone.now()) == 0

    Proposal.objects.update(told_at=timezone.now() + silent_since)

    assert tasks.run(timezone.now()) == 1
    assert Change.objects.count() == 1


def test_a_city_where_nobody_is_counted_is_told_so(scenario):
    scenario.city.neighbourhoods.all()[0].residents.__class__.objects.all().delete()
    asked(scenario)

    tasks.run(timezone.now())

    assert Proposal.objects.get().state == "refused"


def test_one_wish_at_a_time_and_only_by_those_who_plan(cast, scenario):
    asked(scenario)

    with pytest.raises(AlreadyComputing):
        asked(scenario)
    for member in (cast.stranger, cast.auditor, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            stop_proposal(scenario=scenario, actor=member)
    assert str(Proposal.objects.get()) == "reach 1: waiting"
    delete_scenario(scenario=scenario, actor=cast.manager)
    assert not Proposal.objects.exists()


def test_a_wish_is_typed_watched_and_stopped_on_the_page(client, cast, scenario):
    def address(name):
        return reverse(f"planning:{name}", args=[cast.city.slug, scenario.uuid])

    typed = {"goal": "reach", "n_places": "3", "seats": "30", "weekdays": ["SA"], "opens_at": "09:00"}
    client.force_login(cast.stranger)
    assert {client.get(address(name)).status_code for name in ("propose", "proposal")} == {404}
    assert client.post(address("stop")).status_code == 404
    client.force_login(cast.manager)

    assert "เสนอตำแหน่ง" in client.get(address("propose")).content.decode()
    assert client.post(address("propose"), typed | {"closes_at": "08:00"}).status_code == 422
    assert client.post(address("propose"), typed | {"closes_at": "17:00", "each": "5,000"})["Location"] == address(
        "scenario"
    )
    assert "data-watch" in client.get(address("scenario")).content.decode()
    again = client.post(address("propose"), typed | {"closes_at": "17:00"}, follow=True).content.decode()
    assert "กำลังเสนอตำแหน่งให้ฉากทัศน์นี้อยู่แล้ว" in again
    assert Proposal.objects.get().cost_satang == 500_000
    client.post(address("stop"))
    assert "data-watch" not in client.get(address("proposal")).content.decode()
    Proposal.objects.update(state="done", gap=0.004)
    assert "ไม่ถึงร้อยละหนึ่ง" in client.get(address("proposal")).content.decode()
