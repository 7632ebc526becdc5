"""Pseudonymous rows for research: coarse, under names that only this export's key makes, small groups held back."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from mueang.apps.catalog.models import Program
from mueang.apps.enrollment.models import Enrollment, HoursEntry
from mueang.apps.outcomes.models import Outcome
from mueang.apps.people.models import Person
from mueang.apps.people.queries import held_back_ids
from mueang.apps.privacy.enums import ResearchTable
from mueang.apps.privacy.models import ResearchExport
from mueang.lib.workbook import Column, Table
from mueang.methods.anonymity import HeldBack, k_anonymous

N_LETTERS = 16
_AGE_FROM = (0, 10, 15, 25, 40, 60)
_MINUTES_FROM = (0, 1, 600, 2_700)


@dataclass(frozen=True, slots=True)
class ResearchRows:
    """One table of an export; the first `n_quasi` columns after the pseudonym are what k is kept over."""

    table: str
    headings: tuple[str, ...]
    n_quasi: int
    lines: tuple[tuple[Any, ...], ...]
    held_back: HeldBack

    @property
    def counts(self) -> dict[str, int]:
        held = self.held_back
        return {
            "rows": len(self.lines),
            "rows_held_back": held.n_rows_held_back,
            "people_held_back": held.n_people_held_back,
            "smallest": held.smallest,
        }


def research_rows(export: ResearchExport, *, key: bytes) -> list[ResearchRows]:
    """Every table of the agreement, computed anew from what there was on the day it was made.

    Each table has pseudonyms of its own: rows of two tables cannot be put together, so that k holds for each.
    """
    return [_of(table, export, key) for table in ResearchTable if table in export.tables]


def research_tables(export: ResearchExport, rows: Sequence[ResearchRows]) -> list[Table]:
    """The workbook that is handed over: the terms first, then the rows."""
    terms: list[tuple[str | int | date, ...]] = [
        (_("Title"), export.title),
        (_("Agreement"), export.agreement),
        (_("Who answers for the data"), f"{export.researcher}, {export.institution}"),
        (_("To be deleted by"), export.ends_on),
        (_("Smallest group allowed (k)"), export.k),
        (
            _("What k does not promise"),
            _(
                "Where everybody of a group says the same, the group tells it of each of them. "
                "Do not try to recognise anybody."
            ),
        ),
    ]
    for one in rows:
        quasi = ", ".join(one.headings[1 : 1 + one.n_quasi])
        said = _(
            "k is kept over %(columns)s; smallest group %(smallest)d; held back: %(rows)d rows, %(people)d people"
        ) % {
            "columns": quasi,
            "smallest": one.held_back.smallest,
            "rows": one.held_back.n_rows_held_back,
            "people": one.held_back.n_people_held_back,
        }
        terms.append((str(ResearchTable(one.table).label), said))
    sheets = [Table(_("Terms"), [Column(_("What")), Column(_("Said"))], terms)]
    for one in rows:
        title = str(ResearchTable(one.table).label).partition(",")[0]
        sheets.append(Table(title, [Column(heading) for heading in one.headings], list(one.lines)))
    return sheets


def pseudonym(person_id: int, *, key: bytes, table: str) -> str:
    """The same person in the same table of one export; nothing elsewhere."""
    return hmac.new(key, f"{table}:{person_id}".encode(), "sha256").hexdigest()[:N_LETTERS]


def _of(table: str, export: ResearchExport, key: bytes) -> ResearchRows:
    reader: dict[str, Callable[[ResearchExport], tuple[tuple[str, ...], int, list[tuple[int, tuple[Any, ...]]]]]] = {
        ResearchTable.LEARNERS: _learners,
        ResearchTable.SEATS: _seats,
        ResearchTable.OUTCOMES: _outcomes,
    }
    headings, n_quasi, found = reader[table](export)
    people = [person for person, _line in found]
    held = k_anonymous(groups=[line[:n_quasi] for _person, line in found], people=people, k=export.k)
    lines = [(pseudonym(found[place][0], key=key, table=table), *found[place][1]) for place in held.kept]
    # By their pseudonyms: the order of the rows tells nothing either.
    return ResearchRows(table, (_("Pseudonym"), *headings), n_quasi, tuple(sorted(lines)), held)


def _enrollments(export: ResearchExport) -> QuerySet[Enrollment]:
    """Seats of current people of the city who did not restrict the use of their data."""
    rows = Enrollment.objects.filter(offering__city=export.city, requested_at__lte=export.made_at)
    rows = rows.filter(person__erased_at=None).exclude(person__in=held_back_ids(export.city))
    return rows.order_by("pk")


def _learners(export: ResearchExport) -> tuple[tuple[str, ...], int, list[tuple[int, tuple[Any, ...]]]]:
    headings = (_("Age band"), _("First year of learning"), _("Activities"), _("Completed"), _("Learning time"))
    rows = (
        _enrollments(export)
        .order_by()
        .values("person")
        .annotate(first=Min("requested_at"), n=Count("pk"), done=Count("pk", filter=Q(state="completed")))
    )
    ages, minutes = _ages(export), _minutes(export, by="enrollment__person")
    return (
        headings,
        2,
        [
            (
                row["person"],
                (
                    ages.get(row["person"], ""),
                    _year(row["first"]),
                    _band(row["n"], (1, 2, 4)),
                    _band(row["done"], (0, 1, 2, 4)),
                    _hours(minutes.get(row["person"], 0)),
                ),
            )
            for row in rows
        ],
    )


def _seats(export: ResearchExport) -> tuple[tuple[str, ...], int, list[tuple[int, tuple[Any, ...]]]]:
    headings = (_("Age band"), _("Year"), _("Field (ISCED-F)"), _("State"), _("Learning time"))
    ages, fields = _ages(export), _fields(export)
    minutes = _minutes(export, by="enrollment")
    rows = _enrollments(export).values_list("pk", "person", "requested_at", "offering__program", "state")
    return (
        headings,
        3,
        [
            (
                person,
                (ages.get(person, ""), _year(at), fields.get(program, ""), state, _hours(minutes.get(pk, 0))),
            )
            for pk, person, at, program, state in rows
        ],
    )


def _outcomes(export: ResearchExport) -> tuple[tuple[str, ...], int, list[tuple[int, tuple[Any, ...]]]]:
    headings = (_("Age band"), _("Year"), _("Field (ISCED-F)"), _("What came of it"))
    ages, fields = _ages(export), _fields(export)
    rows = Outcome.objects.filter(enrollment__in=_enrollments(export).values("pk"), said_at__lte=export.made_at)
    said = rows.order_by("pk").values_list("enrollment__person", "said_at", "enrollment__offering__program", "kind")
    return (
        headings,
        3,
        [
            (person, (ages.get(person, ""), _year(at), fields.get(program, ""), kind))
            for person, at, program, kind in said
        ],
    )


def _ages(export: ResearchExport) -> dict[int, str]:
    """The age band of each person on the day of the export, by key; merged rows are one person's own."""
    day = localdate(export.made_at)
    people = Person.objects.filter(city=export.city, erased_at=None).only("pk", "birth_on", "birth_year")
    return {person.pk: _age_band(person.age_on(day)) for person in people}


def _age_band(age: int | None) -> str:
    return "" if age is None else _band(age, _AGE_FROM)


def _band(n: int, starts: Sequence[int]) -> str:
    """Such as 2-3 for 2 where bands begin at 1, 2 and 4; the last band is open."""
    place = max(i for i, start in enumerate(starts) if i == 0 or n >= start)
    if place == len(starts) - 1:
        return f"{starts[place]}+"
    last = starts[place + 1] - 1
    return str(starts[place]) if last == starts[place] else f"{starts[place]}-{last}"


def _hours(minutes: int) -> str:
    return {"0": "0", "1-599": "<10 h", "600-2699": "10-44 h", "2700+": "45+ h"}[_band(max(minutes, 0), _MINUTES_FROM)]


def _year(at: datetime | date) -> int:
    return localdate(at).year if isinstance(at, datetime) else at.year


def _minutes(export: ResearchExport, *, by: str) -> dict[int, int]:
    rows = HoursEntry.objects.filter(enrollment__offering__city=export.city).order_by().values(by)
    return {row[by]: row["n"] for row in rows.annotate(n=Sum("minutes"))}


def _fields(export: ResearchExport) -> dict[int, str]:
    """The broad field of each program of the city: two digits of ISCED-F, of its first interest."""
    first = Program.interests.through.objects.filter(program=OuterRef("pk")).order_by("interest__order")
    told = Program.objects.filter(city=export.city).annotate(field=Subquery(first.values("interest__isced_f")[:1]))
    pairs: Iterable[tuple[int, str | None]] = told.values_list("pk", "field")
    return {pk: (field or "")[:2] for pk, field in pairs}


def exports_table(rows: QuerySet[ResearchExport]) -> Table:
    """Every agreement as a sheet."""
    headings = (
        _("Title"),
        _("Researcher"),
        _("Institution"),
        _("Agreement"),
        _("To be deleted by"),
        _("Tables"),
        _("Smallest group allowed (k)"),
        _("Rows"),
        _("Rows held back"),
        _("Closed on"),
    )
    lines = [
        (
            row.title,
            row.researcher,
            row.institution,
            row.agreement,
            row.ends_on,
            ", ".join(str(ResearchTable(table).label) for table in row.tables),
            row.k,
            sum(counts["rows"] for counts in row.counts.values()),
            sum(counts["rows_held_back"] for counts in row.counts.values()),
            row.closed_at and localtime(row.closed_at),
        )
        for row in rows
    ]
    return Table(_("Research"), [Column(heading) for heading in headings], lines)
