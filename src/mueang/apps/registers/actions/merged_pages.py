"""Two schoolings of one child at one school in one year become one, with all its pages; and part again."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any, TypedDict

from mueang.apps.accounts.models import User
from mueang.apps.registers.actions.pages import PageMarks, lay_pages
from mueang.apps.registers.errors import MergeSettled
from mueang.apps.registers.models import PageCorrection, Pupil, RegisterPage, Schooling
from mueang.apps.registers.queries.months import Masks, days_of

_FIELDS = ("school_id", "school_year", "section_id", "number", "seat", "failing_subjects")
_DAYS = ("entered_on", "left_on")
_MASKS = ("open", "present", "late", "excused")


class Joined(TypedDict):
    """What stood in the schooling that went, and what that changed in the one that stayed."""

    into: int
    row: dict[str, Any]
    filled: list[str]
    pages: list[dict[str, Any]]
    before: dict[str, list[int]]
    after: dict[str, list[int]]


def join_schooling(*, into: Schooling, row: Schooling, taken: AbstractSet[str], actor: User | None) -> Joined:
    """Take over the days that only `row` has marked, and those of `taken`; within the caller's transaction."""
    known = {page.month: page.masks for page in RegisterPage.objects.filter(schooling=into)}
    pages = list(RegisterPage.objects.filter(schooling=row).prefetch_related("corrections"))
    said = []
    for page in pages:
        chosen = sum(1 << (day - 1) for day in days_of(page.open) if f"{into.pk}-{page.month}-{day}" in taken)
        touched = page.open & ~known.get(page.month, (0, 0, 0, 0))[0] | chosen
        masks = tuple(mask & touched for mask in page.masks)
        if touched:
            said.append(PageMarks(into.pk, page.month, touched, (masks[0], masks[1], masks[2], masks[3])))
    kept = {name: getattr(row, name) for name in _FIELDS} | {"uuid": str(row.uuid)}
    kept |= {name: day.isoformat() if (day := getattr(row, name)) else None for name in _DAYS}
    snapshot = [_as_kept(page) for page in pages]
    row.delete()
    lay_pages(city=into.city, said=said, actor=actor)
    months = [one.month for one in said]
    after = {str(p.month): list(p.masks) for p in RegisterPage.objects.filter(schooling=into, month__in=months)}
    before = {str(month): list(known[month]) for month in months if month in known}
    filled = [name for name in ("section_id", "number", "seat") if not getattr(into, name) and kept[name]]
    for name in filled:
        setattr(into, name, kept[name])
    into.save(update_fields=[name.removesuffix("_id") for name in filled])
    return Joined(into=into.pk, row=kept, filled=filled, pages=snapshot, before=before, after=after)


def part_schooling(joined: Joined, *, merge: Pupil, actor: User | None) -> Schooling:
    """Two schoolings again. Raises MergeSettled where the marks are no longer those that joining left."""
    into = Schooling.objects.select_related("city").filter(pk=joined["into"]).first()
    if into is None:
        raise MergeSettled
    now = {str(page.month): page for page in RegisterPage.objects.filter(schooling=into)}
    if any(month not in now or list(now[month].masks) != masks for month, masks in joined["after"].items()):
        raise MergeSettled
    said = [
        PageMarks(into.pk, int(month), _changed(now[month].masks, masks), _four(masks))
        for month, masks in joined["before"].items()
    ]
    RegisterPage.objects.filter(pk__in=[now[m].pk for m in joined["after"] if m not in joined["before"]]).delete()
    lay_pages(city=into.city, said=said, actor=actor)
    for name in joined["filled"]:
        setattr(into, name, "" if name == "number" else None)
    into.save(update_fields=[name.removesuffix("_id") for name in joined["filled"]])
    kept = dict(joined["row"])
    days = {name: date.fromisoformat(kept.pop(name)) if kept[name] else kept.pop(name) for name in _DAYS}
    row = Schooling.objects.create(city=into.city, pupil=merge, **kept, **days)
    for page in joined["pages"]:
        _restore(row, page)
    return row


def _as_kept(page: RegisterPage) -> dict[str, Any]:
    corrections = [
        [*(getattr(one, name) for name in _MASKS), one.replaced_at.isoformat(), one.replaced_by_id, one.run_id]
        for one in page.corrections.all()
    ]
    return {
        "month": page.month,
        "masks": list(page.masks),
        "by_hand": page.by_hand,
        "changed": [page.changed_at.isoformat(), page.changed_by_id, page.run_id],
        "corrections": corrections,
    }


def _restore(row: Schooling, kept: dict[str, Any]) -> None:
    at, by, run = kept["changed"]
    page = RegisterPage.objects.create(
        city=row.city,
        schooling=row,
        month=kept["month"],
        by_hand=kept["by_hand"],
        changed_at=datetime.fromisoformat(at),
        changed_by_id=by,
        run_id=run,
        **dict(zip(_MASKS, kept["masks"], strict=True)),
    )
    for *masks, replaced_at, replaced_by, by_run in kept["corrections"]:
        PageCorrection.objects.create(
            page=page,
            replaced_at=datetime.fromisoformat(replaced_at),
            replaced_by_id=replaced_by,
            run_id=by_run,
            **dict(zip(_MASKS, masks, strict=True)),
        )


def _changed(now: Masks, before: list[int]) -> int:
    touched = 0
    for one, other in zip(now, before, strict=True):
        touched |= one ^ other
    return touched


def _four(masks: list[int]) -> Masks:
    return masks[0], masks[1], masks[2], masks[3]
