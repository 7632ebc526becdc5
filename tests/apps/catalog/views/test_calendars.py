"""The pages of a partner's calendar: upload, look, choose, confirm, and whatever somebody may send instead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from factories.partners import calendar_file, day, event, staged
from mueang.apps.catalog.actions import confirm_calendar
from mueang.apps.catalog.models import CalendarImport, Offering, Session
from mueang.apps.catalog.queries.partners import import_plan

pytestmark = pytest.mark.django_db


def upload(desk, data, *, name="x.ics", **typed):
    facts = {
        "file": SimpleUploadedFile(name, data),
        "name": "",
        "until": (timezone.localdate() + timedelta(days=90)).isoformat(),
        "place": "",
        "seats": "12",
        "mode": "lab",
        "owner": "",
    }
    return desk.client.post(desk.to("calendar_add"), facts | typed)


def form_of(cast, user, **changes):
    return {"place": cast.place.uuid, "owner": str(user.uuid)} | changes


def test_from_upload_to_public_activity_in_two_presses(cast, officer):
    sent = upload(officer, calendar_file(event(RRULE="FREQ=WEEKLY;COUNT=2")), **form_of(cast, cast.officer))
    imported = CalendarImport.objects.get()
    page = officer.client.get(sent.url).content.decode()
    seen = import_plan(imported=imported, viewer=cast.officer).fingerprint

    officer.post("calendar_confirm", imported.uuid, seen=seen)

    assert "ศูนย์สมมติ" in page
    assert "New" in page
    assert Offering.objects.get().state == "published"
    assert Session.objects.count() == 2


def test_the_preview_shows_what_is_refused_with_line_uid_and_reason(cast, officer):
    bad = event("bad@partner", **{"DTEND;TZID=Asia/Bangkok": "", "SUMMARY": "<script>alert(1)</script>"})
    imported = staged(cast, calendar_file(event(), bad))

    page = officer.see("calendar", imported.uuid)

    assert "bad@partner" in page
    assert "Ends before it starts, or has no end." in page
    assert "<script>alert(1)" not in page


def test_the_words_to_those_seated_are_shown_before_they_leave(cast, officer):
    first = staged(cast, calendar_file(event()))
    seen = import_plan(imported=first, viewer=cast.officer).fingerprint
    confirm_calendar(imported=first, seen=seen, publishes=True, actor=cast.officer)
    Offering.objects.update(seats_taken=3)

    page = officer.see("calendar", staged(cast, calendar_file(event(at=day(8, 13)))).uuid)

    assert "What everyone with a seat will read" in page
    assert "Until now:" in page


def test_a_missing_place_is_asked_for_and_then_chosen(cast, officer):
    imported = staged(cast, calendar_file(event()), place="")
    assert "Choose a place" in officer.see("calendar", imported.uuid)

    officer.post(
        "calendar_activity", imported.uuid, 1, program="new", seats="8", mode="lecture", **form_of(cast, cast.officer)
    )

    choice = import_plan(imported=CalendarImport.objects.get(), viewer=cast.officer).activities[0].choice
    assert (choice.place, choice.seats, choice.mode) == (cast.place, 8, "lecture")


def test_the_form_leads_back_to_the_calendar_it_belongs_to(cast, officer):
    imported = staged(cast, calendar_file(event()))
    back = officer.to("calendar", imported.uuid)

    assert f'href="{back}"' in officer.see("calendar_activity", imported.uuid, 1)
    assert f'href="{back}"' in officer.see("calendar_choices", imported.uuid)


def test_one_place_is_chosen_for_everything_new(cast, officer):
    imported = staged(cast, calendar_file(event(), event("b", SUMMARY="นิทาน")), place="")

    officer.post("calendar_choices", imported.uuid, seats="9", mode="lab", **form_of(cast, cast.officer))

    plan = import_plan(imported=CalendarImport.objects.get(), viewer=cast.officer)
    assert plan.n_lacking == 0
    assert {one.choice.seats for one in plan.activities} == {9}


def test_leaving_out_and_taking_in_again(cast, officer):
    imported = staged(cast, calendar_file(event()))

    officer.post("calendar_skip", imported.uuid, 1, skip="1")
    assert "Left out" in officer.see("calendar", imported.uuid)
    officer.post("calendar_skip", imported.uuid, 1)

    assert "Left out" not in officer.see("calendar", imported.uuid)


def test_a_page_shown_too_long_ago_confirms_nothing(cast, officer):
    imported = staged(cast, calendar_file(event()))

    officer.post("calendar_confirm", imported.uuid, seen="something else")

    assert not Offering.objects.exists()


def test_the_next_file_says_when_nothing_has_changed(cast, officer):
    for _time in range(2):
        imported = staged(cast, calendar_file(event()))
        seen = import_plan(imported=imported, viewer=cast.officer).fingerprint
        answer = officer.client.post(officer.to("calendar_confirm", imported.uuid), {"seen": seen}, follow=True)

    assert "Nothing has changed." in answer.content.decode()


def test_a_file_thrown_away_is_gone(cast, officer):
    imported = staged(cast, calendar_file(event()))

    officer.post("calendar_discard", imported.uuid)

    assert officer.get("calendar", imported.uuid).status_code == 404


def test_a_calendar_taken_over_before_fills_the_form(cast, officer):
    imported = staged(cast, calendar_file(event()))
    seen = import_plan(imported=imported, viewer=cast.officer).fingerprint
    confirm_calendar(imported=imported, seen=seen, publishes=True, actor=cast.officer)
    staged(cast, calendar_file(event()))

    page = officer.see("calendar_add", calendar="ศูนย์สมมติ")

    assert 'value="12"' in page
    assert "Still being checked" in page


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"x" * 2_100_000 + b"BEGIN:VEVENT", "x.ics", "larger than 2 MB"),
        (calendar_file(event()).decode().encode("cp874"), "x.ics", "not written in UTF-8"),
        (b"<html></html>", "x.ics", "no calendar file"),
        (b"PK\x03\x04broken", "x.xlsx", "damaged"),
        (b"a,b\n1,2\n", "x.csv", "No row of headings"),
        (b"x" * 5_000_001, "x.xlsx", "too large"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_words_and_nothing_is_kept(cast, officer, data, name, says):
    page = upload(officer, data, name=name, **form_of(cast, cast.officer)).content.decode()

    assert says in page
    assert not CalendarImport.objects.exists()


def test_days_of_another_year_are_refused(cast, officer):
    far = (timezone.localdate() + timedelta(days=500)).isoformat()
    page = upload(officer, calendar_file(event()), until=far, **form_of(cast, cast.officer)).content.decode()

    assert "within a year" in page


def test_the_list_to_fill_in_is_an_excel_workbook(officer):
    assert officer.get("calendar_blank").content.startswith(b"PK")


@pytest.mark.parametrize("who", ["stranger", "learner", "auditor", "manager_elsewhere"])
def test_whoever_may_offer_nothing_sees_no_calendar(cast, client, who):
    imported = staged(cast, calendar_file(event()))
    client.force_login(getattr(cast, who))

    for name, rest in (("calendar_add", []), ("calendar", [imported.uuid]), ("calendar_activity", [imported.uuid, 1])):
        assert client.get(reverse(f"catalog:{name}", args=[cast.city.slug, *rest])).status_code in (403, 404)


def test_a_keeper_does_not_see_the_file_an_officer_is_checking(cast, desk):
    imported = staged(cast, calendar_file(event()))

    assert desk.get("calendar", imported.uuid).status_code == 404
    assert desk.get("calendar_activity", imported.uuid, 1).status_code == 404


def test_an_activity_that_is_not_in_the_file_is_not_found(cast, officer):
    assert officer.get("calendar_activity", staged(cast, calendar_file(event())).uuid, 9).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_an_activity_takes_the_same_statements_however_many_the_file_holds(cast, officer, n, django_assert_num_queries):
    events = [event(UID=f"{number}@partner", SUMMARY=f"กิจกรรม {number}") for number in range(n)]
    address = officer.to("calendar_activity", staged(cast, calendar_file(*events)).uuid, 1)

    with django_assert_num_queries(15):
        assert officer.client.get(address).status_code == 200
