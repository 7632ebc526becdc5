"""Every field of what we issue is covered: changed, of another kind, left out or put in, it is refused."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.standards import bitstring, open_badges, status_list

from .issued import DAY, KEY, LIST_URL, METHOD, NOW, RESOLVER, full_award, transcript

LIST = status_list.StatusList(LIST_URL, METHOD.partition("#")[0], frozenset({"revocation"}), bitstring.new_bits())
WORDS = st.text(max_size=12) | st.sampled_from(["", "ปิ่น", "https://thief.example/", "2099-01-01T00:00:00Z"])
VALUES = st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | WORDS | st.just([]) | st.just({})


def signed(document: dict[str, Any]) -> dict[str, Any]:
    return open_badges.sign(document, key=KEY, verification_method=METHOD, created=NOW - DAY)


DOCUMENTS = {"award": signed(full_award()), "transcript": signed(transcript())}


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each member and each item of a document stands."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from paths(inner, (*path, key))


PATHS = [(name, path) for name, document in DOCUMENTS.items() for path in paths(document)]


def holder_of(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        document = document[key]
    return document


def verdict_on(document: Any) -> Any:
    return open_badges.verify(document, resolver=RESOLVER, now=NOW, status=lambda _url: LIST)


def test_what_is_tampered_with_below_holds_untouched() -> None:
    assert all(verdict_on(document).ok for document in DOCUMENTS.values())
    assert len(PATHS) > 120


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_field_can_be_left_out(name: str) -> None:
    for path in paths(DOCUMENTS[name]):
        document = copy.deepcopy(DOCUMENTS[name])
        del holder_of(document, path)[path[-1]]

        verdict = verdict_on(document)

        assert not verdict.ok, path
        assert not verdict.authentic, path


@settings(max_examples=400, deadline=None)
@given(where=st.sampled_from(PATHS), value=VALUES)
def test_no_field_can_be_given_another_value(where: tuple[str, tuple[Any, ...]], value: Any) -> None:
    name, path = where
    document = copy.deepcopy(DOCUMENTS[name])
    holder = holder_of(document, path)
    if type(value) is type(holder[path[-1]]) and value == holder[path[-1]]:
        return
    holder[path[-1]] = value

    assert not verdict_on(document).authentic, path


@settings(max_examples=150, deadline=None)
@given(where=st.sampled_from(PATHS), name=WORDS, value=VALUES)
def test_no_field_can_be_put_in(where: tuple[str, tuple[Any, ...]], name: str, value: Any) -> None:
    document = copy.deepcopy(DOCUMENTS[where[0]])
    holder = holder_of(document, where[1])
    if isinstance(holder, list):
        holder.append(value)
    elif name not in holder:
        holder[name] = value
    else:
        return

    assert not verdict_on(document).authentic, where
