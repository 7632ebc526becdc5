"""JSON that two readers could understand differently is refused."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.strict_json import EXACT_INTEGER, MAX_BYTES, MAX_DEPTH, MAX_VALUES, MalformedJson, checked, loads

SCALARS = st.none() | st.booleans() | st.integers(-EXACT_INTEGER, EXACT_INTEGER) | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES)
def test_json_survives_checking_unchanged(value: Any) -> None:
    assert checked(value) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a": {"b": 1, "b": 1}}',
        "[NaN]",
        "[-Infinity]",
        "[1e400]",
        "[9007199254740992]",
        "[-9007199254740993.0]",
        "[" + "9" * 5000 + "]",
        "{",
        "",
        b"\xff\xfe{\x00}\x00",
        b'{"a": "\xff"}',
        "[" * 100_000,
    ],
)
def test_what_readers_disagree_about_is_refused(text: str | bytes) -> None:
    with pytest.raises(MalformedJson):
        checked(loads(text))


def test_numbers_without_fraction_are_integers_as_in_javascript() -> None:
    values = loads("[45.0, 1e2, -0.0, 1.5]")

    assert [repr(value) for value in values] == ["45", "100", "0", "1.5"]
    assert repr(checked([3.0, 2.5])) == "[3, 2.5]"


def test_a_byte_order_mark_is_no_harm() -> None:
    assert loads(b"\xef\xbb\xbf{}") == {}


def test_limits_hold_to_the_last_value() -> None:
    deep: list[Any] = []
    for _ in range(MAX_DEPTH):
        deep = [deep]

    assert checked(deep) == deep
    assert len(checked([0] * (MAX_VALUES - 1))) == MAX_VALUES - 1
    assert loads(b" " * (MAX_BYTES - 2) + b"{}") == {}


@pytest.mark.parametrize("value", [[0] * MAX_VALUES, {1: "a"}, {"\ud800": 1}, ["\udfff"], math.inf, math.nan, {1, 2}])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(MalformedJson):
        checked(value)


def test_a_circle_is_refused() -> None:
    circle: list[Any] = []
    circle.append(circle)

    with pytest.raises(MalformedJson):
        checked(circle)


def test_a_text_over_the_limit_is_refused_unread() -> None:
    with pytest.raises(MalformedJson, match="longer"):
        loads('"' + "x" * MAX_BYTES + '"')
