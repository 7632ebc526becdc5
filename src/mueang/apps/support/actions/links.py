"""Say which pupil or person the child of a case is; a person decides, and takes it back with a reason."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.support.actions.holding import hold_case, note_deed
from mueang.apps.support.errors.cases import LinkGone, LinkStands, ReasonMissing
from mueang.apps.support.models.cases import Case, Child, ChildLink
from mueang.apps.support.queries.links import other_of
from mueang.apps.support.rules.cases import sight_of
from mueang.apps.support.rules.links import may_link


@transaction.atomic
def decide_link(*, case: Case, kind: str, row: UUID, is_same: bool, actor: User) -> ChildLink:
    """Write down that the child is that row, or that it is another child who is not proposed again.

    Raises PermissionDenied, also for a row the actor may not be shown; LinkStands where somebody said so before.
    """
    held = _hold(case, actor=actor)
    other = other_of(held, kind=kind, row=row, viewer=actor, today=timezone.localdate())
    if other is None:
        raise PermissionDenied
    standing = held.child.links.standing().filter(kind=kind)
    if standing.filter(row=row).exists() or (is_same and standing.filter(is_same=True).exists()):
        raise LinkStands
    link = ChildLink.objects.create(
        child=held.child,
        kind=kind,
        row=row,
        is_same=is_same,
        confidence=other.likeness.confidence,
        decided_by=actor,
        decided_at=timezone.now(),
    )
    verb = "case.child_linked" if is_same else "case.child_set_apart"
    note_deed(held, verb, actor=actor, kind=kind, row=str(row), confidence=str(link.confidence))
    return link


@transaction.atomic
def undo_link(*, case: Case, kind: str, row: UUID, reason: str, actor: User) -> ChildLink:
    """Take back what was said of that row; what was said stays as history.

    Raises PermissionDenied, ReasonMissing, LinkGone.
    """
    held = _hold(case, actor=actor)
    if not reason.strip():
        raise ReasonMissing
    link = held.child.links.standing().filter(kind=kind, row=row).first()
    if link is None:
        raise LinkGone
    link.undone_by, link.undone_at, link.undone_reason = actor, timezone.now(), reason.strip()[:300]
    link.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    note_deed(held, "case.child_unlinked", actor=actor, kind=kind, row=str(row), was_same=link.is_same)
    return link


def _hold(case: Case, *, actor: User) -> Case:
    held = hold_case(case, actor=actor, is_open=False)
    sight = sight_of(actor, held)
    if sight is None or not may_link(sight):
        raise PermissionDenied
    # A child may have a closed case and a standing one: whoever decides second sees what the first said.
    held.child = Child.objects.select_for_update(of=("self",)).get(pk=held.child_id)
    return held
