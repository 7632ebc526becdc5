"""Columns of a long text file as small numbers and the texts they stand for, without a Python object a line.

A million lines of `00012,2026-06-04,x` become three arrays of codes and three short lists of texts; whatever is dear
(a date in Thai digits, a name) is then read once a text and not once a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LONGEST = 48
_WORDS = LONGEST // 8
_SLOTS = 22
_NEWLINE, _QUOTE, _SPACE, _RETURN = 10, 34, 32, 13
# Odd 64-bit numbers with well mixed bits (splitmix64 and xxHash).
_MIXERS = np.array(
    [
        *(0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9),
        *(0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5, 0xBF58476D1CE4E5B9),
    ],
    np.uint64,
)

Codes = NDArray[np.int64]
Starts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fields:
    """Where each field of the good lines stands; `bad_lines` have another number of fields. Lines count from 0."""

    lines: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    bad_lines: NDArray[np.int64]


def split_fields(buffer: NDArray[np.uint8], *, delimiter: int, n_columns: int, first: int) -> Fields:
    """Fields of the lines of `buffer` from byte `first` on, shape (n_lines, n_columns).

    Raises ValueError for lengths that do not fit. A quoted field loses its quotes; a delimiter within quotes makes its
    line a bad one. Blank lines are neither good nor bad.
    """
    ends = np.flatnonzero(buffer[first:] == _NEWLINE) + first
    if not len(ends) or ends[-1] != len(buffer) - 1:
        ends = np.append(ends, len(buffer))
    starts = np.concatenate([[first], ends[:-1] + 1])
    marks = np.flatnonzero(buffer[first:] == delimiter) + first
    wanted = n_columns - 1
    every = np.arange(len(ends))
    is_even = len(marks) == wanted * len(ends) and (
        wanted == 0 or bool((marks[::wanted] >= starts).all() and (marks[wanted - 1 :: wanted] < ends).all())
    )
    if is_even:
        good, inner = every, marks.reshape(len(ends), wanted)
        bad = every[:0]
    else:
        until = np.searchsorted(marks, ends)
        counts = np.diff(until, prepend=np.searchsorted(marks, first))
        is_good = counts == wanted
        good = every[is_good]
        bad = every[~is_good & (ends - starts > 1)]
        inner = marks[(until - counts)[is_good][:, None] + np.arange(wanted)]
    field_starts = np.empty((len(good), n_columns), np.int64)
    field_ends = np.empty_like(field_starts)
    field_starts[:, 0], field_ends[:, -1] = starts[good], ends[good]
    field_starts[:, 1:], field_ends[:, :-1] = inner + 1, inner
    return Fields(good, field_starts, field_ends, bad)


def trimmed(buffer: NDArray[np.uint8], starts: Starts, ends: Starts) -> tuple[Starts, Starts]:
    """Fields without the return at the end of a line, blanks around them and one pair of quotes."""
    starts, ends, last = starts.copy(), ends.copy(), len(buffer) - 1
    for _again in range(8):
        tail = buffer[np.clip(ends - 1, 0, last)]
        at_end = (ends > starts) & ((tail == _SPACE) | (tail == _RETURN))
        ends -= at_end
        head = buffer[np.clip(starts, 0, last)]
        at_start = (ends > starts) & (head == _SPACE)
        starts += at_start
        if not (at_end.any() or at_start.any()):
            break
    quoted = (ends - starts >= 2) & (buffer[np.clip(starts, 0, last)] == _QUOTE)
    quoted &= buffer[np.clip(ends - 1, 0, last)] == _QUOTE
    return starts + quoted, ends - quoted


def codes_of(padded: NDArray[np.uint8], starts: Starts, ends: Starts) -> tuple[Codes, Codes]:
    """The code of each field, and for each code a field that has this text. Equal codes are equal texts, exactly.

    `padded` is the buffer with LONGEST bytes after it; of a longer text only the first LONGEST bytes count.
    """
    words = _text_words(padded, starts, np.minimum(ends - starts, LONGEST))
    keys = words[0] * _MIXERS[0]
    for word, mixer in zip(words[1:], _MIXERS[1:], strict=False):
        keys += word * mixer
    keys ^= keys >> np.uint64(29)
    n = len(starts)
    first_of = np.zeros(n, np.int64)
    waiting = np.arange(n)
    shift = np.uint64(64 - min(_SLOTS, max(8, int(n).bit_length() + 1)))
    table = np.zeros(1 << (64 - int(shift)), np.int64)
    for mixer in np.tile(_MIXERS, 8):
        here = keys if len(waiting) == n else keys[waiting]
        slots = ((here * mixer) >> shift).astype(np.int64)
        table[slots] = waiting
        chosen = table[slots]
        same = np.ones(len(waiting), bool)
        for word in words:
            same &= word[chosen] == (word if len(waiting) == n else word[waiting])
        first_of[waiting[same]] = chosen[same]
        waiting = waiting[~same]
        if not len(waiting):
            break
    else:  # pragma: no cover (forty-eight different mixings of one slot)
        first_of[waiting] = waiting
    is_first = np.zeros(n, bool)
    is_first[first_of] = True
    representatives = np.flatnonzero(is_first)
    number = np.empty(n, np.int64)
    number[representatives] = np.arange(len(representatives))
    return number[first_of], representatives


def _text_words(padded: NDArray[np.uint8], starts: Starts, lengths: Starts) -> list[NDArray[np.uint64]]:
    """The bytes of each field as 64-bit words, those beyond its end empty."""
    wide = np.ndarray((len(padded) - 7,), "<u8", padded.data, strides=(1,))
    longest = int(lengths.max(initial=0))
    words: list[Any] = []
    for number in range(max(1, -(-longest // 8))):
        left = np.clip(lengths - 8 * number, 0, 8).astype(np.uint64)
        # A shift by 64 is none at all in C: an empty word is put aside.
        kept = np.where(
            left == 8, ~np.uint64(0), (np.uint64(1) << (left * np.uint64(8) % np.uint64(64))) - np.uint64(1)
        )
        words.append(wide[np.minimum(starts + 8 * number, len(wide) - 1)] & kept)
    return words


def text_at(buffer: NDArray[np.uint8], start: int, end: int) -> str:
    """One field as text; what is no UTF-8 is read as the older Thai code page."""
    raw = buffer[start:end].tobytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp874", "replace")
