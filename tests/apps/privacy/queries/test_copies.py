"""The copy of everything held about one person."""

from __future__ import annotations

import json
from datetime import time

from django.utils import timezone, translation

from factories.people import NUMBERS, GuardianshipFactory, KnownPersonFactory, RosterFactory
from factories.privacy import SECRET, known_everywhere
from factories.registers import PupilFactory
from factories.rows import PersonFactory
from mueang.apps.notices.models import QuietHours
from mueang.apps.people.actions import change_person, merge_persons
from mueang.apps.people.models import RosterRow
from mueang.apps.privacy.queries.copies import access_copy, copy_json, copy_tables
from mueang.apps.privacy.queries.paper import copy_pdf
from mueang.lib.workbook import open_workbook, write_workbook


def said_of(copy):
    return json.dumps(copy_json(copy), ensure_ascii=False)


def test_the_copy_holds_their_rows_of_every_app_and_nobody_elses(cast):
    person = known_everywhere(cast)
    other = known_everywhere_else(cast)

    copy = access_copy(person)

    labels = {part.label for part in copy.parts}
    assert labels >= {
        "accounts.User",
        "enrollment.Apology",
        "enrollment.Attendance",
        "enrollment.Enrollment",
        "enrollment.HoursEntry",
        "notices.Notice",
        "outcomes.Outcome",
        "people.Consent",
        "people.DataRequest",
        "people.Person",
    }
    assert SECRET in said_of(copy)
    assert other.given_name not in said_of(copy)


def known_everywhere_else(cast):
    return KnownPersonFactory(city=cast.city, given_name="คนอื่นของเมือง")


def test_third_persons_staff_keys_and_the_whole_id_number_are_left_out_with_the_reason(cast):
    person = known_everywhere(cast)
    mother = KnownPersonFactory(city=cast.city, given_name="แม่ผู้อื่น")
    GuardianshipFactory(child=person, guardian=mother)
    change_person(person=person, national_id=NUMBERS[0], actor=cast.officer)
    person.refresh_from_db()
    person.user.set_password("x")
    person.user.save()

    copy = access_copy(person)

    said = said_of(copy)
    assert NUMBERS[0][-4:] in said
    assert NUMBERS[0] not in said
    for hidden in ("แม่ผู้อื่น", person.user.password, person.national_id_hash, cast.officer.username):
        assert hidden not in said
    assert any("เจ้าหน้าที่ผู้บันทึก" in one.what for one in copy.left_out)


def test_that_a_pupil_is_known_to_the_protected_zone_is_never_told(cast):
    person = known_everywhere(cast)
    before = said_of(access_copy(person))
    PupilFactory(city=cast.city, person=person, person_confidence="national_id", given_name="ในเขตคุ้มครอง")

    copy = access_copy(person)

    assert said_of(copy) == before
    assert [one.why for one in copy.left_out if "ฝ่ายคุ้มครองเด็ก" in one.why]


def test_rows_of_a_merged_twin_are_in_it(cast):
    person = known_everywhere(cast)
    keep = PersonFactory(city=cast.city)
    merge_persons(keep=keep, merge=person, actor=cast.officer)

    labels = {part.label for part in access_copy(keep).parts}

    assert {"enrollment.Enrollment", "outcomes.Outcome"} <= labels


def test_it_is_a_workbook_and_a_paper_in_both_languages(cast):
    copy = access_copy(known_everywhere(cast))

    book = open_workbook(write_workbook(copy_tables(copy), language="th"), name="x.xlsx")

    assert len(book.sheets) == len(copy.parts) + 2
    for language in ("th", "en"):
        with translation.override(language):
            assert copy_pdf(copy, language=language, made_at=timezone.now()).startswith(b"%PDF")


def test_lists_times_and_yes_or_no_are_told_as_somebody_reads_them(cast):
    person = known_everywhere(cast)
    QuietHours.objects.create(user=person.user, starts_at=time(22), ends_at=time(6))
    read = {"ชื่อ": "สมมติ", "โทร": ["081", "082"], "ที่อยู่": {"ตำบล": "สะเตง"}}
    RosterRow.objects.create(
        roster=RosterFactory(city=cast.city), number=1, person=person, raw=["ก", "ข"], read=read, problems=[]
    )

    copy = access_copy(person)

    said = {part.label: part for part in copy.parts}
    row = {str(value) for value in said["people.RosterRow"].lines[0]}
    assert "ก, ข" in row
    # PostgreSQL keeps what stands under names in an order of its own.
    (told,) = (value for value in row if "โทร: 081, โทร: 082" in value)
    assert "ชื่อ: สมมติ" in told
    assert "ที่อยู่: ตำบล: สะเตง" in told
    assert {"22:00:00", "06:00:00"} <= set(said["notices.QuietHours"].lines[0])
    assert "ใช่" in said["people.Person"].lines[0]
    assert copy.n_rows == sum(len(table["rows"]) for table in copy_json(copy)["tables"])


def test_more_rows_cost_no_more_statements(cast, django_assert_max_num_queries):
    person = known_everywhere(cast)
    access_copy(person)

    with django_assert_max_num_queries(80):
        access_copy(person)
