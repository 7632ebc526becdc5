"""How dates, hours, money and distances read."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from mueang.ui import words

DAY = date(2023, 11, 4)
NINE = datetime(2023, 11, 4, 2, 0, tzinfo=UTC)
NOON = datetime(2023, 11, 4, 5, 0, tzinfo=UTC)
LATE_EVENING_IN_LONDON = datetime(2023, 11, 3, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "style", "said"),
    [
        ("th", "short", "4 พ.ย. 2566"),
        ("th", "long", "4 พฤศจิกายน 2566"),
        ("th", "weekday", "ส. 4 พ.ย. 2566"),
        ("th", "full", "วันเสาร์ที่ 4 พฤศจิกายน 2566"),
        ("th", "month", "พฤศจิกายน 2566"),
        ("en", "short", "4 Nov 2023"),
        ("en", "full", "Saturday 4 November 2023"),
        ("en", "month", "November 2023"),
        ("ms", "month", "2023-11"),
    ],
)
def test_a_date_reads_in_the_era_of_its_language(language: str, style: words.Style, said: str) -> None:
    with translation.override(language):
        assert words.thai_date(DAY, style) == said


def test_an_instant_is_dated_by_the_calendar_on_a_bangkok_wall() -> None:
    with translation.override("en"):
        assert words.thai_date(LATE_EVENING_IN_LONDON) == "4 Nov 2023"
        assert words.moment(LATE_EVENING_IN_LONDON) == "4 Nov 2023 01:30"


def test_hours_carry_their_thai_mark_once() -> None:
    with translation.override("th"):
        assert words.clock(NINE) == "09:00 น."
        assert words.clock(NINE, NOON) == "09:00–12:00 น."
        assert words.clock(time(13, 30), time(16, 0)) == "13:30–16:00 น."
        assert words.moment(NINE) == "4 พ.ย. 2566 09:00 น."


def test_a_naive_time_is_taken_as_it_stands() -> None:
    with translation.override("en"):
        assert words.clock(datetime(2023, 11, 4, 9, 0)) == "09:00"  # noqa: DTZ001 (a naive value is the case here)


def test_what_is_not_there_is_a_dash_not_an_error() -> None:
    said = [words.thai_date(None), words.clock(None), words.moment(None), words.number(None), words.baht(None)]
    said += [words.minutes(None), words.percent(None), words.distance(None), words.price(None)]

    assert set(said) == {words.NOTHING}
    assert words.phone(None) == ""


@pytest.mark.parametrize(
    ("satang", "said"), [(125000, "฿1,250"), (1250, "฿12.50"), (0, "฿0"), (-125000, "-฿1,250"), (-5, "-฿0.05")]
)
def test_satang_read_as_baht(satang: int, said: str) -> None:
    assert words.baht(satang) == said


def test_a_price_of_nothing_is_said_in_words() -> None:
    with translation.override("th"):
        assert (words.price(0), words.price(5000)) == ("ไม่มีค่าใช้จ่าย", "฿50")


@pytest.mark.parametrize(
    ("value", "said"), [(90, "1 ชม. 30 นาที"), (60, "1 ชม."), (45, "45 นาที"), (0, "0 นาที"), (2700, "45 ชม.")]
)
def test_minutes_read_as_hours_and_minutes(value: int, said: str) -> None:
    with translation.override("th"):
        assert words.minutes(value) == said


def test_numbers_are_grouped_and_fractions_kept_short() -> None:
    assert [words.number(n) for n in (1234567, 3.0, 2.25, 0)] == ["1,234,567", "3", "2.2", "0"]
    assert [words.percent(r) for r in (0.42, 1, 0)] == ["42%", "100%", "0%"]


def test_distances_change_unit_at_a_kilometre() -> None:
    with translation.override("th"):
        assert [words.distance(m) for m in (84, 999, 1240)] == ["80 ม.", "1000 ม.", "1.2 กม."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0812345678", "081-234-5678"),
        ("+66812345678", "081-234-5678"),
        ("+60123456789", "+60123456789"),
        ("สายด่วน", "สายด่วน"),
    ],
)
def test_telephone_numbers_are_grouped_as_people_write_them(typed: str, said: str) -> None:
    assert words.phone(typed) == said


def test_years_follow_the_language() -> None:
    with translation.override("th"):
        assert (words.shown_year(2023), words.shown_year(DAY)) == (2566, 2566)
    with translation.override("en"):
        assert words.shown_year(2023) == 2023
