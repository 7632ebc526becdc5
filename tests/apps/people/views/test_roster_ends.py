"""How a roster ends: confirmed, thrown away, closed; who may see it at all."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cast import officer_of_both
from factories.people import person_row, workbook
from factories.rosters import MALI, at, text_of
from mueang.apps.people.actions import confirm_roster
from mueang.apps.people.enums import RosterState
from mueang.apps.people.models import Person, Roster
from mueang.lib.workbook import open_workbook


def test_missing_phones_are_added_only_after_a_tick(cast, officer_client, stage):
    roster = stage(person_row(1, phone=""))
    before = Person.objects.count()

    answer = officer_client.post(at("confirm", roster), {}, follow=True)
    assert ("โปรดทำเครื่องหมาย" in text_of(answer), Person.objects.count()) == (True, before)
    officer_client.post(at("confirm", roster), {"accepts_missing_phones": "on"})

    assert Person.objects.count() == before + 1


def test_confirming_twice_and_too_early_is_explained(cast, officer_client, stage):
    roster = stage(person_row(1), person_row(1))

    answer = officer_client.post(at("confirm", roster), {}, follow=True)
    assert "ยังมี 1 แถว" in text_of(answer)
    officer_client.post(at("decide_rows", roster), {"state": "duplicate", "decision": "skip"})
    officer_client.post(at("confirm", roster), {})
    answer = officer_client.post(at("confirm", roster), {}, follow=True)

    assert "ยืนยันไปแล้ว" in text_of(answer)
    assert Person.objects.filter(roster_rows__roster=roster).count() == 1


@pytest.mark.parametrize("name", ["decide_rows", "corrections", "columns", "discard"])
def test_a_closed_roster_takes_no_more_changes(cast, officer_client, stage, name):
    roster = stage(person_row(1))
    confirm_roster(roster=roster, actor=cast.officer)
    file = SimpleUploadedFile("back.xlsx", workbook(("2", "0812345678"), header=("Row in the file", "Phone")))

    answer = officer_client.post(
        at(name, roster), {"state": "ready", "decision": "skip", "corrections": file}, follow=True
    )

    assert "ยืนยันไปแล้ว" in text_of(answer)
    roster.refresh_from_db()
    assert roster.state == RosterState.CONFIRMED


def test_deciding_in_a_closed_roster_is_explained(cast, officer_client, stage):
    roster = stage(person_row(1))
    confirm_roster(roster=roster, actor=cast.officer)

    answer = officer_client.post(at("decide", roster, 2), {"decision": "skip"}, follow=True)

    assert "ยืนยันไปแล้ว" in text_of(answer)


def test_correcting_a_row_that_a_colleague_confirmed_a_moment_ago_is_refused(cast, officer_client, stage, monkeypatch):
    roster = stage(person_row(1))

    def closed(**kwargs):
        confirm_roster(roster=roster, actor=cast.manager)
        from mueang.apps.people.actions import correct_row

        return correct_row(**kwargs)

    monkeypatch.setattr("mueang.apps.people.views.roster_rows.correct_row", closed)
    answer = officer_client.post(at("row", roster, 2), {"full_name": MALI})

    assert "ยืนยันไปแล้ว" in text_of(answer)


def test_throwing_a_list_away_adds_nobody(cast, officer_client, stage):
    roster = stage(person_row(1))

    answer = officer_client.post(at("discard", roster), follow=True)

    assert "ไม่ได้เพิ่มผู้ใด" in text_of(answer)
    assert "ถูกทิ้งแล้ว" in text_of(officer_client.get(at("roster", roster)))


def test_the_same_file_confirmed_before_is_pointed_out(cast, officer_client, stage):
    data = workbook(person_row(1))
    confirm_roster(roster=stage(data=data), actor=cast.officer)

    page = text_of(officer_client.get(at("roster", stage(data=data))))

    assert "ไฟล์นี้เคยยืนยันไปแล้ว" in page


def test_unsure_columns_and_other_sheets_are_pointed_out(cast, officer_client, stage):
    roster = stage(
        ("1", "มาลี ใจดี", "0812345678", "0812345679"),
        header=("ที่", "ชื่อ-สกุล", "เบอร์โทร", "เบอร์มือถือ"),
        sheets=("หนึ่ง", "สอง"),
    )

    page = text_of(officer_client.get(at("roster", roster)))

    assert "มีหลายคอลัมน์ที่อาจเป็น: เบอร์โทรศัพท์" in page
    assert "หนึ่ง, สอง" in page


def test_an_empty_table_says_so(cast, officer_client, stage):
    assert "ไม่พบรายชื่อในแผ่นงานนี้" in text_of(officer_client.get(at("roster", stage())))


def test_the_rows_that_are_left_out_or_noted_can_be_shown(cast, officer_client, stage):
    roster = stage(person_row(1, phone=""), ("รวม 1 คน",), person_row(2))

    noted = text_of(officer_client.get(at("roster", roster) + "?show=noted"))
    skipped = text_of(officer_client.get(at("roster", roster) + "?show=skipped"))
    wrong = text_of(officer_client.get(at("roster", roster) + "?show=wrong"))

    assert ("row-2" in noted, "row-4" in noted) == (True, False)
    assert "หมายเหตุหรือยอดรวม" in skipped
    assert "ไม่มีแถวในกลุ่มนี้" in wrong


@pytest.mark.parametrize("n_rosters", [1, 3])
def test_the_list_of_rosters_costs_the_same_however_many(
    cast, officer_client, stage, n_rosters, django_assert_num_queries
):
    for n in range(n_rosters):
        stage(person_row(n + 1), person_row(n + 50))
    url = reverse("people:rosters", args=[cast.city.slug])
    officer_client.get(url)

    with django_assert_num_queries(6):
        page = text_of(officer_client.get(url))

    assert page.count("รายชื่อ.xlsx") == n_rosters


def test_the_list_of_rosters_is_exported(cast, officer_client, stage):
    confirm_roster(roster=stage(person_row(1)), actor=cast.officer)

    answer = officer_client.get(reverse("people:rosters", args=[cast.city.slug]) + "?format=xlsx")

    rows = open_workbook(answer.content, name="x.xlsx").sheets[0].rows
    assert [cell.text for cell in rows[1]][-2:] == ["1", "1"]


def test_an_empty_list_of_rosters_teaches(cast, officer_client):
    page = text_of(officer_client.get(reverse("people:rosters", args=[cast.city.slug])))

    assert "ยังไม่มีรายชื่อที่อัปโหลด" in page


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere", "learner"])
def test_a_stranger_meets_a_404_at_every_door(cast, client, stage, member):
    roster = stage(person_row(1))
    client.force_login(getattr(cast, member))

    for name in ("roster", "columns", "corrections"):
        assert client.get(at(name, roster)).status_code == 404
    for name in ("confirm", "discard", "decide_rows"):
        assert client.post(at(name, roster)).status_code == 404
    assert client.get(at("row", roster, 2)).status_code == 404
    assert client.post(at("decide", roster, 2), {"decision": "skip"}).status_code == 404
    for name in ("rosters", "upload"):
        assert client.get(reverse(f"people:{name}", args=[cast.city.slug])).status_code == 404
    assert Roster.objects.get().state == RosterState.PREVIEW


def test_nobody_enters_without_signing_in(cast, client, stage):
    answer = client.get(at("roster", stage(person_row(1))))

    assert (answer.status_code, "login" in answer.url) == (302, True)


def test_a_forged_form_is_refused(cast, stage):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)
    roster = stage(person_row(1))

    assert client.post(at("confirm", roster)).status_code == 403
    assert Roster.objects.get().state == RosterState.PREVIEW


def test_a_roster_of_another_city_is_not_found_under_this_one(cast, client, stage):
    roster = stage(person_row(1))
    client.force_login(officer_of_both(cast))

    assert client.get(reverse("people:roster", args=[cast.elsewhere.slug, roster.uuid])).status_code == 404


def test_pages_speak_english_too(cast, officer_client, stage):
    roster = stage(person_row(1, phone="0812"))

    page = text_of(officer_client.get(f"/en/desk/{cast.city.slug}/people/rosters/{roster.uuid}/"))

    assert "1 row needs correction" in page
    assert "has only 4 digits" in page
