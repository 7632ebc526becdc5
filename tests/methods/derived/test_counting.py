"""Derived indicators: every engine gives the same numbers, parts add up, and a rate is at most the whole."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from factories.derived import filled, in_sqlite, invented
from mueang.apps.planning.enums import AGES
from mueang.methods.derived import (
    AGE_BANDS,
    BY_CODE,
    DEFINITIONS,
    RELATIONS,
    Count,
    Span,
    by_statements,
    completeness,
    divided,
    in_rows,
    numbers,
    statement,
)
from mueang.methods.derived.definitions import Condition

YEAR = Span(date(2025, 10, 1), date(2026, 9, 30))


def all_numbers(counter):
    return [(one.code, numbers(one, span=YEAR, counter=counter)) for one in DEFINITIONS]


@given(seed=some.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_a_database_and_plain_rows_give_the_same_numbers(seed: int) -> None:
    rows = invented(seed=seed)

    assert all_numbers(in_sqlite(rows)) == all_numbers(in_rows(rows))


def test_duckdb_gives_the_same_numbers_to_the_last_digit() -> None:
    duckdb = pytest.importorskip("duckdb", reason="the extra `analysis` is not installed")
    rows = invented(seed=7, n=400)

    embedded = all_numbers(filled(duckdb.connect(), rows))

    assert embedded == all_numbers(in_rows(rows))
    assert sum(one.n_rows for _code, told in embedded for one in told) > 1000


@given(seed=some.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_parts_add_up_to_their_city_and_a_share_is_at_most_the_whole(seed: int) -> None:
    counter = in_rows(invented(seed=seed))
    for definition in DEFINITIONS:
        told = numbers(definition, span=YEAR, counter=counter)
        whole = {one.city: one for one in told if not one.group}
        for group in definition.groups:
            added = Counter()
            for one in told:
                added[one.city] += one.numerator if one.group == group else 0
            assert {city: n for city, n in added.items() if n} == {
                c: o.numerator for c, o in whole.items() if o.numerator
            }
        if definition.is_share:
            assert all(one.numerator <= (one.denominator or 0) for one in told)


@given(seed=some.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_other_keys_and_another_order_change_nothing(seed: int) -> None:
    rows = invented(seed=seed)
    keys = {"place", "offering", "enrollment", "person", "promise"}
    moved = {
        name: [{k: v * 7 + 3 if k in keys else v for k, v in row.items()} for row in reversed(told)]
        for name, told in rows.items()
    }

    assert all_numbers(in_rows(moved)) == all_numbers(in_rows(rows))


def test_a_city_without_rows_is_told_with_nothing_to_divide_by() -> None:
    told = numbers(BY_CODE["promises-kept"], span=YEAR, counter=in_rows({}), cities=["trang"])

    assert [(one.city, one.numerator, one.denominator, one.value) for one in told] == [("trang", 0, 0, None)]


def test_completeness_is_known_of_knowable_and_left_out_where_nothing_can_be_missing() -> None:
    rows = {
        "sessions": [
            {"city": "yala", "neighbourhood": "", "offering": 1, "day": "2026-01-0" + str(n), "has_roll": n % 2}
            for n in range(1, 4)
        ]
    }

    assert completeness(BY_CODE["learners"], span=YEAR, counter=in_rows(rows)) == {"yala": (2, 3)}
    assert completeness(BY_CODE["promises-kept"], span=YEAR, counter=in_rows(rows)) == {}


@given(n=some.integers(0, 10**12), d=some.integers(1, 10**12))
def test_the_one_division_is_exact_to_half_a_millionth(n: int, d: int) -> None:
    value = divided(n, d, per=Fraction(100))

    assert value is not None
    assert abs(Fraction(value) - Fraction(100 * n, d)) <= Fraction(1, 2_000_000)
    assert value == divided(2 * n, 2 * d, per=Fraction(100))
    assert value == Decimal(round(Fraction(100 * n, d) * 10**6)).scaleb(-6)
    assert [divided(n, 2, per=Fraction(1, 10**6)) for n in (1, 3)] == [Decimal("0.000000"), Decimal("0.000002")]


def test_what_is_not_one_of_the_words_never_reaches_an_engine() -> None:
    with pytest.raises(KeyError):
        statement(Count("people_people"), group="", span=YEAR)
    with pytest.raises(ValueError, match="no column"):
        statement(Count("places", "sum", "1; DROP TABLE places"), group="", span=YEAR)
    with pytest.raises(ValueError, match="no column"):
        statement(Count("promises"), group="mode", span=YEAR)
    text = statement(Count("enrollments", where=(Condition("state", "is", "o'clock' OR 1=1 --"),)), group="", span=YEAR)
    assert "state = 'o''clock'' OR 1=1 --'" in text


def test_a_number_that_is_not_whole_is_refused() -> None:
    counter = by_statements(lambda _text: [("yala", "", 2.5, 3)])

    with pytest.raises(ValueError, match="not whole"):
        numbers(BY_CODE["promises-kept"], span=YEAR, counter=counter)


def test_every_definition_can_be_counted_by_all_its_groups_and_its_version_follows_its_words() -> None:
    versions = {one.version for one in DEFINITIONS}

    assert len(versions) == len(DEFINITIONS)
    for definition in DEFINITIONS:
        for group in ("", *definition.groups):
            for count in (definition.numerator, definition.denominator, definition.known, definition.knowable):
                if count is not None and count in (definition.numerator, definition.denominator):
                    assert statement(count, group=group, span=YEAR)
    assert [(band, first, last) for band, first, last in AGE_BANDS] == [(g.value, *ages) for g, ages in AGES.items()]
    assert all(relation.names[0] == "city" for relation in RELATIONS.values())


def test_ages_are_those_of_the_year_in_which_the_period_ends() -> None:
    rows = {
        "attendance": [
            {"city": "yala", "neighbourhood": "", "offering": 1, "enrollment": n, "person": n, "birth_year": born}
            | {"mode": "lab", "minutes": 60, "day": "2025-11-01"}
            for n, born in enumerate((2021, 2020, 2012, 2011, 2002, 2001, 1967, 1966, 0))
        ]
    }

    told = numbers(BY_CODE["learners"], span=YEAR, counter=in_rows(rows))

    assert {one.part: one.numerator for one in told if one.group == "age_band"} == {
        "": 1, "small": 1, "pupils": 2, "youth": 2, "adults": 2, "older": 1,
    }  # fmt: skip
    assert next(one.value for one in told if not one.group) is None
    assert divided(9, 60, per=Fraction(1000)) == Decimal(150)
