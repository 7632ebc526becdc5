"""The description of the open data: it names every door, and each answers as it says."""

import json
import re

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from factories.desks import city_with, offering_in
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.network.actions import mark_public_change
from mueang.desks.api.urls import urlpatterns

pytestmark = pytest.mark.django_db


def described(client):
    document = client.get("/nakhon/api/openapi.json").json()
    validate(document)
    return document


def follows(document, schema, answer):
    whole = schema | {"components": document["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(json.loads(answer.content))


def test_every_door_of_the_open_data_is_described(client):
    city_with(0)
    doors = {re.sub(r"<\w+:(\w+)>", "{}", str(one.pattern)).removeprefix("{}") for one in urlpatterns}

    assert {re.sub(r"{\w+}", "{}", path) for path in described(client)["paths"]} == doors


def test_every_door_answers_as_it_is_described(client):
    city = city_with(2)
    there, gone = offering_in(city, cost_satang=15050, age_min=12), offering_in(city)
    gone.state = OfferingState.CANCELLED
    gone.save()
    mark_public_change(city)
    document = described(client)
    for path, item in document["paths"].items():
        if "{version}" in path:
            continue  # test_figures.py has a release to show
        answer = client.get("/nakhon" + path.replace("{id}", str(there.uuid)))
        assert answer.status_code == 200, path
        follows(document, item["get"]["responses"]["200"]["content"]["application/json"]["schema"], answer)


def test_whole_services_are_as_described(client):
    offering_in(city_with(0), cost_satang=15050, age_min=12)
    document = described(client)

    answer = client.get("/nakhon/hsds/services", {"full": "true"})

    assert json.loads(answer.content)["contents"][0]["cost_options"]
    follows(document, {"$ref": "#/components/schemas/Services"}, answer)


@pytest.mark.parametrize("query", [{"page": "0"}, {"full": "yes"}])
def test_a_refusal_is_as_described(client, query):
    city_with(0)

    answer = client.get("/nakhon/hsds/services", query)

    assert answer.status_code == 400
    follows(described(client), {"$ref": "#/components/schemas/Error"}, answer)


def test_no_door_of_the_open_data_can_be_written_to_and_each_says_so(client):
    city_with(0)
    paths = described(client)["paths"]
    strict = Client(enforce_csrf_checks=True)

    for path in paths:
        address = "/nakhon" + path.replace("{id}", "00000000-0000-0000-0000-000000000001").replace("{version}", "1")
        assert strict.post(address).status_code == 405, path
