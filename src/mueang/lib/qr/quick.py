"""The message of a QR code laid into a frame that segno drew once: an address in a twentieth of the time.

Source: ISO/IEC 18004:2015, 7.4 (byte mode), 7.5 (error correction), 7.7 (placement), 7.8 (masks); level M throughout.
A code is handled as one number, a bit a square, the first square highest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mueang.lib.qr.weighing import penalty

# Table 9: of each version the correction codewords of a block, and the data codewords of each of its blocks.
BLOCKS = {
    1: (10, [16]),
    2: (16, [28]),
    3: (26, [44]),
    4: (18, [32] * 2),
    5: (24, [43] * 2),
    6: (16, [27] * 4),
    7: (18, [31] * 4),
    8: (22, [38] * 2 + [39] * 2),
    9: (22, [36] * 3 + [37] * 2),
}
# Annex E: versions 7 to 9 have alignment patterns around a middle line too.
MIDDLE = {7: 22, 8: 24, 9: 26}
BYTE_MODE = 0b0100
HEADER_BYTES = 2  # mode, length and terminator take 16 bits up to version 9
PADDING = (0xEC, 0x11)
LONGEST = sum(BLOCKS[9][1]) - HEADER_BYTES


@dataclass(frozen=True, slots=True)
class Frame:
    """What codes of one version share: where each bit of the message goes, and the code of no bits under each mask."""

    side: int
    order: list[int]
    blanks: list[int]


def quick_modules(data: bytes) -> list[list[bool]]:
    """The squares of the code for `data`, 1 to LONGEST bytes, in byte mode, under the mask that weighs least."""
    version = next(v for v, (_, blocks) in BLOCKS.items() if len(data) + HEADER_BYTES <= sum(blocks))
    frame = _frame(version)
    placed = _placed(message(data, version=version), frame.order, frame.side)
    code = min((blank ^ placed for blank in frame.blanks), key=lambda code: penalty(code, side=frame.side))
    squares = [square == "1" for square in f"{code:0{frame.side**2}b}"]
    return [squares[start : start + frame.side] for start in range(0, len(squares), frame.side)]


def message(data: bytes, *, version: int) -> bytes:
    """Data and correction codewords, interleaved."""
    n_correction, sizes = BLOCKS[version]
    header = (BYTE_MODE << 8 | len(data)).to_bytes(2)
    # Half a byte of mode, a byte of length, the data and half a byte of terminator: all shifted by half a byte.
    shifted = (int.from_bytes(header + data) << 4).to_bytes(len(data) + HEADER_BYTES)
    words = shifted + bytes(PADDING[i % 2] for i in range(sum(sizes) - len(shifted)))
    blocks = []
    for size in sizes:
        blocks.append(words[:size])
        words = words[size:]
    return _interleaved(blocks) + _interleaved([_correction(block, n_correction) for block in blocks])


def _interleaved(blocks: list[bytes]) -> bytes:
    return bytes(block[i] for i in range(len(blocks[-1])) for block in blocks if i < len(block))


def _correction(block: bytes, n_words: int) -> bytes:
    """Reed-Solomon remainder of `block`."""
    table, top, remainder = _remainders(n_words), 8 * (n_words - 1), 0
    below = (1 << top) - 1
    for word in block:
        remainder = ((remainder & below) << 8) ^ table[(remainder >> top) ^ word]
    return remainder.to_bytes(n_words)


@cache
def _remainders(n_words: int) -> list[int]:
    """Each byte's multiple of the generator (x - 1)(x - 2)(x - 4)... without its leading term, as one number."""
    generator, root = [1], 1
    for _ in range(n_words):
        raised = [times(coefficient, root) for coefficient in generator]
        generator = [a ^ b for a, b in zip([*generator, 0], [0, *raised], strict=True)]
        root = times(root, 2)
    return [int.from_bytes(bytes(times(byte, c) for c in generator[1:])) for byte in range(256)]


def times(a: int, b: int) -> int:
    """Product in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1."""
    product = 0
    while b:
        product ^= a * (b & 1)
        a = (a << 1) ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def _placed(words: bytes, order: list[int], side: int) -> int:
    """The squares that the bits of `words` make dark; the few that remain stay light."""
    squares = ["0"] * side**2
    for place, bit in zip(order, f"{int.from_bytes(words):0{8 * len(words)}b}", strict=False):
        squares[place] = bit
    return int("".join(squares), 2)


@cache
def _frame(version: int) -> Frame:
    """Read the blanks off codes of segno's, by taking a message that we know out of them."""
    import segno  # late: most processes draw no code

    side = 17 + 4 * version
    order = [row * side + column for row, column in _zigzag(side) if _holds_data(row, column, version=version)]
    sample = b"0" * (sum(BLOCKS[version][1]) - HEADER_BYTES)
    known = _placed(message(sample, version=version), order, side)
    blanks = []
    for mask in range(8):
        code = segno.make(sample, version=version, error="m", mode="byte", mask=mask, boost_error=False, micro=False)
        blanks.append(int("".join("01"[square == 1] for row in code.matrix for square in row), 2) ^ known)
    return Frame(side, order, blanks)


def _holds_data(row: int, column: int, *, version: int) -> bool:
    """Whether a square belongs neither to a pattern nor to what says format and version."""
    side = 17 + 4 * version
    far = side - 8
    if 6 in {row, column} or (row < 9 and (column < 9 or column >= far)) or (row >= far and column < 9):
        return False
    if version >= 7 and ((row < 6 and column >= far - 3) or (column < 6 and row >= far - 3)):
        return False
    centres = {6, MIDDLE.get(version, 6), side - 7} if version > 1 else set()
    finders = {(6, 6), (6, side - 7), (side - 7, 6)}
    aligned = {(y, x) for y in centres for x in centres} - finders
    return not any(abs(row - y) <= 2 and abs(column - x) <= 2 for y, x in aligned)


def _zigzag(side: int) -> Iterator[tuple[int, int]]:
    """All squares in pairs of columns from the right, upwards and downwards in turn; the timing column is left out."""
    for turn, right in enumerate([*range(side - 1, 6, -2), 5, 3, 1]):
        rows = range(side) if turn % 2 else range(side - 1, -1, -1)
        for row in rows:
            yield from ((row, right), (row, right - 1))
