"""Bits keep their places, and a swollen list is refused."""

from __future__ import annotations

import gzip
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.bitstring import (
    MAXIMUM_BITS,
    MINIMUM_BITS,
    decode,
    encode,
    free_index,
    is_set,
    new_bits,
    with_bit,
)
from mueang.standards.multibase import to_base64url
from shared_data import shared_data

INDEXES = st.integers(0, MINIMUM_BITS - 1)


def packed(data: bytes) -> str:
    return "u" + to_base64url(gzip.compress(data, mtime=0))


def test_the_example_of_the_specification_is_reproduced() -> None:
    example = json.loads((shared_data("openbadges3") / "status-list" / "spec-example.json").read_text(encoding="utf-8"))

    assert encode(new_bits()) == example["encodedList"]
    assert decode(example["encodedList"]) == new_bits()


@given(st.sets(INDEXES, max_size=8), INDEXES)
def test_a_bit_is_set_where_it_was_set_and_nowhere_else(indexes: set[int], other: int) -> None:
    bits = new_bits()
    for index in indexes:
        bits = with_bit(bits, index=index)

    unpacked = decode(encode(bits))

    assert all(is_set(unpacked, index=index) for index in indexes)
    assert is_set(unpacked, index=other) == (other in indexes)
    assert unpacked.count(0) >= MINIMUM_BITS // 8 - len(indexes)


@given(INDEXES)
def test_a_bit_can_be_taken_back(index: int) -> None:
    assert with_bit(with_bit(new_bits(), index=index), index=index, value=False) == new_bits()


@pytest.mark.parametrize("index", [-1, MINIMUM_BITS])
def test_an_index_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        with_bit(new_bits(), index=index)


@pytest.mark.parametrize("size", [0, MINIMUM_BITS - 8, MINIMUM_BITS + 1, MAXIMUM_BITS + 8])
def test_a_list_of_the_wrong_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="status list"):
        new_bits(size)


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "u",
        "z" + encode(new_bits())[1:],
        encode(new_bits())[:-4],
        "u" + to_base64url(b"not gzip"),
        packed(bytes(MINIMUM_BITS // 8 - 1)),
        packed(bytes(MAXIMUM_BITS // 8 + 1)),
        packed(bytes(2**28)),
        "u" + to_base64url(gzip.compress(new_bits()) * 2),
        encode(new_bits()) + "=",
    ],
)
def test_what_is_no_list_or_a_bomb_is_refused(encoded: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(encoded)


@given(st.sets(st.integers(0, 15), max_size=15), st.randoms())
def test_a_free_index_is_free(taken: set[int], rng: random.Random) -> None:
    assert free_index(taken, rng=rng, size=16) in set(range(16)) - taken


def test_a_full_list_says_so() -> None:
    with pytest.raises(ValueError, match="full"):
        free_index(set(range(16)) | {99}, rng=random.Random(1), size=16)


def test_indexes_do_not_come_in_the_order_of_issuing() -> None:
    rng = random.Random(1)
    taken: set[int] = set()
    drawn = []
    for _ in range(50):
        drawn.append(free_index(taken, rng=rng))
        taken.add(drawn[-1])

    assert len(taken) == 50
    assert drawn != sorted(drawn)
    assert max(drawn) > MINIMUM_BITS // 2
