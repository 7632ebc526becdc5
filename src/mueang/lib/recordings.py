"""Sound recordings from strangers: known by what they are, freed of where and by whom they were made, and kept."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LARGEST_BYTES = 10_000_000
MEDIA_TYPES = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav"}
_NAME = re.compile(r"[0-9a-f]{40}\.(?:mp3|m4a|wav)")
# Bit rates of MPEG-1 layer III and of MPEG-2/2.5 layer III (ISO/IEC 11172-3, 13818-3), kilobits a second.
_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
# Boxes of an MP4 file that hold others, and those that say where, by whom and with what it was made.
_HOLDING, _TELLING = {b"moov", b"trak", b"mdia"}, {b"udta", b"meta", b"uuid", b"free", b"skip"}
_PLAIN_WAVE = {1, 3}


class RecordingError(ValueError):
    """A file that will not be kept. `code` is empty, too_large or no_recording."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording as it is kept: `name` is of what it holds, with its kind as the ending."""

    data: bytes
    kind: str

    @property
    def name(self) -> str:
        return f"{hashlib.sha256(self.data).hexdigest()[:40]}.{self.kind}"


def prepare(data: bytes) -> Recording:
    """An MP3, M4A or WAV file without its tags. Raises RecordingError; neither its name nor its type is believed."""
    if not data:
        raise RecordingError("empty")
    if len(data) > LARGEST_BYTES:
        raise RecordingError("too_large")
    readers = {"wav": _wave, "m4a": _mp4, "mp3": _mpeg}
    for kind, read in readers.items():
        try:
            bare = read(data)
        except (struct.error, IndexError, ValueError):
            bare = b""
        if bare:
            return Recording(bare, kind)
    raise RecordingError("no_recording")


def keep(recording: Recording, *, folder: Path) -> None:
    """Write the file; it appears whole, and one that is there already stays."""
    path = _path(folder, recording.name)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".sound-")
    with os.fdopen(handle, "wb") as file:
        file.write(recording.data)
    Path(draft).chmod(0o640)
    Path(draft).replace(path)


def read_kept(name: str, *, folder: Path) -> bytes | None:
    if not _NAME.fullmatch(name):
        return None
    try:
        return _path(folder, name).read_bytes()
    except OSError:
        return None


def forget(name: str, *, folder: Path) -> None:
    if _NAME.fullmatch(name):
        _path(folder, name).unlink(missing_ok=True)


def span_asked(header: str, *, n_bytes: int) -> tuple[int, int] | None:
    """First and last byte of a Range header of one span (RFC 9110, 14.2); None where it is none that can be answered.

    >>> span_asked("bytes=0-", n_bytes=10), span_asked("bytes=-3", n_bytes=10), span_asked("bytes=2-99", n_bytes=10)
    ((0, 9), (7, 9), (2, 9))
    >>> span_asked("bytes=12-", n_bytes=10), span_asked("bytes=0-1,4-5", n_bytes=10), span_asked("", n_bytes=10)
    (None, None, None)
    """
    found = re.fullmatch(r"bytes=(\d{0,12})-(\d{0,12})", header.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, n_bytes - int(last)), n_bytes - 1) if int(last) else None
    span = int(first), min(int(last or n_bytes - 1), n_bytes - 1)
    return span if span[0] <= span[1] else None


def _path(folder: Path, name: str) -> Path:
    return folder / name[:2] / name


def _wave(data: bytes) -> bytes:
    """Format and samples alone: other chunks say who recorded it and where."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return b""
    place = 12
    kept: dict[bytes, bytes] = {}
    while place + 8 <= len(data):
        name, size = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        kept.setdefault(name, data[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    form, samples = kept.get(b"fmt ", b""), kept.get(b"data", b"")
    if len(form) < 16 or not samples or struct.unpack_from("<H", form)[0] not in _PLAIN_WAVE:
        return b""
    chunks = b"".join(
        name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in ((b"fmt ", form), (b"data", samples))
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def _mp4(data: bytes) -> bytes:
    """The same length, so that its tables still fit; what tells of the maker is blank. A film is no recording."""
    if data[4:8] != b"ftyp":
        return b""
    blank, handlers = bytearray(data), []
    for name, first, last in _boxes(data, 0, len(data)):
        if name in _TELLING:
            blank[first - 4 : first] = b"free"
            blank[first:last] = bytes(last - first)
        elif name == b"hdlr":
            handlers.append(data[first + 8 : first + 12])
    return bytes(blank) if b"soun" in handlers and b"vide" not in handlers else b""


def _boxes(data: bytes, place: int, end: int, *, deep: int = 0) -> Iterator[tuple[bytes, int, int]]:
    while place + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, place)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, place + 8)[0], 16
        last = place + size if size else end
        if (size and size < head) or last > end or deep > len(_HOLDING):
            raise ValueError(name)
        yield name, place + head, last
        if name in _HOLDING:
            yield from _boxes(data, place + head, last, deep=deep + 1)
        place = last


def _mpeg(data: bytes) -> bytes:
    """The frames alone: tags before and after them say who and where. Three frames in a row are no accident."""
    place, end = 0, len(data)
    while data[place : place + 3] == b"ID3":
        sizes = data[place + 6 : place + 10]
        place += 10 + sum(size << 7 * power for size, power in zip(sizes, (3, 2, 1, 0), strict=True))
    if data[end - 128 : end - 125] == b"TAG":
        end -= 128
    first, n_frames = place, 0
    while place + 4 <= end and (length := _frame(data, place)):
        place, n_frames = place + length, n_frames + 1
    return data[first : min(place, end)] if n_frames >= 3 else b""


def _frame(data: bytes, place: int) -> int:
    """The length of the frame of layer III that begins here, in bytes; 0 where none does."""
    head: int = struct.unpack_from(">I", data, place)[0]
    version, rate, pitch = head >> 19 & 3, head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or head >> 17 & 3 != 1 or rate in (0, 15) or pitch == 3:
        return 0
    kilobits = (_RATES_1 if version == 3 else _RATES_2)[rate]
    samples = 144 if version == 3 else 72
    return samples * kilobits * 1000 // _HERTZ[version][pitch] + (head >> 9 & 1)
