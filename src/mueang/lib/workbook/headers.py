"""The header of an office's table, found below its titles: two rows deep, merged, with units and line breaks."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.sheets import Cell
from mueang.methods.thai import normalise

Row = Sequence[Cell]
Rows = Sequence[Row]

_ROWS_LOOKED_AT = 40
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOT_MEANT = re.compile(r"[\s.\-–_/*:()\[\]]")
_SHORTEST_START = 4


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is and which column holds which field; columns counted from 0."""

    row: int
    depth: int
    columns: Mapping[str, int]
    labels: Mapping[int, str]
    ambiguous: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def first_data_row(self) -> int:
        return self.row + self.depth

    def is_repeated_by(self, row: Row) -> bool:
        """Whether `row` is this header once more, as on the second printed page."""
        return all(_fold(row[column].text) == _fold(self.labels[column]) for column in self.columns.values())


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands above a column: its own words, and the same below the words of its group."""

    own: str
    grouped: str = ""


def find_header(rows: Rows, *, wanted: Mapping[str, Collection[str]]) -> Header:
    """The header among the first rows that names the most of `wanted`, a field's possible headings each.

    Headings are compared without spaces, stops, dashes, case and marks typed in another order; first as written,
    then without what is in brackets, then by how they begin. A field that two columns claim alike is `ambiguous`
    and left to the reader; one that none claims is `missing`. Raises WorkbookError header_not_found when no row
    names two of them (or the only one).
    """
    headings = {name: frozenset(map(_fold, synonyms)) for name, synonyms in wanted.items()}
    best: Header | None = None
    for candidate in _candidates(rows, headings):
        if best is None or _score(candidate) > _score(best):
            best = candidate
    if best is None or _named(best) < min(2, len(wanted)):
        raise WorkbookError("header_not_found", rows=min(len(rows), _ROWS_LOOKED_AT))
    return best


def _candidates(rows: Rows, headings: Mapping[str, frozenset[str]]) -> Iterator[Header]:
    looked_at = rows[:_ROWS_LOOKED_AT]
    for row, cells in enumerate(looked_at):
        yield _header(row, 1, _one_row(cells), headings)
    for row, (top, bottom) in enumerate(pairwise(looked_at)):
        yield _header(row, 2, _two_rows(top, bottom), headings)


def _named(header: Header) -> int:
    return len(header.columns) + len(header.ambiguous)


def _score(header: Header) -> int:
    return 2 * len(header.columns) + len(header.ambiguous)


def _one_row(row: Row) -> list[_Label]:
    return [_Label("" if _continues_left(row, column) else cell.text) for column, cell in enumerate(row)]


def _two_rows(top: Row, bottom: Row) -> list[_Label]:
    labels = []
    for column, (above, below) in enumerate(zip(top, bottom, strict=True)):
        if below.is_blank or (below.is_spread and below.value == above.value):
            labels.append(_Label("" if _continues_left(top, column) else above.text))
        else:
            labels.append(_Label(below.text, above.text + below.text))
    return labels


def _continues_left(row: Row, column: int) -> bool:
    return column > 0 and row[column].is_spread and row[column].value == row[column - 1].value


def _header(row: int, depth: int, labels: list[_Label], headings: Mapping[str, frozenset[str]]) -> Header:
    columns: dict[str, int] = {}
    ambiguous: dict[str, tuple[int, ...]] = {}
    for matches in (_as_written, _without_brackets, _by_beginning):
        for name in [name for name in headings if name not in columns and name not in ambiguous]:
            taken = set(columns.values())
            claims = [
                column for column, label in enumerate(labels) if column not in taken and matches(label, headings[name])
            ]
            if len(claims) == 1:
                columns[name] = claims[0]
            elif claims:
                ambiguous[name] = tuple(claims)
    found = {name: columns[name] for name in headings if name in columns}
    missing = tuple(name for name in headings if name not in columns and name not in ambiguous)
    texts = {column: label.own for column, label in enumerate(labels) if label.own}
    return Header(row, depth, found, texts, ambiguous, missing)


def _as_written(label: _Label, headings: frozenset[str]) -> bool:
    return bool(label.own) and (_fold(label.own) in headings or _fold(label.grouped) in headings)


def _without_brackets(label: _Label, headings: frozenset[str]) -> bool:
    return bool(label.own) and any(_fold(_BRACKETS.sub("", words)) in headings for words in (label.own, label.grouped))


def _by_beginning(label: _Label, headings: frozenset[str]) -> bool:
    own = _fold(_BRACKETS.sub("", label.own))
    return any(len(heading) >= _SHORTEST_START and own.startswith(heading) for heading in headings)


def _fold(text: str) -> str:
    return _NOT_MEANT.sub("", normalise(text))
