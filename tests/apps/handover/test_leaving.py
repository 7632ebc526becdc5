"""Somebody leaves: what they hold goes on, their access closes, and nothing is lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS, make_cast
from factories.committees import DecisionFactory
from factories.plans import ActivityFactory, WorkPlanFactory
from factories.rows import OfferingFactory, PlaceFactory, RoleGrantFactory, UserFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.credentials.actions.issuers import open_issuer
from mueang.apps.handover import tasks
from mueang.apps.handover.actions import leaving, passing
from mueang.apps.handover.actions.leaving import carry_on, hand_over
from mueang.apps.handover.errors import (
    HandoverRefused,
    HasNoRole,
    LastManager,
    NoColleague,
    RoleOutOfReach,
    SuccessorMayNot,
    ToThemselves,
    UnderWay,
)
from mueang.apps.handover.models import HandedThing, Handover
from mueang.apps.handover.queries.kinds import KINDS, holdings_of
from mueang.apps.notices.models import Notice
from mueang.apps.plans.enums import ActivityState

PASSWORD = "ตลาดเช้าวันเสาร์มีขนม"
MAY = {"manager", "unit_officer"}


def grant(user, role, scope, kind=ScopeKind.CITY):
    return RoleGrantFactory(user=user, role=role, scope_kind=kind, scope=scope, city=None)


@pytest.fixture
def leaver(cast):
    """An officer with one activity of today, one draft, one that is over, and a place to be asked about."""
    cast.officer.set_password(PASSWORD)
    cast.officer.save()
    today = timezone.localdate()
    span = {"starts_on": today, "ends_on": today + timedelta(days=20)}
    here = {"city": cast.city, "place": cast.place, "owner": cast.officer}
    OfferingFactory(**here, **span, state=OfferingState.PUBLISHED)
    OfferingFactory(**here, **span, state=OfferingState.DRAFT)
    OfferingFactory(**here, starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    PlaceFactory(city=cast.city, owner=cast.officer)
    plan = WorkPlanFactory(city=cast.city, owner=cast.officer)
    ActivityFactory(plan=plan)
    ActivityFactory(plan=plan, state=ActivityState.DONE, progress_percent=100)
    DecisionFactory(point__meeting__committee__city=cast.city, owner=cast.officer)
    return cast.officer


def leave(cast, **changes):
    parties = {"leaver": cast.officer, "successor": cast.keeper, "actor": cast.manager}
    return hand_over(city=cast.city, **(parties | changes))


def owners(cast):
    return dict(Offering.objects.filter(city=cast.city).values_list("ends_on", "owner__username"))


def names_in(cast, user):
    return [len(holding.things) for holding in holdings_of(user, cast.city)]


def test_every_kind_names_the_action_that_passes_it_on():
    assert {kind.code for kind in KINDS} == set(passing.PASS_ON)


def test_all_that_is_not_over_goes_to_the_successor_and_the_access_closes(cast, leaver):
    Authenticator.objects.create(user=leaver, type=Authenticator.Type.TOTP, data={})

    handover = leave(cast, note="  กุญแจห้องอยู่ที่ห้องธุรการ ")

    assert names_in(cast, leaver) == [0, 0, 0, 0, 0, 0]
    assert names_in(cast, cast.keeper) == [2, 1, 1, 1, 1, 0]
    assert Offering.objects.get(ends_on__lt=timezone.localdate()).owner == leaver
    assert (handover.is_closed, handover.note) == (True, "กุญแจห้องอยู่ที่ห้องธุรการ")
    assert sorted(HandedThing.objects.values_list("kind", flat=True)) == [
        "decisions",
        "offerings",
        "offerings",
        "places",
        "plan_activities",
        "plans",
    ]
    leaver.refresh_from_db()
    assert (leaver.is_active, leaver.has_usable_password()) == (False, False)
    assert authenticate(username=leaver.username, password=PASSWORD) is None
    assert not Authenticator.objects.filter(user=leaver).exists()
    assert not RoleGrant.objects.current().filter(user=leaver).exists()
    assert set(RoleGrant.objects.current().filter(user=cast.keeper).values_list("role", flat=True)) == {
        Role.KEEPER,
        Role.CITY_OFFICER,
    }
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[:2] == ["role.given", "handover.begun"]
    assert sorted(verbs[2:5]) == ["offering.handed_over", "offering.handed_over", "place.handed_over"]
    assert verbs[5:7] == ["plan.handed_over", "plan.activity_handed_over"]
    assert verbs[7] == "committee.passed_on"
    assert verbs[8:] == ["role.ended", "account.closed", "handover.finished"]
    assert Notice.objects.get().user == cast.keeper


def test_who_has_a_role_in_another_city_stays_and_keeps_their_password(cast, leaver):
    grant(leaver, Role.CITY_OFFICER, cast.elsewhere.uuid)

    handover = leave(cast)

    assert not handover.is_closed
    assert authenticate(username=leaver.username, password=PASSWORD) == leaver
    assert [one.scope for one in RoleGrant.objects.current().filter(user=leaver)] == [cast.elsewhere.uuid]


def test_a_signed_in_leaver_is_signed_out(client, cast, leaver):
    client.force_login(leaver)
    assert client.get(f"/desk/{cast.city.slug}/").status_code == 200

    leave(cast)

    assert client.get(f"/desk/{cast.city.slug}/").status_code == 302


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_only_who_gives_roles_hands_over(cast, leaver, member):
    actor = getattr(cast, member)

    if member in MAY:
        assert leave(cast, actor=actor).finished_at is not None
    else:
        with pytest.raises(PermissionDenied):
            leave(cast, actor=actor)
        assert not Handover.objects.exists()
        assert names_in(cast, leaver) == [2, 1, 1, 1, 1, 0]


def test_what_cannot_be_is_refused_before_anything_is_written(cast, leaver):
    closed = UserFactory(is_active=False)
    grant(closed, Role.KEEPER, cast.city.uuid)
    unit = grant(UserFactory(), Role.UNIT_OFFICER, cast.place.uuid, ScopeKind.PLACE).user
    events = Event.objects.count()

    for refusal, changes in (
        (ToThemselves, {"successor": leaver}),
        (HasNoRole, {"leaver": cast.stranger}),
        (HasNoRole, {"leaver": cast.manager_elsewhere}),
        (NoColleague, {"successor": cast.stranger}),
        (NoColleague, {"successor": cast.manager_elsewhere}),
        (NoColleague, {"successor": closed}),
        (RoleOutOfReach, {"leaver": unit}),
        (SuccessorMayNot, {"successor": cast.auditor, "takes_roles": False}),
        (LastManager, {"leaver": cast.manager, "takes_roles": False}),
    ):
        with pytest.raises(refusal) as refused:
            leave(cast, **changes)
        assert refused.value.sentence
        assert isinstance(refused.value, HandoverRefused)

    assert (Handover.objects.count(), Event.objects.count()) == (0, events)
    assert names_in(cast, leaver) == [2, 1, 1, 1, 1, 0]


def test_the_last_manager_leaves_once_the_successor_takes_the_role_over(cast):
    handover = leave(cast, leaver=cast.manager, successor=cast.officer)

    assert handover.is_closed
    assert [(one["is_taken_over"], one["is_held"]) for one in handover.roles] == [(True, False)]
    assert RoleGrant.objects.current().filter(user=cast.officer, role=Role.CITY_MANAGER).exists()


def test_of_two_managers_who_leave_at_once_the_second_is_told(cast):
    second = grant(UserFactory(), Role.CITY_MANAGER, cast.city.uuid).user
    leave(cast, leaver=cast.manager, successor=cast.officer, takes_roles=False, actor=second)

    with pytest.raises(LastManager):
        leave(cast, leaver=second, successor=cast.officer, takes_roles=False, actor=second)

    second.refresh_from_db()
    assert second.is_active


def test_roles_of_trust_with_children_are_never_passed_on(cast):
    grant(cast.officer, Role.CASE_WORKER, cast.city.uuid)

    handover = leave(cast)

    taken = {one["role"]: one["is_taken_over"] for one in handover.roles}
    assert taken == {Role.CITY_OFFICER: True, Role.CASE_WORKER: False}
    assert not RoleGrant.objects.filter(user=cast.keeper, role=Role.CASE_WORKER).exists()


def test_a_process_killed_half_way_is_carried_on_by_the_worker(cast, leaver, monkeypatch):
    def killed(*_given, **_named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(passing.PASS_ON, "places", killed)
        with pytest.raises(KeyboardInterrupt):
            leave(cast)
    assert names_in(cast, leaver) == [0, 1, 1, 1, 1, 0]
    with pytest.raises(UnderWay):
        leave(cast)

    assert tasks.run(timezone.now()) == 5

    assert names_in(cast, leaver) == [0, 0, 0, 0, 0, 0]
    assert Handover.objects.get().finished_at is not None
    assert HandedThing.objects.count() == 6
    assert tasks.run(timezone.now()) == 0


def test_what_is_given_to_the_leaver_meanwhile_is_passed_on_within_the_day(cast, leaver):
    handover = leave(cast)
    Offering.objects.filter(owner=cast.keeper, state=OfferingState.DRAFT).update(owner=leaver)

    assert tasks.run(timezone.now() + timedelta(days=2)) == 0
    assert tasks.run(timezone.now()) == 1

    assert names_in(cast, leaver) == [0, 0, 0, 0, 0, 0]
    assert handover.things.count() == 6


def test_when_who_began_it_has_left_too_the_successor_carries_it_on(cast, leaver):
    handover = leave(cast, leaver=cast.manager, successor=cast.officer, actor=cast.manager)
    Offering.objects.filter(owner=leaver, state=OfferingState.DRAFT).update(owner=cast.manager)
    row = Handover.objects.select_related("city", "leaver", "successor", "begun_by").get(pk=handover.pk)

    assert carry_on(handover=row) == 1

    assert Event.objects.latest("pk").actor == cast.officer
    RoleGrant.objects.filter(user=cast.officer).update(ended_at=timezone.now())
    row = Handover.objects.select_related("city", "leaver", "successor", "begun_by").get(pk=handover.pk)
    assert carry_on(handover=row) == 0


def test_a_second_one_who_ends_it_finds_it_ended(cast, leaver):
    handover = leave(cast)
    stale = Handover.objects.select_related("city", "leaver", "successor").get()
    stale.finished_at = None

    leaving._end(stale, actor=cast.manager)

    assert stale.finished_at == handover.finished_at
    assert Event.objects.filter(verb="handover.finished").count() == 1


def test_a_thing_somebody_else_gave_away_meanwhile_stays_where_it_is(cast, leaver):
    given_away = Offering.objects.get(state=OfferingState.DRAFT)
    held = holdings_of(leaver, cast.city)[0].things
    Offering.objects.filter(pk=given_away.pk).update(owner=cast.manager)

    passed = [
        passing.PASS_ON["offerings"](one.uuid, leaver, cast.keeper, cast.manager)
        for one in held
        if one.uuid == given_away.uuid
    ]

    given_away.refresh_from_db()
    assert (passed, given_away.owner) == ([False], cast.manager)


def test_the_city_signs_with_new_keys_where_that_was_asked(cast, leaver):
    issuer = open_issuer(city=cast.city, slug="nakhon", name_th="เมืองสมมติ", name_en="Invented", actor=cast.manager)
    before = issuer.keys.get(retired_at=None)

    handover = leave(cast, rotates_keys=True)

    before.refresh_from_db()
    assert before.retired_at is not None
    assert handover.n_keys == 1
    assert issuer.keys.filter(retired_at=None).count() == 1


def test_two_who_press_at_the_same_moment_hand_over_once(at_once):
    cast = make_cast()
    PlaceFactory(city=cast.city, owner=cast.officer)
    second = grant(UserFactory(), Role.CITY_MANAGER, cast.city.uuid).user

    done = at_once(
        [
            lambda: leave(cast, actor=cast.manager),
            lambda: leave(cast, actor=second, successor=cast.manager),
        ]
    )

    assert sum(isinstance(one, Handover) for one in done) == 1
    assert all(isinstance(one, Handover | UnderWay | HasNoRole) for one in done)
    assert Handover.objects.count() == 1
    assert names_in(cast, cast.officer) == [0, 0, 0, 0, 0, 0]


def test_of_the_last_two_managers_only_one_can_leave_at_the_same_moment(at_once):
    cast = make_cast()
    second = grant(UserFactory(), Role.CITY_MANAGER, cast.city.uuid).user

    done = at_once(
        [
            lambda: leave(cast, leaver=cast.manager, actor=cast.manager, successor=cast.officer, takes_roles=False),
            lambda: leave(cast, leaver=second, actor=second, successor=cast.officer, takes_roles=False),
        ]
    )

    left = RoleGrant.objects.current().filter(role=Role.CITY_MANAGER, scope=cast.city.uuid)
    assert [type(one) for one in done if not isinstance(one, Handover)] == [LastManager]
    assert left.count() == 1
