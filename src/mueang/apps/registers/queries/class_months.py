"""One class and one month as a grid: pupils down, open days across, a sign in every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from mueang.apps.registers.enums import DayMark
from mueang.apps.registers.models import RegisterPage, Schooling, Section
from mueang.apps.registers.queries.calendars import calendar_of
from mueang.apps.registers.queries.months import Masks, days_of, place_of, year_of

BITS: Mapping[str, Masks] = {
    DayMark.PRESENT: (1, 1, 0, 0),
    DayMark.LATE: (1, 1, 1, 0),
    DayMark.ABSENT: (1, 0, 0, 0),
    DayMark.LEAVE: (1, 0, 0, 1),
}
_MARK_OF = {bits: mark for mark, bits in BITS.items()}
# What a teacher may type into a cell, in either language and on either keyboard layout.
TYPED: Mapping[str, str | None] = {
    **dict.fromkeys(["", "/", "1", "ม", "p", "✓", "."], DayMark.PRESENT),
    **dict.fromkeys(["ส", "t", "l"], DayMark.LATE),
    **dict.fromkeys(["ข", "a", "x", "0"], DayMark.ABSENT),
    **dict.fromkeys(["ล", "ป", "e", "s"], DayMark.LEAVE),
    **dict.fromkeys(["?", "-"], None),
}


def sign_of(mark: str | None) -> str:
    """How a mark is shown in a cell, in the reader's language."""
    if mark is None:
        return ""
    return {
        DayMark.PRESENT: "/",
        DayMark.LATE: pgettext("sign of late", "L"),
        DayMark.ABSENT: pgettext("sign of absent", "A"),
        DayMark.LEAVE: pgettext("sign of leave", "E"),
    }[DayMark(mark)]


def mark_on(masks: Masks, day: int) -> str | None:
    """The mark of a day, or None where none was taken."""
    bit = day - 1
    return _MARK_OF.get((masks[0] >> bit & 1, masks[1] >> bit & 1, masks[2] >> bit & 1, masks[3] >> bit & 1))


def with_mark(masks: Masks, day: int, mark: str | None) -> Masks:
    """The same masks with another mark on that day."""
    bits = BITS[mark] if mark else (0, 0, 0, 0)
    kept = ~(1 << (day - 1))
    one, two, three, four = (mask & kept | bit << (day - 1) for mask, bit in zip(masks, bits, strict=True))
    return one, two, three, four


@dataclass(frozen=True, slots=True)
class DayHead:
    day: int
    on: date
    is_recorded: bool
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """`sign` is shown; a day before the child came or after it left takes no mark."""

    day: int
    sign: str
    mark: str | None
    is_outside: bool = False
    is_conflict: bool = False
    is_wrong: bool = False
    stored_sign: str = ""


@dataclass(frozen=True, slots=True)
class PupilRow:
    place: int
    schooling: Schooling
    masks: Masks
    cells: tuple[Cell, ...]

    @property
    def seen(self) -> str:
        """What the page said when it was opened, to tell what the teacher changed from what a colleague did."""
        return ".".join(f"{mask:x}" for mask in self.masks)

    @property
    def n_absent(self) -> int:
        return self.masks[0].bit_count() - self.masks[1].bit_count() - self.masks[3].bit_count()

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Present (late too), late, on leave, absent."""
        return self.masks[1].bit_count(), self.masks[2].bit_count(), self.masks[3].bit_count(), self.n_absent


@dataclass(frozen=True, slots=True)
class ClassMonth:
    section: Section
    month: int
    first_on: date
    days: tuple[DayHead, ...]
    rows: tuple[PupilRow, ...]

    @property
    def cycle(self) -> list[str]:
        """The signs in the order in which a script names them."""
        return [sign_of(mark) for mark in (DayMark.PRESENT, DayMark.LATE, DayMark.LEAVE, DayMark.ABSENT)]


def class_month(
    section: Section,
    *,
    month: int,
    today: date,
    typed: Mapping[tuple[int, int], str] | None = None,
    conflicts: frozenset[tuple[int, int]] = frozenset(),
    wrong: frozenset[tuple[int, int]] = frozenset(),
) -> ClassMonth:
    """The grid of one month, three SQL statements. `typed` are signs by (schooling, day) not saved yet."""
    first_on = date(year_of(section.school_year, month), month, 1)
    pupils = list(_pupils(section, first_on))
    pages = {
        row.schooling_id: row.masks
        for row in RegisterPage.objects.filter(schooling__in=[one.pk for one in pupils], month=month)
    }
    recorded = 0
    for masks in pages.values():
        recorded |= masks[0]
    shown = calendar_of(section.school, school_year=section.school_year)[place_of(month)] | recorded
    days = tuple(
        DayHead(day, on, bool(recorded >> (day - 1) & 1), on > today)
        for day in days_of(shown)
        for on in [first_on.replace(day=day)]
    )
    rows = tuple(
        PupilRow(
            place,
            pupil,
            masks := pages.get(pupil.pk, (0, 0, 0, 0)),
            tuple(_cell(pupil, masks, head, typed=typed or {}, conflicts=conflicts, wrong=wrong) for head in days),
        )
        for place, pupil in enumerate(pupils)
    )
    return ClassMonth(section, month, first_on, days, rows)


def _pupils(section: Section, first_on: date) -> list[Schooling]:
    rows = section.schoolings.select_related("pupil").order_by("seat", "pupil__sort_key", "pk")
    return [row for row in rows if row.left_on is None or row.left_on >= first_on]


def _cell(
    pupil: Schooling,
    masks: Masks,
    head: DayHead,
    *,
    typed: Mapping[tuple[int, int], str],
    conflicts: frozenset[tuple[int, int]],
    wrong: frozenset[tuple[int, int]],
) -> Cell:
    key, mark = (pupil.pk, head.day), mark_on(masks, head.day)
    shown = "?" if mark is None and head.is_recorded else sign_of(mark)
    outside = (pupil.entered_on is not None and head.on < pupil.entered_on) or (
        pupil.left_on is not None and head.on > pupil.left_on
    )
    return Cell(
        head.day,
        typed.get(key, shown),
        mark,
        is_outside=outside and mark is None,
        is_conflict=key in conflicts,
        is_wrong=key in wrong,
        stored_sign=shown,
    )
