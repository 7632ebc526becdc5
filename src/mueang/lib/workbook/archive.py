"""A zip file unpacked piece by piece within a budget, believing nothing it says about its own sizes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.limits import Limits

_CHUNK = 1 << 16
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED_FLAG = 0x1


class Archive:
    """The files of a zip, each checked before a byte of it is used."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._unpacked = 0
        self._files = {info.filename: info for info in self._directory()}

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def _directory(self) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                files = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
            raise WorkbookError("damaged") from None
        if len(files) > self._limits.files:
            raise WorkbookError("too_many_files", limit=self._limits.files)
        # Two files of one name: another reader may open the one that was not looked at.
        if len({info.filename.casefold() for info in files}) != len(files):
            raise WorkbookError("damaged")
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in files):
            raise WorkbookError("encrypted")
        return files

    def _within_budget(self, unpacked: int) -> None:
        if unpacked > self._limits.unpacked_bytes:
            limit = self._limits.unpacked_bytes // 1_000_000
            raise WorkbookError("zip_bomb", megabytes=unpacked // 1_000_000, limit=limit)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked file in pieces; raises WorkbookError when it is longer than it said, or the budget is spent."""
        info = self._files[name]
        packed = self._packed(info)
        size = 0
        for chunk in _unpack(packed, method=info.compress_type):
            size += len(chunk)
            self._unpacked += len(chunk)
            self._within_budget(self._unpacked)
            yield chunk
        if size != info.file_size:
            raise WorkbookError("damaged")

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        header = self._data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\3\4"):
            raise WorkbookError("damaged")
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        return memoryview(self._data)[start : start + info.compress_size]


def _unpack(packed: memoryview, *, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield from (bytes(packed[start : start + _CHUNK]) for start in range(0, len(packed), _CHUNK))
        return
    if method != zipfile.ZIP_DEFLATED:
        raise WorkbookError("damaged")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _CHUNK):
            pending = bytes(packed[start : start + _CHUNK])
            while pending and not inflater.eof:
                yield inflater.decompress(pending, _CHUNK)
                pending = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error:
        raise WorkbookError("damaged") from None
    if not inflater.eof:
        raise WorkbookError("damaged")
