"""What a look through a file finds before it is really read: how far each sheet reaches, errors, merged cells.

A dimension written in the file is never believed: one cell at XFD1048576 would make a reader lay out 17 billion.
"""

from dataclasses import dataclass, field

from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.limits import Limits

Place = tuple[int, int]
Merge = tuple[Place, Place]


@dataclass(slots=True)
class Survey:
    """One sheet as far as looked at; rows and columns counted from 0, -1 when nothing was met."""

    limits: Limits
    last_row: int = -1
    last_column: int = -1
    errors: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def meet(self, row: int, column: int) -> None:
        """Take note of a filled cell; raises WorkbookError the moment a ceiling is passed."""
        if row >= self.limits.rows:
            raise WorkbookError("too_many_rows", limit=self.limits.rows)
        if column >= self.limits.columns:
            raise WorkbookError("too_many_columns", limit=self.limits.columns)
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    @property
    def cells(self) -> int:
        return (self.last_row + 1) * (self.last_column + 1)


def check_total(surveys: list[Survey], limits: Limits) -> None:
    """Raises WorkbookError if there are more sheets, or more cells in all, than the ceilings allow."""
    if len(surveys) > limits.sheets:
        raise WorkbookError("too_many_sheets", count=len(surveys), limit=limits.sheets)
    if sum(survey.cells for survey in surveys) > limits.cells:
        raise WorkbookError("too_many_cells", limit=limits.cells)
