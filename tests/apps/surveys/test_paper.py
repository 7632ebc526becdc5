"""Sheets of paper: who may type them, until when, and what is shown where two people typed differently."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import Cast
from factories.surveys import questionnaire, survey
from mueang.apps.surveys.actions import choose_entry, close_survey, type_sheet
from mueang.apps.surveys.enums import Sampling
from mueang.apps.surveys.errors import AlreadyAnswered, AnswersAmiss, NotOpen
from mueang.apps.surveys.forms.preparing import LARGEST_FILE
from mueang.apps.surveys.models import PaperEntry, Reply, Survey
from mueang.apps.surveys.queries import Said, paper_table, sheets_to_settle
from mueang.lib.workbook import Column, Table, write_workbook

pytestmark = pytest.mark.django_db


def typed_twice(cast: Cast) -> Survey:
    return survey(cast.city, cast.officer, sampling=Sampling.QUOTA, is_typed_twice=True)


def sheet(row: Survey, number: str = "A1", **answers: Any) -> Said:
    code = row.strata.order_by("pk")[0].neighbourhood.code
    return Said(sheet=number, neighbourhood=code, answers={"learn": "yes"} | answers)


def at(page: str, row: Survey) -> str:
    return reverse(f"surveys:{page}", args=["nakhon", row.uuid])


@pytest.mark.parametrize("name", ["stranger", "learner", "auditor", "manager_elsewhere"])
def test_whoever_enters_no_answers_types_and_chooses_nothing(cast: Cast, name: str) -> None:
    row = typed_twice(cast)
    type_sheet(survey=row, said=sheet(row), actor=cast.officer)
    entry = PaperEntry.objects.get()

    with pytest.raises(PermissionDenied):
        type_sheet(survey=row, said=sheet(row), actor=getattr(cast, name))
    with pytest.raises(PermissionDenied):
        choose_entry(entry=entry, actor=getattr(cast, name))

    assert (PaperEntry.objects.count(), Reply.objects.count()) == (1, 0)


def test_a_sheet_that_cannot_be_is_refused_at_its_first_typing(cast: Cast) -> None:
    row = typed_twice(cast)

    with pytest.raises(AnswersAmiss):
        type_sheet(survey=row, said=sheet(row, learn="perhaps"), actor=cast.officer)

    assert not PaperEntry.objects.exists()


def test_a_third_typing_waits_for_whoever_chooses(cast: Cast) -> None:
    row = typed_twice(cast)
    type_sheet(survey=row, said=sheet(row), actor=cast.officer)
    type_sheet(survey=row, said=sheet(row, learn="no"), actor=cast.keeper)

    with pytest.raises(AlreadyAnswered):
        type_sheet(survey=row, said=sheet(row), actor=cast.manager)

    assert (PaperEntry.objects.count(), Reply.objects.count()) == (2, 0)


def test_after_the_last_day_nothing_is_typed_and_what_differs_is_still_chosen(client: Client, cast: Cast) -> None:
    row = typed_twice(cast)
    type_sheet(survey=row, said=sheet(row), actor=cast.officer)
    type_sheet(survey=row, said=sheet(row, learn="no"), actor=cast.keeper)
    close_survey(survey=row, actor=cast.officer)

    with pytest.raises(NotOpen):
        type_sheet(survey=row, said=sheet(row, "A2"), actor=cast.officer)
    client.force_login(cast.officer)
    pages = [client.get(at(page, row)).content.decode() for page in ("paper", "paper_upload")]
    choose_entry(entry=PaperEntry.objects.get(clerk=cast.keeper), actor=cast.officer)

    assert Reply.objects.get().answers == {"learn": "no"}
    for page in pages:
        assert "การสำรวจปิดแล้ว" in page
        assert 'name="sheet"' not in page
        assert 'name="workbook"' not in page


def test_two_typings_that_differ_are_told_in_words_and_not_in_codes(cast: Cast) -> None:
    row = typed_twice(cast)
    near, far = (one.neighbourhood for one in row.strata.select_related("neighbourhood").order_by("pk"))
    told = [
        Said(sheet="A1", neighbourhood=near.code, answers={"learn": "no", "why": ["time", "far"]}, sex="female"),
        Said(sheet="A1", neighbourhood=far.code, answers={"learn": "yes", "minutes": 15}, has_guardian=True),
    ]
    for said, clerk in zip(told, (cast.officer, cast.keeper), strict=True):
        type_sheet(survey=row, said=said, actor=clerk)

    pair = sheets_to_settle(viewer=cast.officer, survey=row)[0]

    differences = dict(pair.differences)
    assert differences["เรียนไหม"] == ["ไม่ใช่", "ใช่"]
    assert differences["เพราะอะไร"][0] == "ไม่มีเวลา, ไกล"
    assert differences["กี่นาที"][1] == "15"
    assert differences["ชุมชน"] == [near.name_th, far.name_th]
    assert len(differences) == 6


@pytest.mark.parametrize("n_sheets", [1, 3])
def test_sheets_that_wait_cost_the_same_however_many(cast: Cast, n_sheets: int, django_assert_num_queries: Any) -> None:
    row = typed_twice(cast)
    for number in range(n_sheets):
        type_sheet(survey=row, said=sheet(row, f"A{number}"), actor=cast.officer)
    row = Survey.objects.select_related("city", "questionnaire").get(pk=row.pk)

    with django_assert_num_queries(3):
        assert len(sheets_to_settle(viewer=cast.officer, survey=row)) == n_sheets


def workbook(*tables: Table) -> SimpleUploadedFile:
    return SimpleUploadedFile("sheets.xlsx", write_workbook(list(tables)))


def test_a_workbook_is_read_past_sheets_that_are_none_and_lines_that_are_empty(client: Client, cast: Cast) -> None:
    form = questionnaire(cast.city, cast.officer)
    row = survey(cast.city, cast.officer, questionnaire=form, sampling=Sampling.FRAME, asks_background=False)
    client.force_login(cast.officer)
    columns = paper_table(row)[0].columns
    width = len(columns)
    empty, line = [None] * width, ["1", "yes", *[None] * (width - 2)]
    notes = Table("notes", [Column("x"), Column("y")], [["1", "2"]])
    only_numbers = Table("numbers", columns[:1], [["1"]])

    answer = client.post(
        at("paper_upload", row), {"workbook": workbook(notes, only_numbers, Table("a", columns, [empty, line]))}
    )

    # What is drawn is asked by its own link or number: a workbook has none of them.
    assert (answer.status_code, Reply.objects.count()) == (422, 0)
    assert [column.heading for column in columns][:2] == ["ลำดับ", "learn: เรียนไหม"]
    assert not any(cells[0] in {"age", "sex"} for cells in paper_table(row)[1].rows)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    client.force_login(cast.officer)
    file = SimpleUploadedFile("sheets.xlsx", bytes(LARGEST_FILE + 1))

    answer = client.post(at("paper_upload", row), {"workbook": file})

    assert (answer.status_code, "10 MB" in answer.content.decode()) == (422, True)
