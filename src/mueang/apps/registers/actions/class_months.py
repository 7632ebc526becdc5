"""Save a class sheet filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.registers.actions.pages import Laid, PageMarks, known_pages, lay_pages, lock_schools
from mueang.apps.registers.models import Section
from mueang.apps.registers.queries.class_months import mark_on, with_mark
from mueang.apps.registers.queries.months import Masks
from mueang.apps.registers.rules import may_keep_register

_NOTHING: Masks = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written, and the (schooling, day) that a colleague had meanwhile marked otherwise."""

    laid: Laid
    conflicts: frozenset[tuple[int, int]]


@transaction.atomic
def save_class_month(
    *,
    section: Section,
    month: int,
    said: Mapping[int, Mapping[int, str | None]],
    seen: Mapping[int, Masks],
    actor: User,
) -> Saved:
    """Write the marks `said` by schooling and day; `seen` is what each page said when the sheet was opened.

    The rule for two teachers at once: what one did not change stays as the other left it; a day that both marked, and
    differently, is not written but handed back as a conflict, to be saved again by whoever is sure. Saving the same
    sheet twice changes nothing. Raises PermissionDenied.
    """
    if not may_keep_register(actor, section.school):
        raise PermissionDenied
    lock_schools([section.school_id])
    own = set(section.schoolings.filter(pk__in=list(said)).values_list("pk", flat=True))
    known = known_pages(own)
    conflicts: set[tuple[int, int]] = set()
    changes: list[PageMarks] = []
    for pk in sorted(own):
        now = known.get((pk, month), (0, _NOTHING, 0))[1]
        touched, masks = 0, _NOTHING
        for day, mark in said[pk].items():
            before = mark_on(seen.get(pk, _NOTHING), day)
            if mark == before:
                continue
            if mark_on(now, day) not in {before, mark}:
                conflicts.add((pk, day))
                continue
            touched, masks = touched | 1 << (day - 1), with_mark(masks, day, mark)
        if touched:
            changes.append(PageMarks(pk, month, touched, masks))
    laid = lay_pages(city=section.school.city, said=changes, actor=actor)
    if laid.new or laid.changed:
        facts = {"month": month, "n_pages": laid.new + laid.changed}
        record(actor=actor, verb="register.saved", target=section, book=section.school.city.slug, facts=facts)
    return Saved(laid, frozenset(conflicts))
