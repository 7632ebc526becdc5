"""Receive and answer what persons may ask under the PDPA; erasing clears who it was and keeps what happened."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.actions.persons import lock_person
from mueang.apps.people.enums import ERASED_NAME, RequestKind, RequestOutcome
from mueang.apps.people.errors import DataRequestDone, RequestRefused
from mueang.apps.people.models import Consent, DataRequest, Face, Guardianship, Person, RosterRow
from mueang.apps.people.rules import is_self_or_guardian, may_answer_requests
from mueang.methods.thai import sort_key

# PDPA section 30: access within thirty days of the request; we hold ourselves to it for all kinds.
DAYS_TO_ANSWER = 30


@transaction.atomic
def open_data_request(
    *,
    person: Person,
    kind: str,
    actor: User | None,
    note: str = "",
    received_on: date | None = None,
    asked_by: Person | None = None,
    known_by: str = "",
) -> DataRequest:
    """Put a request on the work list, due thirty days after it was received.

    Raises PermissionDenied, and RequestRefused where `asked_by` does not answer for the person.
    """
    person = lock_person(person)
    if not (may_answer_requests(actor, person.city) or is_self_or_guardian(actor, person)):
        raise PermissionDenied
    if asked_by is not None and not _answers_for(asked_by, person):
        raise RequestRefused("stranger")
    received_on = received_on or timezone.localdate()
    due_on = received_on + timedelta(days=DAYS_TO_ANSWER)
    asked_by = None if asked_by == person else asked_by
    said = {"kind": kind, "note": note, "asked_by": asked_by, "known_by": known_by}
    request = DataRequest.objects.create(person=person, received_on=received_on, due_on=due_on, **said)
    record(actor=actor, verb="data_request.opened", target=person, book=person.city.slug, facts={"kind": kind})
    return request


@transaction.atomic
def answer_data_request(
    *,
    request: DataRequest,
    answer: str,
    actor: User | None,
    outcome: str = RequestOutcome.GRANTED,
    refusal: str = "",
) -> DataRequest:
    """Close the request with its answer; granting an erasure, whole or in part, erases what this app holds.

    Raises PermissionDenied, DataRequestDone if a colleague was faster, and RequestRefused where something is refused
    and no ground is named.
    """
    request = DataRequest.objects.select_for_update(of=("self",)).select_related("person__city").get(pk=request.pk)
    person = request.person
    if not may_answer_requests(actor, person.city):
        raise PermissionDenied
    if request.done_at:
        raise DataRequestDone
    if (outcome == RequestOutcome.REFUSED) and not refusal:
        raise RequestRefused("no_ground")
    request.done_at, request.answer = timezone.now(), answer
    request.outcome, request.refusal = outcome, "" if outcome == RequestOutcome.GRANTED else refusal
    request.save(update_fields=["done_at", "answer", "outcome", "refusal"])
    if request.kind == RequestKind.ERASURE and outcome != RequestOutcome.REFUSED:
        erase_person(person)
    facts = {"kind": request.kind, "days": (timezone.localdate() - request.received_on).days, "outcome": outcome}
    record(actor=actor, verb="data_request.answered", target=person, book=person.city.slug, facts=facts)
    return request


def _answers_for(asked_by: Person, person: Person) -> bool:
    link = Guardianship.objects.filter(guardian=asked_by, child=person, until_on=None)
    return asked_by == person or link.exists()


def erase_person(person: Person) -> None:
    """Clear who it was in this row and all that were merged into it. Hours, attendance and awards keep their rows:
    the law keeps them, and they no longer say whose they are. What apps above hold is theirs (`privacy`) to erase;
    whoever calls asked the rule and writes the record."""
    now = timezone.now()
    rows = Person.objects.select_for_update().filter(Q(pk=person.pk) | Q(merged_into=person))
    for row in rows:
        row.prefix = row.family_name = row.name_en = row.match_key = ""
        row.phone = row.email = row.organization_name = row.position = row.national_id = ""
        row.given_name, row.sort_key = ERASED_NAME, sort_key(ERASED_NAME)
        row.birth_on = row.birth_year = row.user = None
        row.erased_at = now
        row.save()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=now)
    Face.objects.filter(person__in=list(rows)).delete()
    Guardianship.objects.filter(Q(child=person) | Q(guardian=person), until_on=None).update(until_on=now.date())
    DataRequest.objects.filter(person=person).update(note="")
    RosterRow.objects.filter(known_person=person).update(known_person=None)
    mark_public_change(person.city, catalog=False)
