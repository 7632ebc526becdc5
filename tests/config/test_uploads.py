"""Every form that takes a file, the gate its file goes through, and what no gate lets pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms

import mueang
from factories.hostile_files import HOSTILE, PLACE, a_picture
from mueang.apps.assessments.actions.hand_ins import _readable as read_hand_in
from mueang.apps.assessments.errors import FileRefused
from mueang.apps.credentials.queries.verifying import verdict_on
from mueang.apps.grants.errors import PaperRefused
from mueang.apps.grants.models.reading import read_paper
from mueang.apps.network.actions.giving import readable_document
from mueang.apps.network.errors import DocumentRefused
from mueang.apps.registers.queries.archives import files_in
from mueang.lib.photographs import PhotoError, prepare
from mueang.lib.recordings import RecordingError
from mueang.lib.recordings import prepare as read_recording
from mueang.lib.timetable import CalendarError, read_calendar
from mueang.lib.workbook import WorkbookError, open_workbook
from mueang.standards.gift import GiftError, read_gift

HOUSE = Path(mueang.__file__).parent
# Each form that takes a file, and through which gate its bytes go before anything is made of them.
FORMS = {
    "apps.assessments.forms.FileForm": "work",
    "apps.assessments.forms.GiftForm": "questions",
    "apps.catalog.forms.partners.CalendarForm": "calendar",
    "apps.catalog.forms.photos.PhotoForm": "picture",
    "apps.catalog.forms.sheets.SheetUploadForm": "workbook",
    "apps.credentials.forms.UploadForm": "credential",
    "apps.enrollment.forms.moodle.MoodleFileForm": "workbook",
    "apps.flags.forms.facts.FactFileForm": "workbook",
    "apps.forums.forms.SpeakerForm": "picture",
    "apps.grants.forms.*": "paper",
    "apps.heritage.forms.items.PictureForm": "picture",
    "apps.heritage.forms.products.SheetForm": "workbook",
    "apps.heritage.forms.tellings.TellingForm": "recording",
    "apps.indicators.forms.figures.FigureFileForm": "workbook",
    "apps.network.forms.FileForm": "document",
    "apps.network.forms.MemberTableForm": "workbook",
    "apps.people.forms.rosters.RosterUploadForm": "workbook",
    "apps.people.forms.rosters.CorrectionUploadForm": "workbook",
    "apps.plans.forms.activities.PictureForm": "picture",
    "apps.plans.forms.plans.PlanSheetForm": "workbook",
    "apps.registers.forms.runs.UploadForm": "register",
    "apps.support.forms.registry.ListForm": "workbook",
    "apps.support.forms.visits.ReportForm": "picture",
    "apps.surveys.forms.preparing.WorkbookForm": "workbook",
    "desks.keeper.faces.FaceForm": "picture",
    "desks.keeper.signed.ReplaceForm": "picture",
    "desks.public.forms.groups.GroupForm": "workbook",
}
# Files that are asked for without a form; each view hands them to the gate that is named.
WITHOUT_FORM = {"desks/keeper/signed.py": "picture", "apps/credentials/views/checking_json.py": "credential"}


def read_workbook(data: bytes) -> Any:
    return open_workbook(data, name="list.xlsx")


def read_register(data: bytes) -> Any:
    return [read_workbook(inside) for inside in files_in(data, name="register.zip").values()]


def read_times(data: bytes) -> Any:
    return read_calendar(data, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1), zone=UTC)


def check_credential(data: bytes) -> Any:
    verdict = verdict_on(data)
    if not verdict.ok:
        raise ValueError("not valid")


GATES: dict[str, tuple[Callable[[bytes], Any], tuple[type[Exception], ...]]] = {
    "workbook": (read_workbook, (WorkbookError,)),
    "picture": (prepare, (PhotoError,)),
    "recording": (read_recording, (RecordingError,)),
    "paper": (lambda data: read_paper(data, name="paper.pdf"), (PaperRefused,)),
    "work": (read_hand_in, (FileRefused,)),
    "document": (readable_document, (DocumentRefused,)),
    "register": (read_register, (WorkbookError,)),
    "calendar": (read_times, (CalendarError,)),
    "credential": (check_credential, (ValueError,)),
    "questions": (lambda data: read_gift(data.decode("utf-8")), (GiftError, UnicodeDecodeError)),
}
# Text has no frame: lines of a table or of questions are all that is ever made of it.
WORDS = {"php", "svg", "entities", "gif and script"}
TEXT = {"workbook": WORDS, "register": WORDS, "questions": WORDS | {"page", "elf"}}


def forms_with_files() -> set[str]:
    found = set()
    for path in HOUSE.rglob("*.py"):
        if "FileField" not in path.read_text(encoding="utf-8") and "WorkbookField" not in path.read_text(
            encoding="utf-8"
        ):
            continue
        module = import_module(".".join(["mueang", *path.relative_to(HOUSE).with_suffix("").parts]))
        for name, form in vars(module).items():
            if isinstance(form, type) and issubclass(form, forms.BaseForm) and form.__module__ == module.__name__:
                fields = getattr(form, "declared_fields", {})
                if any(isinstance(field, forms.FileField) for field in fields.values()):
                    found.add(f"{form.__module__}.{name}".removeprefix("mueang."))
    return found - {"ui.gallery.EnrolForm"}


def test_every_form_that_takes_a_file_names_its_gate():
    unnamed = {name for name in forms_with_files() if name not in FORMS and not name.startswith("apps.grants.forms.")}

    assert unnamed == set()
    assert {name for name in FORMS if not name.endswith("*")} - forms_with_files() == set()
    assert set(FORMS.values()) | set(WITHOUT_FORM.values()) == set(GATES)


def test_no_view_takes_a_file_past_a_form():
    sources = {path: path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py")}
    past = {
        path.relative_to(HOUSE).as_posix()
        for path, text in sources.items()
        if re.search(r"FILES\.(get|lists|values)|FILES\[", text)
    }

    assert past == set(WITHOUT_FORM)


@pytest.mark.parametrize("gate", sorted(GATES))
def test_what_a_stranger_sends_is_refused_by_what_it_is(db, gate):
    read, refusals = GATES[gate]
    passed = []
    for name, data in HOSTILE.items():
        try:
            made = read(data)
        except refusals:
            continue
        if made:
            passed.append(name)

    assert set(passed) <= TEXT.get(gate, set())


@pytest.mark.parametrize(
    "kept",
    [
        lambda data: b"".join(prepare(data).files.values()),
        lambda data: bytes(read_paper(data, name="x").content),
        lambda data: read_hand_in(data)[0],
        lambda data: readable_document(data)[0],
    ],
    ids=["picture", "paper", "work", "document"],
)
def test_a_picture_is_kept_without_where_and_with_what_it_was_taken(kept):
    sent = a_picture("JPEG")
    assert PLACE in sent

    stored = kept(sent)

    assert stored
    assert PLACE not in stored
    assert b"Exif" not in stored
