"""Files that came in: read anew from what was sealed, matched, and reported."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.registers.enums import USUAL_SIGNS, Confidence, RunKind, RunState
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.models import ImportRun, MatchQuestion, Pupil, SignTable
from mueang.apps.registers.queries.calendars import calendar_of, usual_masks
from mueang.apps.registers.queries.note_words import note_kind, note_words
from mueang.apps.registers.queries.readings import Note, Reading, SaidPupil, Told, to_nobody
from mueang.apps.registers.rules import visible_pupils
from mueang.lib.sealed import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE, _NOTES, _SAID = "register-file", "register-notes", "register-pupil"
SHOWN_NOTES = 100
# States in which the worker has something to do.
BEHIND = (RunState.READING, RunState.WAITING)


def signs_of(city: City) -> dict[str, str]:
    """What signs on class sheets mean in this city. One SQL statement."""
    own = SignTable.objects.filter(city=city).first()
    return dict(own.signs) if own else dict(USUAL_SIGNS)


def seal_file(run: ImportRun, data: bytes) -> bytes:
    return seal(zlib.compress(data, 1), purpose=_FILE, bound_to=str(run.uuid))


def file_of(run: ImportRun) -> bytes:
    return zlib.decompress(unseal(run.file_sealed or b"", purpose=_FILE, bound_to=str(run.uuid)))


def seal_notes(run: ImportRun, notes: Sequence[Note]) -> bytes:
    lines = [[note.where, note.code, note.params] for note in notes]
    text = json.dumps(lines, ensure_ascii=False, default=str).encode()
    return seal(zlib.compress(text), purpose=_NOTES, bound_to=str(run.uuid))


def notes_of(run: ImportRun) -> list[Note]:
    if not run.notes_sealed:
        return []
    text = zlib.decompress(unseal(run.notes_sealed, purpose=_NOTES, bound_to=str(run.uuid)))
    return [Note(where, code, params) for where, code, params in json.loads(text)]


def seal_said(run: ImportRun, said: SaidPupil) -> bytes:
    values = [said.where, said.prefix, said.given_name, said.family_name, said.number, str(said.birth_on or "")]
    return seal(json.dumps(values, ensure_ascii=False).encode(), purpose=_SAID, bound_to=str(run.uuid))


def read_run(run: ImportRun, data: bytes, *, today: date, told: Told = to_nobody) -> Reading:
    """The file as its kind is read, `told` of each part. Raises RegisterFileRefused."""
    signs, year = signs_of(run.city), run.school_year
    match run.kind:
        case RunKind.CLASS_SHEET:
            from mueang.apps.registers.queries.class_sheets import read_class_sheets

            masks: Mapping[int, Sequence[int]] = {
                one: calendar_of(run.school, school_year=one) if run.school else usual_masks(one)
                for one in (year - 1, year, year + 1)
            }
            return read_class_sheets(
                data, file_name=run.file_name, signs=signs, open_masks=masks, school_year=year, today=today, told=told
            )
        case RunKind.MARKS:
            from mueang.apps.registers.queries.mark_lists import read_mark_list

            return read_mark_list(data, signs=signs, school_year=year, today=today, told=told)
        case RunKind.ONEROSTER:
            from mueang.apps.registers.queries.oneroster_files import read_oneroster_files

            return read_oneroster_files(data)
        case _:
            from mueang.apps.registers.queries.edfi_files import read_edfi_files

            return read_edfi_files(data, school_year=year, today=today, told=told)


@dataclass(frozen=True, slots=True)
class NoteLine:
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """One run: numbers by name, notes by kind, the first of them one by one."""

    run: ImportRun
    counts: dict[str, int]
    kinds: tuple[tuple[str, int], ...]
    notes: tuple[NoteLine, ...]
    n_questions: int
    n_open: int
    why: str = ""
    n_before: int = 0

    @property
    def is_worked_on(self) -> bool:
        return self.run.state in BEHIND

    @property
    def doing(self) -> str:
        """What the worker does just now; the last step is all in one piece."""
        if self.run.n_done < self.run.n_steps - 1:
            return _("Parts of the file that were read")
        if self.run.state == RunState.READING:
            return _("Read; its pupils are compared with those known")
        return _("Read; all of it is being written, in one piece")

    @property
    def is_open(self) -> bool:
        return self.run.state == RunState.PREVIEW

    @property
    def n_notes(self) -> int:
        return sum(n for _kind, n in self.kinds)


def run_page(run: ImportRun, *, shown: int | None = SHOWN_NOTES) -> RunPage:
    """Three SQL statements: the sealed notes, the questions, those without an answer; one more while it waits."""
    full = ImportRun.objects.only("uuid", "notes_sealed").get(pk=run.pk)
    notes = notes_of(full)
    counts = dict(run.counts)
    kinds = counts.pop("notes", {}) or {}
    refused, why = counts.pop("refused", ""), counts.pop("why", None)
    questions = run.questions.all()
    return RunPage(
        run,
        counts,
        tuple((note_kind(code), n) for code, n in sorted(kinds.items(), key=lambda one: -one[1])),
        tuple(NoteLine(note.where, note_words(note.code, note.params)) for note in notes[:shown]),
        questions.count(),
        questions.filter(answer=None, is_new=False).count(),
        why=RegisterFileRefused(*why).sentence if refused and why else "",
        n_before=_n_before(run) if run.state in BEHIND and not run.n_steps else 0,
    )


def _n_before(run: ImportRun) -> int:
    """Files that the worker takes up first: it reads before it writes."""
    earlier = ImportRun.objects.filter(state=run.state)
    if run.state == RunState.READING:
        return earlier.filter(uploaded_at__lt=run.uploaded_at).count()
    return earlier.filter(confirmed_at__lt=run.confirmed_at).count()


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What the file says of a pupil beside those who could be meant."""

    question: MatchQuestion
    where: str
    name: str
    number: str
    birth_on: date | None
    why: str
    candidates: tuple[Pupil, ...]
    n_hidden: int


def questions_of(run: ImportRun, *, viewer: Viewer) -> list[QuestionView]:
    """Every question of a run, those without an answer first, in five SQL statements.

    A child of a school that the viewer may not see is counted, not shown: whoever keeps the city's registers answers.
    """
    rows = list(run.questions.select_related("answer").order_by("answered_at", "pk"))
    wanted = {uuid for row in rows for uuid in row.candidates}
    seen = visible_pupils(viewer).filter(city=run.city, uuid__in=wanted)
    found = seen.prefetch_related("schoolings__school", "schoolings__section")
    pupils = {str(one.uuid): one for one in found}
    return [_question(run, row, pupils) for row in rows]


def runs_table(rows: Iterable[ImportRun]) -> tuple[list[str], list[list[object]]]:
    """Headings and lines of the files sent, for Excel."""
    headings = [_("File"), _("What it is"), _("School"), _("State"), _("Sent"), _("Sent by"), _("Pupils"), _("Marks")]
    lines: list[list[object]] = [
        [
            row.file_name,
            row.get_kind_display(),
            str(row.school or ""),
            row.get_state_display(),
            row.uploaded_at,
            str(row.uploaded_by or ""),
            row.counts.get("pupils", 0),
            row.counts.get("marks", 0),
        ]
        for row in rows
    ]
    return headings, lines


def _question(run: ImportRun, row: MatchQuestion, pupils: Mapping[str, Pupil]) -> QuestionView:
    values = json.loads(unseal(row.said_sealed, purpose=_SAID, bound_to=str(run.uuid)))
    where, prefix, given, family, number, birth = values
    return QuestionView(
        row,
        where,
        f"{prefix}{given} {family}".strip(),
        number,
        date.fromisoformat(birth) if birth else None,
        str(Confidence(row.confidence).label),
        tuple(pupils[uuid] for uuid in row.candidates if uuid in pupils),
        sum(uuid not in pupils for uuid in row.candidates),
    )
