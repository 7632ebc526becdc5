"""Telephone numbers and national IDs as lists hold them. All invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.thai import (
    NationalIdError,
    PhoneError,
    format_phone,
    parse_national_id,
    parse_phone,
    thai_digits,
    valid_national_id,
)


@pytest.mark.parametrize(
    "text",
    [
        "0810000001",
        "081-000-0001",
        "081 000 0001",
        "๐๘๑-๐๐๐-๐๐๐๑",
        "+66810000001",
        "+66 (0)81 000 0001",
        "0066810000001",
        "66810000001",
        "(081) 000.0001",
        "โทร. 081–000–0001",
        "081-000-0001 (แม่)",
        "081-000-0001 ต่อ 12",
        "810000001",
        810000001,
        810000001.0,
        "\u200b081\u00a0000\u00a00001",
    ],
)
def test_one_mobile_number_in_any_writing_is_the_same(text):
    assert parse_phone(text) == "+66810000001"


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("073-000-005", "+6673000005", "073-000-005"),
        ("02 000 0005", "+6620000005", "02-000-0005"),
        (73000005, "+6673000005", "073-000-005"),
        ("+60 12-345 6789", "+60123456789", "+60123456789"),
        ("0060123456789", "+60123456789", "+60123456789"),
        ("0810000001", "+66810000001", "081-000-0001"),
    ],
)
def test_landlines_and_foreign_numbers_are_read_and_shown(text, number, shown):
    assert parse_phone(text) == number
    assert format_phone(number) == shown


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("(ไม่มี)", "empty"),
        ("-", "not_a_number"),
        ("ไม่มี", "not_a_number"),
        ("081-000-000x", "not_a_number"),
        (True, "not_a_number"),
        (8.1e8 + 0.5, "not_a_number"),
        ("081-000-0001, 089-000-0002", "several_numbers"),
        ("081-000-0001 หรือ 0890000002", "several_numbers"),
        ("08100000", "too_short"),
        ("081000000123", "too_long"),
        ("073-000-0055", "too_long"),
        ("1669", "too_short"),
        ("+1234", "too_short"),
        ("+1234567890123456", "too_long"),
        ("010000001", "not_a_thai_number"),
    ],
)
def test_what_cannot_be_called_is_refused_with_its_reason(text, code):
    with pytest.raises(PhoneError) as caught:
        parse_phone(text)

    assert caught.value.code == code


@given(st.sampled_from("689"), st.integers(0, 99_999_999))
def test_every_mobile_number_shown_is_read_back(first, rest):
    number = f"+66{first}{rest:08d}"

    assert parse_phone(format_phone(number)) == number
    assert parse_phone(thai_digits(format_phone(number))) == number


@pytest.mark.parametrize(
    "text", ["1234567890121", "1-2345-67890-12-1", "๑๒๓๔๕๖๗๘๙๐๑๒๑", " 1 2345 67890 12 1 ", 1234567890121.0]
)
def test_a_national_id_is_read_in_any_writing(text):
    assert parse_national_id(text) == "1234567890121"
    assert valid_national_id(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("1234567890122", "wrong_checksum"),
        ("123456789012", "wrong_length"),
        ("12345678901211", "wrong_length"),
        ("1.23457E+12", "lost_digits"),
        ("G123456789012", "not_a_number"),
        ("ไม่มี", "not_a_number"),
    ],
)
def test_a_wrong_national_id_is_refused_with_its_reason(text, code):
    with pytest.raises(NationalIdError) as caught:
        parse_national_id(text)

    assert caught.value.code == code
    assert not valid_national_id(text)


@given(st.integers(0, 999_999_999_999))
def test_exactly_one_last_digit_is_right(first_twelve):
    right = [last for last in range(10) if valid_national_id(f"{first_twelve:012d}{last}")]

    assert len(right) == 1
