"""A look through the records of an .xls: how far each sheet reaches, which cells hold an error.

Source: Microsoft, [MS-XLS] Excel Binary File Format, 2.4 records.
"""

import struct
from collections.abc import Iterator

from mueang.lib.workbook.compound import CompoundFile
from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.limits import Limits
from mueang.lib.workbook.survey import Survey

_BOUNDSHEET, _EOF, _FILEPASS = 0x0085, 0x000A, 0x002F
_FORMULA, _MULRK, _BOOLERR = 0x0006, 0x00BD, 0x0205
_ONE_CELL = frozenset({_FORMULA, _BOOLERR, 0x0203, 0x00FD, 0x027E, 0x0204, 0x00D6})
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def survey_xls(data: bytes, limits: Limits) -> list[Survey]:
    """One survey a sheet, in the workbook's order."""
    container = CompoundFile(data)
    if "EncryptedPackage" in container:
        raise WorkbookError("encrypted")
    name = next((name for name in ("Workbook", "Book") if name in container), "")
    if not name:
        raise WorkbookError("not_a_workbook", kind="old office document")
    stream = container.stream(name)
    starts = list(_sheet_starts(stream))
    if not starts:
        raise WorkbookError("damaged")
    if len(starts) > limits.sheets:
        raise WorkbookError("too_many_sheets", count=len(starts), limit=limits.sheets)
    return [_survey(stream, start, limits=limits) for start in starts]


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Records from `start` to the end of that substream."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        if kind == _EOF:
            return
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _sheet_starts(stream: bytes) -> Iterator[int]:
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise WorkbookError("encrypted")
        if kind == _BOUNDSHEET and len(body) >= 4:
            yield struct.unpack_from("<I", body)[0]


def _survey(stream: bytes, start: int, *, limits: Limits) -> Survey:
    survey = Survey(limits)
    for kind, body in _records(stream, start):
        if kind in _ONE_CELL and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            survey.meet(row, column)
            if code := _error(kind, body):
                survey.errors[(row, column)] = code
        elif kind == _MULRK and len(body) >= 6:
            survey.meet(struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, len(body) - 2)[0])
    return survey


def _error(kind: int, body: bytes) -> str:
    if kind == _BOOLERR and len(body) >= 8 and body[7]:
        return _ERRORS.get(body[6], "#ERROR")
    if kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#ERROR")
    return ""
