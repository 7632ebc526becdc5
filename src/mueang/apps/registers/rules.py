"""Who may see and keep registers: teachers their own school, case workers and supervisors those of their city."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission, Role
from mueang.apps.accounts.models import RoleGrant, RoleGrantQuerySet, User
from mueang.apps.accounts.queries import grants_within
from mueang.apps.accounts.rules import Viewer, holds, may_give, scopes_where
from mueang.apps.network.models import City
from mueang.apps.registers.models import (
    ImportRun,
    Pupil,
    PupilMerge,
    PupilQuerySet,
    School,
    Schooling,
    SchoolingQuerySet,
    Section,
)


def schools_where(viewer: Viewer, permission: str) -> QuerySet[School]:
    """Schools at which `viewer` holds `permission`: at the school, in its city, or everywhere."""
    scopes = scopes_where(viewer, permission)
    if scopes.everywhere:
        return School.objects.all()
    return School.objects.filter(Q(city__uuid__in=scopes.ids) | Q(uuid__in=scopes.ids))


def visible_schools(viewer: Viewer) -> QuerySet[School]:
    """Schools whose registers `viewer` may open, and those at which `viewer` may give the teacher's role.

    Who gives roles sees that a school is there and who teaches at it, no child.
    """
    return schools_where(viewer, Permission.REGISTERS_READ) | schools_where(viewer, Permission.ROLES_GRANT)


def readable_schools(viewer: Viewer) -> QuerySet[School]:
    """Schools whose pupils `viewer` may see. The only door to a school's children."""
    return schools_where(viewer, Permission.REGISTERS_READ)


def register_desks(viewer: Viewer) -> QuerySet[City]:
    """Cities whose registers' pages `viewer` may open, by a role in the city or at a school of it."""
    ids: set[UUID] = set()
    for permission in (Permission.REGISTERS_READ, Permission.ROLES_GRANT):
        scopes = scopes_where(viewer, permission)
        if scopes.everywhere:
            return City.objects.all()
        ids |= scopes.ids
    own = School.objects.filter(uuid__in=ids).values("city")
    return City.objects.filter(Q(uuid__in=ids) | Q(pk__in=own))


def visible_sections(viewer: Viewer) -> QuerySet[Section]:
    return Section.objects.filter(school__in=readable_schools(viewer))


def visible_schoolings(viewer: Viewer) -> SchoolingQuerySet:
    return Schooling.objects.filter(school__in=readable_schools(viewer))


def visible_pupils(viewer: Viewer) -> PupilQuerySet:
    """Children who go or went to a school whose register `viewer` may read. The only door to a pupil."""
    scopes = scopes_where(viewer, Permission.REGISTERS_READ)
    if scopes.everywhere:
        return Pupil.objects.all()
    own = Schooling.objects.filter(school__uuid__in=scopes.ids).values("pupil")
    return Pupil.objects.filter(Q(city__uuid__in=scopes.ids) | Q(pk__in=own))


def visible_runs(viewer: Viewer) -> QuerySet[ImportRun]:
    """Files sent for schools `viewer` keeps; those of several schools only for who keeps the whole city's."""
    scopes = scopes_where(viewer, Permission.REGISTERS_WRITE)
    runs = ImportRun.objects.defer("file_sealed", "notes_sealed")
    if scopes.everywhere:
        return runs
    return runs.filter(Q(city__uuid__in=scopes.ids) | Q(school__uuid__in=scopes.ids))


def may_keep_register(actor: Viewer | None, school: School) -> bool:
    """Whether `actor` may write the register of `school`; no actor is the operator at the machine."""
    return actor is None or holds(actor, Permission.REGISTERS_WRITE, at=[school.uuid, school.city.uuid])


def may_keep_city_registers(actor: Viewer | None, city: City) -> bool:
    """Whether `actor` may write the registers of every school of `city`, and add schools."""
    return actor is None or holds(actor, Permission.REGISTERS_WRITE, at=[city.uuid])


def may_merge_pupils(actor: Viewer | None, one: Pupil, other: Pupil) -> bool:
    """Whether `actor` writes the registers of every school that either went to."""
    if may_keep_city_registers(actor, one.city):
        return one.city_id == other.city_id
    theirs = Schooling.objects.filter(pupil__in=[one.pk, other.pk])
    went = {one.pk, other.pk} == set(theirs.order_by().values_list("pupil", flat=True))
    own = schools_where(actor, Permission.REGISTERS_WRITE) if actor else School.objects.none()
    return went and not theirs.exclude(school__in=own).exists()


def visible_merges(viewer: Viewer) -> QuerySet[PupilMerge]:
    return PupilMerge.objects.filter(keep__in=visible_pupils(viewer)).select_related("keep__city", "merge", "made_by")


def may_add_school(actor: Viewer | None, city: City) -> bool:
    """Who keeps the city's registers, and who gives roles: a school must be there before a teacher is."""
    return may_keep_city_registers(actor, city) or may_appoint_teachers(actor, city)


def may_appoint_teachers(actor: Viewer | None, city: City) -> bool:
    if actor is None:
        return True
    return isinstance(actor, User) and may_give(actor, Role.TEACHER, at=[city.uuid])


def teachers_of(viewer: Viewer, school: School) -> RoleGrantQuerySet:
    """Current teachers of the school, for those who may appoint them."""
    if not may_appoint_teachers(viewer, school.city):
        return RoleGrant.objects.none()
    return grants_within([school.uuid])
