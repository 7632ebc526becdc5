"""Files within an upload: a zip, a gzip, or the one file itself; unpacked only as far as is reasonable."""

from __future__ import annotations

import zlib

from mueang.apps.registers.errors import RegisterFileRefused
from mueang.lib.workbook import WorkbookError
from mueang.lib.workbook.archive import Archive
from mueang.lib.workbook.limits import Limits

_LIMITS = Limits(files=60, unpacked_bytes=200_000_000)
_REFUSALS = {"encrypted": "encrypted", "zip_bomb": "too_many", "too_many_files": "too_many"}


def files_in(data: bytes, *, name: str) -> dict[str, bytes]:
    """Bytes by file name. Raises RegisterFileRefused for what is damaged, locked or unpacks beyond measure."""
    if data[:2] == b"PK":
        return _unzipped(data)
    if data[:2] == b"\x1f\x8b":
        return {name.removesuffix(".gz"): _ungzipped(data)}
    return {name: data}


def _unzipped(data: bytes) -> dict[str, bytes]:
    try:
        archive = Archive(data, _LIMITS)
        return {name: b"".join(archive.chunks(name)) for name in archive if not name.endswith("/")}
    except WorkbookError as error:
        raise RegisterFileRefused(_REFUSALS.get(error.code, "damaged")) from None


def _ungzipped(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(31)
    try:
        found = unpacking.decompress(data, _LIMITS.unpacked_bytes)
    except zlib.error:
        raise RegisterFileRefused("damaged") from None
    if unpacking.unconsumed_tail:
        raise RegisterFileRefused("too_many")
    return found
