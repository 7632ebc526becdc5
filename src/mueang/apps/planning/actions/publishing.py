"""A scenario is shown to citizens, taken back, and ended with what the city heard."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.planning.actions.scenarios import lock_scenario
from mueang.apps.planning.errors import (
    AlreadyComputing,
    AlreadyFollowed,
    DayIsOver,
    NothingToShow,
    NotPublishedNow,
    ScenarioPublished,
)
from mueang.apps.planning.models import Publication, Scenario
from mueang.apps.planning.queries import frozen_scenario, standing_publication
from mueang.apps.planning.rules import may_plan


@transaction.atomic
def publish_scenario(
    *, scenario: Scenario, actor: User, now: datetime, earlier: Publication | None = None, **words: Any
) -> Publication:
    """Show the scenario to citizens as it is now, frozen; `words` are the fields of a Publication that a person types.

    `earlier` is the version it follows: no more is said of that one. Raises PermissionDenied, ScenarioPublished,
    AlreadyComputing, AlreadyFollowed, DayIsOver and NothingToShow.
    """
    scenario = lock_scenario(scenario, actor)
    if standing_publication(scenario) is not None:
        raise ScenarioPublished
    if any(proposal.is_open for proposal in scenario.proposals.all()):
        raise AlreadyComputing
    if words["comments_until"] < timezone.localdate(now):
        raise DayIsOver
    before = None if earlier is None else _earlier(scenario, earlier)
    frozen = frozen_scenario(scenario=scenario, now=now)
    if frozen is None:
        raise NothingToShow
    publication = Publication(
        city=scenario.city,
        scenario=scenario,
        earlier=before,
        number=before.number + 1 if before else 1,
        frozen=frozen,
        published_by=actor,
        published_at=now,
        **words,
    )
    publication.clean_fields(exclude=["city", "scenario", "earlier", "published_by"])
    try:
        with transaction.atomic():
            publication.save()
    except IntegrityError as followed:
        raise AlreadyFollowed from followed
    _told(publication, actor=actor, verb="planning.scenario_published", facts={"number": publication.number})
    return publication


@transaction.atomic
def withdraw_publication(*, publication: Publication, because: str, actor: User, now: datetime) -> None:
    """Take it back with a reason that its page says from then on. Raises PermissionDenied and NotPublishedNow."""
    publication = lock_publication(publication, actor)
    publication.withdrawn_at, publication.withdrawn_because = now, because
    publication.save(update_fields=["withdrawn_at", "withdrawn_because"])
    _told(publication, actor=actor, verb="planning.scenario_withdrawn", facts={"number": publication.number})


@transaction.atomic
def close_publication(*, publication: Publication, heard_th: str, heard_en: str, actor: User, now: datetime) -> None:
    """End the talk with what was heard and what is done; said again, it is put right.

    Raises PermissionDenied and NotPublishedNow.
    """
    publication = lock_publication(publication, actor)
    publication.heard_th, publication.heard_en = heard_th, heard_en
    publication.closed_at = publication.closed_at or now
    publication.save(update_fields=["heard_th", "heard_en", "closed_at"])
    facts = {"comments": publication.comments.shown().count()}
    _told(publication, actor=actor, verb="planning.comments_closed", facts=facts)


@transaction.atomic
def lengthen_publication(*, publication: Publication, until: Any, actor: User, now: datetime) -> None:
    """Welcome comments until another day, today at the earliest.

    Raises PermissionDenied, NotPublishedNow and DayIsOver.
    """
    publication = lock_publication(publication, actor)
    if publication.closed_at is not None:
        raise NotPublishedNow
    if until < timezone.localdate(now):
        raise DayIsOver
    publication.comments_until = until
    publication.save(update_fields=["comments_until"])
    _told(publication, actor=actor, verb="planning.comments_until", facts={"until": until.isoformat()})


def lock_publication(publication: Publication, actor: User) -> Publication:
    """A standing version, held until the action ends. Raises PermissionDenied and NotPublishedNow."""
    rows = Publication.objects.select_for_update(of=("self",)).select_related("city")
    found = rows.get(pk=publication.pk)
    if not may_plan(actor, found.city):
        raise PermissionDenied
    if found.withdrawn_at is not None:
        raise NotPublishedNow
    return found


def _earlier(scenario: Scenario, earlier: Publication) -> Publication:
    rows = Publication.objects.standing().select_for_update(of=("self",))
    found = rows.filter(pk=earlier.pk, city=scenario.city).first()
    if found is None or Publication.objects.filter(earlier=found).exists():
        raise AlreadyFollowed
    return found


def _told(publication: Publication, *, actor: User, verb: str, facts: dict[str, Any]) -> None:
    mark_public_change(publication.city, catalog=False)
    record(actor=actor, verb=verb, target=publication, book=publication.city.slug, facts=facts)
