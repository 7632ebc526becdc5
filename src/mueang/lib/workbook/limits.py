"""How much of a stranger's workbook is read before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings; cells are counted over the whole used rectangle of every sheet, blanks included."""

    bytes: int = 10_000_000
    unpacked_bytes: int = 64_000_000
    files: int = 1_000
    sheets: int = 50
    rows: int = 20_000
    columns: int = 256
    cells: int = 500_000
    elements: int = 1_500_000
