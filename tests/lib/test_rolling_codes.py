"""Codes that change every half minute."""

from datetime import UTC, datetime, timedelta

import pytest

from mueang.lib.rolling_codes import code_at, is_current, rolling_key

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_code_holds_for_its_half_minute_and_differs_by_subject():
    key = rolling_key("session:1")

    assert (
        code_at(key, NOON) == code_at(key, NOON + timedelta(seconds=29)) != code_at(key, NOON + timedelta(seconds=30))
    )
    assert code_at(key, NOON) != code_at(rolling_key("session:2"), NOON)
    assert len(code_at(key, NOON)) == 8


@pytest.mark.parametrize(
    ("seconds", "is_good"), [(0, True), (60, True), (89, True), (90, False), (3600, False), (-30, True), (-31, False)]
)
def test_a_code_is_taken_about_its_time_and_never_an_hour_later(seconds, is_good):
    key = rolling_key("session:1")

    assert is_current(key, code_at(key, NOON).lower(), at=NOON + timedelta(seconds=seconds)) is is_good


@pytest.mark.parametrize("code", ["", "AAAAAAAA", "ไม่ใช่", "x" * 300])
def test_what_was_never_shown_is_no_code(code):
    assert not is_current(rolling_key("session:1"), code, at=NOON)
