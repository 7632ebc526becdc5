"""Every desk and every member of the cast: who opens it, as `docs/operate/desks.md` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from cast import MEMBERS
from factories.grants import given
from mueang.config.urls import city_desk

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operate" / "desks.md"
HOUSE = ("/my/", "/keeper/", "/unit/", "/funds/", "/audit/", "/accounts/roles/", "/cities/open/")
HERE, ELSEWHERE = "nakhon", "elsewhere"


def desks(city: str) -> list[str]:
    """The first page of every room of a city's desk."""
    return [f"{reverse('city:today', args=[city])}{room.pattern}" for room in city_desk]


def members(cast: Any) -> dict[str, Any]:
    return {name: getattr(cast, name) for name in MEMBERS} | {"funder": given(cast).funder}


def said(status: int) -> str:
    """What a reader of the table is told of an answer."""
    return {200: "opens", 302: "sent on"}.get(status, "")


def drawn(codes: dict[str, dict[str, int]]) -> str:
    names = list(next(iter(codes.values())))
    head = [
        "# Who opens which desk",
        "",
        "An officer, a manager, a keeper and so on of one city, at every first page; kept by a test."
        " An empty cell is a page that is not there for them; strangers are sent on to sign in.",
        "",
        f"| desk | {' | '.join(name.replace('_', ' ') for name in names)} |",
        "| --- |" + " --- |" * len(names),
    ]
    rows = [
        f"| `{address.replace(HERE, '<city>')}` | {' | '.join(said(code) for code in by.values())} |"
        for address, by in codes.items()
    ]
    return "\n".join([*head, *rows, ""])


def test_who_opens_which_desk_stands_in_the_table(cast):
    clients = {}
    for name, user in members(cast).items():
        clients[name] = Client()
        if name != "anonymous":
            clients[name].force_login(user)

    codes = {
        address: {name: client.get(address).status_code for name, client in clients.items()}
        for address in [*desks(HERE), *HOUSE]
    }
    pressed = {
        (address, name): clients[name].post(address).status_code
        for address, by in codes.items()
        for name, code in by.items()
        if code == 404
    }
    foreign = {
        (address, name): clients[name].get(address).status_code
        for address in desks(ELSEWHERE)
        for name in ("manager", "officer", "auditor", "case_supervisor")
    }

    assert {code for by in codes.values() for code in by.values()} <= {200, 302, 403, 404}
    assert set(pressed.values()) <= {403, 404, 405}
    assert set(foreign.values()) == {404}
    assert PAGE.read_text(encoding="utf-8") == drawn(codes)
