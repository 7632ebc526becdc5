"""Reads one workbook in a process of its own, which a hostile file may bring down without harm to anyone.

The reader is Rust: a length that a file invents can make it ask for more memory than there is, and then the whole
process ends. Started by path, so it imports nothing of ours: workbook on standard input, JSON on standard output.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MEMORY_BYTES = 1_000_000_000
_SECONDS = 30


def main(source: BinaryIO, target: BinaryIO) -> int:
    """Write the sheets as JSON; exit status 1 for what is no workbook."""
    from python_calamine import CalamineError  # only this process reads; others import `untagged` and save 1 MB

    try:
        sheets = read(source.read())
    except CalamineError:
        return 1
    target.write(json.dumps(sheets, default=_tagged).encode())
    return 0


def read(data: bytes) -> list[dict[str, Any] | None]:
    """Name, visibility, merged ranges and values of each sheet, in order; None for one that is no worksheet."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # as above

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [
            _sheet(book.get_sheet_by_index(place), is_visible=about.visible == SheetVisibleEnum.Visible)
            if about.typ == SheetTypeEnum.WorkSheet
            else None
            for place, about in enumerate(book.sheets_metadata)
        ]


def _sheet(sheet: "CalamineSheet", *, is_visible: bool) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "is_visible": is_visible,
        "merges": sheet.merged_cell_ranges or [],
        "rows": sheet.to_python(skip_empty_area=False),
    }


def _tagged(value: object) -> dict[str, Any]:
    match value:
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
    raise TypeError(type(value).__name__)


def untagged(value: dict[str, Any]) -> Any:
    """The inverse of the tags, as an object hook for `json.loads`."""
    match value:
        case {"instant": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"time": str(text)}:
            return time.fromisoformat(text)
        case {"seconds": float(seconds)}:
            return timedelta(seconds=seconds)
    return value


def limit_own_process() -> None:
    """Ask the system to refuse this process too much memory and time; Windows has no such call."""
    if sys.platform != "win32":
        import resource  # only where it exists

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    limit_own_process()
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
