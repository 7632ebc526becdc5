"""What we draw ourselves is what Django would have drawn."""

from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html

from mueang.ui.widgets import LongSelect

CHOICES = [("", "ทั้งหมด"), ("1", "โรงเรียน <ก>"), (2, 'School "B"'), ("x&y", "ค")]


class Chosen(forms.Form):
    plain = forms.ChoiceField(choices=CHOICES, required=False)
    long = forms.ChoiceField(choices=CHOICES, required=False, widget=LongSelect)


@pytest.mark.parametrize("typed", ["", "1", "2", "x&y", "nothing of these", "<script>"])
def test_a_long_choice_is_drawn_as_any_other(typed):
    form = Chosen({"plain": typed, "long": typed})

    drawn, usual = str(form["long"]), str(form["plain"])

    assert parse_html(drawn.replace("long", "plain")) == parse_html(usual)
    assert "<script>" not in drawn
