"""What people wrote into a case: notes, what one worker told the next, and why it was opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _

from mueang.apps.support.enums.cases import NoteKind
from mueang.apps.support.models.cases import Case, CaseNote, HandOver
from mueang.apps.support.models.endings import Reopening
from mueang.ui.words import moment

HANDED, REOPENED = "handed", "reopened"


@dataclass(frozen=True, slots=True)
class Told:
    """Words of one moment; `uuid` and `corrected_at` (of the note it corrects) are a note's, `to` a hand-over's."""

    at: datetime
    kind: str
    words: str
    by: str
    to: str
    uuid: UUID | None
    corrected_at: datetime | None

    @property
    def title(self) -> str:
        if self.kind == HANDED:
            return _("Handed over from %(before)s to %(after)s") % {"before": self.by, "after": self.to}
        if self.kind == REOPENED:
            return _("Reopened")
        if self.corrected_at is not None:
            return _("Correction of %(at)s") % {"at": moment(self.corrected_at)}
        return str(NoteKind(self.kind).label)


def told_of(case: Case, *, with_notes: bool) -> tuple[Told, ...]:
    """The latest first; without notes why it was opened again alone. One SQL statement."""
    rows = _columns(Reopening.objects.filter(case=case), "reopened_at", "reason", "reopened_by", kind=Value(REOPENED))
    if with_notes:
        handed = HandOver.objects.filter(case=case)
        notes = CaseNote.objects.filter(case=case)
        rows = _columns(notes, "written_at", "words", "written_by", kind=F("kind"), note=True).union(
            _columns(handed, "at", "note", "from_worker", kind=Value(HANDED), to="to_worker"), rows, all=True
        )
    return tuple(sorted((Told(*row) for row in rows), key=lambda one: one.at, reverse=True))


def _columns(
    rows: QuerySet[Any], at: str, words: str, by: str, *, kind: Any, to: str = "", note: bool = False
) -> QuerySet[Any, tuple[Any, ...]]:
    """The same seven columns of each table, so that they can be read as one."""
    return rows.order_by().values_list(
        F(at),
        Cast(kind, CharField()),
        F(words),
        _name(by),
        _name(to) if to else Value("", CharField()),
        F("uuid") if note else Cast(Value(None), UUIDField()),
        F("corrects__written_at") if note else Cast(Value(None), DateTimeField()),
    )


def _name(user: str) -> Any:
    """As accounts call themselves; nobody has no name."""
    names = (NullIf(F(f"{user}__display_name"), Value("")), F(f"{user}__username"), Value(""))
    return Coalesce(*names, output_field=CharField())
