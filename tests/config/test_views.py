"""Where one lands after signing in, and whether the house is alive."""

import pytest


@pytest.mark.parametrize(
    ("member", "address"),
    [
        ("manager", "/desk/nakhon/"),
        ("officer", "/desk/nakhon/"),
        ("auditor", "/desk/nakhon/"),
        ("keeper", "/keeper/"),
        ("instructor", "/keeper/"),
        ("unit_officer", "/cities/open/"),
        ("learner", "/my/"),
        ("stranger", "/my/"),
    ],
)
def test_each_lands_at_their_own_desk(client, cast, member, address):
    client.force_login(getattr(cast, member))

    assert client.get("/go/").url == address


def test_the_house_says_that_it_is_alive(client, db):
    assert client.get("/healthz").content == b"ok"


def test_the_menu_offers_only_rooms_one_may_enter(client, cast):
    client.force_login(cast.auditor)

    text = client.get("/desk/nakhon/").text

    assert "/desk/nakhon/audit/" in text
    assert "/desk/nakhon/people/" not in text


@pytest.mark.parametrize(
    ("address", "member"),
    [("/desk/nakhon/people/", "officer"), ("/keeper/", "officer"), ("/desk/nakhon/catalog/", "officer")],
)
def test_the_menu_is_the_same_in_every_room(client, cast, address, member):
    client.force_login(getattr(cast, member))

    text = client.get(address).text

    assert all(f"/desk/nakhon/{room}/" in text for room in ("people", "catalog", "heritage", "partners", "notices"))


def test_whoever_opens_cities_finds_every_book_of_the_record(client, cast):
    client.force_login(cast.unit_officer)

    text = client.get("/cities/open/").text

    assert 'href="/audit/"' in text
    assert 'href=""' not in text
