"""A look through an .xlsx or .xlsm: which sheets, how far each reaches, which cells hold an error."""

import re
from posixpath import join, normpath

from mueang.lib.workbook.archive import Archive
from mueang.lib.workbook.errors import WorkbookError
from mueang.lib.workbook.limits import Limits
from mueang.lib.workbook.survey import Survey
from mueang.lib.workbook.xml_walk import XmlWalk

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
_FILLED = frozenset({"v", "is", "t", "f"})


def survey_xlsx(archive: Archive, limits: Limits) -> list[Survey]:
    """One survey a sheet, in the workbook's order. Unpacks every file once, so the size budget covers all."""
    walk = XmlWalk(limits.elements)
    targets = _relations(archive, walk)
    paths = [targets.get(relation, "") for relation in _sheet_relations(archive, walk)]
    if not paths or any(path not in archive for path in paths):
        raise WorkbookError("damaged")
    if len(paths) > limits.sheets:
        raise WorkbookError("too_many_sheets", count=len(paths), limit=limits.sheets)
    surveys = [_survey(archive, path, walk=walk, limits=limits) for path in paths]
    for name in archive:
        if name not in {WORKBOOK, _RELATIONS, *paths}:
            for _ in archive.chunks(name):
                pass
    return surveys


def _relations(archive: Archive, walk: XmlWalk) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else join("xl", target)
            # Readers differ on "..": only a path that means one thing to all of them is followed.
            if normpath(path) != path:
                raise WorkbookError("damaged")
            targets[attributes.get("Id", "")] = path

    if _RELATIONS not in archive:
        raise WorkbookError("damaged")
    walk.walk(archive.chunks(_RELATIONS), start=start)
    return targets


def _sheet_relations(archive: Archive, walk: XmlWalk) -> list[str]:
    relations: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relations.append(next((value for key, value in attributes.items() if key.endswith(":id")), ""))

    walk.walk(archive.chunks(WORKBOOK), start=start)
    return relations


def _survey(archive: Archive, path: str, *, walk: XmlWalk, limits: Limits) -> Survey:
    look = _SheetLook(limits)
    walk.walk(archive.chunks(path), start=look.start, end=look.end, text=look.text)
    return look.survey


class _SheetLook:
    """Follows rows and cells; both may leave out their address, and then stand after the one before."""

    def __init__(self, limits: Limits) -> None:
        self.survey = Survey(limits)
        self._row = self._column = -1
        self._rows = 0
        self._is_error = self._in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._start_row(attributes.get("r"))
        elif name == "c":
            self._cell(attributes)
        elif name in _FILLED:
            self.survey.meet(self._row, self._column)
            self._in_value = name == "v"

    def _start_row(self, number: str | None) -> None:
        if number is not None and not _ROW.fullmatch(number):
            raise WorkbookError("damaged")
        self._row = self._row + 1 if number is None else int(number) - 1
        self._column = -1
        self._rows += 1
        # A blank row far below is an accident of formatting; very many of them are a sheet too long to read.
        if self._rows > self.survey.limits.rows:
            raise WorkbookError("too_many_rows", limit=self.survey.limits.rows)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        elif match := _REFERENCE.fullmatch(reference):
            self._column, self._row = _column_number(match[1]), int(match[2]) - 1
        else:
            raise WorkbookError("damaged")
        self._is_error = attributes.get("t") == "e"

    def text(self, text: str) -> None:
        if self._is_error and self._in_value:
            place = (self._row, self._column)
            self.survey.errors[place] = self.survey.errors.get(place, "") + text.strip()

    def end(self, name: str) -> None:
        if name == "v":
            self._in_value = False


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
