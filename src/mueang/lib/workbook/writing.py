"""Tables written as an Excel file that opens ready to read: header kept in view, filters, real dates."""

import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Written = str | int | float | bool | Decimal | date | datetime | None

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_WIDEST, _NARROWEST = 60, 8
# 107041E: Thai words and the Buddhist calendar, whatever the language of the Excel that opens it.
_DATE_FORMATS = {"th": "[$-107041E]d mmm yyyy"}
_DATE_FORMAT = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a width of 0 fits it to what it holds, in characters otherwise."""

    heading: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to be: its rows are as long as its columns are many."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Written]]


def write_workbook(tables: Iterable[Table], *, language: str = "th") -> bytes:
    """An .xlsx with one sheet a table.

    Text is always written as text, so what somebody typed as "=HYPERLINK(...)" stays words and never becomes a
    formula or a link. Dates are real dates, shown in the Buddhist era where `language` is Thai.
    """
    output = io.BytesIO()
    import xlsxwriter  # twelve megabytes that a web worker only needs once somebody asks for a file

    book = xlsxwriter.Workbook(output, {"in_memory": True, "remove_timezone": True})
    styles = _styles(book, language)
    names: set[str] = set()
    for table in tables:
        _write(book.add_worksheet(_sheet_name(table.name, names)), table, styles)
    book.close()
    return output.getvalue()


def _styles(book: Any, language: str) -> dict[str, Any]:  # xlsxwriter ships no types
    day = _DATE_FORMATS.get(language[:2], _DATE_FORMAT)
    body = {"valign": "top", "font_name": "TH Sarabun New", "font_size": 14}
    return {
        "header": book.add_format(body | {"bold": True, "text_wrap": True, "bg_color": "#E8EAF2", "bottom": 1}),
        "body": book.add_format(body),
        "date": book.add_format(body | {"num_format": day, "align": "left"}),
        "instant": book.add_format(body | {"num_format": f"{day} hh:mm", "align": "left"}),
    }


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel accepts: 31 characters, none of []:*?/\\, no quote at the ends, not used before."""
    base = _FORBIDDEN_IN_NAMES.sub(" ", name).strip(" '")[:_LONGEST_NAME].strip(" '") or "Sheet"
    number, unique = 1, base
    while unique.casefold() in taken or unique.casefold() == "history":
        number += 1
        unique = f"{base[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(unique.casefold())
    return unique


def _write(sheet: Any, table: Table, styles: dict[str, Any]) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.heading, styles["header"])
        values = (row[place] for row in table.rows)
        sheet.set_column(place, place, column.width or _fitting_width(column.heading, values))
    for number, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            _write_value(sheet, (number, place), value, styles)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)


def _write_value(sheet: Any, place: tuple[int, int], value: Written, styles: dict[str, Any]) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_boolean(*place, value, styles["body"])
        case datetime():
            sheet.write_datetime(*place, value, styles["instant"])
        case date():
            sheet.write_datetime(*place, value, styles["date"])
        case int() | float() | Decimal():
            sheet.write_number(*place, value, styles["body"])
        case _:
            # Excel drops a longer text altogether.
            sheet.write_string(*place, str(value)[:_LONGEST_TEXT], styles["body"])


def _fitting_width(heading: str, values: Iterable[Written]) -> int:
    widest = max([_width(heading), *(_width(value) for value in values)])
    return min(_WIDEST, max(_NARROWEST, widest + 2))


def _width(value: Written) -> int:
    """Characters that take room: Thai vowels and tones above and below a letter take none."""
    return sum(unicodedata.category(character) != "Mn" for character in str(value or ""))
