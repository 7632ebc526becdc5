"""A file for the register, and what the signs of class sheets mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mueang.apps.registers.enums import DayMark, RunKind
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.models import School
from mueang.lib.fields import LAST_COMMON_YEAR
from mueang.methods.thai import arabic_digits, clean

_BUDDHIST_AHEAD = 543


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=RunKind.choices, widget=forms.RadioSelect)
    school: forms.ModelChoiceField[School] = forms.ModelChoiceField(
        label=_("School"),
        queryset=School.objects.none(),
        required=False,
        empty_label=_("Several schools: the file names them"),
    )
    school_year = forms.CharField(label=_("School year"), max_length=4)
    file = forms.FileField(label=_("File"), help_text=_("Excel, CSV, zip or XML, as the other system made it."))

    def __init__(self, *arguments: Any, schools: Any, may_keep_city: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        school: Any = self.fields["school"]
        school.queryset, school.required = schools, not may_keep_city
        if not may_keep_city:
            school.empty_label = None

    def clean_school_year(self) -> int:
        text = arabic_digits(clean(self.cleaned_data["school_year"]))
        if not (text.isascii() and text.isdigit() and len(text) == 4):
            raise forms.ValidationError(_("Write the school year like 2566 or 2023."))
        year = int(text)
        year = year - _BUDDHIST_AHEAD if year > LAST_COMMON_YEAR else year
        if not 2000 < year < 2200:
            raise forms.ValidationError(_("Please check the year."))
        return year

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(RegisterFileRefused("empty").sentence)
        return file

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("kind") == RunKind.CLASS_SHEET and "school" in typed and not typed["school"]:
            self.add_error("school", _("A class sheet is of one school: please choose it."))
        return typed


class SignsForm(forms.Form):
    """The signs of each mark, separated by blanks."""

    present = forms.CharField(label=DayMark.PRESENT.label, max_length=300)
    late = forms.CharField(label=DayMark.LATE.label, max_length=300, required=False)
    absent = forms.CharField(label=DayMark.ABSENT.label, max_length=300)
    excused = forms.CharField(label=DayMark.LEAVE.label, max_length=300, required=False)

    def signs(self) -> dict[str, str]:
        return {sign: mark for mark in DayMark.values for sign in self.cleaned_data.get(mark, "").split()}

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        every = [sign.lower() for mark in DayMark.values for sign in typed.get(mark, "").split()]
        if len(every) != len(set(every)):
            raise forms.ValidationError(_("One sign cannot mean two things. Please leave it at one of them."))
        return typed
