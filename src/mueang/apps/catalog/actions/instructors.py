"""Who teaches an offering."""

from django.db import transaction
from django.db.models import Max

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.finding import mark_one_changed
from mueang.apps.catalog.actions.offerings import locked_offering
from mueang.apps.catalog.enums import TeachingRole
from mueang.apps.catalog.errors import AlreadyTeaches, PersonElsewhere
from mueang.apps.catalog.models import Instructor, Offering
from mueang.apps.people.models import Person


@transaction.atomic
def add_instructor(
    *, offering: Offering, person: Person, role: TeachingRole | str = TeachingRole.LEAD, actor: User
) -> Instructor:
    """Let a person teach: they may see the offering and take its roll. Pages name them only if they agreed to that.

    Added once more in another role, they change theirs.

    Raises PermissionDenied, PersonElsewhere, AlreadyTeaches.
    """
    offering = locked_offering(offering, actor)
    if person.city_id != offering.city_id or person.merged_into_id or person.erased_at:
        raise PersonElsewhere
    known = offering.instructors.filter(person=person).first()
    if known is not None:
        return _change_role(known, offering, role=TeachingRole(role), actor=actor)
    last = offering.instructors.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    instructor = Instructor.objects.create(offering=offering, person=person, role=TeachingRole(role), order=order)
    mark_one_changed(offering)
    facts = {"person": str(person.uuid), "role": instructor.role}
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
    mark_one_changed(offering)
    record(actor=actor, verb="offering.instructor_removed", target=offering, book=offering.city.slug, facts=facts)


def _change_role(instructor: Instructor, offering: Offering, *, role: TeachingRole, actor: User) -> Instructor:
    if instructor.role == role:
        raise AlreadyTeaches
    instructor.role = role
    instructor.save(update_fields=["role"])
    mark_one_changed(offering)
    facts = {"person": str(instructor.person.uuid), "role": role.value}
    record(actor=actor, verb="offering.instructor_added", target=offering, book=offering.city.slug, facts=facts)
    return instructor
