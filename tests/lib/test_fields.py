"""Form fields for what people in Thai offices type."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from mueang.lib.fields import AmountField, BirthField, CountField, DayField, PhoneField


class Form(forms.Form):
    day = DayField(required=False)
    count = CountField(required=False)
    amount = AmountField(required=False)


@pytest.mark.parametrize("typed", ["4/11/2566", "๔/๑๑/๒๕๖๖", "4 พ.ย. 66", "2023-11-04", "4 Nov 2023", " 4/11/2023 "])
def test_a_day_is_read_in_either_era(typed):
    form = Form({"day": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2023, 11, 4)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2566", "วันและเดือน"),
        ("31/2/2566", "ปฏิทิน"),
        ("4/13/2566", "เดือน"),
        ("4/11/9999", "ปี"),
        ("เมื่อวาน", "4/11/2566"),
        ("x" * 50, ""),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_what_to_do(typed, words):
    with override("th"):
        form = Form({"day": typed})
        assert not form.is_valid()
        assert words in str(form.errors["day"])


def test_a_day_is_shown_in_the_readers_era_and_typed_words_stand():
    with override("th"):
        assert Form(initial={"day": date(2023, 11, 4)})["day"].value() == "4/11/2566"
    with override("en"):
        assert Form(initial={"day": date(2023, 11, 4)})["day"].value() == "4/11/2023"
    assert Form({"day": "เมื่อวาน"})["day"].value() == "เมื่อวาน"


def test_nothing_typed_is_nothing():
    form = Form({})

    assert form.is_valid()
    assert form.cleaned_data == {"day": None, "count": None, "amount": None}


@pytest.mark.parametrize(("typed", "count"), [("1,200", 1200), ("๔๐", 40), (7, 7)])
def test_counts_are_read_as_people_write_them(typed, count):
    form = Form({"count": typed, "amount": typed})

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["count"], form.cleaned_data["amount"]) == (count, Decimal(count))


@pytest.mark.parametrize("typed", ["-1", "หลาย", "1e9999", "NaN"])
def test_counts_that_cannot_be_are_refused(typed):
    form = Form({"count": typed, "amount": typed})

    assert not form.is_valid()
    assert "count" in form.errors


def test_a_birth_and_a_phone_number_that_are_kept_are_shown_as_people_write_them():
    class Kept(forms.Form):
        birth, phone = BirthField(required=False), PhoneField(required=False)

    kept = {"birth": date(2014, 3, 1), "phone": "+66812345678"}
    with override("th"):
        assert [Kept(initial=kept)[field].value() for field in kept] == ["1/3/2557", "081-234-5678"]
    with override("en"):
        assert Kept(initial=kept)["birth"].value() == "1/3/2014"
    assert [Kept({"birth": "2557", "phone": "08x"})[field].value() for field in kept] == ["2557", "08x"]
