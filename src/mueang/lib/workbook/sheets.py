"""What a workbook holds once read: sheets of rows of cells that know where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | None


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `error` is a formula's error such as #REF!; a spread cell repeats its merged neighbour's value."""

    value: Value
    row: int
    column: int
    sheet: str = ""
    error: str = ""
    is_spread: bool = False

    @property
    def address(self) -> str:
        """Where an officer finds it: C7, or ข้อมูล!C7 where several sheets show."""
        place = f"{column_letters(self.column)}{self.row + 1}"
        return f"{self.sheet}!{place}" if self.sheet else place

    @property
    def text(self) -> str:
        """The value as one line of text; empty for a blank or a formula error."""
        return "" if self.value is None else " ".join(str(self.value).split())

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.error


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows are all equally long and start at A1."""

    name: str
    rows: Sequence[Sequence[Cell]]
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in their order, with those an author hid."""

    sheets: Sequence[Sheet]

    @property
    def visible_sheets(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.is_visible]
