"""Where an activity is done: in the learner's own city, else in the practice city, where everybody is invented."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.courses.rules import practice_city
from mueang.apps.network.models import City
from mueang.curriculum.course import Module

# Rooms that ask for more than a seat at the city's desk.
NEEDS = {
    "credentials:home": Permission.AWARD,
    "enrollment:home": Permission.ENROLLMENT_READ,
    "heritage:items": Permission.HERITAGE_WRITE,
    "notices:outbox": Permission.NOTICES_READ,
    "privacy:requests": Permission.PEOPLE_WRITE,
    "places:roles": Permission.ROLES_GRANT,
    "planning:access": Permission.PLANNING,
    "plans:home": Permission.PLANS_READ,
    "support:caseload": Permission.CASES_WORK,
}
# Never tried out among real children.
ONLY_PRACTISED = frozenset({"support:caseload"})


@dataclass(frozen=True, slots=True)
class Room:
    """Where the viewer may do an activity; `asks_for_a_seat` where they first take a seat in the practice city."""

    city: City
    address: str
    is_practice: bool
    asks_for_a_seat: bool = False


def room_of(viewer: Viewer, module: Module, city: City | None) -> Room | None:
    """The room of the learner's own city, where their roles open it; else the practice city's; at most one SQL
    statement."""
    if city is not None and module.tool not in ONLY_PRACTISED and _opens(viewer, module.tool, city):
        return Room(city, reverse(module.tool, args=[city.slug]), is_practice=False)
    practice = practice_city()
    if practice is None:
        return None
    address = reverse(module.tool, args=[practice.slug])
    return Room(practice, address, is_practice=True, asks_for_a_seat=not _opens(viewer, module.tool, practice))


def _opens(viewer: Viewer, tool: str, city: City) -> bool:
    return holds(viewer, NEEDS.get(tool, Permission.CITY_READ), at=[city.uuid])
