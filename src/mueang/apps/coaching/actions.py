"""Open a city from the template, take it back before first use, note visits, and keep when stages were reached."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.actions import record
from mueang.apps.coaching.enums import TEMPLATE_COMMITTEE, Stage
from mueang.apps.coaching.errors import InUse, OpenedAlready
from mueang.apps.coaching.models import CityOpening, CoachNote, StageReached
from mueang.apps.coaching.queries import CityProgress, progress_of
from mueang.apps.coaching.rules import coached_cities
from mueang.apps.committees.actions import found_committee
from mueang.apps.committees.models import Committee
from mueang.apps.network.actions import add_organization, open_city
from mueang.apps.network.models import City, NetworkMembership, Organization
from mueang.apps.network.rules import may_open_city
from mueang.apps.people.models import Person
from mueang.apps.places.actions import add_neighbourhoods, invite
from mueang.apps.places.models import Neighbourhood, Place


@transaction.atomic
def begin_opening(*, code: str, kind: str, actor: User) -> CityOpening:
    """Begin to open a city; what is answered later is kept on the row. Raises PermissionDenied."""
    if not may_open_city(actor):
        raise PermissionDenied
    return CityOpening.objects.create(officer=actor, code=code, kind=kind)


@transaction.atomic
def keep_answers(*, opening: CityOpening, answers: dict[str, Any], actor: User) -> CityOpening:
    """Keep what was answered so far. Raises PermissionDenied and OpenedAlready."""
    opening = _own(opening, actor)
    opening.answers = answers
    opening.save(update_fields=["answers"])
    return opening


@transaction.atomic
def open_from_template(*, opening: CityOpening, answers: dict[str, Any], actor: User) -> str:
    """Open the city with neighbourhoods, partners and a committee, and give the manager's invitation link.

    All or nothing. Raises PermissionDenied, OpenedAlready, and what `open_city` and `invite` refuse.
    """
    opening = _own(opening, actor)
    names = {key: answers.get(key) or None for key in ("name_th", "name_en", "slug")}
    is_invented = bool(answers.get("is_invented"))
    city = open_city(code=opening.code, kind=opening.kind, actor=actor, is_invented=is_invented, **names)
    add_neighbourhoods(city=city, actor=actor)
    for kind, name_th, name_en in answers.get("partners", []):
        add_organization(city=city, kind=kind, name_th=name_th, name_en=name_en, actor=actor)
    found_committee(city=city, name_th=TEMPLATE_COMMITTEE[0], name_en=TEMPLATE_COMMITTEE[1], actor=actor)
    link = ""
    if answers.get("username"):
        link = invite(
            username=answers["username"],
            display_name=answers.get("display_name") or answers["username"],
            role=Role.CITY_MANAGER,
            city=city,
            at=city,
            actor=actor,
        ).link
    opening.city, opening.answers = city, {}
    opening.save(update_fields=["city", "answers"])
    return link


@transaction.atomic
def undo_opening(*, city: City, actor: User) -> None:
    """Take an opening back as if it had not been; the record keeps that it was. Raises PermissionDenied and InUse."""
    if not may_open_city(actor):
        raise PermissionDenied
    city = City.objects.select_for_update().get(pk=city.pk)
    opening = CityOpening.objects.filter(city=city).first()
    grants = RoleGrant.objects.filter(scope=city.uuid)
    committees = Committee.objects.filter(city=city)
    used = (
        grants.filter(user__last_login__isnull=False),
        Place.objects.filter(city=city),
        Person.objects.filter(city=city),
        city.agreements.all(),
        city.notices.all(),
        committees.filter(members__isnull=False),
        committees.filter(meetings__isnull=False),
    )
    if opening is None or any(rows.exists() for rows in used):
        raise InUse
    record(actor=actor, verb="city.opening_undone", target=city, book=city.slug)
    grants.update(ended_at=timezone.now())
    committees.delete()
    Organization.objects.filter(city=city).delete()
    Neighbourhood.objects.filter(city=city).delete()
    NetworkMembership.objects.filter(city=city).update(city=None)
    opening.delete()
    try:
        city.delete()
    except ProtectedError as held:
        raise InUse from held


@transaction.atomic
def write_note(*, city: City, kind: str, on: date, words: str, actor: User) -> CoachNote:
    """Write down a visit, a call or a note. Raises PermissionDenied and ValidationError."""
    if not coached_cities(actor).filter(pk=city.pk).exists():
        raise PermissionDenied
    note = CoachNote(city=city, kind=kind, on=on, words=words, written_by=actor)
    note.full_clean()
    note.save(force_insert=True)
    record(actor=actor, verb="city.coached", target=city, book=city.slug, facts={"kind": kind})
    return note


def keep_stages(*, today: date) -> int:
    """Write down the stages that cities have reached since last asked; how many those were."""
    known = set(StageReached.objects.values_list("city", "stage"))
    reached = [
        StageReached(city=row.city, stage=stage, reached_on=today)
        for row in progress_of(City.objects.all(), today=today)
        for stage in _behind(row)
        if (row.city.pk, stage) not in known
    ]
    return len(StageReached.objects.bulk_create(reached, ignore_conflicts=True))


def _behind(row: CityProgress) -> list[Stage]:
    """The stages whose items, and all before them, are there."""
    order = list(Stage)
    return order if row.stage is None else order[: order.index(row.stage)]


def _own(opening: CityOpening, actor: User) -> CityOpening:
    opening = CityOpening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if opening.officer_id != actor.pk or not may_open_city(actor):
        raise PermissionDenied
    if opening.city_id is not None:
        raise OpenedAlready
    return opening
