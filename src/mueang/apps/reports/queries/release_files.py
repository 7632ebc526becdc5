"""What a version of the figures looks like in each kind of file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from mueang.apps.network.models import City
from mueang.apps.reports.models import ReleasedFigure, ReleaseFile
from mueang.apps.reports.queries.contents import plain
from mueang.apps.reports.queries.releases import address_of, data_set
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import Column, Table, write_workbook
from mueang.standards.datapackage import DataField, DataFile, data_package, datacite
from mueang.standards.parquet import Kind, ParquetColumn, write_parquet

# Column, its kind in Parquet and in a Table Schema, whether every line has it, and what it holds.
COLUMNS: tuple[tuple[str, Kind, str, bool, str], ...] = (
    ("observation", "text", "string", True, "Identifier of the figure"),
    ("indicator", "text", "string", True, "Code of the indicator"),
    ("indicator_th", "text", "string", True, "Its name in Thai"),
    ("indicator_en", "text", "string", False, "Its name in English"),
    ("unit", "text", "string", True, "count, percent, per_100k, years, baht, kg_per_head, level or ratio"),
    ("level", "text", "string", True, "Of what area: community, city, district, province or nation"),
    ("community", "text", "string", False, "Identifier of the community, for level community"),
    ("community_th", "text", "string", False, "Its name in Thai"),
    ("community_en", "text", "string", False, "Its name in English"),
    ("period_from", "day", "date", True, "First day of the period"),
    ("period_to", "day", "date", True, "Last day of the period"),
    ("value", "number", "number", False, "The figure; empty where withheld"),
    ("numerator", "number", "number", False, "What was counted, where known"),
    ("denominator", "number", "number", False, "Out of how many, where known"),
    ("lower", "number", "number", False, "Lower end of the margin of error"),
    ("upper", "number", "number", False, "Upper end of the margin of error"),
    ("method", "text", "string", True, "register, census, sample, review, estimate or operations"),
    ("completeness_percent", "whole", "integer", False, "How much of what should be counted was counted"),
    ("source", "text", "string", True, "Office, document or address the figure is from"),
    ("recorded_on", "day", "date", True, "Day on which it was written down"),
    ("is_withheld", "flag", "boolean", True, "Whether it is withheld because it tells of a few people"),
)
NAMES = tuple(column[0] for column in COLUMNS)
FIELDS = tuple(DataField(name, kind, about, needed) for name, _kind, kind, needed, about in COLUMNS)


def table_of(rows: Sequence[ReleasedFigure]) -> bytes:
    """The lines as CSV: UTF-8, comma, numbers without needless zeros, days as 2023-11-04, true and false."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(NAMES)
    writer.writerows([_word(getattr(row, name)) for name in NAMES] for row in rows)
    return text.getvalue().encode()


def files_of(
    *, city: City, number: int, previous: int | None, on: date, rows: Sequence[ReleasedFigure]
) -> list[ReleaseFile]:
    """Every file of the version, unsaved: the table in three forms, then its descriptions."""
    covers = (min(row.period_from for row in rows), max(row.period_to for row in rows))
    columns = [ParquetColumn(name, kind) for name, kind, *_rest in COLUMNS]
    cells = [[_cell(getattr(row, name)) for name in NAMES] for row in rows]
    sheet = Table("figures", [Column(name) for name in NAMES], [[_shown(cell) for cell in row] for row in cells])
    made = [
        _file("figures.csv", "text/csv", table_of(rows)),
        _file("figures.parquet", "application/vnd.apache.parquet", write_parquet(columns, cells)),
        _file("figures.xlsx", EXCEL, write_workbook([sheet], language="en")),
    ]
    told = [
        DataFile(row.name, address_of(city, number, row.name), row.media_type, row.n_bytes, row.digest) for row in made
    ]
    data = data_set(city=city, number=number, previous=previous, on=on, covers=covers, files=told)
    package = data_package(data, fields=FIELDS, key=["observation"])
    made.append(_file("datapackage.json", "application/json", _json(package)))
    made.append(_file("datacite.json", "application/json", _json(datacite(data))))
    return made


def _file(name: str, media_type: str, content: bytes) -> ReleaseFile:
    digest = hashlib.sha256(content).hexdigest()
    return ReleaseFile(name=name, media_type=media_type, content=content, n_bytes=len(content), digest=digest)


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return plain(value) or ""
    return "" if value is None else str(value)


def _cell(value: Any) -> Any:
    """As Parquet holds it: numbers are doubles, identifiers text, and what is empty is null."""
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, bool | int | date):
        return value
    return str(value) or None


def _shown(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
