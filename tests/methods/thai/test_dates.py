"""Days as people type them."""

import contextlib
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.thai import (
    DateError,
    format_date,
    format_date_range,
    parse_date,
    parse_date_range,
    thai_digits,
    to_buddhist_era,
)

TODAY = date(2026, 1, 31)
FORUM = date(2023, 11, 4)


@pytest.mark.parametrize(
    "text",
    [
        "4 พ.ย. 2566",
        "๔ พฤศจิกายน ๒๕๖๖",
        "วันที่ ๔ เดือนพฤศจิกายน พ.ศ. ๒๕๖๖",
        "วันเสาร์ที่ 4 พฤศจิกายน พุทธศักราช 2566",
        "วันเสาร์ 4 พฤศจิกา 2566",
        "4พย2566",
        "4 พ.ย 66",
        "4-พ.ย.-66",
        "4/11/2566",
        "4/11/66",
        "04.11.2566",
        "4 - 11 - 2566",
        "4 11 2566",
        "4/11/2023",
        "4/11/ค.ศ.2023",
        "4/11/23 ค.ศ.",
        "2023-11-04",
        "2566-11-04",
        "2566/11/4",
        "2023-11-04T09:30:00+07:00",
        "2023-11-04 00:00:00",
        "4/11/2566 เวลา 09:30 น.",
        "4 Nov 2023",
        "4 Nov 23",
        "4th November 2566 B.E.",
        "4 November 2023 AD",
        "Saturday, 4 November 2023",
        "November 4, 2023",
        "Nov. 4 2566",
        "\u200b4\u00a0พ.ย.\u00a02566 ",
        "4 พฤษจิกายน 2566",
        "45234",
        "243561",
        45234,
        45234.75,
        243561.0,
        FORUM,
        date(2566, 11, 4),
        datetime(2566, 11, 4, 13, 0),  # noqa: DTZ001 (a spreadsheet's, without a zone)
    ],
)
def test_either_era_in_any_writing_is_the_same_day(text):
    assert parse_date(text, today=TODAY) == FORUM


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \u200b ", "empty"),
        ("-", "not_a_date"),
        ("เร็ว ๆ นี้", "not_a_date"),
        ("4 พ.ม. 2566", "not_a_date"),
        ("4 พ.ย.", "not_a_date"),
        ("4/11", "not_a_date"),
        ("2566", "year_only"),
        ("พ.ศ. ๒๕๖๖", "year_only"),
        (2566, "year_only"),
        (2023.0, "year_only"),
        ("11/24/2023", "no_such_month"),
        ("4/0/2566", "no_such_month"),
        ("0/4/2566", "no_such_day"),
        ("31/4/2566", "no_such_day"),
        ("29 ก.พ. 2566", "no_such_day"),
        (date(2568, 2, 29), "no_such_day"),
        ("4/11/3109", "year_out_of_range"),
        ("4/11/2300", "year_out_of_range"),
        ("4 พ.ย. ค.ศ. 2566", "year_out_of_range"),
        ("4 พ.ย. พ.ศ. 2023", "year_out_of_range"),
        (date(3109, 11, 4), "year_out_of_range"),
        (date(1066, 10, 14), "year_out_of_range"),
        (-1, "not_a_date"),
        (0, "not_a_date"),
        (True, "not_a_date"),
        (float("nan"), "not_a_date"),
        (float("inf"), "not_a_date"),
        (20231104, "not_a_date"),
        ("9" * 5000, "not_a_date"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(text, code):
    with pytest.raises(DateError) as caught:
        parse_date(text, today=TODAY)

    assert caught.value.code == code


def test_a_refusal_does_not_repeat_what_may_be_a_birthday():
    with pytest.raises(DateError) as caught:
        parse_date("31/4/2523", today=TODAY)

    assert "2523" not in str(caught.value)


@pytest.mark.parametrize("text", ["29 ก.พ. 2567", "29/2/2024", "29 Feb 2024", "29/2/67"])
def test_the_leap_day_is_that_of_the_christian_year(text):
    assert parse_date(text, today=TODAY) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "year"),
    [("1/1/66", 2023), ("1/1/79", 2036), ("1/1/80", 1937), ("1/1/00", 1957), ("1 Jan 66", 1966), ("1 Jan 36", 2036)],
)
def test_two_digits_are_the_nearest_year_at_most_ten_ahead(text, year):
    assert parse_date(text, today=TODAY).year == year


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("4-6 พ.ย. 2566", FORUM, date(2023, 11, 6)),
        ("๔ – ๖ พฤศจิกายน พ.ศ. ๒๕๖๖", FORUM, date(2023, 11, 6)),
        ("วันที่ 4 ถึง 6 พ.ย. 2566", FORUM, date(2023, 11, 6)),
        ("วันที่ 4 พ.ย. 2566 ถึงวันที่ 6 พ.ย. 2566", FORUM, date(2023, 11, 6)),
        ("4 to 6 November 2023", FORUM, date(2023, 11, 6)),
        ("4/11/2566-6/11/2566", FORUM, date(2023, 11, 6)),
        ("4/11 - 6/11/2566", FORUM, date(2023, 11, 6)),
        ("4/11 ถึง 2566-11-06", FORUM, date(2023, 11, 6)),
        ("2566-11-04 ถึง 2566-11-06", FORUM, date(2023, 11, 6)),
        ("30 พ.ย. - 2 ธ.ค. 2566", date(2023, 11, 30), date(2023, 12, 2)),
        ("30 ธ.ค. - 2 ม.ค. 2567", date(2023, 12, 30), date(2024, 1, 2)),
        ("30 ธ.ค. 2566 - 2 ม.ค. 2567", date(2023, 12, 30), date(2024, 1, 2)),
        ("4 พ.ย. 2566", FORUM, FORUM),
        ("4-6-2566", date(2023, 6, 4), date(2023, 6, 4)),
        (date(2566, 11, 4), FORUM, FORUM),
    ],
)
def test_a_span_is_read_with_the_month_and_year_said_once(text, first, last):
    assert parse_date_range(text, today=TODAY) == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("6-4 พ.ย. 2566", "range_backwards"),
        ("4-31 พ.ย. 2566", "no_such_day"),
        ("x - 6 พ.ย. 2566", "not_a_date"),
        ("29 ก.พ. - 5 ม.ค. 2567", "no_such_day"),
        ("ทุกวัน", "not_a_date"),
        ("31/4/2566", "no_such_day"),
        ("31/4/2566 - 2/5/2566", "no_such_day"),
        ("", "empty"),
        (-5, "not_a_date"),
        ("x - 45234", "not_a_date"),
    ],
)
def test_what_is_no_span_is_refused_with_its_reason(text, code):
    with pytest.raises(DateError) as caught:
        parse_date_range(text, today=TODAY)

    assert caught.value.code == code


def test_the_era_is_added_once_and_never_twice():
    assert to_buddhist_era(FORUM) == 2566

    with pytest.raises(ValueError, match="already_buddhist"):
        to_buddhist_era(date(2566, 11, 4))


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("th", "short", "4 พ.ย. 2566"),
        ("th", "long", "4 พฤศจิกายน 2566"),
        ("en", "short", "4 Nov 2023"),
        ("en-gb", "long", "4 November 2023"),
        ("zh-hans", "long", "2023-11-04"),
    ],
)
def test_a_day_is_written_as_its_language_does(language, style, expected):
    assert format_date(FORUM, language=language, style=style) == expected


@pytest.mark.parametrize(
    ("last", "language", "expected"),
    [
        (FORUM, "th", "4 พ.ย. 2566"),
        (date(2023, 11, 6), "th", "4–6 พ.ย. 2566"),
        (date(2023, 12, 1), "en", "4 Nov – 1 Dec 2023"),
        (date(2024, 1, 2), "th", "4 พ.ย. 2566 – 2 ม.ค. 2567"),
        (date(2023, 11, 6), "ms", "2023-11-04 – 2023-11-06"),
    ],
)
def test_a_span_says_month_and_year_once(last, language, expected):
    assert format_date_range(FORUM, last, language=language) == expected


@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)), language=st.sampled_from(["th", "en", "ms"]))
def test_every_day_written_is_read_back(day, language):
    for style in ("short", "long"):
        written = format_date(day, language=language, style=style)
        assert parse_date(written, today=TODAY) == day
        assert parse_date(thai_digits(written), today=TODAY) == day


@given(
    first=st.dates(date(1900, 1, 1), date(2198, 1, 1)), days=st.integers(0, 400), language=st.sampled_from(["th", "en"])
)
def test_every_span_written_is_read_back(first, days, language):
    last = first + timedelta(days=days)

    written = format_date_range(first, last, language=language)

    assert parse_date_range(written, today=TODAY) == (first, last)


@given(st.text())
def test_no_text_breaks_the_reader(text):
    for read in (parse_date, parse_date_range):
        with contextlib.suppress(DateError):
            read(text, today=TODAY)
