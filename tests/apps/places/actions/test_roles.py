"""Roles at a city, its partners and its places, written to the record."""

import pytest
from django.core.exceptions import PermissionDenied

from factories.rows import OrganizationFactory, PlaceFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.errors import OwnRole, RoleAlreadyEnded, RoleAlreadyHeld, UsernameTaken
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.models import Event
from mueang.apps.places.actions import end_role, give_role, invite
from mueang.apps.places.errors import ScopeElsewhere


def test_give_role_holds_at_once_and_is_recorded_without_a_name(cast):
    grant = give_role(user=cast.stranger, role=Role.KEEPER, city=cast.city, at=cast.place, actor=cast.manager)

    event = Event.objects.get()
    assert (grant.scope, grant.granted_by) == (cast.place.uuid, cast.manager)
    assert (event.verb, event.actor, event.book.name) == ("role.given", cast.manager, cast.city.slug)
    assert event.facts == {
        "role": "keeper",
        "scope_kind": "place",
        "scope": str(cast.place.uuid),
        "to": str(cast.stranger.uuid),
    }


@pytest.mark.parametrize("kind", ["city", "partner", "place"])
def test_a_role_is_given_at_the_city_a_partner_or_a_place(cast, kind):
    at = {"city": cast.city, "partner": OrganizationFactory(city=cast.city), "place": cast.place}[kind]

    grant = give_role(user=cast.stranger, role=Role.INSTRUCTOR, city=cast.city, at=at, actor=cast.manager)

    assert grant.scope == at.uuid


@pytest.mark.parametrize("member", ["stranger", "keeper", "officer", "auditor", "manager_elsewhere"])
def test_only_the_citys_manager_gives_and_ends_roles(cast, member):
    grant = RoleGrant.objects.get(user=cast.instructor)
    actor = getattr(cast, member)

    with pytest.raises(PermissionDenied):
        give_role(user=cast.learner, role=Role.KEEPER, city=cast.city, at=cast.place, actor=actor)
    with pytest.raises(PermissionDenied):
        end_role(grant=grant, city=cast.city, at=cast.place, actor=actor)
    with pytest.raises(PermissionDenied):
        invite(username="newcomer", display_name="x", role=Role.KEEPER, city=cast.city, at=cast.city, actor=actor)

    grant.refresh_from_db()
    assert grant.ended_at is None
    assert not User.objects.filter(username="newcomer").exists()
    assert not Event.objects.exists()


def test_a_manager_gives_no_role_that_reaches_further_than_their_own(cast):
    with pytest.raises(PermissionDenied):
        give_role(user=cast.stranger, role=Role.UNIT_OFFICER, city=cast.city, at=cast.city, actor=cast.manager)


@pytest.mark.parametrize("kind", ["city", "partner", "across", "place"])
def test_a_managers_reach_ends_at_the_city(cast, kind):
    at = {
        "city": cast.elsewhere,
        "partner": OrganizationFactory(city=cast.elsewhere),
        "across": OrganizationFactory(city=None),
        "place": PlaceFactory(city=cast.elsewhere),
    }[kind]

    with pytest.raises(ScopeElsewhere):
        give_role(user=cast.stranger, role=Role.KEEPER, city=cast.city, at=at, actor=cast.manager)
    with pytest.raises(ScopeElsewhere):
        invite(username="newcomer", display_name="x", role=Role.KEEPER, city=cast.city, at=at, actor=cast.manager)

    assert not RoleGrant.objects.filter(user=cast.stranger).exists()


def test_end_role_names_the_scope_it_ends(cast):
    grant = RoleGrant.objects.get(user=cast.keeper)

    with pytest.raises(ScopeElsewhere):
        end_role(grant=grant, city=cast.city, at=cast.city, actor=cast.manager)
    ended = end_role(grant=grant, city=cast.city, at=cast.place, actor=cast.manager)

    assert ended.ended_at is not None
    assert Event.objects.get().verb == "role.ended"
    with pytest.raises(RoleAlreadyEnded):
        end_role(grant=grant, city=cast.city, at=cast.place, actor=cast.manager)


def test_the_last_who_gives_roles_cannot_lock_everybody_out(cast):
    own = RoleGrant.objects.get(user=cast.manager)

    with pytest.raises(OwnRole):
        end_role(grant=own, city=cast.city, at=cast.city, actor=cast.manager)


def test_the_same_role_is_not_given_twice(cast):
    with pytest.raises(RoleAlreadyHeld):
        give_role(user=cast.keeper, role=Role.KEEPER, city=cast.city, at=cast.place, actor=cast.manager)

    assert RoleGrant.objects.filter(user=cast.keeper).count() == 1


def test_invite_opens_an_account_and_records_both_events(cast):
    invitation = invite(
        username="somchai",
        display_name="สมชาย สมมติ",
        role=Role.KEEPER,
        city=cast.city,
        at=cast.place,
        actor=cast.manager,
    )

    assert not invitation.user.has_usable_password()
    assert invitation.link.startswith("http")
    assert list(Event.objects.order_by("number").values_list("verb", flat=True)) == ["account.invited", "role.given"]
    assert "สมชาย" not in str(list(Event.objects.values("facts", "target")))


def test_the_operator_invites_the_first_unit_officer_of_the_installation(db):
    invitation = invite(username="unit", display_name="Unit", role=Role.UNIT_OFFICER, city=None, at=None, actor=None)

    assert (invitation.grant.scope_kind, invitation.grant.scope) == ("installation", None)
    assert set(Event.objects.values_list("book__name", flat=True)) == {"installation"}


def test_no_city_means_the_installation_and_a_manager_does_not_reach_that_far(cast):
    with pytest.raises(PermissionDenied):
        invite(username="newcomer", display_name="x", role=Role.KEEPER, city=None, at=None, actor=cast.manager)


def test_invite_refuses_a_taken_name_however_it_is_cased(cast):
    with pytest.raises(UsernameTaken):
        invite(username="KEEPER", display_name="x", role=Role.KEEPER, city=cast.city, at=cast.city, actor=cast.manager)

    assert RoleGrantFactory._meta.model.objects.filter(user__username__iexact="keeper").count() == 1
