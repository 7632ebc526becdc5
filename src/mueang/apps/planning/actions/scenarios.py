"""Scenarios are made, changed place by place, and thrown away; the city itself stays as it is."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.apps.planning.enums import ChangeKind
from mueang.apps.planning.errors import NameTaken, NoSuchPlace, ScenarioPublished, TooFar, WasPublished
from mueang.apps.planning.models import Change, Scenario
from mueang.apps.planning.queries import Asked, scenario_question, standing_publication
from mueang.apps.planning.rules import may_plan
from mueang.lib.geometry import distance_metres

FARTHEST_METRES = 200_000


@transaction.atomic
def make_scenario(*, city: City, name: str, asked: Asked, actor: User, note: str = "") -> Scenario:
    """Begin a what-if for one question. Raises PermissionDenied and NameTaken."""
    _ensure_may_plan(actor, city)
    question = _question(asked)
    try:
        with transaction.atomic():
            scenario = Scenario.objects.create(city=city, name=name, note=note, made_by=actor, **question)
    except IntegrityError as taken:
        raise NameTaken from taken
    record(actor=actor, verb="planning.scenario_made", target=scenario, book=city.slug, facts={"group": asked.group})
    return scenario


@transaction.atomic
def rename_scenario(*, scenario: Scenario, name: str, note: str, actor: User) -> Scenario:
    """Give it another name and purpose; citizens read words of their own. Raises PermissionDenied and NameTaken."""
    scenario = lock_scenario(scenario, actor)
    scenario.name, scenario.note = name, note
    try:
        with transaction.atomic():
            return _changed(scenario, actor=actor, facts={"kind": "renamed"})
    except IntegrityError as taken:
        raise NameTaken from taken


@transaction.atomic
def copy_scenario(*, scenario: Scenario, actor: User) -> Scenario:
    """A scenario with the same question and changes, to go on from. Raises PermissionDenied."""
    scenario = lock_scenario(scenario, actor)
    city, asked = scenario.city, scenario_question(scenario)
    names = set(Scenario.objects.filter(city=city).values_list("name", flat=True))
    copy = make_scenario(city=city, name=_free_name(scenario.name, names), asked=asked, actor=actor, note=scenario.note)
    changes = list(scenario.changes.all())
    for change in changes:
        change.pk, change.uuid, change.scenario = None, uuid4(), copy
        change._state.adding = True
    Change.objects.bulk_create(changes)
    return copy


@transaction.atomic
def ask_scenario(*, scenario: Scenario, asked: Asked, actor: User) -> Scenario:
    """Put another question to a scenario. Raises PermissionDenied and ScenarioPublished."""
    scenario = lock_to_change(scenario, actor)
    for name, value in _question(asked).items():
        setattr(scenario, name, value)
    return _changed(scenario, actor=actor, facts={"question": asked.group})


@transaction.atomic
def delete_scenario(*, scenario: Scenario, actor: User) -> None:
    """Throw a scenario away with its changes. Raises PermissionDenied, and WasPublished for one that ever was."""
    scenario = lock_scenario(scenario, actor)
    if scenario.publications.exists():
        raise WasPublished
    record(actor=actor, verb="planning.scenario_deleted", target=scenario, book=scenario.city.slug)
    scenario.delete()


@transaction.atomic
def set_change(*, scenario: Scenario, kind: str, actor: User, place: UUID | None = None, **values: Any) -> Change:
    """Open a new place, or move, extend or close one of the city's; what was said of that place before is replaced.

    Raises PermissionDenied, ScenarioPublished, NoSuchPlace and TooFar.
    """
    return _set(lock_to_change(scenario, actor), kind=kind, place=place, actor=actor, values=values)


@transaction.atomic
def move_site(*, scenario: Scenario, key: UUID, latitude: float, longitude: float, actor: User) -> None:
    """Put an opened place, or one of the city's, somewhere else.

    Raises PermissionDenied, ScenarioPublished, NoSuchPlace and TooFar.
    """
    scenario = lock_to_change(scenario, actor)
    _ensure_near(scenario.city, latitude, longitude)
    point = {"latitude": latitude, "longitude": longitude}
    # A place that is extended stays so where it goes.
    standing = scenario.changes.filter(Q(kind=ChangeKind.OPENED, uuid=key) | Q(place__uuid=key))
    if not standing.exclude(kind=ChangeKind.CLOSED).update(**point):
        _set(scenario, kind=ChangeKind.MOVED, place=key, actor=actor, values=point)
        return
    _changed(scenario, actor=actor, facts={"kind": ChangeKind.MOVED})


@transaction.atomic
def drop_change(*, scenario: Scenario, change: UUID, actor: User) -> None:
    """Take one change back; one that is gone already stays gone. Raises PermissionDenied, ScenarioPublished."""
    scenario = lock_to_change(scenario, actor)
    if scenario.changes.filter(uuid=change).delete()[0]:
        _changed(scenario, actor=actor, facts={"kind": "dropped"})


def _set(scenario: Scenario, *, kind: str, place: UUID | None, actor: User, values: dict[str, Any]) -> Change:
    """The scenario is locked by now."""
    _ensure_near(scenario.city, values.get("latitude"), values.get("longitude"))
    found = None
    if kind != ChangeKind.OPENED:
        found = _place(scenario.city, place)
        scenario.changes.filter(place=found).delete()
    change = Change(scenario=scenario, kind=kind, place=found, **values)
    change.clean_fields(exclude=["scenario", "place"])
    change.save()
    _changed(scenario, actor=actor, facts={"kind": kind})
    return change


def _place(city: City, key: UUID | None) -> Place:
    found = Place.objects.filter(city=city, uuid=key, latitude__isnull=False).open().first() if key else None
    if found is None:
        raise NoSuchPlace
    return found


def _ensure_may_plan(actor: User, city: City) -> None:
    if not may_plan(actor, city):
        raise PermissionDenied


def lock_scenario(scenario: Scenario, actor: User) -> Scenario:
    """The scenario, held until the action ends. Raises PermissionDenied."""
    found = Scenario.objects.select_for_update(of=("self",)).select_related("city").get(pk=scenario.pk)
    _ensure_may_plan(actor, found.city)
    return found


def lock_to_change(scenario: Scenario, actor: User) -> Scenario:
    """The same, where no citizen sees it. Raises PermissionDenied and ScenarioPublished."""
    found = lock_scenario(scenario, actor)
    if standing_publication(found) is not None:
        raise ScenarioPublished
    return found


def _free_name(name: str, taken: set[str]) -> str:
    """The name with the first number that no other scenario bears."""
    longest = Scenario._meta.get_field("name").max_length or 0
    endings = (_(" (copy %(n)s)") % {"n": number} for number in count(1))
    return next(found for one in endings if (found := name[: longest - len(one)] + one) not in taken)


def _changed(scenario: Scenario, *, actor: User, facts: dict[str, Any]) -> Scenario:
    scenario.save()
    record(actor=actor, verb="planning.scenario_changed", target=scenario, book=scenario.city.slug, facts=facts)
    return scenario


def _question(asked: Asked) -> dict[str, Any]:
    return {
        "group": asked.group,
        "way": asked.way,
        "minutes": asked.minutes,
        "interest": asked.interest,
        "counts_need": asked.counts_need,
    }


def _ensure_near(city: City, latitude: float | None, longitude: float | None) -> None:
    """A point is near the city, not a number, or not given."""
    if latitude is None or longitude is None:
        return
    metres = distance_metres(city.latitude, city.longitude, latitude, longitude)
    # Not a number is not near either.
    if not metres <= FARTHEST_METRES:
        raise TooFar
