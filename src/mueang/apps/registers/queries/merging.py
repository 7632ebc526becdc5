"""Two rows that may be one child, side by side: what each says, and every day on which their marks differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.registers.models import Pupil, RegisterPage, Schooling
from mueang.apps.registers.queries.class_months import mark_on, sign_of
from mueang.apps.registers.queries.months import Masks, days_of, year_of
from mueang.apps.registers.rules import visible_pupils
from mueang.lib.beginnings import begins
from mueang.methods.thai import match_key, name_similarity

_ALIKE = 0.85
_SAME_BEGINNING = 4
_MOST_SHOWN = 20
# Filled in the kept row where it is blank.
FILLED = ("prefix", "sex", "birth_on", "birth_year", "source_key", "person_id")
_NOTHING: Masks = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Differing:
    """One day that both schoolings (`keep` and `merge`, of one school and year) have marked, and not alike."""

    keep: Schooling
    merge: Schooling
    month: int
    day: int
    on: date
    left: str
    right: str

    @property
    def key(self) -> str:
        return f"{self.keep.pk}-{self.month}-{self.day}"


@dataclass(frozen=True, slots=True)
class PupilCard:
    """A row as it stands beside another: `places` are its schools and classes."""

    pupil: Pupil
    places: tuple[str, ...]
    n_days: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    keep: PupilCard
    merge: PupilCard
    differing: tuple[Differing, ...]
    is_birth_apart: bool

    @property
    def n_differing(self) -> int:
        return len(self.differing)


def alike_pupils(pupil: Pupil, *, viewer: Viewer, words: str = "") -> list[Pupil]:
    """Others whom the viewer may see and whose name (or `words`) is alike, the same birthday first. One statement."""
    rows = visible_pupils(viewer).current().filter(city=pupil.city).exclude(pk=pupil.pk)
    if words:
        return list(rows.filter(match_key__contains=match_key(words))[:_MOST_SHOWN]) if match_key(words) else []
    beginning = begins("match_key", pupil.match_key[:_SAME_BEGINNING])
    if pupil.birth_on:
        beginning |= Q(birth_on=pupil.birth_on)
    found = [row for row in rows.filter(beginning) if name_similarity(_spoken(pupil), _spoken(row)) >= _ALIKE]
    found.sort(key=lambda row: (row.birth_on != pupil.birth_on, row.sort_key))
    return found[:_MOST_SHOWN]


def merge_preview(*, keep: Pupil, merge: Pupil) -> MergePreview:
    """What each row says, and where their marks differ. Four SQL statements."""
    left, right = _schoolings(keep), _schoolings(merge)
    pages = pages_of([*left, *right])
    return MergePreview(
        keep=_card(keep, left, pages),
        merge=_card(merge, right, pages),
        differing=tuple(differing(same_schoolings(left, right), pages)),
        is_birth_apart=bool(keep.birth_on and merge.birth_on and keep.birth_on != merge.birth_on),
    )


def same_schoolings(keep: Sequence[Schooling], merge: Sequence[Schooling]) -> list[tuple[Schooling, Schooling]]:
    """Pairs at one school in one year, which must become one."""
    own = {(row.school_id, row.school_year): row for row in keep}
    return [(own[row.school_id, row.school_year], row) for row in merge if (row.school_id, row.school_year) in own]


def pages_of(schoolings: Sequence[Schooling]) -> dict[int, dict[int, Masks]]:
    """Masks by schooling and month."""
    found: dict[int, dict[int, Masks]] = {row.pk: {} for row in schoolings}
    for page in RegisterPage.objects.filter(schooling__in=list(found)):
        found[page.schooling_id][page.month] = page.masks
    return found


def differing(pairs: Sequence[tuple[Schooling, Schooling]], pages: dict[int, dict[int, Masks]]) -> list[Differing]:
    found = []
    for keep, merge in pairs:
        for month, right in sorted(pages[merge.pk].items()):
            left = pages[keep.pk].get(month, _NOTHING)
            for day in days_of(left[0] & right[0]):
                one, other = mark_on(left, day), mark_on(right, day)
                if one != other:
                    on = date(year_of(keep.school_year, month), month, day)
                    found.append(Differing(keep, merge, month, day, on, sign_of(one), sign_of(other)))
    return sorted(found, key=lambda one: one.on)


def _schoolings(pupil: Pupil) -> list[Schooling]:
    return list(pupil.schoolings.select_related("school", "section").order_by("-school_year", "pk"))


def _card(pupil: Pupil, rows: Sequence[Schooling], pages: dict[int, dict[int, Masks]]) -> PupilCard:
    places = tuple(f"{row.school.name_th} {row.section or ''} {row.number}".strip() for row in rows)
    n_days = sum(masks[0].bit_count() for row in rows for masks in pages[row.pk].values())
    return PupilCard(pupil, places, n_days)


def _spoken(pupil: Pupil) -> str:
    return f"{pupil.given_name} {pupil.family_name}"
