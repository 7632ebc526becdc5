"""The open city does not know that a child is in the protected zone: every address, as the cast and as a stranger."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.db.models import Model
from django.test import Client

from factories.rows import CityFactory, RoleGrantFactory
from mueang.apps.accounts.models import User
from mueang.apps.audit.models import Event
from mueang.apps.network.models import City
from mueang.apps.notices.models import Notice
from mueang.demo.sign_ins import ACCOUNTS
from wanderer import Answer, ask, pattern_of, wander

PROTECTED_ROOMS = ("registers", "flags", "support")
TRUSTED = {"teacher", "caseworker", "supervisor"}
# Letters that no name, style or word of the house holds; they stay what they are in addresses, JSON and workbooks.
PLANTED = "zzhiddenzz"
STARTS = ("/", "/yala/", "/yala/learn/", "/sitemap.xml", "/robots.txt", "/yala/hsds/", "/yala/openactive/", "/go/")
"""Where everybody begins."""
DESKS = ("/desk/yala/", "/keeper/", "/my/", "/desk/yala/registers/", "/desk/yala/flags/", "/desk/yala/support/")


def free_text(model: type[Model]) -> list[str]:
    """Fields of a protected table in which somebody's words can stand."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or field.is_relation or field.primary_key)
        and not field.name.endswith(
            ("key", "hash", "code", "token", "kind", "slug", "masks", "language", "relation", "version")
        )
    ]


def plant() -> dict[str, int]:
    """Write the planted word wherever a protected row of the city holds somebody's words; how many rows a room took."""
    n_rows = dict.fromkeys(PROTECTED_ROOMS, 0)
    for room in PROTECTED_ROOMS:
        for model in apps.get_app_config(room).get_models():
            if not getattr(model, "personal_data", ""):
                continue
            for name in free_text(model):
                try:
                    with transaction.atomic():
                        n_rows[room] += model._default_manager.update(**{name: PLANTED})
                except Exception as refused:  # noqa: BLE001 -- an append-only table refuses in its own words
                    logging.getLogger(__name__).info("%s.%s is not written anew: %s", model.__name__, name, refused)
    return n_rows


@pytest.fixture
def demo(db, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    call_command("demo", people=400)
    return City.objects.get(slug="yala")


def somebody(name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != "stranger":
        client.force_login(User.objects.get(username=name))
    return client


def telling(answers: list[Answer]) -> list[str]:
    return sorted({answer.address for answer in answers if PLANTED in answer.text + answer.address})


def test_no_address_tells_of_a_child_outside_their_need_to_know(demo, caplog):
    elsewhere = CityFactory(slug="elsewhere")
    RoleGrantFactory(
        user__username="neighbour", role="case_supervisor", scope=elsewhere.uuid, scope_kind="city", city=None
    )
    names = ["stranger", "neighbour", *(account.username for account in ACCOUNTS)]
    walkers = ("stranger", "learner", "keeper", "manager", *TRUSTED)
    n_planted = plant()
    n_events, n_notices = Event.objects.count(), Notice.objects.count()

    with caplog.at_level(logging.DEBUG):
        walked = {
            name: list(wander(somebody(name), starts=[*STARTS, *DESKS], n_each=1, deep=PROTECTED_ROOMS))
            for name in walkers
        }
        met = {pattern_of(answer.address) for answers in walked.values() for answer in answers}
        shut = sorted(
            {
                answer.address
                for name in TRUSTED
                for answer in walked[name]
                if answer.status == 200 and pattern_of(answer.address).split(":")[0] in PROTECTED_ROOMS
            }
        )
        for name in set(names) - TRUSTED:
            client = somebody(name)
            walked[name] = [*walked.get(name, []), *(ask(client, address) for address in shut)]

    assert all(n_planted.values()), n_planted
    assert len(met) > 100
    assert telling(walked["caseworker"])
    assert telling(walked["supervisor"])
    assert {
        name: telling(answers) for name, answers in walked.items() if name not in TRUSTED and telling(answers)
    } == {}
    assert not [answer.address for answers in walked.values() for answer in answers if answer.status >= 500]
    assert PLANTED not in caplog.text
    assert not any(PLANTED in str(vars(event)) for event in Event.objects.order_by("pk")[n_events:])
    assert not any(PLANTED in str(vars(notice)) for notice in Notice.objects.order_by("pk")[n_notices:])
