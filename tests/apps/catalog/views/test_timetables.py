"""Timetables with their preview, words before they leave, conditions and closed days, door by door."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from factories.catalog import DraftFactory
from factories.enrollment import joined
from factories.rows import PlaceFactory, SessionFactory
from mueang.apps.catalog.models import Change, ClosedDays

FIRST = date(timezone.localdate().year + 1, 4, 6)  # Chakri Memorial Day, and a Monday or not: its weekday is taken
SOON = timezone.now() + timedelta(days=3)


def a_rule(**changes: object) -> dict[str, object]:
    answers = {
        "first_on": f"{FIRST.day}/{FIRST.month}/{FIRST.year + 543}",
        "from_time": "9.00 น.",
        "to_time": "12:00",
        "repeats": "weekly",
        "every": "1",
        "times": "๓",
        "skips_holidays": "on",
        "mode": "lab",
    }
    return {**answers, **changes}


@pytest.fixture
def draft(cast):
    return DraftFactory(city=cast.city, program__city=cast.city, place=cast.place)


@pytest.fixture
def seated(offering):
    SessionFactory(offering=offering, number=1, starts_at=SOON, ends_at=SOON + timedelta(hours=2))
    joined(offering)
    return offering


def shown(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_every_day_is_shown_with_the_holiday_crossed_out_before_anything_is_written(desk, draft):
    assert "Show every day" in desk.see("timetable", draft.slug)

    page = shown(desk.post("timetable", draft.slug, **a_rule(), preview="1"))

    assert f"<s>{'Monday' if FIRST.weekday() == 0 else ''}" in page
    assert "Chakri Memorial Day" in page
    assert "3 sessions" in page
    assert not draft.sessions.exists()


def test_what_was_shown_is_saved_with_the_ticks(desk, draft):
    ticks = {"held_anyway": [FIRST.isoformat()], "skipped": [(FIRST + timedelta(weeks=2)).isoformat()]}
    page = shown(desk.post("timetable", draft.slug, **a_rule(**ticks), preview="1"))
    seen = page.partition('name="save" value="')[2].partition('"')[0]

    answer = desk.post("timetable", draft.slug, **a_rule(**ticks), save=seen)

    assert answer.status_code == 302
    days = [timezone.localdate(row.starts_at) for row in draft.sessions.order_by("starts_at")]
    assert days[0] == FIRST
    assert len(days) == 3
    assert FIRST + timedelta(weeks=2) not in days
    again = desk.see("timetable", draft.slug)
    assert 'value="3"' in again


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to_time": "08:00"}, "after the start"),
        ({"until": f"{FIRST.day}/5/{FIRST.year + 543}"}, "one of the two"),
        ({"times": ""}, "one of the two"),
        ({"times": "", "until": f"1/4/{FIRST.year + 543}"}, "before the first day"),
        ({"every": "13"}, "12"),
        ({"weekdays": ["XX"]}, "XX"),
        ({"added": "never"}, "Write the day like"),
        ({"added": ",".join(["1/1/2569"] * 51)}, "too many days"),
    ],
)
def test_a_rule_without_sense_is_said_at_its_field(desk, draft, wrong, said):
    assert said in shown(desk.post("timetable", draft.slug, **a_rule(**wrong), preview="1"))
    assert not draft.sessions.exists()


def test_days_that_are_none_are_left_out_of_the_ticks(desk, draft):
    page = shown(desk.post("timetable", draft.slug, **a_rule(skipped=["<script>", "2026-13-01"]), preview="1"))

    assert "3 sessions" in page
    assert "<script>" not in page.replace("<script ", "")


def test_a_rule_by_the_month_comes_back_as_it_was_typed(desk, draft):
    rule = a_rule(repeats="monthly", nth="-1", weekdays=["SA"], added=f"1/5/{FIRST.year + 543}")
    page = shown(desk.post("timetable", draft.slug, **rule, preview="1"))
    desk.post("timetable", draft.slug, **rule, save=page.partition('name="save" value="')[2].partition('"')[0])

    again = desk.see("timetable", draft.slug)

    assert draft.timetable.rule == "FREQ=MONTHLY;INTERVAL=1;BYDAY=-1SA;COUNT=3"
    assert draft.sessions.count() == 4
    assert '<option value="-1" selected>' in again


def test_a_preview_that_is_out_of_date_is_shown_anew(desk, draft):
    page = shown(desk.post("timetable", draft.slug, **a_rule(), save="0123456789abcdef"))

    assert "Meanwhile something has changed" in page
    assert not draft.sessions.exists()


def test_people_are_told_of_new_days_as_the_keeper_mended_the_words(desk, seated):
    page = shown(desk.post("timetable", seated.slug, **a_rule(), preview="1"))
    seen = page.partition('name="save" value="')[2].partition('"')[0]
    assert "What everyone with a seat will read" in page

    words = {"tell": "1", "message_th": "วันใหม่สมมติ", "message_en": "", "request_key": "k"}
    for _ in range(2):
        desk.post("timetable", seated.slug, **a_rule(), save=seen, **words)

    assert [change.message_th for change in Change.objects.all()] == ["วันใหม่สมมติ"]


def test_a_cancelled_session_shows_its_words_first_and_is_taken_back_the_same_way(desk, seated):
    page = shown(desk.post("session_cancel", seated.slug, 1, reason="น้ำท่วม"))
    assert "น้ำท่วม" in page
    assert seated.sessions.get().state == "planned"

    words = {"tell": "1", "message_th": "งดสมมติ", "message_en": "Off", "request_key": "k1"}
    desk.post("session_cancel", seated.slug, 1, reason="น้ำท่วม", **words)
    told = desk.see("offering", seated.slug)
    assert "On its way" in told
    assert "takes place after all" in told

    assert "take place after all" in desk.see("session_reinstate", seated.slug, 1)
    assert "Tell them" in shown(desk.post("session_reinstate", seated.slug, 1))
    desk.post("session_reinstate", seated.slug, 1, message_th="กลับมาสมมติ", request_key="k2")

    assert seated.sessions.get().state == "planned"
    assert Change.objects.count() == 1  # the box was not ticked the second time


def test_a_moved_session_is_news_and_a_new_topic_is_not(desk, seated):
    tomorrow = timezone.localdate() + timedelta(days=1)
    same = {"on": tomorrow.isoformat(), "from_time": "10:00", "to_time": "12:00", "mode": "lab"}
    session = seated.sessions.get()
    session.starts_at, session.ends_at = (
        timezone.make_aware(datetime.combine(tomorrow, time(hour))) for hour in (10, 12)
    )
    session.save()

    assert desk.post("session_change", seated.slug, 1, **same, topic_th="ย้อมสี").status_code == 302
    moved = same | {"on": (tomorrow + timedelta(days=1)).isoformat()}
    assert "What everyone with a seat will read" in shown(desk.post("session_change", seated.slug, 1, **moved))


def test_an_offering_is_called_off_and_taken_back_with_words(desk, seated):
    assert "Nobody needs to come" in shown(desk.post("offering_cancel", seated.slug, reason="ฝนตกหนัก"))
    words = {"tell": "1", "message_th": "งดทั้งหมดสมมติ", "request_key": "k1"}
    desk.post("offering_cancel", seated.slug, reason="ฝนตกหนัก", **words)
    seated.refresh_from_db()
    assert seated.state == "cancelled"

    assert "It takes place after all" in desk.see("offering", seated.slug)
    assert "Your seat is still yours" in shown(desk.post("offering_reinstate", seated.slug))
    desk.post("offering_reinstate", seated.slug, tell="1", message_th="กลับมาสมมติ", request_key="k2")

    seated.refresh_from_db()
    assert seated.state == "published"
    assert list(Change.objects.values_list("message_th", flat=True)) == ["กลับมาสมมติ", "งดทั้งหมดสมมติ"]
    assert "can no longer be taken back" in shown(
        desk.post("offering_reinstate", seated.slug, tell="1", message_th="x", request_key="k3")
    )


def test_an_offering_that_moves_shows_its_words_first(officer, cast, seated):
    hall = PlaceFactory(city=cast.city, name_en="Invented hall")
    answers = {"place": hall.slug, "seats": "20", "language": "th", "cost": "0"}

    page = shown(officer.post("offering_change", seated.slug, **answers))
    assert "Now at: Invented hall" in page
    officer.post("offering_change", seated.slug, **answers, tell="1", message_th="ย้ายสมมติ", request_key="k")

    seated.refresh_from_db()
    assert seated.place == hall
    assert Change.objects.get().kind == "moved"


def test_conditions_are_typed_kept_and_shown_again(desk, offering):
    assert "Low-income households" in desk.see("offering_conditions", offering.slug)

    desk.post(
        "offering_conditions",
        offering.slug,
        delivery="hybrid",
        online_url="https://meet.example.test/room",
        reserved_low_income="๓",
        accessibility=["wheelchair", "halal"],
        kit_bring="ผ้าขาว / White cloth = 1,200.50\n\nดินสอ",
        kit_provided="สีย้อม",
    )

    offering.refresh_from_db()
    assert (offering.reserved_seats, offering.accessibility) == ({"low_income": 3}, ["wheelchair", "halal"])
    assert [(line.name_th, line.name_en, line.source, line.cost_satang) for line in offering.kit_lines] == [
        ("ผ้าขาว", "White cloth", "bring", 120_050),
        ("ดินสอ", "", "bring", 0),
        ("สีย้อม", "", "provided", 0),
    ]
    page = desk.see("offering_conditions", offering.slug)
    assert "ผ้าขาว / White cloth = 1200.5" in page
    assert "White cloth" in desk.see("offering", offering.slug)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reserved_older": "9999"}, "Please reserve fewer"),
        ({"waiver_older": "10"}, "more than the cost"),
        ({"delivery": "online"}, "address of the online room"),
        ({"online_url": "javascript:alert(1)"}, "valid URL"),
        ({"kit_bring": "ผ้า = หนึ่งร้อย"}, "no number"),
        ({"kit_bring": "ผ้า = NaN"}, "no number"),
        ({"kit_bring": "ผ้า = -1"}, "no number"),
        ({"kit_buy": "= 12"}, "empty or too long"),
        ({"kit_buy": "ก" * 121}, "empty or too long"),
        ({"kit_buy": "ก\n" * 13}, "at most 12"),
    ],
)
def test_a_wrong_condition_is_said_at_its_field(desk, offering, wrong, said):
    page = shown(desk.post("offering_conditions", offering.slug, **({"delivery": "onsite"} | wrong)))

    assert said in page
    offering.refresh_from_db()
    assert (offering.reserved_seats, offering.kit) == ({}, [])


def test_the_city_marks_its_closed_days_and_a_keeper_only_reads_them(officer, client, cast):
    assert "No days of the city" in officer.see("closed_days")
    year = FIRST.year + 543
    wrong = officer.post("closed_days", first_on=f"2/1/{year}", last_on=f"1/1/{year}", name_th="สมมติ")
    assert "before the first day" in shown(wrong)
    officer.post("closed_days", first_on=f"27/5/{year}", name_th="วันรายอสมมติ", name_en="Invented feast")
    row = ClosedDays.objects.get()
    assert "Invented feast" in officer.see("closed_days")

    client.force_login(cast.keeper)
    page = officer.see("closed_days")
    assert "Invented feast" in page
    assert "Take off" not in page
    assert officer.post("closed_days", first_on=f"28/5/{year}", name_th="x").status_code == 403
    assert officer.post("closed_days_remove", row.uuid).status_code == 403

    client.force_login(cast.manager_elsewhere)
    assert officer.get("closed_days").status_code == 404
    client.force_login(cast.officer)
    officer.post("closed_days_remove", row.uuid)
    assert not ClosedDays.objects.exists()


@pytest.mark.parametrize("door", ["timetable", "offering_conditions", "offering_reinstate"])
def test_an_offering_elsewhere_is_no_address_here(desk, cast, door):
    foreign = DraftFactory(city=cast.elsewhere, program__city=cast.elsewhere, place__city=cast.elsewhere)

    assert desk.get(door, foreign.slug).status_code == 404
    assert quote(foreign.slug) not in desk.see("offerings")
