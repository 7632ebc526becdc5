"""The page of who may do what in a city."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cast import MEMBERS
from factories.rows import OrganizationFactory, PlaceFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import RoleGrant, User


def url(cast, name, *arguments):
    return reverse(f"places:{name}", args=[cast.city.slug, *arguments])


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("name", ["roles", "role_give", "role_invite"])
def test_only_those_who_give_roles_open_the_pages(client, cast, member, name):
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    status = client.get(url(cast, name)).status_code

    assert status == (302 if member == "anonymous" else 200 if member in {"manager", "unit_officer"} else 404)


@pytest.mark.parametrize("member", MEMBERS)
def test_only_those_who_give_roles_end_them(client, cast, member):
    grant = RoleGrant.objects.get(user=cast.keeper)
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    status = client.post(url(cast, "role_end", grant.pk)).status_code

    grant.refresh_from_db()
    allowed = member in {"manager", "unit_officer"}
    assert status == (302 if member == "anonymous" or allowed else 404)
    assert (grant.ended_at is not None) == allowed


def test_the_page_lists_the_citys_people_and_explains_every_role(client, cast):
    client.force_login(cast.manager)

    page = client.get(url(cast, "roles")).content.decode()

    for holder in (cast.keeper, cast.officer, cast.auditor, cast.manager):
        assert holder.username in page
    assert cast.place.name_th in page
    assert cast.manager_elsewhere.username not in page
    assert cast.unit_officer.username not in page


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_the_same_statements_however_many_roles(client, cast, n, django_assert_num_queries):
    RoleGrantFactory.create_batch(n, city=cast.city)
    partner = OrganizationFactory(city=cast.city)
    RoleGrantFactory(role="keeper", scope_kind="organization", scope=partner.uuid, city=None)
    client.force_login(cast.manager)

    # session, user, grants, city, then partners, places, grants, named partners, named places; partners, places, staff
    with django_assert_num_queries(12):
        client.get(url(cast, "roles"))


@pytest.mark.parametrize("n", [1, 3])
def test_roles_leave_as_excel(client, cast, n):
    RoleGrantFactory.create_batch(n, city=cast.city)
    client.force_login(cast.manager)

    response = client.get(url(cast, "roles") + "?format=xlsx")

    assert len(list(load_workbook(io.BytesIO(response.content)).active.iter_rows())) == 1 + 7 + n


def test_a_role_is_given_to_an_account_that_exists(client, cast):
    client.force_login(cast.manager)
    values = {"username": "STRANGER", "role": "keeper", "at": str(cast.place.uuid)}

    page = client.post(url(cast, "role_give"), values, follow=True).content.decode()
    again = client.post(url(cast, "role_give"), values).content.decode()
    unknown = client.post(url(cast, "role_give"), {**values, "username": "nobody"}).content.decode()

    assert RoleGrant.objects.get(user=cast.stranger).scope == cast.place.uuid
    assert "มีผลทันที" in page
    assert "มีบทบาทนี้ที่นั่นอยู่แล้ว" in again
    assert "เชิญผู้ร่วมงานแทน" in unknown


@pytest.mark.parametrize("what", ["place", "partner", "role"])
def test_nothing_is_given_outside_the_managers_reach(client, cast, what):
    values = {"username": "stranger", "role": "keeper", "at": str(cast.place.uuid)}
    values |= {
        "place": {"at": str(PlaceFactory(city=cast.elsewhere).uuid)},
        "partner": {"at": str(OrganizationFactory(city=None).uuid)},
        "role": {"role": "unit_officer"},
    }[what]
    client.force_login(cast.manager)

    response = client.post(url(cast, "role_give"), values)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not RoleGrant.objects.filter(user=cast.stranger).exists()


def test_an_invitation_shows_its_link_once_and_is_not_kept_by_browsers(client, cast):
    client.force_login(cast.manager)

    response = client.post(
        url(cast, "role_invite"),
        {"display_name": "สมหญิง สมมติ", "username": "somying", "role": "city_officer", "at": str(cast.city.uuid)},
    )

    page = response.content.decode()
    assert User.objects.get(username="somying").role_grants.get().scope == cast.city.uuid
    assert "/accounts/" in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("username", ["keeper", "KEEPER", "somchai r", ""])
def test_an_invitation_needs_a_free_plain_name(client, cast, username):
    client.force_login(cast.manager)
    before = User.objects.count()

    response = client.post(
        url(cast, "role_invite"),
        {"display_name": "x", "username": username, "role": "keeper", "at": str(cast.city.uuid)},
    )

    assert "username" in response.context["form"].errors
    assert User.objects.count() == before


def test_ones_own_managing_role_is_ended_by_somebody_else(client, cast):
    own = RoleGrant.objects.get(user=cast.manager)
    client.force_login(cast.manager)

    page = client.post(url(cast, "role_end", own.pk), follow=True).content.decode()

    own.refresh_from_db()
    assert own.ended_at is None
    assert "ต้องให้ผู้ร่วมงานดำเนินการ" in page


def test_a_role_of_another_city_is_not_ended_through_ones_own_address(client, cast):
    theirs = RoleGrant.objects.get(user=cast.manager_elsewhere)
    client.force_login(cast.unit_officer)

    assert client.post(url(cast, "role_end", theirs.pk)).status_code == 404


def test_a_city_without_people_teaches_whom_to_invite_first(client, cast):
    client.force_login(cast.unit_officer)
    RoleGrant.objects.filter(scope=cast.elsewhere.uuid).delete()

    page = client.get(reverse("places:roles", args=[cast.elsewhere.slug])).content.decode()

    assert "เชิญนักจัดการเมืองก่อน" in page


def test_a_manager_appoints_a_case_worker_and_never_themselves(client, cast):
    client.force_login(cast.manager)
    address = url(cast, "role_give")
    at = str(cast.city.uuid)

    refused = client.post(address, {"username": "manager", "role": Role.CASE_WORKER, "at": at})
    given = client.post(address, {"username": "learner", "role": Role.CASE_WORKER, "at": at})

    assert refused.status_code == 200
    assert given.status_code == 302
    assert set(RoleGrant.objects.filter(role=Role.CASE_WORKER).values_list("user__username", flat=True)) == {
        "learner",
        "case_worker",
    }


def test_teachers_are_named_at_their_school_and_not_for_a_whole_city(client, cast):
    client.force_login(cast.manager)

    given = client.post(
        url(cast, "role_give"),
        {"username": "learner", "role": Role.TEACHER, "at": str(cast.city.uuid)},
    )

    assert given.status_code == 200
    assert RoleGrant.objects.filter(role=Role.TEACHER).count() == 1
