"""Everything the house holds about one person, table by table, with what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.people.models import Person
from mueang.apps.people.queries import same_person_ids
from mueang.apps.people.queries.persons import history_of
from mueang.apps.privacy.enums.fields import FIELD_WORDS
from mueang.apps.privacy.enums.handling import Erasing
from mueang.apps.privacy.queries.tables import DataTable, data_tables, rows_of
from mueang.lib.workbook import Column, Table

# Columns that say nothing to anybody: keys, hashes, sealed bytes, what rows are sorted and searched by.
_DUMB = ("_hash", "_sealed", "_encrypted", "_key", "key", "token", "ticket", "digest", "password", "code", "index")
_DUMB_FIELDS = frozenset(
    {"id", "uuid", "request_key", "search_text", "source_key", "merged_into", "is_superuser"}
    | {"seed", "order", "is_staff", "place"}
)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table: headings, and a line of shown values a row."""

    label: str
    title: str
    kinds: str
    headings: tuple[str, ...]
    lines: tuple[tuple[Any, ...], ...]
    n_others: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Tables whose rows are not in the copy, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class AccessCopy:
    person: Person
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def n_rows(self) -> int:
        return sum(len(part.lines) for part in self.parts)


def access_copy(person: Person) -> AccessCopy:
    """All of it. One SQL statement a table a way leads through, however many rows."""
    ids = same_person_ids(person)
    user_id = person.user_id
    parts: list[Part] = []
    left_out: dict[str, list[DataTable]] = {}
    for table in data_tables():
        rows = rows_of(table, person_ids=ids, user_id=user_id)
        if rows is None:
            if table.handling is not None and table.handling.erasing != Erasing.NOBODY:
                left_out.setdefault(str(table.handling.why), []).append(table)
            continue
        part = _part(table, list(rows.select_related(*_joins(table.model)).order_by("pk")), ids=ids, user_id=user_id)
        if part.lines:
            parts.append(part)
    parts.append(_history(person))
    told = [LeftOut(_told(tables), why) for why, tables in left_out.items()]
    return AccessCopy(person, tuple(part for part in parts if part.lines), (*told, *_always_left_out(parts)))


def copy_tables(copy: AccessCopy) -> list[Table]:
    """The copy as sheets: what is in it and what is not, then one sheet a table."""
    first = [(part.title, part.kinds, len(part.lines)) for part in copy.parts]
    sheets = [
        Table(_("What is held"), [Column(_("Table")), Column(_("What it holds")), Column(_("Rows"))], first),
        Table(
            _("What is left out"),
            [Column(_("What")), Column(_("Why"))],
            [(one.what, one.why) for one in copy.left_out],
        ),
    ]
    titles: dict[str, int] = {}
    for part in copy.parts:
        n = titles[part.title] = titles.get(part.title, 0) + 1
        title = part.title if n == 1 else f"{part.title} {n}"
        sheets.append(Table(title, [Column(heading) for heading in part.headings], list(part.lines)))
    return sheets


def copy_json(copy: AccessCopy) -> dict[str, Any]:
    """The copy for a machine: the form in which somebody may take their data elsewhere."""
    return {
        "person": str(copy.person.uuid),
        "tables": [
            {
                "table": part.label,
                "title": part.title,
                "holds": part.kinds,
                "rows": [dict(zip(part.headings, [_plain(one) for one in line], strict=True)) for line in part.lines],
            }
            for part in copy.parts
        ],
        "left_out": [{"what": one.what, "why": one.why} for one in copy.left_out],
    }


def _part(table: DataTable, rows: Sequence[Any], *, ids: Sequence[int], user_id: int | None) -> Part:
    fields = [field for field in table.model._meta.concrete_fields if _is_shown(field, table)]
    staff = [f for f in table.model._meta.concrete_fields if f.related_model is User and not _is_way(f, table)]
    lines = [tuple(_shown(row, field, ids=ids) for field in fields) for row in rows]
    headings = tuple(_heading(field.name) for field in fields)
    if table.model is Person:
        headings = (*headings, _heading("national_id"))
        lines = [(*line, row.national_id_ending) for line, row in zip(lines, rows, strict=True)]
    n_others = sum(1 for row in rows for field in staff if getattr(row, field.attname) not in (None, user_id))
    kept = [place for place in range(len(headings)) if any(line[place] not in ("", None) for line in lines)]
    headings = tuple(headings[place] for place in kept)
    shown = tuple(tuple(line[place] for place in kept) for line in lines)
    return Part(table.label, table.title, table.said, headings, shown, n_others)


def _is_shown(field: models.Field[Any, Any], table: DataTable) -> bool:
    withheld = table.handling.withheld if table.handling else ()
    if field.name in _DUMB_FIELDS or field.name in withheld or isinstance(field, models.BinaryField):
        return False
    if field.related_model is User:
        return False
    return not field.name.endswith(_DUMB)


def _is_way(field: models.Field[Any, Any], table: DataTable) -> bool:
    return table.handling is not None and f"@{field.name}" in table.handling.ways


def _shown(row: Any, field: models.Field[Any, Any], *, ids: Sequence[int]) -> Any:
    if field.is_relation:
        if field.related_model is Person:
            value = getattr(row, field.attname)
            return "" if value is None else _("the person") if value in ids else _("somebody else (left out)")
        return _name_of(getattr(row, field.name)) if getattr(row, field.attname) is not None else ""
    value = getattr(row, field.attname)
    if field.choices and value not in (None, ""):
        return str(dict(field.flatchoices).get(value, value))
    return _told_value(value)


def _told_value(value: Any) -> Any:
    match value:
        case datetime():
            return localtime(value)
        case bool():
            return _("yes") if value else _("no")
        case list() | dict():
            return "" if not value else ", ".join(str(one) for one in _flat(value))
        case None | str() | int() | float() | date():
            return value
    return str(value)


def _flat(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from (f"{key}: {one}" for one in _flat(member))
    elif isinstance(value, list):
        for member in value:
            yield from _flat(member)
    else:
        yield value


def _name_of(row: Any) -> str:
    """What a row is called, without asking the database for more than was joined."""
    for name in (f"name_{get_language() or settings.LANGUAGE_CODE}", "name_th", "title", "key", "number", "starts_at"):
        told = getattr(row, name, None)
        if told:
            return str(localtime(told).strftime("%Y-%m-%d %H:%M") if isinstance(told, datetime) else told)
    for name in ("offering", "program", "enrollment", "session"):
        if name in row._state.fields_cache:
            return _name_of(row._state.fields_cache[name])
    return ""


def _joins(model: type[models.Model]) -> list[str]:
    """Rows that are named in the copy, joined: only of open tables, one step beyond the foreign key."""
    joins: list[str] = []
    for field in model._meta.concrete_fields:
        related = field.related_model
        if related is None or related in (User, Person) or not isinstance(related, type):
            continue
        joins.append(field.name)
        joins += [f"{field.name}__{way}" for way in ("program", "offering__program") if _leads(related, way)]
    return joins


def _leads(model: type[models.Model], way: str) -> bool:
    for step in way.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        if not isinstance(field.related_model, type) or field.one_to_many:
            return False
        model = field.related_model
    return True


def _heading(name: str) -> str:
    return str(FIELD_WORDS.get(name, name))


def _history(person: Person) -> Part:
    lines = tuple((localtime(line.at), line.what) for line in history_of(person))
    return Part("audit.Event", _("History"), _("What was done with the person's row"), (_("When"), _("What")), lines, 0)


def _told(tables: Sequence[DataTable]) -> str:
    if any(table.is_apart for table in tables):
        return _("What protects children")
    return ", ".join(table.title for table in tables)


def _always_left_out(parts: Sequence[Part]) -> list[LeftOut]:
    n = sum(part.n_others for part in parts)
    told = [LeftOut(_("Keys, hashes and sealed bytes"), _("They say nothing about the person and guard their data"))]
    if n:
        told.append(LeftOut(_("Which officer wrote a line"), _("The words and names of others are theirs to share")))
    return told


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
