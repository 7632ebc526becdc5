"""A look through an .ods: how far each sheet reaches once its repeated rows and cells are unrolled."""

from mueang.lib.workbook.archive import Archive
from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.limits import Limits
from mueang.lib.workbook.survey import Survey
from mueang.lib.workbook.xml_walk import XmlWalk

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
# LibreOffice's own sheet size: what it writes to say "and the rest is blank".
_MOST_REPEATS = 1_048_576


def survey_ods(archive: Archive, limits: Limits) -> list[Survey]:
    """One survey a sheet, in the document's order."""
    _refuse_encrypted(archive)
    look = _Look(limits)
    walk = XmlWalk(limits.elements)
    for name in archive:
        if name == CONTENT:
            walk.walk(archive.chunks(name), start=look.start, end=look.end, text=look.text)
        else:
            for _ in archive.chunks(name):
                pass
    if not look.surveys:
        raise WorkbookError("damaged")
    return look.surveys


def _refuse_encrypted(archive: Archive) -> None:
    manifest = b"".join(archive.chunks(_MANIFEST)) if _MANIFEST in archive else b""
    if b"encryption-data" in manifest:
        raise WorkbookError("encrypted")


class _Look:
    def __init__(self, limits: Limits) -> None:
        self.surveys: list[Survey] = []
        self._limits = limits
        self._row = self._column = 0
        self._row_repeats = self._cell_repeats = 1
        self._is_error = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.surveys.append(Survey(self._limits))
            self._row = 0
        elif name == "table-row":
            self._row_repeats = _repeats(attributes, "number-rows-repeated")
            self._column = 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)
        elif name == "p":
            self._fill()

    def _cell(self, attributes: dict[str, str]) -> None:
        self._cell_repeats = _repeats(attributes, "number-columns-repeated")
        self._is_error = attributes.get("calcext:value-type") == "error"
        if any(key.endswith((":value-type", ":formula")) for key in attributes):
            self._fill()
        rows, columns = _repeats(attributes, "number-rows-spanned"), _repeats(attributes, "number-columns-spanned")
        if rows > 1 or columns > 1:
            last = (self._row + rows - 1, self._column + columns - 1)
            self._survey().merges.append(((self._row, self._column), last))

    def _fill(self) -> None:
        self._survey().meet(self._row + self._row_repeats - 1, self._column + self._cell_repeats - 1)

    def _survey(self) -> Survey:
        if not self.surveys:
            raise WorkbookError("damaged")
        return self.surveys[-1]

    def text(self, text: str) -> None:
        if self._is_error and text.strip():
            self._survey().errors[(self._row, self._column)] = text.strip()

    def end(self, name: str) -> None:
        if name == "table-row":
            self._row += self._row_repeats
        elif name in {"table-cell", "covered-table-cell"}:
            self._column += self._cell_repeats
            self._is_error = False


def _repeats(attributes: dict[str, str], name: str) -> int:
    for key, value in attributes.items():
        if key.rpartition(":")[2] == name:
            if not value.isdecimal() or not 1 <= int(value[:8]) <= _MOST_REPEATS:
                raise WorkbookError("damaged")
            return int(value)
    return 1
