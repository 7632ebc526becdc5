"""As much of the PDF file format as typst writes: objects by number, streams, a classic cross-reference table."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
SHORT = 600
_STREAM = b"\nstream\n"
_REFERENCE = re.compile(rb"(\d+) 0 R")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class PdfFile:
    """The objects of a file, without their `obj` and `endobj`, and what its trailer says."""

    objects: Mapping[int, bytes]
    root: int
    info: int
    identifier: bytes


def parse_pdf(data: bytes) -> PdfFile:
    """Take apart a PDF that typst wrote."""
    end = int(data[data.rindex(b"startxref") :].split()[1])
    table, trailer = data[end:].split(b"trailer", 1)
    lines = table.split(b"\n")
    offsets = {number: int(line[:10]) for number, line in enumerate(lines[2:]) if line[17:18] == b"n"}
    starts = sorted([*offsets.values(), end])
    following = dict(pairwise(starts))
    objects = {
        number: data[start : following[start]].split(b" obj\n", 1)[1].rsplit(b"\nendobj", 1)[0]
        for number, start in offsets.items()
    }
    return PdfFile(
        objects=objects,
        root=_number(rb"/Root (\d+) 0 R", trailer),
        info=_number(rb"/Info (\d+) 0 R", trailer),
        identifier=found(rb"/ID\[\(([^()\\]*)\)", trailer),
    )


def found(pattern: bytes, body: bytes) -> bytes:
    """The first group of `pattern` in `body`, which has it."""
    match = re.search(pattern, body)
    if match is None:
        raise ValueError(f"{pattern!r} is not in {body[:80]!r}")
    return match.group(1)


def _number(pattern: bytes, body: bytes) -> int:
    return int(found(pattern, body))


def reference(body: bytes, key: str) -> int:
    """The number of the object that `key` of the dictionary `body` refers to."""
    return _number(rb"/%b ?\[?(\d+) 0 R" % key.encode(), body)


def reachable(objects: Mapping[int, bytes], start: Iterable[int]) -> list[int]:
    """Numbers of all objects that those of `start` lead to, themselves included, in ascending order."""
    seen: set[int] = set()
    waiting = list(start)
    while waiting:
        number = waiting.pop()
        if number not in seen and number in objects:
            seen.add(number)
            waiting += map(int, _REFERENCE.findall(objects[number].split(_STREAM, 1)[0]))
    return sorted(seen)


def inflated(body: bytes) -> bytes:
    """The content of a stream object, decompressed."""
    head, content = body.split(_STREAM, 1)
    content = content.rsplit(b"\nendstream", 1)[0]
    return zlib.decompress(content) if b"/FlateDecode" in head else content


def stream(content: bytes, *, level: int = 1) -> bytes:
    """A stream object, compressed unless it is too short to gain by it."""
    if len(content) < SHORT:
        return b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content)
    packed = zlib.compress(content, level)
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)


def text_of(literal: bytes) -> bytes:
    """The bytes that a literal string, given with its parentheses, stands for."""
    return _ESCAPE.sub(_unescaped, literal[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    escape = match.group(1)
    return bytes([int(escape, 8) & 255]) if escape.isdigit() else _ESCAPED.get(escape, escape)


def serialised(objects: Iterable[tuple[int, bytes]], *, at: int) -> tuple[bytes, dict[int, int]]:
    """Objects as they stand in a file from the offset `at` on, and where each of them begins."""
    parts, offsets = [], {}
    for number, body in objects:
        offsets[number] = at
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(parts[-1])
    return b"".join(parts), offsets


def entries(numbers: Iterable[int], offsets: Mapping[int, int]) -> bytes:
    """Lines of the cross-reference table; a number without an offset is free for ever."""
    return b"".join(
        b"%010d 00000 n\r\n" % offsets[number] if number in offsets else b"0000000000 65535 f\r\n" for number in numbers
    )
