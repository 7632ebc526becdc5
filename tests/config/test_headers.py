"""Headers every page carries, and those of pages made for one person."""

import pytest

from mueang.config.headers import PERMISSIONS_POLICY

pytestmark = pytest.mark.django_db


def test_every_page_keeps_its_hands_off_the_device(client, cast):
    for address in ("/", "/nakhon/", "/verify/", "/healthz", "/nothing-here/"):
        assert client.get(address).headers["Permissions-Policy"] == PERMISSIONS_POLICY


def test_a_page_made_for_somebody_signed_in_is_kept_nowhere(client, cast):
    client.force_login(cast.manager)

    assert client.get("/desk/nakhon/people/").headers["Cache-Control"] == "private, no-store"


def test_a_page_of_the_house_says_nothing_of_keeping(client, cast):
    assert "Cache-Control" not in client.get("/verify/").headers


def test_a_page_that_says_how_long_it_may_be_kept_is_left_alone(client, cast):
    client.force_login(cast.manager)

    assert "max-age=0" in client.get("/healthz").headers["Cache-Control"]
