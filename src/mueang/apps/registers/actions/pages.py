"""Write marks into pages: what a file or a teacher says of some days, and nothing else, with the year drawn anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.registers.models import ImportRun, PageCorrection, Pupil, PupilYear, RegisterPage, School, Schooling
from mueang.apps.registers.queries.months import Masks, merged, pack_year
from mueang.lib.plain_rows import insert_plain, stored, update_plain

_AT_ONCE = 900
_NOTHING: Masks = (0, 0, 0, 0)
_PAGE = (
    "city_id",
    "schooling_id",
    "month",
    "open",
    "present",
    "late",
    "excused",
    "by_hand",
    "changed_at",
    "changed_by_id",
    "run_id",
)
_MASKS = ("open", "present", "late", "excused")
_NOBODY = (0, _NOTHING, 0)
Known = dict[tuple[int, int], tuple[int, Masks, int]]


class PageMarks(NamedTuple):
    """What is said of the days `touched` of one schooling's month; days outside it stay as they are."""

    schooling: int
    month: int
    touched: int
    masks: Masks


class _Change(NamedTuple):
    pk: int
    old: Masks
    new: Masks
    by_hand: int


class Laid(NamedTuple):
    """How many pages were new, changed and the same."""

    new: int
    changed: int
    same: int


def lock_schools(keys: Iterable[int]) -> None:
    """One writer at a time for each school: always in the order of their keys, and before any page is looked at."""
    list(School.objects.select_for_update(of=("self",)).filter(pk__in=set(keys)).order_by("pk").values_list("pk"))


def lay_pages(
    *,
    city: City,
    said: Sequence[PageMarks],
    actor: User | None,
    run: ImportRun | None = None,
    now: datetime | None = None,
) -> Laid:
    """Write what is said, keep what stood there before, and draw the packed years of those children anew.

    Within the caller's transaction, which holds `lock_schools`. What says the same again changes nothing.
    """
    known = known_pages({one.schooling for one in said})
    fresh: list[PageMarks] = []
    changed: list[_Change] = []
    for one in said:
        pk, old, hand = known.get((one.schooling, one.month), _NOBODY)
        now_said = merged(old, one.masks, touched=one.touched)
        if pk and now_said != old:
            changed.append(_Change(pk, old, now_said, hand & ~one.touched if run else hand | one.touched))
        elif not pk and one.masks[0]:
            fresh.append(one)
    at = stored(RegisterPage._meta.get_field("changed_at"), now or timezone.now())
    who, which = actor.pk if actor else None, run.pk if run else None
    rows = [(city.pk, o.schooling, o.month, *o.masks, 0 if run else o.touched, at, who, which) for o in fresh]
    insert_plain(RegisterPage, _PAGE, rows)
    _replace(changed, at=at, who=who, which=which)
    touched = {one.schooling for one in fresh} | _schoolings_of([one.pk for one in changed])
    draw_years(touched)
    return Laid(len(fresh), len(changed), len(said) - len(fresh) - len(changed))


def known_pages(schoolings: Iterable[int]) -> Known:
    """Key, masks and days marked by hand of every page of these schoolings, by schooling and month."""
    rows = RegisterPage.objects.order_by().values_list("schooling_id", "month", "pk", *_MASKS, "by_hand")
    return {
        (row[0], row[1]): (row[2], (row[3], row[4], row[5], row[6]), row[7])
        for part in parts(schoolings)
        for row in rows.filter(schooling__in=part)
    }


def draw_years(schoolings: Iterable[int]) -> None:
    """Pack the year of every child of these schoolings again, from all its pages at all its schools."""
    for part in parts(schoolings):
        own = Schooling.objects.filter(pk__in=part).order_by().values_list("pupil_id", "school_year").distinct()
        years: dict[int, set[int]] = defaultdict(set)
        for pupil, year in own:
            years[year].add(pupil)
        for year, pupils in years.items():
            _draw(year, pupils)


def _draw(school_year: int, pupils: set[int]) -> None:
    # A child of two schools: whoever draws second sees what the first has written.
    for part in parts(pupils):
        list(Pupil.objects.select_for_update(of=("self",)).filter(pk__in=part).order_by("pk").values_list("pk"))
    schools: dict[int, tuple[int, int]] = {}
    whose: dict[int, int] = {}
    rows = Schooling.objects.filter(pupil__in=pupils, school_year=school_year).order_by("entered_on", "pk")
    for pk, pupil, city, school in rows.values_list("pk", "pupil_id", "city_id", "school_id"):
        schools[pupil], whose[pk] = (city, school), pupil
    pages: Mapping[int, list[tuple[int, Masks]]] = defaultdict(list)
    for (schooling, month), (_pk, masks, _hand) in known_pages(whose).items():
        pages[whose[schooling]].append((month, masks))
    PupilYear.objects.filter(pupil__in=pupils, school_year=school_year).delete()
    columns = ("city_id", "pupil_id", "school_year", "school_id", "packed")
    drawn = [(schools[p][0], p, school_year, schools[p][1], pack_year(pages[p])) for p in schools if p in pages]
    insert_plain(PupilYear, columns, drawn)


def parts(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in handfuls that one statement takes."""
    left = iter(sorted(set(keys)))
    while part := list(islice(left, _AT_ONCE)):
        yield part


def _replace(changed: Sequence[_Change], *, at: object, who: int | None, which: int | None) -> None:
    if not changed:
        return
    kept = ("page_id", *_MASKS, "replaced_at", "replaced_by_id", "run_id")
    insert_plain(PageCorrection, kept, [(one.pk, *one.old, at, who, which) for one in changed])
    columns = (*_MASKS, "by_hand", "changed_at", "changed_by_id", "run_id")
    update_plain(RegisterPage, columns, [(*o.new, o.by_hand, at, who, which, o.pk) for o in changed])


def _schoolings_of(pages: Iterable[int]) -> set[int]:
    rows = RegisterPage.objects.order_by().values_list("schooling_id", flat=True)
    return {pk for part in parts(pages) for pk in rows.filter(pk__in=part)}
