"""Hundreds of workers die at steps drawn by chance, in one process: whatever the order, nobody is told twice or not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from factories.rows import CityFactory
from fakes.line_standin import TOKEN, StandIn
from mueang.apps.accounts.models import User
from mueang.apps.notices.actions import queue_many, send_due
from mueang.apps.notices.actions.carriers.by_http import ByHttp, ByLine
from mueang.apps.notices.enums import Channel, NoticeKind
from mueang.apps.notices.models import CarrierState, LineLink, Notice
from mueang.lib.outgoing import Answer, NoAnswer, Provider

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)


class Died(BaseException):
    """As a kill: nothing after it runs, and what was written stays written."""


class Life:
    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Died

    def around(self, execute: Callable[..., Any], *rest: Any) -> Any:
        self.step()
        done = execute(*rest)
        self.step()
        return done


def asked_of(standin: StandIn, life: Life) -> Callable[..., Answer]:
    """A request to the stand-in without a wire; a worker may die before it left and after it arrived."""

    def ask(_provider: Provider, method: str, url: str, *, headers: dict[str, str], body: bytes = b"") -> Answer:
        life.step()
        path = "/" + url.split("/", 3)[3]
        small = {name.lower(): value for name, value in headers.items()}
        answered = standin.answer(method, path, small, body)
        life.step()
        if answered is None or not answered[0]:
            raise NoAnswer("ProtocolError")
        head, _, content = answered[0].partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        length = len(json.dumps(json.loads(content.split(b"HTTP/1.1")[0])))
        return Answer(int(first.split(" ")[1]), dict(line.split(": ", 1) for line in lines), content[:length])

    return ask


@pytest.mark.parametrize("seed", [1, 2, 20])
def test_nobody_is_told_twice_or_not_at_all_however_often_workers_die(db, settings, monkeypatch, seed):
    settings.LINE_URL, settings.LINE_TOKEN = "http://line", TOKEN
    settings.SMS_URL, settings.SMS_TOKEN = "http://line/sms", TOKEN
    chance, standin, city = random.Random(seed), StandIn(seed=seed, trouble=0.3), CityFactory(slug="deaths")
    users = User.objects.bulk_create([User(username=f"d{number}") for number in range(90)])
    LineLink.objects.bulk_create(
        [LineLink(user=user, line_user=f"U{number:032x}", joined_at=NOON) for number, user in enumerate(users)]
    )
    common = {"city": city, "kind": NoticeKind.URGENT, "subject": "s", "next_attempt_at": NOON}
    rows = [
        Notice(channel=Channel.LINE, user=user, key=f"l{number}", body=f"b{number % 20 or 'x'}", **common)
        for number, user in enumerate(users)
    ]
    rows += [
        Notice(channel=Channel.SMS, address=f"+66{number:09d}", key=f"s{number}", body="b", **common)
        for number in range(20)
    ]
    queue_many(rows)
    # Small waves part groups between workers; one thread makes each run the same again.
    monkeypatch.setattr(ByHttp, "at_once", 1)
    wave = ByLine.__init__

    def small(self: ByLine) -> None:
        wave(self)
        self.wave = 7

    monkeypatch.setattr(ByLine, "__init__", small)
    now, n_died = NOON, 0
    for _worker in range(1_000):
        life = Life(chance.randint(1, 60) if n_died < 120 else 0)
        monkeypatch.setattr(Provider, "ask", asked_of(standin, life))
        try:
            with connection.execute_wrapper(life.around):
                send_due(now=now, seconds=chance.choice([5.0, 5.0, 0.004, 0.01]))
        except Died:
            n_died += 1
        now += timedelta(seconds=chance.choice([1, 30, 61, 400]))
        if not Notice.objects.filter(state__in=["queued", "sending"]).exists():
            break

    line = Notice.objects.filter(channel=Channel.LINE).select_related("user__line_link")
    wrong = [
        (row.key, row.state, row.attempts, str(row.group_key))
        for row in line
        if row.state == "sent" and standin.taken[row.user.line_link.line_user] != 1
    ]
    assert wrong == []
    assert n_died > 10
    assert max(standin.taken.values()) == 1
    assert set(line.values_list("state", flat=True)) <= {"sent", "uncertain"}
    by_sms = Notice.objects.filter(channel=Channel.SMS)
    assert set(by_sms.values_list("state", flat=True)) <= {"sent", "uncertain"}
    assert all(standin.taken[row.address] == 1 for row in by_sms.filter(state="sent"))
    assert CarrierState.objects.count() <= 2
