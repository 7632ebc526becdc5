"""Days, times, money, hours and lines as people in offices type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from django import forms
from django.utils import timezone, translation

from mueang.apps.catalog.forms.fields import BahtField, ClockField, NearDayField
from mueang.apps.catalog.forms.programs import HoursField, LinesField

YEAR = timezone.localdate().year


@pytest.mark.parametrize(
    "typed",
    [
        f"4/11/{YEAR + 543}",
        f"4/11/{YEAR}",
        f"4 พ.ย. {YEAR + 543}",
        f"๔/๑๑/{YEAR + 543}",
        f"{YEAR}-11-04",
        f"4 Nov {YEAR}",
    ],
)
def test_a_day_of_either_era_is_the_same_day(typed):
    assert NearDayField().clean(typed) == date(YEAR, 11, 4)


@pytest.mark.parametrize(
    "typed", ["31/2/2569", "4/13/2569", "2569", "เมื่อวาน", "4/11/3109", "4/11/2400", "<b>", "1/1/1"]
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(typed):
    with pytest.raises(forms.ValidationError) as refusal:
        NearDayField().clean(typed)

    assert all(str(message) for message in refusal.value.messages)


def test_a_day_may_be_left_empty_only_where_it_may():
    assert NearDayField(required=False).clean(" ") is None
    with pytest.raises(forms.ValidationError):
        NearDayField().clean("")


def test_a_day_is_shown_in_the_readers_era_and_typed_text_stands():
    field = NearDayField()

    with translation.override("th"):
        assert field.prepare_value(date(2026, 11, 4)) == "4/11/2569"
    with translation.override("en"):
        assert field.prepare_value(date(2026, 11, 4)) == "4/11/2026"
    assert field.prepare_value("4 พย") == "4 พย"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("09:00", time(9)), ("9.30 น.", time(9, 30)), ("๑๓:๐๕", time(13, 5)), ("9", time(9)), ("18:45:00", time(18, 45))],
)
def test_a_time_is_read_as_it_is_written_here(typed, expected):
    assert ClockField().clean(typed) == expected


@pytest.mark.parametrize("typed", ["25:00", "9:75", "เช้า", "9:5", "-1", "9:00 pm", "99"])
def test_a_time_that_cannot_be_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        ClockField().clean(typed)


def test_a_time_goes_back_into_its_field():
    assert ClockField().prepare_value(time(9, 5)) == "09:05"
    assert ClockField().prepare_value("9.5") == "9.5"
    assert ClockField(required=False).clean("") is None


@pytest.mark.parametrize(("typed", "satang"), [("0", 0), ("120", 12_000), ("99.50", 9_950), ("", None)])
def test_baht_are_kept_as_satang(typed, satang):
    assert BahtField(required=False).clean(typed) == satang


@pytest.mark.parametrize("typed", ["-1", "1.005", "1e9", "NaN", "ฟรี", "1000001"])
def test_money_that_cannot_be_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        BahtField().clean(typed)


@pytest.mark.parametrize(("stored", "shown"), [(12_000, 120), (9_950, "99.50"), ("12x", "12x"), (None, None)])
def test_satang_are_shown_as_baht(stored, shown):
    assert BahtField().prepare_value(stored) == shown


@pytest.mark.parametrize(("typed", "minutes"), [("1.5", 90), ("0", 0), ("", 0), ("45", 2_700)])
def test_hours_are_kept_as_minutes(typed, minutes):
    assert HoursField().clean(typed) == minutes


def test_minutes_are_shown_as_hours():
    assert HoursField().prepare_value(90) == "1.5"
    assert HoursField().prepare_value("1,5") == "1,5"


def test_lines_become_a_list_without_the_empty_ones():
    assert LinesField().clean("ทำขนมได้ \n\n  ขายได้") == ["ทำขนมได้", "ขายได้"]
    assert LinesField().clean("") == []
    assert LinesField().prepare_value(["ก", "ข"]) == "ก\nข"
    assert LinesField().prepare_value("ก") == "ก"


@pytest.mark.parametrize("typed", ["ก\n" * 13, "ก" * 201])
def test_too_many_or_too_long_lines_are_refused(typed):
    with pytest.raises(forms.ValidationError):
        LinesField().clean(typed)
