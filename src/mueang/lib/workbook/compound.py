"""The old Office container (.xls): finds one stream in its chains of sectors, loops and lies refused."""

import struct

from mueang.lib.workbook.errors import WorkbookError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # this and all above mark the end of a chain or a sector without one
_ENTRY = 128


class CompoundFile:
    """A compound file (MS-CFB) held in memory.

    Source: Microsoft, [MS-CFB] Compound File Binary File Format, 2.2 header, 2.3 FAT, 2.4 mini FAT, 2.6 directory.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise WorkbookError("damaged")
        self._data = data
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in {9, 12} or mini_shift != 6:
            raise WorkbookError("damaged")
        self._sector, self._mini = 1 << sector_shift, 1 << mini_shift
        directory, self._mini_cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._table(self._fat_sectors())
        self._streams = self._entries(self._chain(directory))
        self._mini_fat = self._table(self._chain_sectors(first_mini))

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def stream(self, name: str) -> bytes:
        first, size = self._streams[name]
        if size >= self._mini_cutoff:
            return self._chain(first)[:size]
        root = self._chain(self._streams["Root Entry"][0])
        places = _follow(first, self._mini_fat)
        return b"".join(root[place * self._mini : (place + 1) * self._mini] for place in places)[:size]

    def _fat_sectors(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, left = struct.unpack_from("<II", self._data, 68)
        while following < _END and left:
            block = self._words(following)
            sectors += block[:-1]
            following, left = block[-1], left - 1
            if len(sectors) > len(self._data) // self._sector + 256:
                raise WorkbookError("damaged")
        return [sector for sector in sectors if sector < _END]

    def _table(self, sectors: list[int]) -> list[int]:
        return [word for sector in sectors for word in self._words(sector)]

    def _words(self, sector: int) -> tuple[int, ...]:
        block = self._read(sector)
        return struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])

    def _read(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        if start >= len(self._data):
            raise WorkbookError("damaged")
        return self._data[start : start + self._sector]

    def _chain_sectors(self, first: int) -> list[int]:
        return _follow(first, self._fat)

    def _chain(self, first: int) -> bytes:
        return b"".join(self._read(sector) for sector in self._chain_sectors(first))

    def _entries(self, directory: bytes) -> dict[str, tuple[int, int]]:
        streams = {}
        for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, start + 64)
            if kind and 2 <= length <= 64:
                name = directory[start : start + length - 2].decode("utf-16-le", "replace")
                streams[name] = struct.unpack_from("<II", directory, start + 116)
        return streams


def _follow(first: int, table: list[int]) -> list[int]:
    chain: list[int] = []
    while first < _END:
        if first >= len(table) or len(chain) > len(table):
            raise WorkbookError("damaged")
        chain.append(first)
        first = table[first]
    return chain
