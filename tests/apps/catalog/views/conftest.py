"""A browser at the catalog desk of one city, in English."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from factories.rows import OfferingFactory


class Desk:
    """A browser at the desk of one city, in English."""

    def __init__(self, client, city):
        self.client, self.city = client, city

    def to(self, name: str, *rest: object) -> str:
        with translation.override("en"):
            return reverse(f"catalog:{name}", args=[self.city.slug, *rest])

    def get(self, name: str, *rest: object, **query: str):
        return self.client.get(self.to(name, *rest), query)

    def post(self, name: str, *rest: object, **typed: object):
        return self.client.post(self.to(name, *rest), typed)

    def see(self, name: str, *rest: object, **query: str) -> str:
        return text(self.get(name, *rest, **query))


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.keeper)
    return Desk(client, cast.city)


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return Desk(client, cast.city)


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, program__name_en="Sweets")
