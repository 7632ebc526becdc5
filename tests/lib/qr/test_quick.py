"""QR codes made quickly: squares as segno draws them, corrections as the standard asks."""

from __future__ import annotations

from itertools import pairwise

import pytest
import segno

from mueang.lib.qr.quick import BLOCKS, LONGEST, message, quick_modules, times

ADDRESS = b"https://yala.example/verify/" + b"7f3c9a1e-55d0-4b8e-" * 9


def segno_modules(data: bytes, *, mask: int) -> list[list[bool]]:
    code = segno.make(data, error="m", mode="byte", mask=mask, boost_error=False, micro=False)
    return [[square == 1 for square in row] for row in code.matrix]


@pytest.mark.parametrize("version", BLOCKS)
def test_a_full_code_is_one_of_the_eight_that_segno_draws(version: int) -> None:
    data = ADDRESS[: sum(BLOCKS[version][1]) - 2]

    squares = quick_modules(data)

    assert len(squares) == 17 + 4 * version
    assert squares in [segno_modules(data, mask=mask) for mask in range(8)]


def test_a_short_message_is_padded_as_the_standard_says() -> None:
    words = message(b"A", version=1)

    # 0100, 00000001, 01000001, 0000, then EC and 11 in turn up to sixteen codewords.
    assert words[:16].hex() == "40141" + "0" + "ec11" * 6 + "ec"


@pytest.mark.parametrize("length", [1, 2, 40, 62, 100, LONGEST])
def test_every_block_is_divisible_by_the_generator(length: int) -> None:
    version = next(v for v, (_, sizes) in BLOCKS.items() if length + 2 <= sum(sizes))
    n_correction, sizes = BLOCKS[version]

    words = message(ADDRESS[:length], version=version)

    for block in deinterleaved(words, sizes=sizes, n_correction=n_correction):
        assert [value_at(block, root) for root in roots(n_correction)] == [0] * n_correction


def deinterleaved(words: bytes, *, sizes: list[int], n_correction: int) -> list[list[int]]:
    blocks: list[list[int]] = [[] for _ in sizes]
    data, corrections = list(words[: sum(sizes)]), list(words[sum(sizes) :])
    for place in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if place < size:
                block.append(data.pop(0))
    for place in range(n_correction * len(sizes)):
        blocks[place % len(sizes)].append(corrections[place])
    return blocks


def roots(count: int) -> list[int]:
    powers = [1]
    for _ in range(count - 1):
        powers.append(times(powers[-1], 2))
    return powers


def value_at(polynomial: list[int], root: int) -> int:
    value = 0
    for coefficient in polynomial:
        value = times(value, root) ^ coefficient
    return value


def test_capacity_grows_with_the_version() -> None:
    assert all(sum(a) < sum(b) for (_, a), (_, b) in pairwise(BLOCKS.values()))
