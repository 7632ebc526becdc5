"""The figures' API: paged, tagged, limited, licensed, and as its description says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from cast import Cast
from factories.indicators import figure, indicator
from mueang.apps.indicators.actions import observe
from mueang.apps.reports.actions import publish_release, withdraw_release

pytestmark = pytest.mark.django_db


def release(cast: Cast, n: int = 3) -> Any:
    for _n in range(n):
        row = indicator(unit="count")
        observe(city=cast.city, figure=figure(row, value=Decimal(100 + _n)), actor=None)
    return publish_release(city=cast.city, change="ใหม่", actor=cast.manager)


def at(page: str, *arguments: object) -> str:
    return reverse(f"api:{page}", args=["nakhon", *arguments])


def test_the_description_is_valid_and_every_answer_is_as_it_says(client: Client, cast: Cast) -> None:
    withdraw_release(release=release(cast), why="ผิด", actor=cast.manager)
    release(cast)
    document = client.get(at("openapi")).json()
    validate(document)
    answers = {
        "Releases": at("data_releases"),
        "Release": at("data_release", 2),
        "Figures": at("figures"),
    }
    for name, address in answers.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        answer = client.get(address)
        assert answer.status_code == 200, address
        Draft202012Validator(schema).validate(answer.json())
        assert answer.json()["licence"]["id"] == "CC-BY-4.0"
        assert "เมืองสมมติ" in answer.json()["attribution"]
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_figures_come_by_pages_and_narrowed_and_only_those_released(client: Client, cast: Cast) -> None:
    release(cast)
    observe(city=cast.city, figure=figure(indicator(unit="count"), value=Decimal(999)), actor=None)
    first = client.get(at("figures"), {"per_page": "2"}).json()
    last = client.get(at("figures"), {"per_page": "2", "page": "2"}).json()
    assert (first["pages"], first["total"], len(first["data"]), len(last["data"])) == (2, 3, 2, 1)
    assert client.get(at("figures"), {"page": "9"}).json()["data"] == []
    code = first["data"][0]["indicator"]
    assert [row["indicator"] for row in client.get(at("figures"), {"indicator": code}).json()["data"]] == [code]
    assert client.get(at("figures"), {"level": "province"}).json()["total"] == 0
    assert 999.0 not in [row["value"] for row in client.get(at("figures")).json()["data"]]


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"per_page": "501"}, {"level": "street"}, {"indicator": "x" * 41},
              {"page": "1" * 30}, {"levle": "city"}]
)  # fmt: skip
def test_a_question_that_cannot_be_is_refused_in_words(client: Client, cast: Cast, query: dict[str, str]) -> None:
    answer = client.get(at("figures"), query)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert next(iter(query)) in answer.json()["title"]


def test_what_is_not_there_is_said_so(client: Client, cast: Cast) -> None:
    missing = [
        at("data_release", 1),
        at("data_release", 10**12),
        at("data_release", "x"),
        reverse("api:figures", args=["nowhere"]),
    ]
    for address in missing:
        assert client.get(address).status_code == 404, address
    assert Client(enforce_csrf_checks=True).post(at("figures")).status_code == 405
    assert client.get(at("figures")).json()["data"] == []


def test_the_same_answer_is_not_sent_twice(client: Client, cast: Cast) -> None:
    release(cast)
    tag = client.get(at("figures"))["ETag"]
    again = client.get(at("figures"), headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    observe(city=cast.city, figure=figure(indicator(unit="count"), value=Decimal(500)), actor=None)
    publish_release(city=cast.city, change="ใหม่", actor=cast.manager)
    assert client.get(at("figures"), headers={"if-none-match": tag}).status_code == 200


def test_who_asks_too_often_is_asked_to_wait(client: Client, cast: Cast) -> None:
    cache.clear()
    with override_settings(ACCOUNT_RATE_LIMITS={"read_api": "2/m/ip"}):
        answers = [client.get(at("data_releases")) for _n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    cache.clear()


@pytest.mark.parametrize("n", [1, 3])
def test_questions_cost_the_same_however_many_figures(
    client: Client, cast: Cast, n: int, django_assert_num_queries
) -> None:
    release(cast, n)
    with django_assert_num_queries(4):
        client.get(at("figures"))
