"""Accounts, roles and the link by which the invited choose a password."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings
from django.utils import timezone

from cast import MEMBERS
from factories.rows import UserFactory
from mueang.apps.accounts.actions import (
    accept_invitation,
    change_preferences,
    end_role,
    grant_role,
    invite,
    open_account,
    password_link,
)
from mueang.apps.accounts.enums import Permission, Role, ScopeKind
from mueang.apps.accounts.errors import LinkSpent, OwnRole, RoleAlreadyEnded, RoleAlreadyHeld, UsernameTaken
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import holds, link_stands

PASSWORD = "ตลาดเช้าวันเสาร์มีขนม"
MAY_GIVE_A_KEEPER = {"manager", "unit_officer", "nobody"}


def key_in(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1]


def give(cast, *, actor, role=Role.KEEPER, user=None, scope=None):
    scope = scope or cast.city.uuid
    return grant_role(user=user or cast.stranger, role=role, scope_kind=ScopeKind.CITY, scope=scope, actor=actor)


@pytest.mark.parametrize("member", [*(m for m in MEMBERS if m != "anonymous"), "nobody"])
def test_roles_are_given_by_those_who_hold_all_of_them_there(cast, member):
    actor = getattr(cast, member, None)

    if member in MAY_GIVE_A_KEEPER:
        assert give(cast, actor=actor).granted_by == actor
    else:
        with pytest.raises(PermissionDenied):
            give(cast, actor=actor)
        assert not RoleGrant.objects.filter(user=cast.stranger).exists()


def test_nobody_gives_more_than_they_hold(cast):
    with pytest.raises(PermissionDenied):
        give(cast, actor=cast.manager, role=Role.UNIT_OFFICER)
    with pytest.raises(PermissionDenied):
        give(cast, actor=cast.manager, scope=cast.elsewhere.uuid)


def test_a_manager_gives_a_role_at_a_place_of_the_city(cast):
    grant_role(
        user=cast.stranger,
        role=Role.KEEPER,
        scope_kind=ScopeKind.PLACE,
        scope=cast.place.uuid,
        actor=cast.manager,
        within=[cast.city.uuid],
    )

    assert holds(cast.stranger, "places.write", at=[cast.place.uuid])
    assert not holds(cast.stranger, "places.write", at=[cast.city.uuid])


def test_a_role_given_holds_at_once_in_the_same_request(cast):
    assert not holds(cast.stranger, "roll_call.write", at=[cast.city.uuid])

    give(cast, actor=cast.manager)

    assert holds(cast.stranger, "roll_call.write", at=[cast.city.uuid])


def test_a_role_is_given_once_until_it_ends(cast):
    grant = give(cast, actor=cast.manager)
    with pytest.raises(RoleAlreadyHeld):
        give(cast, actor=cast.manager)

    end_role(grant=grant, actor=cast.manager)

    assert give(cast, actor=cast.manager).pk != grant.pk


def test_a_role_that_is_none_is_refused(cast):
    with pytest.raises((ValidationError, KeyError)):
        give(cast, actor=cast.manager, role="emperor")
    with pytest.raises(ValidationError):
        grant_role(user=cast.stranger, role=Role.KEEPER, scope_kind="moon", scope=uuid4(), actor=None)


def test_a_scope_that_does_not_fit_its_kind_is_refused_by_the_database(cast):
    with pytest.raises(Exception, match="scope_exactly_when"):
        grant_role(user=cast.stranger, role=Role.KEEPER, scope_kind=ScopeKind.CITY, scope=None, actor=None)


def test_ending_a_role_keeps_it_as_history(cast):
    grant = RoleGrant.objects.get(user=cast.officer)

    ended = end_role(grant=grant, actor=cast.manager)

    assert ended.ended_at is not None
    assert RoleGrant.objects.filter(user=cast.officer).count() == 1
    with pytest.raises(RoleAlreadyEnded):
        end_role(grant=grant, actor=cast.manager)


@pytest.mark.parametrize("member", ["officer", "keeper", "auditor", "stranger", "manager_elsewhere"])
def test_end_role_refuses_a_stranger(cast, member):
    grant = RoleGrant.objects.get(user=cast.instructor)

    with pytest.raises(PermissionDenied):
        end_role(grant=grant, actor=getattr(cast, member), within=[cast.city.uuid])

    assert RoleGrant.objects.current().filter(pk=grant.pk).exists()


def test_nobody_ends_the_role_by_which_they_give_roles(cast):
    with pytest.raises(OwnRole):
        end_role(grant=RoleGrant.objects.get(user=cast.manager), actor=cast.manager)

    assert end_role(grant=RoleGrant.objects.get(user=cast.manager), actor=cast.unit_officer).ended_at


def invited(cast, **values):
    common = {"display_name": "สมศรี (สมมติ)", "role": Role.KEEPER, "scope_kind": ScopeKind.CITY}
    return invite(**{"username": "somsri", "scope": cast.city.uuid, "actor": cast.manager, **common, **values})


def test_invite_opens_an_account_that_cannot_sign_in_yet(cast, client):
    invitation = invited(cast)

    assert not invitation.user.has_usable_password()
    assert invitation.grant.user == invitation.user
    assert client.get(invitation.link).status_code == 200
    assert "somsri" not in invitation.link


@pytest.mark.parametrize("username", ["Manager", "manager", "ＭＡＮＡＧＥＲ"])
def test_invite_refuses_a_name_that_is_taken_however_it_is_written(cast, username):
    with pytest.raises(UsernameTaken):
        invited(cast, username=username)


@pytest.mark.parametrize("username", ["", "two words", "a/b", "x" * 151, "<script>"])
def test_invite_refuses_a_name_that_cannot_be_one(cast, username):
    with pytest.raises(ValidationError):
        invited(cast, username=username)


def test_a_refused_invitation_leaves_no_account(cast):
    n_accounts = User.objects.count()

    with pytest.raises(PermissionDenied):
        invited(cast, actor=cast.officer)

    assert User.objects.count() == n_accounts


def test_a_link_sets_a_password_once(cast, client):
    invitation = invited(cast)
    key = key_in(invitation.link)

    accept_invitation(user=invitation.user, key=key, password=PASSWORD)

    assert client.login(username="somsri", password=PASSWORD)
    with pytest.raises(LinkSpent):
        accept_invitation(user=invitation.user, key=key, password="another good password")


def test_a_link_refuses_a_weak_password_and_stays_good(cast):
    invitation = invited(cast)

    for weak in ("short", "1234567890", "somsri12345"):
        with pytest.raises(ValidationError):
            accept_invitation(user=invitation.user, key=key_in(invitation.link), password=weak)

    invitation.user.refresh_from_db()
    assert link_stands(invitation.user, key_in(invitation.link))


def test_a_link_dies_with_time_with_sign_in_and_with_the_account(cast, client):
    user = invited(cast).user
    key = key_in(password_link(user))

    with override_settings(PASSWORD_RESET_TIMEOUT=-1):
        assert not link_stands(user, key)
    user.is_active = False
    assert not link_stands(user, key)
    user.is_active, user.last_login = True, timezone.now() + timedelta(seconds=1)
    assert not link_stands(user, key)


def test_a_link_is_good_for_its_own_account_only(cast):
    key = key_in(password_link(cast.learner))

    assert link_stands(cast.learner, key)
    assert not link_stands(cast.manager, key)


def test_open_account_can_sign_in_and_holds_nothing(db, client):
    user = open_account(username="demo", display_name="ผู้ใช้สมมติ", password=PASSWORD)

    assert client.login(username="demo", password=PASSWORD)
    assert not user.role_grants.exists()
    with pytest.raises(UsernameTaken):
        open_account(username="DEMO", display_name="x", password=PASSWORD)
    with pytest.raises(ValidationError):
        open_account(username="weak", display_name="x", password="1234")


def test_open_account_refuses_a_name_that_was_taken_in_the_same_moment(db, monkeypatch):
    UserFactory(username="demo")
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _rows: False)

    with pytest.raises(UsernameTaken):
        open_account(username="demo", display_name="x", password=PASSWORD)


def test_open_account_is_for_those_who_give_roles_everywhere(cast):
    with pytest.raises(PermissionDenied):
        open_account(username="demo", display_name="x", password=PASSWORD, actor=cast.manager)

    assert open_account(username="demo", display_name="x", password=PASSWORD, actor=cast.unit_officer)


def test_change_preferences_keeps_what_is_offered(db):
    user = UserFactory()

    change_preferences(user=user, display_name="Somsri", language="en")

    assert User.objects.values_list("display_name", "language").get() == ("Somsri", "en")
    with pytest.raises(ValidationError):
        change_preferences(user=user, display_name="Somsri", language="xx")


def test_nobody_appoints_themselves_to_work_with_children(cast):
    with pytest.raises(OwnRole):
        grant_role(
            user=cast.manager,
            role=Role.CASE_SUPERVISOR,
            scope_kind=ScopeKind.CITY,
            scope=cast.city.uuid,
            actor=cast.manager,
        )

    assert not holds(cast.manager, Permission.CASES_SUPERVISE, at=[cast.city.uuid])
