"""Make two rows of one child one, keeping what both said; and make them two again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.registers.actions.merged_pages import join_schooling, part_schooling
from mueang.apps.registers.actions.pages import draw_years, lock_schools
from mueang.apps.registers.errors import CannotMerge, MarksUndecided, MergeReasonMissing, MergeSettled
from mueang.apps.registers.models import Pupil, PupilMerge, PupilYear, Schooling
from mueang.apps.registers.queries.merging import FILLED, differing, pages_of, same_schoolings
from mueang.apps.registers.rules import may_merge_pupils


@transaction.atomic
def merge_pupils(
    *, keep: Pupil, merge: Pupil, reason: str, chosen: Mapping[str, str], actor: User | None
) -> PupilMerge:
    """Everything of `merge` becomes `keep`'s; the merged row stays and points there.

    `chosen` says "keep" or "merge" for each day on which both have another mark (`Differing.key`); days that only one
    has marked are taken from it. Raises PermissionDenied, CannotMerge, MarksUndecided and MergeReasonMissing.
    """
    keep, merge = _hold(keep, merge)
    if not may_merge_pupils(actor, keep, merge):
        raise PermissionDenied
    if not reason.strip():
        raise MergeReasonMissing
    _refuse_two_children(keep, merge)
    left, right = list(keep.schoolings.all()), list(merge.schoolings.all())
    pairs = same_schoolings(left, right)
    open_days = differing(pairs, pages_of([*left, *right]))
    if any(chosen.get(one.key) not in {"keep", "merge"} for one in open_days):
        raise MarksUndecided
    taken = {one.key for one in open_days if chosen[one.key] == "merge"}
    joined = [join_schooling(into=into, row=row, taken=taken, actor=actor) for into, row in pairs]
    moved = [row.pk for row in right if row not in [pair[1] for pair in pairs]]
    Schooling.objects.filter(pk__in=moved).update(pupil=keep)
    # Those merged into it before mean the kept one too.
    followers = list(Pupil.objects.filter(merged_into=merge).values_list("pk", flat=True))
    Pupil.objects.filter(pk__in=followers).update(merged_into=keep)
    filled = _fill(keep, merge)
    _draw_anew(keep, merge)
    before = {"moved": moved, "filled": filled, "joined": joined, "followers": followers}
    row = PupilMerge.objects.create(
        keep=keep, merge=merge, reason=reason.strip()[:300], made_by=actor, made_at=timezone.now(), before=before
    )
    facts = {"merged": str(merge.uuid), "n_moved": len(moved), "n_joined": len(joined), "n_days": len(taken)}
    record(actor=actor, verb="pupil.merged", target=keep, book=keep.city.slug, facts=facts)
    return row


@transaction.atomic
def undo_merge(*, row: PupilMerge, reason: str, actor: User | None) -> PupilMerge:
    """Two children again, as they were. Raises PermissionDenied, MergeReasonMissing, and MergeSettled.

    What was marked since at a school that was joined, or a schooling that is gone, cannot be told apart any more.
    """
    keep, merge = _hold(row.keep, row.merge)
    row = PupilMerge.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if not may_merge_pupils(actor, keep, keep):
        raise PermissionDenied
    if not reason.strip():
        raise MergeReasonMissing
    moved = Schooling.objects.filter(pk__in=row.before["moved"], pupil=keep)
    if row.undone_at or merge.merged_into_id != keep.pk or moved.count() != len(row.before["moved"]):
        raise MergeSettled
    for joined in row.before["joined"]:
        part_schooling(joined, merge=merge, actor=actor)
    moved.update(pupil=merge)
    _empty(keep, merge, row.before["filled"])
    Pupil.objects.filter(pk__in=row.before["followers"], merged_into=keep).update(merged_into=merge)
    _draw_anew(keep, merge)
    row.undone_by, row.undone_at, row.undone_reason = actor, timezone.now(), reason.strip()[:300]
    row.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    record(actor=actor, verb="pupil.merge_undone", target=keep, book=keep.city.slug, facts={"merged": str(merge.uuid)})
    return row


def _hold(keep: Pupil, merge: Pupil) -> tuple[Pupil, Pupil]:
    """Their schools first, then both rows in the order of their keys, as whoever draws a year does."""
    keys = [keep.pk, merge.pk]
    lock_schools(Schooling.objects.filter(pupil__in=keys).order_by().values_list("school_id", flat=True))
    held = {row.pk: row for row in Pupil.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    return held[keep.pk], held[merge.pk]


def _refuse_two_children(keep: Pupil, merge: Pupil) -> None:
    is_done = keep.merged_into_id or merge.merged_into_id
    two_numbers = keep.national_id_hash and merge.national_id_hash
    if keep.pk == merge.pk or keep.city_id != merge.city_id or is_done or two_numbers:
        raise CannotMerge


def _fill(keep: Pupil, merge: Pupil) -> dict[str, Any]:
    """Give the kept row what it lacks and point the other there; what was given, as it can be compared again."""
    filled = {name: getattr(merge, name) for name in FILLED if not getattr(keep, name) and getattr(merge, name)}
    number, confidence = merge.national_id, merge.person_confidence
    if "birth_on" in filled:
        filled["birth_year"] = keep.birth_year
        keep.birth_year = None
    elif keep.birth_on:
        filled.pop("birth_year", None)
    if number:
        merge.national_id, filled["national_id"] = "", ""
    if "source_key" in filled:
        merge.source_key = ""
    if "person_id" in filled:
        keep.person_confidence = confidence
    merge.merged_into = keep
    merge.save()
    for name, value in filled.items():
        if name != "birth_year" or "birth_on" not in filled:
            setattr(keep, name, number if name == "national_id" else value)
    keep.save()
    return {name: value.isoformat() if name == "birth_on" else value for name, value in filled.items()}


def _empty(keep: Pupil, merge: Pupil, filled: Mapping[str, Any]) -> None:
    merge.merged_into = None
    if "national_id" in filled:
        number, keep.national_id = keep.national_id, ""
        keep.save()
        merge.national_id = number
    for name, blank in (("prefix", ""), ("sex", ""), ("birth_on", None), ("source_key", ""), ("person_id", None)):
        if name in filled:
            setattr(keep, name, blank)
    if "person_id" in filled:
        keep.person_confidence = ""
    if "birth_year" in filled:
        keep.birth_year = filled["birth_year"] if "birth_on" in filled else None
    keep.save()
    if "source_key" in filled:
        merge.source_key = filled["source_key"]
    merge.save()


def _draw_anew(keep: Pupil, merge: Pupil) -> None:
    both = [keep.pk, merge.pk]
    PupilYear.objects.filter(pupil__in=both).delete()
    draw_years(Schooling.objects.filter(pupil__in=both).order_by().values_list("pk", flat=True))
