"""Files within an upload: a zip, a gzip, or the one file itself; unpacked only as far as is reasonable."""

from __future__ import annotations

import io
import zipfile
import zlib

from mueang.apps.registers.errors import RegisterFileRefused

_MOST_FILES = 60
_MOST_BYTES = 200_000_000


def files_in(data: bytes, *, name: str) -> dict[str, bytes]:
    """Bytes by file name. Raises RegisterFileRefused for what is damaged, locked or unpacks beyond measure."""
    try:
        if data[:2] == b"PK":
            return _unzipped(data)
        if data[:2] == b"\x1f\x8b":
            unpacking = zlib.decompressobj(31)
            found = unpacking.decompress(data, _MOST_BYTES)
            if unpacking.unconsumed_tail:
                raise RegisterFileRefused("too_many")
            return {name.removesuffix(".gz"): found}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise RegisterFileRefused("encrypted" if "password" in str(error) else "damaged") from None
    return {name: data}


def _unzipped(data: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = _MOST_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_FILES:
            raise RegisterFileRefused("too_many")
        for entry in entries:
            with archive.open(entry) as file:
                found[entry.filename] = file.read(left + 1)
            left -= len(found[entry.filename])
            if left < 0:
                raise RegisterFileRefused("too_many")
    return found
