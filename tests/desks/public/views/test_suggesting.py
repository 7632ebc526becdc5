"""Names offered while somebody types."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from factories.catalog import DraftFactory
from factories.rows import CityFactory, OfferingFactory
from mueang.apps.network.models import City
from mueang.desks.public.views import suggesting

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    cache.clear()
    return CityFactory(slug="nakhon")


def offered(city: City, name: str) -> None:
    day = timezone.localdate() + timedelta(days=9)
    OfferingFactory(
        city=city, program__city=city, program__name_th=name, program__name_en="", starts_on=day, ends_on=day
    )


def answer(client: Client, words: str, *, city: str = "nakhon") -> str:
    found = client.get(f"/{city}/suggestions/", {"words": words})
    assert found.status_code == 200
    return found.content.decode().strip()


def test_what_was_typed_so_far_gives_options(client: Client, city: City) -> None:
    offered(city, "ทอผ้าไหม")
    offered(city, "ว่ายน้ำ")

    assert answer(client, "ทอผ") == '<option value="ทอผ้าไหม"></option>'
    assert answer(client, "") == ""


def test_names_are_text_and_drafts_and_other_cities_are_not_offered(client: Client, city: City) -> None:
    offered(city, 'ทอ"><script>')
    DraftFactory(city=city, program__city=city, program__name_th="ทอผ้าร่าง")
    offered(CityFactory(slug="elsewhere"), "ทอผ้าที่อื่น")

    assert answer(client, "ทอ") == '<option value="ทอ&quot;&gt;&lt;script&gt;"></option>'


@pytest.mark.parametrize("number", [1, 3])
def test_suggestions_take_three_statements(client: Client, city: City, django_assert_num_queries, number: int) -> None:  # type: ignore[no-untyped-def]
    for count in range(number):
        offered(city, f"ทอผ้า {count}")
    answer(client, "ทอ")

    with django_assert_num_queries(3):
        answer(client, "ทอ")


def test_an_address_that_asks_without_end_is_told_to_wait(
    client: Client, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "MOST_ASKED", 2)
    monkeypatch.setattr(suggesting.time, "time", lambda: 1000.0)
    answer(client, "ทอ")
    answer(client, "ทอ")

    refused = client.get("/nakhon/suggestions/", {"words": "ทอ"})

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "10"
    assert client.get("/nakhon/suggestions/", {"words": "ทอ"}, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_an_unknown_city_has_no_suggestions(client: Client, city: City) -> None:
    assert client.get("/nowhere/suggestions/", {"words": "ทอ"}).status_code == 404
