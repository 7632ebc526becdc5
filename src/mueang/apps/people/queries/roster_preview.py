"""A roster as the officer checks it: counts on top, rows with the cell of every fault."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.people.enums import RosterField, RosterState, RowState
from mueang.apps.people.models import Person, Roster, RosterRow
from mueang.apps.people.queries.fault_words import Fault, fault_of
from mueang.apps.people.queries.roster_states import is_note
from mueang.apps.people.rules import visible_rosters
from mueang.lib.workbook import Column, Table
from mueang.methods.thai import format_phone

TO_DO = (RowState.WRONG, RowState.DUPLICATE, RowState.KNOWN)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are in which state; `noted` are ready rows with a warning, `to_use` ready rows of known persons."""

    ready: int = 0
    wrong: int = 0
    duplicate: int = 0
    known: int = 0
    skipped: int = 0
    noted: int = 0
    to_use: int = 0
    without_phone: int = 0

    @property
    def to_do(self) -> int:
        return self.wrong + self.duplicate + self.known

    @property
    def total(self) -> int:
        return self.ready + self.to_do + self.skipped

    @property
    def new(self) -> int:
        return self.ready - self.to_use


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the preview table."""

    number: int
    state: str
    state_label: str
    decision: str
    name: str
    phone: str
    birth_on: date | None
    organization: str
    id_ending: str
    faults: list[Fault]
    same_as_number: int | None
    known_person: Person | None
    person: Person | None
    is_note: bool

    @property
    def is_wrong(self) -> bool:
        return self.state == RowState.WRONG

    @property
    def is_to_decide(self) -> bool:
        return self.state in TO_DO


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """Everything but the rows of the page, which `roster_rows` gives."""

    roster: Roster
    counts: Counts
    earlier: Roster | None = None
    unsure: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.roster.state == RosterState.PREVIEW

    @property
    def may_confirm(self) -> bool:
        return self.is_open and self.counts.to_do == 0 and self.counts.ready > 0


def roster_preview(roster: Roster) -> RosterPreview:
    """Two SQL statements, however many rows."""
    labels = dict(RosterField.choices)
    earlier = Roster.objects.filter(city=roster.city_id, sha256=roster.sha256, state=RosterState.CONFIRMED)
    return RosterPreview(
        roster=roster,
        counts=_counts(roster),
        earlier=earlier.exclude(pk=roster.pk).first(),
        unsure=[str(labels[name]) for name in roster.unsure if name in labels],
    )


def rosters_of(*, viewer: Viewer, city: City) -> QuerySet[Roster]:
    """The city's rosters, the latest first, each with `n_rows` and `n_persons`."""
    rosters = visible_rosters(viewer).filter(city=city)
    rosters = rosters.annotate(n_rows=_of_rows(Count("pk")), n_persons=_of_rows(Count("person", distinct=True)))
    return rosters.select_related("uploaded_by").order_by("-uploaded_at", "-pk")


def _of_rows(figure: Count) -> Coalesce:
    """A figure of the rows of one roster, counted beside it: a join would sort all rows of all rosters with theirs."""
    rows = RosterRow.objects.filter(roster=OuterRef("pk")).order_by().values("roster").annotate(figure=figure)
    return Coalesce(Subquery(rows.values("figure")), 0)


def rosters_table(rosters: QuerySet[Roster]) -> Table:
    """The list of rosters as a sheet; `rosters` as from `rosters_of`."""
    headings = (_("File"), _("Uploaded"), _("By"), _("State"), _("Rows"), _("Persons"))
    rows = [
        (
            roster.file_name,
            localtime(roster.uploaded_at),
            str(roster.uploaded_by or ""),
            roster.get_state_display(),
            roster.n_rows,  # type: ignore[attr-defined]  # annotated by rosters_of
            roster.n_persons,  # type: ignore[attr-defined]  # annotated by rosters_of
        )
        for roster in rosters
    ]
    return Table(_("Lists of people"), [Column(heading) for heading in headings], rows)


def roster_rows(roster: Roster, *, state: str = "") -> QuerySet[RosterRow]:
    """The rows in the order of the sheet: all, in one state, `todo` (to be decided) or `noted` (with a warning)."""
    rows = roster.rows.select_related("known_person", "person").order_by("number")
    if state == "todo":
        return rows.filter(state__in=TO_DO)
    if state == "noted":
        return rows.filter(state=RowState.READY, known_person=None).exclude(problems=[])
    return rows.filter(state=state) if state in set(RowState) else rows


def row_view(row: RosterRow) -> RowView:
    """One row for the table; of a closed roster only the person is left."""
    read = row.read
    born = read.get("birth_on")
    return RowView(
        number=row.number,
        state=row.state,
        state_label=row.get_state_display(),
        decision=row.decision,
        name=_name(row),
        phone=format_phone(read["phone"]) if "phone" in read else row.raw.get("phone", ""),
        birth_on=date.fromisoformat(born) if born else None,
        organization=read.get("organization_name", ""),
        id_ending=read.get("national_id_ending", ""),
        faults=[fault_of(problem) for problem in row.problems],
        same_as_number=row.same_as_number,
        known_person=row.known_person,
        person=row.person,
        is_note=is_note(row.problems),
    )


def _name(row: RosterRow) -> str:
    if is_note(row.problems):
        return str(next(text for text in row.raw.values() if text))
    if row.read.get("given_name"):
        return Person(**{name: row.read.get(name, "") for name in ("prefix", "given_name", "family_name")}).full_name
    return " ".join(row.raw[name] for name in ("prefix", "full_name", "given_name", "family_name") if row.raw.get(name))


def _counts(roster: Roster) -> Counts:
    found: Counter[str] = Counter()
    for state, known, problems, phone in roster.rows.values_list("state", "known_person", "problems", "read__phone"):
        found[state] += 1
        if state == RowState.READY and known:
            found["to_use"] += 1
        elif state == RowState.READY:
            found["noted"] += bool(problems)
            found["without_phone"] += roster.state == RosterState.PREVIEW and not phone
    return Counts(**found)
