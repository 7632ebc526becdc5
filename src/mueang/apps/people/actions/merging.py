"""Make two rows of one human being one, keeping the history of both."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.actions.persons import lock_person
from mueang.apps.people.models import Consent, DataRequest, Face, Guardianship, Person, RosterRow
from mueang.apps.people.queries.merging import FILLED_WHERE_BLANK, why_not_merge
from mueang.apps.people.rules import may_change_people


@transaction.atomic
def merge_persons(*, keep: Person, merge: Person, actor: User | None) -> Person:
    """Merge one row into another: blanks are filled, guardians, consents, requests and roster rows move.

    Rows of higher apps keep pointing at the merged row; `queries.same_person_ids` finds both. Raises PermissionDenied,
    CannotMerge, NotTheSameCity, and PersonGone if either row was merged or erased meanwhile.
    """
    first, second = (lock_person(person) for person in sorted((keep, merge), key=lambda person: person.pk))
    keep, merge = (first, second) if first.pk == keep.pk else (second, first)
    if not may_change_people(actor, keep.city):
        raise PermissionDenied
    if refusal := why_not_merge(keep=keep, merge=merge):
        raise refusal
    _close(keep=keep, merge=merge)
    _move_guardianships(keep=keep, merge=merge)
    _move_consents(keep=keep, merge=merge)
    _move_face(keep=keep, merge=merge)
    DataRequest.objects.filter(person=merge).update(person=keep)
    RosterRow.objects.filter(person=merge).update(person=keep)
    RosterRow.objects.filter(known_person=merge).update(known_person=keep)
    mark_public_change(keep.city, catalog=False)
    record(actor=actor, verb="person.merged", target=keep, book=keep.city.slug, facts={"merged": str(merge.uuid)})
    return keep


def _close(*, keep: Person, merge: Person) -> None:
    """Point the merged row and those merged into it before at the kept one, and give it what it lacks."""
    user, number = merge.user, merge.national_id
    merge.merged_into, merge.user, merge.national_id = keep, None, ""
    merge.save()
    Person.objects.filter(merged_into=merge).update(merged_into=keep)
    for name in FILLED_WHERE_BLANK:
        if not getattr(keep, name):
            setattr(keep, name, getattr(merge, name))
    keep.user = keep.user or user
    keep.national_id = keep.national_id or number
    keep.save()


def _move_guardianships(*, keep: Person, merge: Person) -> None:
    Guardianship.objects.filter(Q(guardian=keep, child=merge) | Q(guardian=merge, child=keep)).delete()
    for link in Guardianship.objects.filter(Q(guardian=merge) | Q(child=merge)):
        link.guardian_id = keep.pk if link.guardian_id == merge.pk else link.guardian_id
        link.child_id = keep.pk if link.child_id == merge.pk else link.child_id
        standing = Guardianship.objects.filter(guardian=link.guardian_id, child=link.child_id, until_on=None)
        if link.until_on is None and standing.exists():
            link.until_on = timezone.localdate()
        link.save()


def _move_consents(*, keep: Person, merge: Person) -> None:
    """Of two standing consents for one purpose the later word counts."""
    standing = Consent.objects.filter(person__in=[keep, merge], withdrawn_at=None).order_by("purpose", "-given_at")
    last_purpose = None
    for consent in standing:
        if consent.purpose == last_purpose:
            consent.withdrawn_at = timezone.now()
            consent.save(update_fields=["withdrawn_at"])
        last_purpose = consent.purpose
    Consent.objects.filter(person=merge).update(person=keep)
    Consent.objects.filter(given_by=merge).update(given_by=keep)


def _move_face(*, keep: Person, merge: Person) -> None:
    """Of two pictures the kept person's stays, if they agree to one at all."""
    if Face.objects.filter(person=keep).exists():
        Face.objects.filter(person=merge).delete()
    else:
        Face.objects.filter(person=merge).update(person=keep)
