"""Taking a workbook in, choosing its columns, throwing it away: persons stay untouched."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.people import NUMBERS, cohort, person_row, workbook
from mueang.apps.audit.models import Event
from mueang.apps.people import tasks
from mueang.apps.people.actions import choose_columns, confirm_roster, correct_row, discard_roster, stage_roster
from mueang.apps.people.enums import RosterField as F
from mueang.apps.people.enums import RosterState, RowState
from mueang.apps.people.errors import ColumnsRefused, FileRefused, NoSuchSheet, RosterClosed, RosterTooLong
from mueang.apps.people.models import Person, Roster, RosterRow
from mueang.apps.people.queries import roster_preview
from mueang.apps.people.queries.roster_file import clean_file_name, columns_page


def test_staging_reads_everybody_and_writes_no_person(cast, stage):
    before = list(Person.objects.values())

    roster = stage(data=cohort(60))

    counts = roster_preview(roster).counts
    assert (counts.ready, counts.wrong, counts.duplicate, counts.known, counts.skipped) == (54, 3, 2, 0, 2)
    assert list(Person.objects.values()) == before
    assert Event.objects.get().facts == {"n_rows": 61}


def test_neither_the_roster_nor_its_rows_hold_a_national_id_in_the_clear(stage):
    roster = stage(
        person_row(1, number=NUMBERS[0]), person_row(2, number="1234567890122"), person_row(3, office=NUMBERS[1])
    )

    said = str(list(RosterRow.objects.values())) + str(list(Roster.objects.values()))
    for number in (NUMBERS[0], "1234567890122", NUMBERS[1]):
        assert number not in said
        assert number.encode() not in bytes(roster.workbook_sealed)
    assert NUMBERS[0][-4:] in said


def test_a_stranger_stages_nothing(cast):
    with pytest.raises(PermissionDenied):
        stage_roster(city=cast.city, file_name="x.xlsx", data=workbook(person_row(1)), actor=cast.keeper)

    assert not Roster.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "x.xlsx", "empty"),
        (b"PK\x03\x04 nonsense", "x.xlsx", "damaged"),
        (b"%PDF-1.7", "x.xlsx", "not_a_workbook"),
        (b"<html><table></table></html>", "x.xls", "web_page"),
        (b"\xff\xff\xff\x81", "x.csv", "unknown_encoding"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(cast, data, name, code):
    with pytest.raises(FileRefused) as refusal:
        stage_roster(city=cast.city, file_name=name, data=data, actor=cast.officer)

    assert refusal.value.code == code
    assert "%" not in refusal.value.sentence
    assert not Roster.objects.exists()


def test_a_file_above_the_limit_is_refused_with_its_size(cast, settings):
    settings.UPLOAD_LIMIT_BYTES = 1_000

    with pytest.raises(FileRefused) as refusal:
        stage_roster(city=cast.city, file_name="x.xlsx", data=b"P" * 1_001, actor=cast.officer)

    assert refusal.value.code == "too_large"


def test_more_people_than_a_list_may_hold_are_refused(cast, monkeypatch):
    monkeypatch.setattr("mueang.apps.people.actions.rosters.LONGEST_ROSTER", 2)

    with pytest.raises(RosterTooLong) as refusal:
        stage_roster(city=cast.city, file_name="x.xlsx", data=workbook(*map(person_row, (1, 2, 3))), actor=cast.officer)

    assert "2" in refusal.value.sentence
    assert not Roster.objects.exists()


def test_a_named_sheet_is_read_and_an_unknown_one_refused(cast):
    data = workbook(person_row(1), sheets=("รายชื่อ", "อื่น"))

    roster = stage_roster(city=cast.city, file_name="x.xlsx", data=data, sheet="รายชื่อ", actor=cast.officer)

    assert (roster.sheet, roster.sheets, roster.rows.count()) == ("รายชื่อ", ["รายชื่อ", "อื่น"], 1)
    with pytest.raises(NoSuchSheet) as refusal:
        stage_roster(city=cast.city, file_name="x.xlsx", data=data, sheet="ไม่มี", actor=cast.officer)
    assert refusal.value.sentence


@pytest.mark.parametrize(
    ("hostile", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\รายชื่อ\\ลับ.xlsx", "ลับ.xlsx"),
        ("ราย\x00ชื่อ\u202exslx.exe", "รายชื่อxslx.exe"),
        ("", "-"),
        ("ก" * 300 + ".xlsx", "ก" * 195 + ".xlsx"),
        ("x." + "y" * 300, "x." + "y" * 198),
    ],
)
def test_a_hostile_file_name_is_cut_to_a_bare_name(hostile, kept):
    assert clean_file_name(hostile) == kept


def test_a_roster_that_a_colleague_closed_meanwhile_is_left_alone_by_the_worker(stage, monkeypatch):
    stage(person_row(1)), stage(person_row(2))
    monkeypatch.setattr(
        "mueang.apps.people.actions.rosters.empty",
        lambda roster, *, state: Roster.objects.update(state=RosterState.CONFIRMED),
    )

    assert tasks.run(timezone.now() + timedelta(hours=49)) == 1


def test_formula_text_stays_text_to_the_end(cast, stage):
    roster = stage(person_row(1, name="นาย=HYPERLINK ใจดี", office="=cmd|' /C calc'!A0"))

    (person,) = confirm_roster(roster=roster, actor=cast.officer)

    assert person.organization_name == "=cmd|' /C calc'!A0"


def test_a_file_without_a_header_waits_for_its_columns(cast, stage, row_of):
    roster = stage(("มาลี ใจดี", "0812345678"), header=("สมชาย ใจดี", "0812345679"))
    assert (roster.columns, roster.rows.count()) == ({}, 0)

    choose_columns(roster=roster, sheet="รายชื่อ", header=0, columns={F.FULL_NAME: [0], F.PHONE: [1]}, actor=cast.officer)

    assert list(roster.rows.values_list("number", "state")) == [(1, RowState.READY), (2, RowState.READY)]
    assert row_of(roster, 1).read["family_name"] == "ใจดี"


def test_choosing_columns_anew_forgets_corrections(cast, stage, row_of):
    roster = stage(person_row(1))
    correct_row(row=row_of(roster, 2), values={F.FULL_NAME: "อีกชื่อ หนึ่ง"}, actor=cast.officer)

    choose_columns(roster=roster, sheet="รายชื่อ", header=1, columns={F.FULL_NAME: [1]}, actor=cast.officer)

    assert row_of(roster, 2).read["given_name"] != "อีกชื่อ"
    assert F.PHONE not in row_of(roster, 2).raw


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({F.PHONE: [2]}, "no_name"),
        ({F.FULL_NAME: [1], F.PHONE: [2, 3]}, "twice"),
        ({F.FULL_NAME: [99]}, "no_name"),
        ({F.FULL_NAME: [-1]}, "no_name"),
        ({F.FULL_NAME: []}, "no_name"),
    ],
)
def test_columns_that_cannot_name_a_person_are_refused(cast, stage, columns, why):
    roster = stage(person_row(1))

    with pytest.raises(ColumnsRefused) as refusal:
        choose_columns(roster=roster, sheet="รายชื่อ", header=1, columns=columns, actor=cast.officer)

    assert (refusal.value.why, bool(refusal.value.sentence)) == (why, True)
    assert roster.rows.count() == 1


def test_the_columns_of_another_sheet_are_guessed_and_those_of_a_closed_roster_refused(cast, stage):
    roster = stage(person_row(1), sheets=("รายชื่อ", "อื่น"))

    assert columns_page(roster).layout.columns[F.FULL_NAME] == [1]
    assert columns_page(roster, sheet="อื่น").samples == []
    discard_roster(roster=roster, actor=cast.officer)
    with pytest.raises(RosterClosed):
        columns_page(Roster.objects.get())


def test_a_discarded_roster_holds_nothing_and_is_closed(cast, stage):
    roster = stage(person_row(1))

    discard_roster(roster=roster, actor=cast.officer)

    roster.refresh_from_db()
    assert (roster.state, roster.workbook_sealed) == (RosterState.DISCARDED, None)
    assert list(roster.rows.values_list("raw", "read", "problems")) == [({}, {}, [])]
    with pytest.raises(RosterClosed) as refusal:
        discard_roster(roster=roster, actor=cast.officer)
    assert refusal.value.sentence


def test_a_stranger_discards_nothing(cast, stage):
    roster = stage(person_row(1))

    with pytest.raises(PermissionDenied):
        discard_roster(roster=roster, actor=cast.manager_elsewhere)


def test_the_worker_throws_away_what_nobody_confirmed_in_two_days(cast, stage):
    old, fresh, confirmed = stage(person_row(1)), stage(person_row(2)), stage(person_row(3))
    confirm_roster(roster=confirmed, actor=cast.officer)
    now = timezone.now()
    Roster.objects.filter(pk__in=[old.pk, confirmed.pk]).update(uploaded_at=now - timedelta(hours=49))
    Roster.objects.filter(pk=fresh.pk).update(uploaded_at=now - timedelta(hours=47))

    assert (tasks.run(now), tasks.run(now)) == (1, 0)

    states = dict(Roster.objects.values_list("pk", "state"))
    assert states == {old.pk: "discarded", fresh.pk: "preview", confirmed.pk: "confirmed"}
    assert list(old.rows.values_list("raw", "read")) == [({}, {})]
    assert Event.objects.filter(verb="roster.purged", actor=None).count() == 1
