"""The city's sheet of products, as it goes out to be filled in and as it comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.heritage.models import Product
from mueang.apps.heritage.queries.products import products_of, seller_of
from mueang.apps.network.models import City
from mueang.lib.workbook import WorkbookError, find_header, open_workbook
from mueang.methods.thai import arabic_digits

SATANG = 100
FIRST_YEAR, LAST_YEAR, BUDDHIST_FROM, ERA = 1900, 2100, 2400, 543
MOST_LINES, MOST_BAHT = 5_000, 10**10
HEADINGS = {
    "code": ("Code", "รหัส"),
    "year": ("Year", "ปี"),
    "income": ("Income (baht)", "Income", "รายได้ (บาท)", "รายได้"),
}


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """One income of a sheet that is not known yet, or known otherwise."""

    product: Product
    year: int
    satang: int


@dataclass(frozen=True, slots=True)
class IncomeSheet:
    """What a sheet would change, how much of it is known already, and which of its lines are not understood."""

    lines: list[IncomeLine]
    n_same: int
    faulty: list[int]


def income_rows(*, viewer: Viewer, city: City, this_year: int) -> Iterator[tuple[object, ...]]:
    """A line for each income, and an empty one for this year where none is stated yet."""
    for product in products_of(viewer=viewer, city=city):
        stated = {row.year: row.satang for row in product.incomes.all()}
        for year, satang in ({this_year: None} | stated).items():
            yield (
                str(product.uuid),
                product.item.name_th,
                product.name_th,
                seller_of(product),
                product.since_year and product.since_year + ERA,
                year + ERA,
                None if satang is None else satang / SATANG,
                _("Yes") if product.is_shown else "",
            )


def read_incomes(data: bytes, *, name: str, viewer: Viewer, city: City) -> IncomeSheet:
    """Code, year (of either era) and income in baht; a line without an income says nothing. Raises WorkbookError."""
    sheet = open_workbook(data, name=name).visible_sheets[0]
    header = find_header(sheet.rows, wanted=HEADINGS)
    if set(header.columns) != set(HEADINGS):
        raise WorkbookError("header_not_found", rows=len(sheet.rows))
    rows = sheet.rows[header.first_data_row :]
    if len(rows) > MOST_LINES:
        raise WorkbookError("too_many_rows", limit=MOST_LINES)
    said = [(row[0].row + 1, {key: row[at].text.strip() for key, at in header.columns.items()}) for row in rows]
    products = {row.uuid: row for row in products_of(viewer=viewer, city=city)}
    found: dict[tuple[UUID, int], IncomeLine] = {}
    faulty, n_same = [], 0
    for number, cells in said:
        line = _line(cells, products) if cells["income"] else None
        if line is None or (line.product.uuid, line.year) in found:
            faulty += [number] if cells["income"] else []
        elif _is_known(line):
            n_same += 1
        else:
            found[line.product.uuid, line.year] = line
    return IncomeSheet(list(found.values()), n_same, faulty)


def _line(cells: Mapping[str, str], products: Mapping[UUID, Product]) -> IncomeLine | None:
    """None where it is of no product of the city, or its year or its income is not understood."""
    try:
        product, year = products[UUID(cells["code"])], int(arabic_digits(cells["year"]).removesuffix(".0"))
        baht = Decimal(arabic_digits(cells["income"]).replace(",", "").removeprefix("฿"))
    except (ValueError, KeyError, InvalidOperation):
        return None
    year -= ERA if year >= BUDDHIST_FROM else 0
    if not FIRST_YEAR <= year <= LAST_YEAR or not 0 <= baht <= MOST_BAHT:
        return None
    return IncomeLine(product, year, int(baht * SATANG))


def _is_known(line: IncomeLine) -> bool:
    return any((row.year, row.satang) == (line.year, line.satang) for row in line.product.incomes.all())
