"""Pages, child-years and their bytes: what goes in comes out, and what cannot be is refused."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.register import (
    BLOB_BYTES,
    Mark,
    PageRefused,
    SchoolYear,
    child_year,
    from_bytes,
    mark_day,
    pack_marks,
    pack_month,
    to_bytes,
    unpack_month,
)

MONTHS = st.tuples(st.integers(2020, 2030), st.integers(1, 12))


@given(MONTHS, st.dictionaries(st.integers(1, 31), st.sampled_from(list(Mark))))
def test_a_page_unpacked_is_the_marks_that_were_packed(month, marks) -> None:
    year, number = month
    within = {day: mark for day, mark in sorted(marks.items()) if day <= monthrange(year, number)[1]}

    assert unpack_month(pack_marks(within, year=year, month=number)) == within


@pytest.mark.parametrize(
    ("given_days", "why"),
    [
        ({"open_days": [31]}, "2026-06 has no day 31"),
        ({"open_days": [0]}, "2026-06 has no day 0"),
        ({"open_days": [float("nan")]}, "2026-06 has no day nan"),
        ({"open_days": [1.0]}, "2026-06 has no day 1.0"),
        ({"open_days": [1], "present": [2]}, "2026-06-02: present on a day that is not open"),
        ({"open_days": [1], "late": [1]}, "2026-06-01: late without being present"),
        ({"open_days": [1], "excused": [3]}, "2026-06-03: excused on a day that is not open"),
        ({"open_days": [1], "present": [1], "excused": [1]}, "2026-06-01: present and excused on one day"),
    ],
)
def test_a_page_that_cannot_be_is_refused_with_its_day(given_days, why) -> None:
    with pytest.raises(PageRefused) as refused:
        pack_month(year=2026, month=6, **given_days)

    assert str(refused.value) == why


def test_there_is_no_thirteenth_month() -> None:
    for month in (0, 13):
        with pytest.raises(PageRefused, match="no month"):
            pack_month(year=2026, month=month, open_days=[])
    with pytest.raises(PageRefused, match="no month"):
        SchoolYear(2026, first_month=13)


@pytest.mark.parametrize("page", [[0, 1, 0, 0], [1 << 31, 0, 0, 0], [1, 1, 0, 1]])
def test_a_broken_page_is_not_unpacked(page) -> None:
    with pytest.raises(PageRefused, match="day"):
        unpack_month(page)


@given(st.lists(st.integers(0, 2**32 - 1), min_size=48, max_size=48))
def test_bytes_come_back_as_the_words_they_were(words) -> None:
    packed = np.array(words, np.uint32).reshape(12, 4)

    stored = to_bytes(packed)

    assert len(stored) == BLOB_BYTES
    assert (from_bytes(stored)[0] == packed).all()
    assert (from_bytes(b"".join([stored, stored])) == np.stack([packed, packed])).all()
    assert stored[:4] == words[0].to_bytes(4, "little")


def test_half_a_child_year_is_refused() -> None:
    with pytest.raises(PageRefused, match="whole number"):
        from_bytes(bytes(100))


def test_a_page_lies_in_its_month_of_the_school_year() -> None:
    packed = child_year({(2026, 5): [1, 0, 0, 0], (2027, 4): [2, 0, 0, 0]}, year=SchoolYear(2026))

    assert (packed[0, 0], packed[11, 0], packed.sum()) == (1, 2, 3)
    assert child_year({(2026, 1): [1, 0, 0, 0]}, year=SchoolYear(2026, first_month=1))[0, 0] == 1


@pytest.mark.parametrize("pages", [{(2026, 4): [0] * 4}, {(2026, 6): [0] * 3}, {(2026, 6): [-1, 0, 0, 0]}])
def test_a_page_of_another_year_or_shape_is_refused(pages) -> None:
    with pytest.raises(PageRefused):
        child_year(pages, year=SchoolYear(2026))


@pytest.mark.parametrize(
    ("day", "starts_in"), [(date(2026, 4, 30), 2025), (date(2026, 5, 1), 2026), (date(2027, 4, 30), 2026)]
)
def test_a_thai_school_year_is_may_to_april(day, starts_in) -> None:
    year = SchoolYear.of(day)

    assert year == SchoolYear(starts_in)
    assert year.day_at(*year.place(day)) == day


def test_a_day_written_again_is_replaced() -> None:
    year = SchoolYear(2026)
    packed = np.zeros((5, 12, 4), np.uint32)
    day = date(2026, 6, 4)

    mark_day(packed, day=day, year=year, codes=np.array([4, 4, 4, 4, 4], np.uint8))
    mark_day(packed, day=day, year=year, codes=np.array([0, 1, 2, 3, 4], np.uint8))

    found = [unpack_month(page) for page in packed[:, 1]]
    assert found == [{}, {4: Mark.PRESENT}, {4: Mark.LATE}, {4: Mark.EXCUSED}, {4: Mark.ABSENT}]


@pytest.mark.parametrize(
    ("codes", "day"),
    [
        (np.array([0, 5], np.uint8), date(2026, 6, 4)),
        (np.array([0], np.uint8), date(2026, 6, 4)),
        (np.array([0, 1], np.int64), date(2026, 6, 4)),
        (np.array([0, 1], np.uint8), date(2026, 4, 30)),
    ],
)
def test_a_day_that_cannot_be_marked_is_refused(codes, day) -> None:
    packed = np.zeros((2, 12, 4), np.uint32)

    with pytest.raises(PageRefused):
        mark_day(packed, day=day, year=SchoolYear(2026), codes=codes)

    assert not packed.any()
