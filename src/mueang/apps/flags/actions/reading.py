"""Write down who looked at which child's flag, before it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record_read
from mueang.apps.audit.enums import protected_book
from mueang.apps.flags.models import FactSheet, Flag
from mueang.apps.flags.rules import flag_cities
from mueang.apps.network.models import City


@transaction.atomic
def note_flag_read(*, flag: Flag, actor: User) -> None:
    """`actor` looked at one child's flag. Raises PermissionDenied."""
    _ensure_may_read(flag.city, actor)
    record_read(actor=actor, target=flag, book=flag.city.slug)


@transaction.atomic
def note_queue_read(*, city: City, flags: Sequence[Flag], actor: User, as_file: bool = False) -> None:
    """`actor` looked at these flags in a list, or took them away as a file. Raises PermissionDenied."""
    _ensure_may_read(city, actor)
    facts = {"list": "flags", "as_file": as_file, "flags": [str(flag.uuid) for flag in flags]}
    record_read(actor=actor, target=city, book=protected_book(city.slug), facts=facts)


@transaction.atomic
def note_sheet_read(*, sheet: FactSheet, actor: User) -> None:
    """`actor` looked at the lines of a workbook that is being checked. Raises PermissionDenied."""
    _ensure_may_read(sheet.city, actor)
    record_read(actor=actor, target=sheet, book=sheet.city.slug, facts={"n_lines": sheet.n_lines})


def _ensure_may_read(city: City, actor: User) -> None:
    if not flag_cities(actor).filter(pk=city.pk).exists():
        raise PermissionDenied
