"""Commands of operators: open a city, invite its people."""

import io

import pytest
from django.core.management import CommandError, call_command

from factories.rows import CityFactory, UserFactory
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.network.models import City, NetworkMembership

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_city_open_opens_the_city_loads_the_facts_and_says_what_comes_next():
    said = run("city_open", "9501")

    city = City.objects.get()
    assert (city.slug, city.kind, city.neighbourhoods.count()) == ("yala", "city_municipality", 14)
    assert NetworkMembership.objects.filter(city=city).count() == 2
    assert "เทศบาลนครยะลา / Yala City Municipality" in said
    assert "role_invite" in said
    assert "/desk/yala/" in said


@pytest.mark.parametrize(("code", "kind"), [("51", "province"), ("950102", "subdistrict_municipality")])
def test_city_open_takes_the_kind_that_fits_the_code(code, kind):
    run("city_open", code)

    assert City.objects.get().kind == kind


def test_city_open_takes_names_and_invented_from_its_arguments():
    said = run(
        *("city_open", "9501", "--kind", "town_municipality", "--slug", "practice"),
        *("--name-th", "เมืองฝึก", "--name-en", "Practice", "--invented"),
    )

    city = City.objects.get()
    assert (city.slug, city.name_th, city.name_en, city.is_invented) == ("practice", "เมืองฝึก", "Practice", True)
    assert "(invented)" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["0000"], "No area has the code 0000."),
        (["ลำพูน"], "5101"),
        (["9501", "--kind", "province"], "does not fit a district code"),
        (["9501", "--slug", "taken"], "yala is free"),
        (["9501", "--slug", "desk"], "reserved"),
        (["9501", "--name-th", "ก" * 200], "120"),
    ],
)
def test_city_open_says_what_is_wrong_and_opens_nothing(arguments, words):
    CityFactory(slug="taken")

    with pytest.raises(CommandError, match=words):
        run("city_open", *arguments)

    assert City.objects.count() == 1


def test_city_open_refuses_the_same_city_again():
    run("city_open", "9501")

    with pytest.raises(CommandError, match="already"):
        run("city_open", "9501", "--slug", "second")


def test_role_invite_opens_the_first_account_of_the_installation():
    said = run("role_invite", "unit", "--display-name", "City Unit")

    grant = RoleGrant.objects.get()
    assert (grant.user.username, grant.role, grant.scope) == ("unit", "unit_officer", None)
    assert "http" in said


def test_role_invite_gives_a_role_in_a_city():
    city = CityFactory(slug="yala")

    run("role_invite", "manager", "--role", "city_manager", "--city", "yala")

    assert RoleGrant.objects.get().scope == city.uuid


def test_role_invite_prints_a_new_link_for_somebody_who_lost_theirs():
    UserFactory(username="somchai")

    said = run("role_invite", "somchai", "--again")

    assert "http" in said
    assert not RoleGrant.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["somchai"], "--again"),
        (["nobody", "--again"], "No account"),
        (["new", "--city", "atlantis"], "No city"),
        (["two words"], "."),
    ],
)
def test_role_invite_says_what_is_wrong_and_opens_nothing(arguments, words):
    UserFactory(username="somchai")

    with pytest.raises(CommandError, match=words):
        run("role_invite", *arguments)

    assert User.objects.count() == 1
