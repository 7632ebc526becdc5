"""Prepare assignments: the task, the rubric, how it is judged, and who judges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts import actions as accounts
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.assessments.actions.setting import ensure_setter
from mueang.apps.assessments.enums import LEVELS
from mueang.apps.assessments.errors import LevelsMissing
from mueang.apps.assessments.models import Assignment, Criterion
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering


@transaction.atomic
def open_assignment(
    *, offering: Offering, title_th: str, criteria: Sequence[dict[str, Any]], actor: User, **details: Any
) -> Assignment:
    """`criteria` are the fields of each line of the rubric; details the other fields of an assignment.

    Raises PermissionDenied, ValidationError, and LevelsMissing where a criterion does not describe every level.
    """
    ensure_setter(actor, offering)
    if not criteria or any(len(one["levels"]) != len(LEVELS) for one in criteria):
        raise LevelsMissing
    row = Assignment(offering=offering, title_th=title_th, **details)
    row.full_clean()
    row.save(force_insert=True)
    for order, fields in enumerate(criteria):
        Criterion.objects.create(assignment=row, order=order, **fields)
    record(actor=actor, verb="assignment.prepared", target=row, book=offering.city.slug)
    return row


@transaction.atomic
def change_assignment(*, assignment: Assignment, actor: User, **details: Any) -> Assignment:
    """What is handed in already keeps its number of assessors. Raises PermissionDenied and ValidationError."""
    ensure_setter(actor, assignment.offering)
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("offering__city")
    row = rows.get(pk=assignment.pk)
    for name, value in details.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    facts = {"changed": sorted(details)}
    record(actor=actor, verb="assignment.changed", target=row, book=row.offering.city.slug, facts=facts)
    return row


@transaction.atomic
def appoint_assessor(*, offering: Offering, user: User, actor: User) -> RoleGrant:
    """Let `user` judge the work of one offering. Raises PermissionDenied, OwnRole and RoleAlreadyHeld."""
    city = offering.city
    grant = accounts.grant_role(
        user=user,
        role=Role.ASSESSOR,
        scope_kind=ScopeKind.OFFERING,
        scope=offering.uuid,
        actor=actor,
        within=[city.uuid],
    )
    record(actor=actor, verb="assessor.appointed", target=offering, book=city.slug, facts={"to": str(user.uuid)})
    return grant


@transaction.atomic
def end_assessor(*, offering: Offering, grant: RoleGrant, actor: User) -> RoleGrant:
    """What was judged stays. Raises PermissionDenied and RoleAlreadyEnded."""
    if grant.scope != offering.uuid or grant.role != Role.ASSESSOR:
        raise PermissionDenied
    ended = accounts.end_role(grant=grant, actor=actor, within=[offering.city.uuid])
    facts = {"to": str(grant.user.uuid)}
    record(actor=actor, verb="assessor.ended", target=offering, book=offering.city.slug, facts=facts)
    return ended
