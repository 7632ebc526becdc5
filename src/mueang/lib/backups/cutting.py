"""Long runs of bytes cut into pieces at places their content decides, so that what did not change is cut alike."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

SMALLEST, USUAL, LARGEST = 1 << 13, 1 << 17, 1 << 20


def pieces(
    lines: Iterable[bytes], *, smallest: int = SMALLEST, usual: int = USUAL, largest: int = LARGEST
) -> Iterator[bytes]:
    """Lines joined into pieces of about `usual` bytes; a line put in, taken out or changed moves one or two cuts.

    A cut comes after a line whose checksum says so, the longer the line the likelier: the checksum knows nothing of
    what stands before.
    """
    held = bytearray()
    for line in lines:
        held += line
        if len(held) >= largest or (len(held) >= smallest and zlib.crc32(line) % usual < len(line)):
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def blocks(file: Iterable[bytes]) -> Iterator[bytes]:
    """Bytes as they come, in blocks of the largest piece."""
    return pieces(file, smallest=LARGEST)
