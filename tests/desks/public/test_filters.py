"""Every state of the list has one address, and every address is a state."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from mueang.desks.public.filters import NAMES, asked_of, is_canonical, read_asked

pieces = st.one_of(
    st.sampled_from(
        ["th", "mon", "sun", "evening", "free", "1", "3", "12", "999", "craft", "950101", "near", "soon", ""]
    ),
    st.text(max_size=6),
)
queries = st.lists(st.tuples(st.sampled_from([*NAMES, "utm_source"]), pieces), max_size=8)


def asked(query):
    return read_asked(QueryDict(query))


@given(queries)
def test_reading_what_was_written_gives_the_same_state(pairs):
    state = asked(urlencode(pairs))

    again = asked(state.query)

    assert (again.pairs, again.query) == (state.pairs, state.query)
    assert is_canonical(RequestFactory().get(f"/?{state.query}"), state)


@given(queries, st.sampled_from([n for n in NAMES if n != "page"]), pieces)
def test_putting_a_value_in_and_taking_it_out_again_is_a_state_too(pairs, name, value):
    state = asked(urlencode(pairs))

    there = asked(state.toggled(name, value))

    assert asked(there.query).pairs == there.pairs
    assert "page" not in there.values


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("words=&interest=&day=&page=1", ""),
        ("day=sun&day=mon&day=mon", "day=mon&day=sun"),
        ("page=3&age=12", "age=12&page=3"),
        ("age=012", "age=12"),
        ("age=121&seats=9&cost=7&km=2&when=never&day=x", ""),
        ("km=5&order=near", ""),
        ("near=950101&km=5&order=near", "near=950101&km=5&order=near"),
        ("order=suggested", ""),
        ("words=++%E0%B8%9C%E0%B9%89%E0%B8%B2+%00+", "words=%E0%B8%9C%E0%B9%89%E0%B8%B2"),
        ("interest=craft&interest=%27--&interest=food", "interest=craft&interest=food"),
        ("age=%E0%B9%91%E0%B9%92", ""),
    ],
)
def test_there_is_one_way_to_write_a_state(typed, canonical):
    assert asked(typed).query == canonical


def test_the_catalog_gets_numbers_and_lists_where_it_wants_them():
    state = asked("words=x&interest=a&age=8&seats=2&near=9501&km=3&access=toilet&cost=free&page=2&order=soon")

    assert state.wanted == {
        "words": "x", "interest": ("a",), "age": 8, "seats": 2, "near": "9501", "km": 3, "access": ("toilet",),
        "cost": "free",
    }  # fmt: skip
    assert (state.page, state.order) == (2, "soon")


def test_a_change_starts_from_the_first_page():
    state = asked("interest=craft&page=4")

    assert state.address(cost="free") == "interest=craft&cost=free"
    assert state.address(page="5") == "interest=craft&page=5"
    assert (state.toggled("interest", "craft"), state.toggled("interest", "art")) == ("", "interest=art&interest=craft")
    assert (state.toggled("age", "8"), asked("age=8").toggled("age", "8")) == ("interest=craft&age=8", "")


def test_other_letters_for_the_same_thing_are_no_other_address():
    """A proxy may write a space as %20: sending it on would go round for ever."""
    request = RequestFactory().get("/", QUERY_STRING="words=a%20b")

    assert is_canonical(request, asked_of(request))
