"""OneRoster 1.1 and 1.2 CSV files as others really write them: read with their faults told, never guessed at."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

FILES = (
    *("academicSessions", "classes", "courses", "demographics", "enrollments", "manifest", "orgs", "roles", "users"),
    "userProfiles",
)
_MOST_ROWS = 500_000
_LONGEST_FIELD = 20_000
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])")
# Columns of the standard that this reader uses; others of it are let pass without a word.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "orgs": ("sourcedId", "name"),
    "users": ("sourcedId", "givenName", "familyName"),
    "classes": ("sourcedId", "schoolSourcedId"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
    "academicSessions": ("sourcedId", "startDate", "endDate"),
}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read: the file, the line as an editor counts it (0 for the whole file), why and what."""

    file: str
    line: int
    why: str
    what: str = ""


@dataclass(slots=True)
class Roster:
    """Rows by file, those marked `tobedeleted` apart; every row carries its line as `#`."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    n_deleted: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def of(self, name: str) -> list[Row]:
        return self.rows.get(name, [])

    def roles(self) -> dict[str, set[str]]:
        """The roles of each user: of users.csv in 1.1, of roles.csv in 1.2, of enrollments where neither says any."""
        found: dict[str, set[str]] = {}
        for name, key in (("users", "sourcedid"), ("roles", "usersourcedid")):
            self._add_roles(found, name, key=key)
        enrolled: dict[str, set[str]] = {}
        self._add_roles(enrolled, "enrollments", key="usersourcedid")
        return enrolled | found

    def _add_roles(self, found: dict[str, set[str]], name: str, *, key: str) -> None:
        for row in self.of(name):
            if role := row.get("role", "").strip().lower():
                found.setdefault(row.get(key, ""), set()).add(role)


def read(files: Mapping[str, bytes]) -> Roster:
    """The rows of a OneRoster set.

    Parameters
    ----------
    files : bytes by file name, such as "users.csv"; letters' case and folders do not matter, other files are passed by

    Returns
    -------
    Roster; column names in lower case, fields without blanks around them

    Raises
    ------
    ValueError
        If there is no users.csv.

    Source
    ------
    1EdTech OneRoster 1.2 CSV binding, sections 3 and 4; 1.1 CSV tables, section 4.

    Examples
    --------
    >>> found = read({"users.csv": b"sourcedId,status,givenName,familyName,role\\nu1,active,Malee,Invented,student\\n"})
    >>> [(row["sourcedid"], row["role"]) for row in found.of("users")], found.faults
    ([('u1', 'student')], [])
    """
    roster = Roster()
    known = {name.lower(): name for name in FILES}
    for path, data in sorted(files.items()):
        stem = path.replace("\\", "/").rpartition("/")[2].removesuffix(".csv").removesuffix(".CSV").lower()
        if stem in known:
            _take(roster, known[stem], data)
    if "users" not in roster.rows:
        raise ValueError("no_users")
    return roster


def day(text: str) -> date | None:
    """A date or an instant of the standard as a day; None for anything else, `1/05/2023` too: day or month first?

    Examples
    --------
    >>> day("2023-05-01T18:25:43.511Z"), day("1/05/2023"), day("2023-02-30")
    (datetime.date(2023, 5, 1), None, None)
    """
    found = _DAY.match(text.strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _take(roster: Roster, name: str, data: bytes) -> None:
    rows = roster.rows.setdefault(name, [])
    heads: list[str] = []
    for line, cells in _lines(roster, name, data):
        if not heads:
            heads = [cell.strip().lower() for cell in cells]
            missing = [one for one in _NEEDED.get(name, ()) if one.lower() not in heads]
            if missing:
                roster.faults.append(Fault(name, 1, "missing_columns", ", ".join(missing)))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
            roster.faults.append(Fault(name, line, "too_many_fields"))
            continue
        row = {head: cell.strip() for head, cell in zip(heads, cells, strict=False) if head}
        if row.get("status", "").lower() == "tobedeleted":
            roster.n_deleted[name] = roster.n_deleted.get(name, 0) + 1
            continue
        row["#"] = str(line)
        rows.append(row)


def _lines(roster: Roster, name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _text(data)
    if "\0" in text:
        roster.faults.append(Fault(name, 0, "not_text"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=False)
    try:
        for number, cells in enumerate(reader):
            if number > _MOST_ROWS:
                roster.faults.append(Fault(name, number, "too_many_rows"))
                return
            if any(len(cell) > _LONGEST_FIELD for cell in cells):
                roster.faults.append(Fault(name, reader.line_num, "field_too_long"))
                continue
            yield reader.line_num, cells
    except csv.Error as error:
        roster.faults.append(Fault(name, reader.line_num, "not_csv", str(error)[:80]))


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
