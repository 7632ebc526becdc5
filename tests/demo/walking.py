"""Everybody of the demo walks through the house, with a planted word in every room of children to be found."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models, transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from factories.rows import CityFactory, RoleGrantFactory, UserFactory
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.models import Event
from mueang.apps.notices.models import Notice
from mueang.apps.people.models import Person
from mueang.demo.sign_ins import ACCOUNTS
from wanderer import Answer, ask, pattern_of, wander

PROTECTED_ROOMS = ("registers", "flags", "support")
TRUSTED = {"teacher", "caseworker", "supervisor"}
# Letters that no name, style or word of the house holds; they stay what they are in addresses, JSON and workbooks.
PLANTED = "zzhiddenzz"
STARTS = ("/", "/yala/", "/yala/learn/", "/sitemap.xml", "/robots.txt", "/yala/hsds/", "/yala/openactive/", "/go/")
"""Where everybody begins."""
# They coach or pay for cities; no page and no file of theirs needs a child's name, whichever room it comes from.
FROM_AFAR = ("unit", "funder")
THEIR_DESKS = ("/unit/", "/funds/", "/desk/yala/grants/", "/desk/yala/plans/", "/desk/trang/")
DESKS = ("/desk/yala/", "/keeper/", "/my/", "/desk/yala/registers/", "/desk/yala/flags/", "/desk/yala/support/")
WALKERS = ("stranger", "learner", "keeper", "manager", *sorted(TRUSTED))


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


def somebody(name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != "stranger":
        client.force_login(User.objects.get(username=name))
    return client


def names_of_children() -> re.Pattern[str]:
    """Given and family name of everybody under 18 whom the open city knows, unless an adult has the same."""
    today = timezone.localdate()
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for person in Person.objects.all():
        age = person.age_on(today)
        named[age is not None and age < 18].add(f"{person.given_name} {person.family_name}".strip())
    return re.compile("|".join(map(re.escape, sorted(named[True] - named[False]))))


def together() -> str:
    """Somebody with the roles of all who work with no child: whoever holds more sees no less."""
    user = UserFactory(username="everybody_else")
    names = [account.username for account in ACCOUNTS if account.username not in TRUSTED]
    held = RoleGrant.objects.current().filter(user__username__in=[*names, "neighbour"])
    for role, kind, scope in set(held.values_list("role", "scope_kind", "scope")):
        RoleGrantFactory(user=user, city=None, role=role, scope_kind=kind, scope=scope)
    return user.username


def telling(answers: list[Answer]) -> list[str]:
    return sorted({answer.address for answer in answers if PLANTED in answer.text + answer.address})


class Heard(logging.Handler):
    """Every line that is logged, as it would stand in a log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@dataclass
class Walked:
    """What everybody met, and what was written meanwhile."""

    planted: dict[str, int]
    children: re.Pattern[str]
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)


def walk() -> Walked:
    """Everybody follows every link; then whoever works with no child asks for what those who do were shown."""
    elsewhere = CityFactory(slug="elsewhere")
    RoleGrantFactory(
        user__username="neighbour", role="case_supervisor", scope=elsewhere.uuid, scope_kind="city", city=None
    )
    walked = Walked(planted=plant(), children=names_of_children())
    n_events, n_notices = Event.objects.count(), Notice.objects.count()
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(walked.heard)
    root.setLevel(logging.DEBUG)
    try:
        _walk(walked)
    finally:
        root.removeHandler(walked.heard)
        root.setLevel(level)
    walked.events = list(Event.objects.order_by("pk")[n_events:])
    walked.notices = list(Notice.objects.order_by("pk")[n_notices:])
    return walked


def _walk(walked: Walked) -> None:
    answers, links = walked.answers, walked.links
    for name in WALKERS:
        there = wander(somebody(name), starts=[*STARTS, *DESKS], n_each=1, deep=PROTECTED_ROOMS, known=links)
        answers[name] = list(there)
    for name in FROM_AFAR:
        starts = [*STARTS, *DESKS, *THEIR_DESKS]
        answers[name] = list(wander(somebody(name), starts=starts, n_each=1, takes_files=True, known=links))
    shut = sorted(
        {
            answer.address
            for name in TRUSTED
            for answer in answers[name]
            if answer.status == 200 and pattern_of(answer.address).split(":")[0] in PROTECTED_ROOMS
        }
    )
    for name in ("stranger", "learner", together()):
        client = somebody(name)
        answers[name] = [*answers.get(name, []), *(ask(client, address) for address in shut)]
