"""Two rows of one child become one by a person's word, day by day where they differ, and two again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cast import MEMBERS, Cast
from factories.registers import PupilFactory, RegisterPageFactory, SchoolingFactory, SectionFactory
from mueang.apps.audit.models import Event
from mueang.apps.registers.actions import PageMarks, lay_pages, merge_pupils, undo_merge
from mueang.apps.registers.errors import CannotMerge, MarksUndecided, MergeReasonMissing, MergeSettled
from mueang.apps.registers.models import PageCorrection, Pupil, PupilMerge, PupilYear, RegisterPage, Schooling
from mueang.apps.registers.queries import unpack_year
from mueang.apps.registers.queries.matching import match_pupils
from mueang.apps.registers.queries.merging import alike_pupils, merge_preview
from mueang.apps.registers.queries.readings import SaidPupil
from mueang.apps.registers.rules import may_merge_pupils

pytestmark = pytest.mark.django_db
IDS = ("1100000000016", "1100000000024")


@pytest.fixture
def keep(schools):
    """Present on 1 to 3 (late on the 3rd), absent on the 4th, on leave on the 5th of June."""
    lay_pages(city=schools.own.city, said=[PageMarks(schools.pupil.pk, 6, 31, (31, 7, 4, 16))], actor=None)
    return schools.pupil.pupil


@pytest.fixture
def merge(cast, schools, keep):
    """In the same class: absent on the 2nd and 4th, present on the 8th; July only here; and last year elsewhere."""
    pupil = PupilFactory(city=cast.city, given_name=keep.given_name, birth_on=date(2016, 1, 2), sex="female")
    here = SchoolingFactory(section=schools.section, pupil=pupil, number="777", seat=40)
    before = SchoolingFactory(section=SectionFactory(school=schools.other, school_year=2025), pupil=pupil)
    said = [
        PageMarks(here.pk, 6, 0b10001010, (0b10001010, 0b10000000, 0, 0)),
        PageMarks(here.pk, 7, 1, (1, 1, 0, 0)),
        PageMarks(before.pk, 6, 1, (1, 0, 0, 0)),
    ]
    lay_pages(city=cast.city, said=said, actor=None)
    lay_pages(city=cast.city, said=[PageMarks(here.pk, 7, 1, (1, 0, 0, 0))], actor=None)
    return pupil


def differing(keep: Pupil, merge: Pupil):
    return merge_preview(keep=keep, merge=merge).differing


def made_one(cast: Cast, keep: Pupil, merge: Pupil, *, choice: str = "merge") -> PupilMerge:
    chosen = {one.key: choice for one in differing(keep, merge)}
    return merge_pupils(keep=keep, merge=merge, reason="ชื่อและวันเกิดเดียวกัน", chosen=chosen, actor=cast.case_supervisor)


def everything() -> dict[str, list[dict[str, object]]]:
    """Rows by what they say; keys of rows that went and came again differ."""
    ignored = {"id", "schooling_id", "page_id", "changed_at", "replaced_at", "changed_by_id", "replaced_by_id"}
    tables = (Pupil, Schooling, RegisterPage, PupilYear)
    return {
        table.__name__: sorted(
            ({k: v for k, v in row.items() if k not in ignored} for row in table.objects.values()), key=str
        )
        for table in tables
    }


def test_only_days_that_both_marked_otherwise_are_asked(keep, merge):
    (second,) = differing(keep, merge)

    assert (second.on, second.left, second.right) == (date(2026, 6, 2), "/", "ข")
    assert not differing(merge, merge)


def without(rows: list[dict[str, object]], *columns: str) -> list[dict[str, object]]:
    return [{name: value for name, value in row.items() if name not in columns} for row in rows]


@pytest.mark.parametrize(("choice", "june"), [("keep", 0b10000111), ("merge", 0b10000101)])
def test_days_of_both_become_one_month_as_a_person_chose(cast, schools, keep, merge, choice, june):
    made_one(cast, keep, merge, choice=choice)

    page = RegisterPage.objects.get(schooling=schools.pupil, month=6)
    assert page.masks == (0b10011111, june, 4, 16)
    assert RegisterPage.objects.get(schooling=schools.pupil, month=7).masks == (1, 0, 0, 0)
    assert page.corrections.get().present == 7
    assert unpack_year(PupilYear.objects.get(pupil=keep, school_year=2026).packed)[6] == page.masks
    assert PupilYear.objects.filter(pupil=keep).count() == 2
    assert not PupilYear.objects.filter(pupil=merge).exists()


def test_the_kept_row_gains_what_it_lacks_and_the_other_points_there(cast, schools, keep, merge):
    merge.national_id = IDS[0]
    merge.save()

    made_one(cast, keep, merge)

    keep.refresh_from_db()
    merge.refresh_from_db()
    assert (keep.birth_on, keep.sex, keep.national_id) == (date(2016, 1, 2), "female", IDS[0])
    assert (merge.merged_into, merge.national_id_hash) == (keep, "")
    assert set(keep.schoolings.values_list("school_year", flat=True)) == {2025, 2026}
    assert not merge.schoolings.exists()
    assert keep.schoolings.get(school_year=2026) == schools.pupil
    event = Event.objects.get(verb="pupil.merged")
    assert event.facts == {"merged": str(merge.uuid), "n_moved": 1, "n_joined": 1, "n_days": 1}
    assert IDS[0] not in str(PupilMerge.objects.get().before)


def test_undoing_makes_two_children_again_as_they_were(cast, keep, merge):
    merge.national_id = IDS[0]
    merge.source_key = "s9"
    merge.save()
    before = everything()
    corrections = PageCorrection.objects.filter(page__schooling__pupil=merge).count()

    row = made_one(cast, keep, merge)
    assert everything() != before
    undo_merge(row=row, reason="ฝาแฝดคนละคน", actor=cast.case_supervisor)

    after = everything()
    for table in before:
        assert without(after[table], "by_hand", "national_id_encrypted") == without(
            before[table], "by_hand", "national_id_encrypted"
        ), table
    assert PageCorrection.objects.filter(page__schooling__pupil=merge).count() == corrections == 1
    merge.refresh_from_db()
    assert merge.national_id == IDS[0]
    with pytest.raises(MergeSettled):
        undo_merge(row=row, reason="อีกครั้ง", actor=cast.case_supervisor)


def test_what_was_marked_since_is_not_thrown_away_by_undoing(cast, schools, keep, merge):
    row = made_one(cast, keep, merge)
    lay_pages(city=cast.city, said=[PageMarks(schools.pupil.pk, 6, 1, (1, 0, 0, 0))], actor=cast.teacher)
    before = everything()

    with pytest.raises(MergeSettled), transaction.atomic():
        undo_merge(row=row, reason="ฝาแฝด", actor=cast.case_supervisor)

    assert everything() == before


def test_a_schooling_that_is_gone_cannot_be_told_apart(cast, schools, keep, merge):
    row = made_one(cast, keep, merge)
    schools.pupil.delete()

    with pytest.raises(MergeSettled), transaction.atomic():
        undo_merge(row=row, reason="ฝาแฝด", actor=cast.case_supervisor)


def test_nothing_is_merged_without_a_reason_or_with_days_undecided(cast, keep, merge):
    (day,) = differing(keep, merge)
    before = everything()

    for chosen in ({}, {day.key: "both"}):
        with pytest.raises(MarksUndecided):
            merge_pupils(keep=keep, merge=merge, reason="x", chosen=chosen, actor=cast.case_supervisor)
    with pytest.raises(MergeReasonMissing):
        merge_pupils(keep=keep, merge=merge, reason=" ", chosen={day.key: "keep"}, actor=cast.case_supervisor)
    assert everything() == before


def test_two_numbers_are_two_children_and_no_row_is_merged_twice(cast, keep, merge):
    for pupil, number in ((keep, IDS[0]), (merge, IDS[1])):
        pupil.national_id = number
        pupil.save()
    with pytest.raises(CannotMerge):
        made_one(cast, keep, merge)
    keep.national_id = ""
    keep.save()

    row = made_one(cast, keep, merge)

    with pytest.raises(MergeReasonMissing):
        undo_merge(row=row, reason=" ", actor=cast.case_supervisor)
    with pytest.raises(CannotMerge):
        merge_pupils(keep=keep, merge=merge, reason="x", chosen={}, actor=cast.case_supervisor)
    with pytest.raises(CannotMerge):
        merge_pupils(keep=keep, merge=keep, reason="x", chosen={}, actor=cast.case_supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pupil.objects.filter(pk=keep.pk).update(merged_into=keep.pk)


def test_a_chain_of_merges_is_undone_from_its_end(cast, keep, merge):
    third = PupilFactory(city=cast.city)
    first = made_one(cast, keep, merge)
    second = made_one(cast, third, keep)

    merge.refresh_from_db()
    assert merge.merged_into == third
    with pytest.raises(MergeSettled), transaction.atomic():
        undo_merge(row=first, reason="x", actor=cast.case_supervisor)
    undo_merge(row=second, reason="x", actor=cast.case_supervisor)
    undo_merge(row=first, reason="x", actor=cast.case_supervisor)

    assert not Pupil.objects.exclude(merged_into=None).exists()


def test_who_may_merge(cast, schools, keep, merge):
    mate = SchoolingFactory(section=schools.section).pupil

    def may(other):
        return {name for name in MEMBERS if may_merge_pupils(getattr(cast, name), keep, other)}

    assert may(mate) == {"teacher", "case_supervisor"}
    assert may(merge) == {"case_supervisor"}
    assert may(PupilFactory(city=cast.elsewhere)) == set()
    with pytest.raises(PermissionDenied):
        merge_pupils(keep=keep, merge=merge, reason="x", chosen={}, actor=cast.teacher)
    row = made_one(cast, keep, merge)
    with pytest.raises(PermissionDenied):
        undo_merge(row=row, reason="x", actor=cast.teacher)


def test_a_file_that_names_the_merged_row_means_the_kept_one(cast, schools, keep, merge):
    merge.source_key = "s9"
    merge.save()
    keep.source_key = "s1"
    keep.save()
    made_one(cast, keep, merge)

    said = [SaidPupil("A1", source_key="s9"), SaidPupil("A2", given_name=merge.given_name, family_name="ตัวอย่าง")]
    matches = match_pupils(said, city=cast.city, schools={"": schools.own}, school_year=2026, answers={})

    assert matches[0].pupil == keep
    assert matches[1].candidates == [keep] or matches[1].pupil == keep


def test_who_is_alike_is_found_and_the_merged_is_not(cast, keep, merge):
    PupilFactory(city=cast.city, given_name="ไม่เหมือน", family_name="เลย")

    assert alike_pupils(keep, viewer=cast.case_supervisor) == [merge]
    assert alike_pupils(keep, viewer=cast.case_supervisor, words="ไม่เหมือน")[0].given_name == "ไม่เหมือน"
    assert alike_pupils(keep, viewer=cast.case_supervisor, words="??") == []
    made_one(cast, keep, merge)
    assert alike_pupils(keep, viewer=cast.case_supervisor) == []


@pytest.mark.parametrize("n", [1, 3])
def test_side_by_side_costs_three_statements_however_much_there_is(schools, keep, merge, n, django_assert_num_queries):
    for month in range(8, 8 + n):
        RegisterPageFactory(schooling=schools.pupil, month=month)

    with django_assert_num_queries(3):
        assert merge_preview(keep=keep, merge=merge).n_differing == 1
