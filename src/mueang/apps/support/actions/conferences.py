"""Call a conference, put cases on its agenda, write down what was decided, and close the minutes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, record_read
from mueang.apps.network.models import City
from mueang.apps.support.actions.holding import change_case, hold_case
from mueang.apps.support.errors.conferences import ConferenceHeld, NothingDecided, OnTheAgenda
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.conferences import AgendaItem, Attendee, Conference, Resolution
from mueang.apps.support.models.planning import Plan, Step
from mueang.apps.support.rules.cases import may_supervise, sight_of
from mueang.apps.support.rules.conferences import visible_conferences


@transaction.atomic
def call_conference(*, city: City, held_on: date, place: str, actor: User) -> Conference:
    """Raises PermissionDenied for whoever does not supervise the city."""
    if not may_supervise(actor, city):
        raise PermissionDenied
    row = Conference(city=city, held_on=held_on, place=place.strip(), called_by=actor, called_at=timezone.now())
    row.clean_fields()
    row.save(force_insert=True)
    record(actor=actor, verb="conference.called", target=row, book=city.slug, facts={"on": held_on.isoformat()})
    return row


@transaction.atomic
def put_on_agenda(*, conference: Conference, case: Case, question: str, actor: User) -> AgendaItem:
    """Put a case on the agenda with its question; a worker their own, a supervisor any.

    Raises PermissionDenied, ConferenceHeld and OnTheAgenda.
    """
    conference = _lock(conference)
    sight = sight_of(actor, case)
    if sight is None or not sight.may_write or case.city_id != conference.city_id:
        raise PermissionDenied
    if conference.items.filter(case=case).exists():
        raise OnTheAgenda
    item = AgendaItem(conference=conference, case=case, question=question.strip())
    item.clean_fields()
    item.save(force_insert=True)
    _note(conference, "conference.agenda", actor=actor, case=str(case.uuid))
    return item


@transaction.atomic
def ask_to_come(*, conference: Conference, name: str, agency: str, actor: User) -> Attendee:
    """Raises PermissionDenied and ConferenceHeld."""
    conference = _supervised(conference, actor=actor)
    row = Attendee(conference=conference, name=name.strip(), agency=agency.strip())
    row.clean_fields()
    row.save(force_insert=True)
    _note(conference, "conference.asked", actor=actor)
    return row


@transaction.atomic
def resolve(*, item: AgendaItem, words: str, owner_name: str, due_on: date, actor: User) -> Resolution:
    """Write down one decision, its owner and its day.

    It becomes a step of the case's plan; without a plan, the case is looked at again on that day at the latest: either
    way it stands in the worker's list. Raises PermissionDenied, ConferenceHeld, CaseClosed.
    """
    conference = _supervised(item.conference, actor=actor)
    case = hold_case(item.case, actor=actor)
    row = Resolution(item=item, words=words.strip(), owner_name=owner_name.strip(), due_on=due_on, by=actor)
    row.at = timezone.now()
    row.clean_fields(exclude=["step"])
    plan = Plan.objects.filter(case=case, replaced_at=None).first()
    if plan is not None:
        row.step = Step.objects.create(plan=plan, words=row.words, owner_name=row.owner_name, due_on=due_on)
    change_case(case, review_on=min(case.review_on, due_on))
    row.save(force_insert=True)
    _note(conference, "conference.decided", actor=actor, case=str(case.uuid))
    return row


@transaction.atomic
def write_said(*, item: AgendaItem, said: str, is_family_there: bool | None, actor: User) -> AgendaItem:
    """What was said about a case, and whether the family was there. Raises PermissionDenied, ConferenceHeld."""
    conference = _supervised(item.conference, actor=actor)
    item.said, item.is_family_there = said.strip(), is_family_there
    item.clean_fields()
    item.save(update_fields=["said", "is_family_there"])
    _note(conference, "conference.written", actor=actor, case=str(item.case.uuid))
    return item


@transaction.atomic
def close_minutes(*, conference: Conference, came: Collection[UUID], actor: User) -> Conference:
    """Close the minutes: who came, and a decision or a word for every case.

    Raises PermissionDenied, ConferenceHeld and NothingDecided.
    """
    conference = _supervised(conference, actor=actor)
    if conference.items.filter(resolutions=None, said="").exists():
        raise NothingDecided
    for row in conference.attendees.all():
        row.came = row.uuid in came
        row.save(update_fields=["came"])
    conference.closed_at = timezone.now()
    conference.save(update_fields=["closed_at"])
    _note(conference, "conference.closed", actor=actor)
    return conference


@transaction.atomic
def read_conference(*, conference: Conference, actor: User, n_cases: int, way: str) -> None:
    """Write down that `actor` looked at a conference with so many cases by name. Raises PermissionDenied."""
    if not visible_conferences(actor).filter(pk=conference.pk).exists():
        raise PermissionDenied
    facts = {"n_cases": n_cases, "way": way}
    record_read(actor=actor, target=conference, book=conference.city.slug, facts=facts)


def _lock(conference: Conference) -> Conference:
    found = Conference.objects.select_for_update(of=("self",)).select_related("city").get(pk=conference.pk)
    if found.closed_at is not None:
        raise ConferenceHeld
    return found


def _supervised(conference: Conference, *, actor: User) -> Conference:
    conference = _lock(conference)
    if not may_supervise(actor, conference.city):
        raise PermissionDenied
    return conference


def _note(conference: Conference, verb: str, *, actor: User, **facts: str) -> None:
    record(actor=actor, verb=verb, target=conference, book=conference.city.slug, facts=facts)
