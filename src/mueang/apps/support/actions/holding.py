"""Taking hold of a case before it is changed: locked, still open, still as the worker saw it, and theirs to change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.support.errors.cases import CaseClosed, ChangedMeanwhile
from mueang.apps.support.models.cases import Case
from mueang.apps.support.rules.cases import sight_of


def hold_case(case: Case, *, actor: User, version: int | None = None, is_open: bool = True) -> Case:
    """The case, locked. Raises PermissionDenied, ChangedMeanwhile where `version` is not the last, CaseClosed."""
    row = Case.objects.select_for_update(of=("self",)).select_related("city", "child", "main_worker").get(pk=case.pk)
    sight = sight_of(actor, row)
    if sight is None or not sight.may_write:
        raise PermissionDenied
    if version is not None and version != row.version:
        raise ChangedMeanwhile
    if is_open and not row.is_standing:
        raise CaseClosed
    return row


def change_case(case: Case, **changes: Any) -> None:
    """Write these changes and count them, so that whoever still looks at the old page is told."""
    for name, value in changes.items():
        setattr(case, name, value)
    case.version += 1
    case.save(update_fields=[*changes, "version"])


def note_deed(case: Case, verb: str, *, actor: User | None, **facts: Any) -> None:
    """Write into the protected book what was done with this case: codes and keys, never words about a child."""
    record(actor=actor, verb=verb, target=case, book=case.city.slug, facts=facts)
