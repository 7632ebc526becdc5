"""Schools, their classes, their open days, and who teaches there."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mueang.apps.accounts import actions as accounts
from mueang.apps.accounts.actions import Invitation
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.places.models import Place
from mueang.apps.registers.errors import SchoolElsewhere, SchoolKnown
from mueang.apps.registers.models import School, SchoolCalendar, Section
from mueang.apps.registers.queries.months import N_MONTHS
from mueang.apps.registers.rules import may_add_school, may_keep_register

_LAST_DAY = 2**31 - 1


@transaction.atomic
def add_school(
    *,
    city: City,
    name_th: str,
    affiliation: str,
    actor: User | None,
    name_en: str = "",
    code: str = "",
    place: Place | None = None,
    source_key: str = "",
) -> School:
    """Add a school of the city. Raises PermissionDenied, SchoolKnown, SchoolElsewhere and ValidationError."""
    if not may_add_school(actor, city):
        raise PermissionDenied
    if place is not None and place.city_id != city.pk:
        raise SchoolElsewhere
    school = School(city=city, name_th=name_th.strip(), name_en=name_en.strip(), code=code.strip(), place=place)
    school.affiliation, school.source_key, school.is_invented = affiliation, source_key, city.is_invented
    _save(school)
    record(actor=actor, verb="school.added", target=school, book=city.slug)
    return school


@transaction.atomic
def change_school(
    *, school: School, name_th: str, name_en: str, code: str, affiliation: str, actor: User | None
) -> School:
    """Change what a school is called. Raises as `add_school`."""
    school = School.objects.select_for_update(of=("self",)).select_related("city").get(pk=school.pk)
    if not may_add_school(actor, school.city):
        raise PermissionDenied
    school.name_th, school.name_en, school.code = name_th.strip(), name_en.strip(), code.strip()
    school.affiliation = affiliation
    _save(school)
    record(actor=actor, verb="school.changed", target=school, book=school.city.slug)
    return school


def section_of(*, school: School, school_year: int, grade: int, room: str = "", source_key: str = "") -> Section:
    """The class of that grade and room, opened if it is not there. Within the caller's transaction."""
    found, _is_new = Section.objects.get_or_create(
        school=school, school_year=school_year, grade=grade, room=room.strip()[:20], defaults={"source_key": source_key}
    )
    return found


@transaction.atomic
def add_section(*, school: School, school_year: int, grade: int, room: str, actor: User | None) -> Section:
    """Open a class, or find it. Raises PermissionDenied."""
    if not may_keep_register(actor, school):
        raise PermissionDenied
    section = section_of(school=school, school_year=school_year, grade=grade, room=room)
    record(actor=actor, verb="school.class_added", target=section, book=school.city.slug)
    return section


@transaction.atomic
def set_calendar(*, school: School, school_year: int, open_masks: Sequence[int], actor: User | None) -> SchoolCalendar:
    """Say on which days the school is open; pages stay as they are. Raises PermissionDenied and ValueError."""
    if not may_keep_register(actor, school):
        raise PermissionDenied
    if len(open_masks) != N_MONTHS or not all(0 <= mask <= _LAST_DAY for mask in open_masks):
        raise ValueError("a calendar is twelve masks of at most 31 days")
    row, _is_new = SchoolCalendar.objects.update_or_create(
        school=school, school_year=school_year, defaults={"open_masks": list(open_masks), "changed_by": actor}
    )
    n_days = sum(mask.bit_count() for mask in open_masks)
    facts = {"school_year": school_year, "n_days": n_days}
    record(actor=actor, verb="school.calendar_set", target=school, book=school.city.slug, facts=facts)
    return row


@transaction.atomic
def appoint_teacher(*, school: School, user: User, actor: User | None) -> RoleGrant:
    """Give the teacher's role at the school. Raises PermissionDenied, OwnRole and RoleAlreadyHeld."""
    grant = accounts.grant_role(
        user=user,
        role=Role.TEACHER,
        scope_kind=ScopeKind.SCHOOL,
        scope=school.uuid,
        actor=actor,
        within=[school.city.uuid],
    )
    _record_role(grant, school, verb="role.given", actor=actor)
    return grant


@transaction.atomic
def invite_teacher(*, school: School, username: str, display_name: str, actor: User | None) -> Invitation:
    """Open an account with the teacher's role. Raises as `appoint_teacher`, and UsernameTaken."""
    invitation = accounts.invite(
        username=username,
        display_name=display_name,
        role=Role.TEACHER,
        scope_kind=ScopeKind.SCHOOL,
        scope=school.uuid,
        actor=actor,
        within=[school.city.uuid],
    )
    record(actor=actor, verb="account.invited", target=invitation.user, book=school.city.slug)
    _record_role(invitation.grant, school, verb="role.given", actor=actor)
    return invitation


@transaction.atomic
def dismiss_teacher(*, school: School, grant: RoleGrant, actor: User | None) -> RoleGrant:
    """End a teacher's role today. Raises PermissionDenied, RoleAlreadyEnded, and SchoolElsewhere."""
    if grant.scope != school.uuid:
        raise SchoolElsewhere
    ended = accounts.end_role(grant=grant, actor=actor, within=[school.city.uuid])
    _record_role(ended, school, verb="role.ended", actor=actor)
    return ended


def _record_role(grant: RoleGrant, school: School, *, verb: str, actor: User | None) -> None:
    facts = {"role": grant.role, "scope_kind": grant.scope_kind, "scope": str(school.uuid), "to": str(grant.user.uuid)}
    record(actor=actor, verb=verb, target=grant, book=school.city.slug, facts=facts)


def _save(school: School) -> None:
    school.clean_fields(exclude=["city", "place"])
    try:
        with transaction.atomic():
            school.save()
    except IntegrityError as error:
        raise SchoolKnown from error
