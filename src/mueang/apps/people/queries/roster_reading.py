"""What one line of a sheet says about one person, and what is wrong in which cell. Knows no database."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from mueang.apps.people.enums import RosterField as F
from mueang.apps.people.queries.prefixes import usual_prefix
from mueang.apps.people.queries.roster_columns import NAME_FIELDS, Columns, Layout, masked
from mueang.lib.workbook import Cell, Sheet
from mueang.lib.workbook.sheets import column_letters
from mueang.methods.thai import (
    ThaiTextError,
    arabic_digits,
    clean,
    normalise,
    parse_date,
    parse_national_id,
    parse_phone,
    split_name,
    to_buddhist_era,
)
from mueang.methods.thai.prefixes import take_prefixes

LONGEST = {
    F.PREFIX: 40,
    F.GIVEN_NAME: 120,
    F.FAMILY_NAME: 120,
    F.NAME_EN: 200,
    F.PHONE: 60,
    F.EMAIL: 254,
    F.ORGANIZATION: 200,
    F.POSITION: 200,
}
OLDEST_YEARS = 120
_NOTE_STARTS = re.compile(
    r"(?:รวม(?:ทั้ง|จำนวน|[\s\d]|$)|หมายเหตุ|ลงชื่อ|ลงนาม|ผู้จัดทำ|ผู้ตรวจ|ผู้รับรอง|ผู้รายงาน|จบรายชื่อ|total\b|remark|note\b)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"@|\d.*\d.*\d.*\d|^[\W\d_]+$|\.{4,}")

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, and where it is. A warning does not stop the row."""

    code: str
    field: str = ""
    cell: str = ""
    is_warning: bool = False
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: Excel's number, the text of each field, the faults that are in the cells themselves."""

    number: int
    texts: Texts
    errors: tuple[Problem, ...] = ()
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says: values ready for a person (dates as ISO text), and its problems."""

    read: dict[str, str]
    problems: list[Problem]

    @property
    def is_wrong(self) -> bool:
        return any(not problem.is_warning for problem in self.problems)


def lines_of(sheet: Sheet, layout: Layout) -> Iterator[Line]:
    """The lines below the header that hold anything, without the header repeated on the next printed page."""
    heads = [[_squeezed(cell.text) for cell in row] for row in sheet.rows[max(0, layout.header - 2) : layout.header]]
    for row in sheet.rows[layout.header :]:
        texts = {name: text_of(row, columns) for name, columns in layout.columns.items()}
        errors = tuple(_formula_errors(row, layout.columns))
        filled = {name for name, text in texts.items() if text}
        if filled <= {F.SEQUENCE} and not errors and not _is_words(texts.get(F.SEQUENCE, "")):
            continue
        if _repeats_header(row, layout.columns, heads):
            continue
        yield Line(row[0].row + 1, texts, errors, _is_note(row, texts, layout.columns))


def read_line(line: Line, *, columns: Columns, today: date) -> Reading:
    """Read every field of one line; what cannot be read is left out of `read` and stands in `problems`."""
    reader = _Reader(line, columns, today)
    if line.is_note:
        return Reading({}, [Problem("note_line", is_warning=True)])
    reader.read_all()
    return Reading(reader.read, [*line.errors, *reader.problems])


def cell_address(name: str, *, columns: Columns, number: int) -> str:
    """Where Excel shows the field: C17; empty for a field the sheet has no column for."""
    return f"{column_letters(columns[name][0])}{number}" if columns.get(name) else ""


class _Reader:
    """Collects values and faults of one line, field by field."""

    def __init__(self, line: Line, columns: Columns, today: date) -> None:
        self.texts, self.number, self.columns, self.today = line.texts, line.number, columns, today
        self.read: dict[str, str] = {}
        self.problems: list[Problem] = []

    def read_all(self) -> None:
        self._name()
        for name in (F.NAME_EN, F.ORGANIZATION, F.POSITION, F.SEQUENCE, F.REMARK, F.AGE):
            self._keep(name, clean(self.texts.get(name, "")))
        self._email()
        self._phone()
        self._born()
        self._national_id()

    def _fault(self, code: str, name: str, *, is_warning: bool = False, **params: str | int) -> None:
        cell = cell_address(name, columns=self.columns, number=self.number)
        self.problems.append(Problem(code, name, cell, is_warning, params))

    def _keep(self, name: str, text: str, *, at: str = "") -> None:
        text = masked(text)
        limit = LONGEST.get(F(name), 1_000)
        if len(text) > limit:
            self._fault("too_long", at or name, limit=limit)
        elif text:
            self.read[name] = text

    def _name(self) -> None:
        at = F.FULL_NAME if F.FULL_NAME in self.columns else F.GIVEN_NAME
        prefix, given, family = self._name_parts()
        if not given:
            self._fault("no_name", at)
            return
        if _NOT_A_NAME.search(f"{given}{family}"):
            self._fault("not_a_name", at)
            return
        if not family:
            self._fault("no_family_name", F.FAMILY_NAME if F.FAMILY_NAME in self.columns else at, is_warning=True)
        self._keep(F.PREFIX, prefix, at=F.PREFIX if F.PREFIX in self.columns else at)
        self._keep(F.GIVEN_NAME, given, at=at)
        self._keep(F.FAMILY_NAME, family, at=F.FAMILY_NAME if F.FAMILY_NAME in self.columns else at)

    def _name_parts(self) -> tuple[str, str, str]:
        """Prefix, given and family name, from one column or several; a prefix glued to the name counts too."""
        texts = {name: clean(self.texts.get(name, "")) for name in NAME_FIELDS}
        prefix = usual_prefix(texts[F.PREFIX])
        if prefix is None:
            self._fault("unknown_prefix", F.PREFIX, is_warning=True)
            prefix = texts[F.PREFIX]
        given, family = texts[F.GIVEN_NAME], texts[F.FAMILY_NAME]
        if given and family:
            glued, given = take_prefixes(given)
            return prefix if prefix.endswith(glued) else f"{prefix}{glued}", given, family
        name = split_name(texts[F.FULL_NAME] or given or family)
        return prefix if prefix.endswith(name.prefix) else f"{prefix}{name.prefix}", name.given, name.family

    def _email(self) -> None:
        text = clean(self.texts.get(F.EMAIL, "")).removeprefix("mailto:").replace(" ", "")
        if not text or text in {"-", "–"}:
            return
        try:
            validate_email(text)
        except ValidationError:
            self._fault("not_an_email", F.EMAIL)
        else:
            self._keep(F.EMAIL, text)

    def _phone(self) -> None:
        text = self.texts.get(F.PHONE, "")
        try:
            self.read[F.PHONE] = parse_phone("" if _is_dash(text) else text)
        except ThaiTextError as refusal:
            if refusal.code == "empty" and F.PHONE in self.columns:
                self._fault("missing_phone", F.PHONE, is_warning=True)
            elif refusal.code != "empty":
                digits = sum(character.isdigit() for character in arabic_digits(text))
                self._fault(f"phone_{refusal.code}", F.PHONE, digits=digits)

    def _born(self) -> None:
        text = self.texts.get(F.BIRTH_ON, "")
        if _is_dash(text):
            return
        try:
            born = parse_date(text, today=self.today)
        except ThaiTextError as refusal:
            self._fault(f"birth_{refusal.code}", F.BIRTH_ON, is_warning=refusal.code == "year_only")
            return
        if born > self.today:
            self._fault("birth_in_the_future", F.BIRTH_ON, year=to_buddhist_era(born))
        elif born.year < self.today.year - OLDEST_YEARS:
            self._fault("birth_too_long_ago", F.BIRTH_ON, year=to_buddhist_era(born))
        else:
            self.read[F.BIRTH_ON] = born.isoformat()
            self._age(born)

    def _age(self, born: date) -> None:
        said = re.search(r"\d{1,3}", arabic_digits(self.texts.get(F.AGE, "")))
        years = self.today.year - born.year
        # The list may be a year old, and the birthday still to come.
        if said and not years - 3 <= int(said[0]) <= years + 1:
            self._fault("age_differs", F.AGE, is_warning=True, age=int(said[0]), years=years)

    def _national_id(self) -> None:
        text = self.texts.get(F.NATIONAL_ID, "")
        if _is_dash(text):
            return
        try:
            self.read[F.NATIONAL_ID] = parse_national_id(text)
        except ThaiTextError as refusal:
            digits = sum(character.isdigit() for character in arabic_digits(text))
            self._fault(f"id_{refusal.code}", F.NATIONAL_ID, digits=digits)


def text_of(row: Sequence[Cell], columns: list[int]) -> str:
    """The text of a field; of a merged cell once, of several columns joined."""
    words: list[str] = []
    for place in columns:
        cell = row[place]
        repeats = place > columns[0] and cell.is_spread and cell.value == row[place - 1].value
        if not repeats and not cell.is_blank:
            words.append(_shown(cell))
    return " ".join(words)


def _shown(cell: Cell) -> str:
    """Excel's own dates are shown as people here type them, day first and in the Buddhist era."""
    value = cell.value
    if isinstance(value, datetime | date):
        year = value.year if value.year >= 2400 else value.year + 543
        return f"{value.day}/{value.month}/{year}"
    return cell.text


def _formula_errors(row: Sequence[Cell], columns: Columns) -> Iterator[Problem]:
    for name, places in columns.items():
        for place in places:
            if row[place].error:
                address = f"{column_letters(place)}{row[place].row + 1}"
                yield Problem("formula_error", name, address, params={"error": row[place].error})


def _is_note(row: Sequence[Cell], texts: Texts, columns: Columns) -> bool:
    """A footer or a title: one cell merged across columns of different meaning, or words of a footer standing alone."""
    filled = [name for name, text in texts.items() if text]
    owner = {place: name for name, places in columns.items() for place in places}
    for place, name in owner.items():
        cell = row[place]
        is_across = place > 0 and cell.is_spread and not cell.is_blank and cell.value == row[place - 1].value
        if is_across and name in NAME_FIELDS and owner.get(place - 1, name) != name:
            return True
    if len(filled) == 1 and filled[0] not in NAME_FIELDS:
        return True
    says_only_a_name = set(filled) <= {F.SEQUENCE, *NAME_FIELDS}
    return says_only_a_name and any(_NOTE_STARTS.match(texts[name]) for name in filled)


def _repeats_header(row: Sequence[Cell], columns: Columns, heads: list[list[str]]) -> bool:
    filled = [place for places in columns.values() for place in places if not row[place].is_blank]
    return len(filled) > 1 and all(any(_squeezed(row[place].text) == head[place] for head in heads) for place in filled)


def _squeezed(text: str) -> str:
    return normalise(text).replace(" ", "")


def _is_words(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text))


def _is_dash(text: str) -> bool:
    return not clean(text).strip("-–—. ")
