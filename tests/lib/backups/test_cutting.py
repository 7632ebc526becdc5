"""Cutting: the same content is cut alike wherever it stands."""

import random

from mueang.lib.backups.cutting import blocks, pieces


def lines_of(n, seed=7):
    dice = random.Random(seed)
    return [f"{number} {dice.getrandbits(400):x}\n".encode() for number in range(n)]


def test_pieces_joined_are_what_was_cut_and_none_is_too_large():
    lines = lines_of(4_000)
    cut = list(pieces(lines, smallest=1_000, usual=10_000, largest=40_000))

    assert b"".join(cut) == b"".join(lines)
    assert max(map(len, cut)) < 40_000 + 200
    assert 5_000 < sum(map(len, cut)) / len(cut) < 20_000


def test_a_line_put_in_taken_out_or_changed_moves_few_pieces():
    lines = lines_of(4_000)
    before = set(pieces(lines, smallest=1_000, usual=10_000))
    lines[100:100] = [b"new\n"]
    del lines[2_000]
    lines[3_000] = b"changed\n"

    assert len(set(pieces(lines, smallest=1_000, usual=10_000)) - before) <= 6


def test_nothing_is_cut_into_nothing_and_a_file_into_large_blocks():
    assert list(pieces([])) == list(blocks([])) == []
    assert [len(block) for block in blocks([b"x" * (1 << 20), b"y"])] == [1 << 20, 1]
