"""Whoever holds every role of another city: what is shut to them is shut to each of its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.test import Client

from addresses import Page
from factories.network import OrganizationFactory
from factories.registers import SchoolFactory
from factories.rows import OfferingFactory, PlaceFactory, RoleGrantFactory, UserFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.network.models import City

# A role that holds everywhere is no neighbour's.
OF_NO_CITY = {Role.UNIT_OFFICER}
# What may be said: not there, not for you, not so, or (by a device that speaks to a machine) sign in first.
SHUT = {401, 403, 404, 405}
# Methods that no page takes: one of them each, in turn.
ODD = ("PUT", "DELETE", "HEAD")


def with_every_role(city: City) -> Client:
    """Somebody with all roles that can be held in a city and at its places, schools and partners."""
    user = UserFactory(username="with_every_role")
    at = {
        ScopeKind.CITY: city.uuid,
        ScopeKind.PLACE: PlaceFactory(city=city).uuid,
        ScopeKind.SCHOOL: SchoolFactory(city=city).uuid,
        ScopeKind.ORGANIZATION: OrganizationFactory(city=city).uuid,
        ScopeKind.OFFERING: OfferingFactory(city=city).uuid,
    }
    for role in set(Role) - OF_NO_CITY:
        for kind, scope in at.items():
            RoleGrantFactory(user=user, role=role, scope_kind=kind, scope=scope, city=None)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@dataclass(frozen=True, slots=True)
class Tried:
    """One method at one address of a page, and what came of it."""

    page: str
    method: str
    address: str
    status: int
    sent_to: str

    @property
    def is_shut(self) -> bool:
        return self.status in SHUT or (self.status == 302 and "/accounts/login/" in self.sent_to)

    def __str__(self) -> str:
        return f"{self.page}: {self.method} {self.address} {self.status}"


def tried(client: Client, page: str, address: str, *methods: str) -> Iterator[Tried]:
    for method in methods:
        response = client.generic(method, address)
        yield Tried(page, method, address, response.status_code, response.headers.get("Location", ""))


def tried_everywhere(client: Client, addresses: dict[Page, str], *, own: str) -> Iterator[Tried]:
    """Every address with another city's rows, and those rows as if they were of the city `own`.

    HEAD, PUT and DELETE are decided by what is written above a view: each page is tried by one of them.
    """
    for number, (page, address) in enumerate(addresses.items()):
        yield from tried(client, page.name, address, "GET", "POST", ODD[number % len(ODD)])
        if address.startswith("/desk/") and len(page.parameters) > 1:
            _root, _desk, _city, rest = address.split("/", 3)
            yield from tried(client, page.name, f"/desk/{own}/{rest}", "GET", "POST")


def n_rows() -> Counter[str]:
    """How many rows each table holds, but for sessions, which come and go with whoever asks."""
    return Counter(
        {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models()
            if model._meta.label != "sessions.Session"
        }
    )


def said_plainly(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not there, without its frame: what stands in the frame is not what these walks ask."""
    return HttpResponse("not there", status=404)
