"""Who teaches an offering."""

from django.db import transaction
from django.db.models import Max

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.offerings import locked_offering
from mueang.apps.catalog.errors import AlreadyTeaches, PersonElsewhere
from mueang.apps.catalog.models import Instructor, Offering
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.models import Person


@transaction.atomic
def add_instructor(*, offering: Offering, person: Person, actor: User) -> Instructor:
    """Let a person teach: they may see the offering and take its roll. Pages name them only if they agreed to that.

    Raises PermissionDenied, PersonElsewhere, AlreadyTeaches.
    """
    offering = locked_offering(offering, actor)
    if person.city_id != offering.city_id or person.merged_into_id or person.erased_at:
        raise PersonElsewhere
    if offering.instructors.filter(person=person).exists():
        raise AlreadyTeaches
    last = offering.instructors.aggregate(last=Max("order"))["last"]
    instructor = Instructor.objects.create(offering=offering, person=person, order=0 if last is None else last + 1)
    mark_public_change(offering.city)
    facts = {"person": str(person.uuid)}
    record(actor=actor, verb="offering.instructor_added", target=offering, book=offering.city.slug, facts=facts)
    return instructor


@transaction.atomic
def remove_instructor(*, instructor: Instructor, actor: User) -> None:
    """Let a person no longer teach this offering.

    Raises PermissionDenied.
    """
    offering = locked_offering(instructor.offering, actor)
    facts = {"person": str(instructor.person.uuid)}
    instructor.delete()
    mark_public_change(offering.city)
    record(actor=actor, verb="offering.instructor_removed", target=offering, book=offering.city.slug, facts=facts)
