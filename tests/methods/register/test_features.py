"""The packed method agrees with reading day by day, for one child and for many."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.methods.register import (
    Mark,
    PageRefused,
    SchoolYear,
    child_year,
    features,
    follow_day,
    mark_day,
    pack_marks,
)

from .naive import measured

YEAR = SchoolYear(2026)
ALL_DAYS = YEAR.days(YEAR.first_day, YEAR.last_day)
WEIGHTED = [None, Mark.PRESENT, Mark.PRESENT, Mark.ABSENT, Mark.ABSENT, Mark.LATE, Mark.EXCUSED]


def packed(marks: dict[date, Mark], *, year: SchoolYear = YEAR) -> np.ndarray:
    pages: dict[tuple[int, int], dict[int, Mark]] = {}
    for day, mark in marks.items():
        pages.setdefault((day.year, day.month), {})[day.day] = mark
    made = {(in_year, month): pack_marks(days, year=in_year, month=month) for (in_year, month), days in pages.items()}
    return child_year(made, year=year)


@st.composite
def registers(draw: st.DrawFn) -> dict[date, Mark]:
    """Stretches of days with one way of marking each, so that runs of any length and across months come up."""
    marks: dict[date, Mark] = {}
    at = 0
    while at < len(ALL_DAYS):
        length = draw(st.integers(1, 90))
        way = draw(st.sampled_from(["one", "mixed", "none"]))
        mark = draw(st.sampled_from(list(Mark)))
        rng = draw(st.randoms(use_true_random=False))
        for day in ALL_DAYS[at : at + length]:
            said = rng.choice(WEIGHTED) if way == "mixed" else mark
            if way != "none" and said is not None and (day.weekday() < 5 or rng.random() < 0.05):
                marks[day] = said
        at += length
    return marks


@settings(max_examples=150, deadline=None)
@given(
    st.lists(registers(), min_size=1, max_size=3),
    st.sampled_from(ALL_DAYS),
    st.sampled_from(["open_days", "calendar_days"]),
    st.integers(1, 70),
    st.one_of(st.none(), st.sampled_from(ALL_DAYS)),
)
def test_counting_bits_is_reading_day_by_day(children, as_of, window, window_days, term_starts_on) -> None:
    pages = np.stack([packed(marks) for marks in children])
    options = {"window_days": window_days, "as_of": as_of, "window": window}

    found = features(pages, term_starts_on=term_starts_on, **options)

    term = term_starts_on or YEAR.half_of(as_of)
    for child, marks in enumerate(children):
        for name, expected in measured(marks, year=YEAR, term=term, **options).items():
            assert getattr(found, name)[child] == expected, (child, name)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(registers(), min_size=1, max_size=3),
    st.integers(1, len(ALL_DAYS) - 1),
    st.integers(1, 40),
    st.sampled_from(["open_days", "calendar_days"]),
    st.integers(1, 70),
)
def test_following_a_day_is_counting_anew(children, place, ahead, window, window_days) -> None:
    pages = np.stack([packed(marks) for marks in children])
    before, as_of = ALL_DAYS[place - 1], ALL_DAYS[min(place - 1 + ahead, len(ALL_DAYS) - 1)]
    options = {"window_days": window_days, "window": window}

    followed = follow_day(features(pages, as_of=before, **options), pages=pages, as_of=as_of, **options)

    anew = features(pages, as_of=as_of, **options).table()
    for name, values in followed.table().items():
        assert np.array_equal(values, anew[name], equal_nan=True), name


def test_many_children_of_many_schools_are_as_each_alone() -> None:
    """More than a chunk, blocks of every size: the answer knows nothing of neighbours."""
    rng = np.random.default_rng(7)
    n = 17_000
    pages = np.zeros((n, 12, 4), np.uint32)
    schools = np.repeat(np.arange(300), 57)[:n]
    schools[4_000:5_000] = np.arange(1_000, 2_000)
    for place, day in enumerate(ALL_DAYS[:200]):
        codes = rng.choice(np.array([1, 1, 1, 1, 2, 3, 4], np.uint8), n)
        codes[(schools * 13 + place * 7) % 11 < 4] = 0
        mark_day(pages, day=day, year=YEAR, codes=codes)
    as_of = ALL_DAYS[180]

    together = features(pages, window_days=20, as_of=as_of).table()

    for child in [0, 29, 30, 4_000, 4_500, 16_383, 16_384, n - 1]:
        alone = features(pages[child], window_days=20, as_of=as_of).table()
        assert {name: values[0] for name, values in alone.items()} == {
            name: values[child] for name, values in together.items()
        }


def test_a_worked_month_by_hand() -> None:
    """June 2026, Monday 1st to Friday 12th: A A, a holiday, P L; A P A E A."""
    days = {1: "A", 2: "A", 4: "P", 5: "L", 8: "A", 9: "P", 10: "A", 11: "E", 12: "A"}
    words = {"A": Mark.ABSENT, "P": Mark.PRESENT, "L": Mark.LATE, "E": Mark.EXCUSED}
    pages = packed({date(2026, 6, day): words[letter] for day, letter in days.items()})

    found = features(pages, window_days=5, as_of=date(2026, 6, 30))

    assert (found.n_days[0], found.n_absent[0], found.n_unexcused[0], found.n_excused[0], found.n_late[0]) == (
        9,
        6,
        5,
        1,
        1,
    )
    assert (found.window_days[0], found.window_absent[0]) == (5, 4)  # 8, 9, 10, 11, 12 June
    assert (found.longest_run[0], found.current_run[0]) == (3, 3)  # 10, 11, 12 June
    assert (found.ends_of_week_days[0], found.ends_of_week_absent[0]) == (4, 3)  # 1, 5, 8, 12 June
    assert found.ends_of_week_excess[0] == pytest.approx(3 / 6 - 4 / 9)
    assert found.absence_rate[0] == pytest.approx(6 / 9)
    assert found.late_rate[0] == pytest.approx(1 / 3)


def test_a_run_goes_on_over_holidays_and_the_turn_of_words() -> None:
    """Absent on the last day of August, no lesson until October: the run is two days long, not sixty."""
    pages = packed({date(2026, 8, 28): Mark.PRESENT, date(2026, 8, 31): Mark.ABSENT, date(2026, 11, 2): Mark.ABSENT})

    found = features(pages, window_days=20, as_of=date(2026, 11, 30))

    assert (found.longest_run[0], found.current_run[0]) == (2, 2)


def test_a_day_without_a_mark_is_neither_present_nor_absent() -> None:
    pages = packed({date(2026, 6, 1): Mark.PRESENT, date(2026, 6, 2): Mark.ABSENT})
    calendar = YEAR.mask_of(date(2026, 6, day) for day in (1, 2, 4, 5, 8))

    found = features(pages, window_days=20, as_of=date(2026, 6, 5), calendar=calendar)

    assert (found.n_days[0], found.n_absent[0]) == (2, 1)
    assert found.n_missing is not None
    assert found.n_missing.tolist() == [2]  # 4 and 5 June; 8 June has not come yet


def test_a_calendar_for_each_child_is_read_row_by_row() -> None:
    pages = np.stack([packed({date(2026, 6, 1): Mark.PRESENT})] * 2)
    calendar = np.stack([YEAR.mask_of([date(2026, 6, 1)]), YEAR.mask_of([date(2026, 6, 1), date(2026, 6, 2)])])

    found = features(pages, window_days=20, as_of=date(2026, 6, 30), calendar=calendar)

    assert found.n_missing is not None
    assert found.n_missing.tolist() == [0, 1]


def test_nothing_measured_has_no_rate() -> None:
    found = features(np.zeros((12, 4), np.uint32), window_days=20, as_of=date(2026, 6, 5))

    assert np.isnan([found.absence_rate[0], found.window_rate[0], found.trend[0], found.ends_of_week_excess[0]]).all()
    assert not found.is_chronic()[0]


@pytest.mark.parametrize(
    ("n_days", "n_absent", "chronic", "severe"),
    [(10, 1, True, False), (11, 1, False, False), (10, 2, True, True), (200, 19, False, False), (200, 20, True, False)],
)
def test_ten_and_twenty_per_cent_are_reached_exactly(n_days, n_absent, chronic, severe) -> None:
    days = [day for day in ALL_DAYS if day.weekday() < 5][:n_days]
    pages = packed({day: Mark.ABSENT if place < n_absent else Mark.PRESENT for place, day in enumerate(days)})

    found = features(pages, window_days=400, as_of=YEAR.last_day)

    for over in ("year", "window"):
        assert (found.is_chronic(over=over)[0], found.is_severe(over=over)[0]) == (chronic, severe)
    assert not found.is_chronic(least_days=n_days + 1)[0]


def test_getting_worse_shows_in_the_trend() -> None:
    as_of = date(2026, 8, 31)
    last_weeks = {as_of - timedelta(days=ahead): Mark.ABSENT for ahead in range(28)}
    before = {as_of - timedelta(days=ahead): Mark.PRESENT for ahead in range(28, 56)}

    assert features(packed(before | last_weeks), window_days=5, as_of=as_of).trend[0] == 1


def test_marks_after_the_day_are_not_read() -> None:
    pages = packed({date(2026, 6, 1): Mark.PRESENT, date(2026, 6, 2): Mark.ABSENT})
    broken = pages.copy()
    broken[11, 1] = 0xFFFFFFFF

    known = features(broken, window_days=5, as_of=date(2026, 6, 1))

    assert (known.n_days[0], known.n_absent[0]) == (1, 0)


@pytest.mark.parametrize(
    ("month_place", "page", "why"),
    [
        (1, [1, 3, 0, 0], "child 1, 2026-06-02: present on a day that is not open"),
        (1, [3, 1, 2, 0], "child 1, 2026-06-02: late without being present"),
        (1, [1, 1, 0, 2], "child 1, 2026-06-02: excused on a day that is not open"),
        (1, [2, 2, 0, 2], "child 1, 2026-06-02: present and excused on one day"),
        (1, [1 << 30, 0, 0, 0], "child 1: 2026-06 has no day 31"),
        (9, [1 << 28, 0, 0, 0], "child 1: 2027-02 has no day 29"),
        (0, [1 << 31, 0, 0, 0], "child 1: 2026-05 has no day 32"),
    ],
)
def test_marks_that_cannot_be_are_refused_with_child_and_day(month_place, page, why) -> None:
    pages = np.zeros((3, 12, 4), np.uint32)
    pages[1, month_place] = page

    with pytest.raises(PageRefused) as refused:
        features(pages, window_days=20, as_of=YEAR.last_day)

    assert str(refused.value) == why


@pytest.mark.parametrize(
    "pages",
    [
        np.zeros((2, 12, 4), np.float64),
        np.full((2, 12, 4), np.nan),
        np.zeros((2, 12, 4), np.int64),
        np.zeros((2, 4, 12), np.uint32),
        np.zeros(48, np.uint32),
        [[0, 0, 0, 0]],
    ],
)
def test_what_is_no_child_year_is_refused(pages) -> None:
    with pytest.raises(PageRefused, match="child-years"):
        features(pages, window_days=20, as_of=YEAR.last_day)


@pytest.mark.parametrize("options", [{"window_days": 0}, {"window_days": 5, "window": "lessons"}])
def test_a_window_that_cannot_be_counted_is_refused(options) -> None:
    with pytest.raises(PageRefused, match="window"):
        features(np.zeros((12, 4), np.uint32), as_of=YEAR.last_day, **options)


@pytest.mark.parametrize("calendar", [[1] * 12, np.zeros(12), np.zeros(6, np.uint32), np.zeros((3, 12), np.uint32)])
def test_a_calendar_that_is_none_is_refused(calendar) -> None:
    with pytest.raises(PageRefused, match="calendar"):
        features(np.zeros((2, 12, 4), np.uint32), window_days=20, as_of=YEAR.last_day, calendar=calendar)


def test_measures_go_forward_only() -> None:
    pages = np.zeros((2, 12, 4), np.uint32)
    today = features(pages, window_days=20, as_of=date(2026, 6, 5))

    for as_of in (date(2026, 6, 5), date(2027, 5, 1)):
        with pytest.raises(PageRefused, match="earlier day"):
            follow_day(today, pages=pages, window_days=20, as_of=as_of)


def test_input_is_left_as_it_was() -> None:
    pages = packed({date(2026, 6, 1): Mark.PRESENT, date(2026, 6, 2): Mark.ABSENT})
    before = pages.copy()

    first = features(pages, window_days=20, as_of=YEAR.last_day).table()
    again = features(pages, window_days=20, as_of=YEAR.last_day).table()

    assert (pages == before).all()
    assert all(np.array_equal(first[name], again[name], equal_nan=True) for name in first)
    assert features(np.zeros((0, 12, 4), np.uint32), window_days=20, as_of=YEAR.last_day).n_days.tolist() == []
