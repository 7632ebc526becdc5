"""Schools, classes, pupils, open days and teachers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.registers.enums import Affiliation, Grade, Sex
from mueang.apps.registers.models import Section
from mueang.apps.registers.queries.months import days_in, mask_of, months_of
from mueang.lib.fields import BirthField, DayField
from mueang.methods.thai import ThaiTextError, arabic_digits, clean, parse_national_id


class SchoolForm(forms.Form):
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    affiliation = forms.ChoiceField(label=_("Run by"), choices=Affiliation.choices)
    code = forms.CharField(label=_("Official code"), max_length=20, required=False)

    def clean_code(self) -> str:
        return arabic_digits(clean(self.cleaned_data["code"]))


class SectionForm(forms.Form):
    grade = forms.TypedChoiceField(label=pgettext_lazy("school", "Grade"), choices=Grade.choices, coerce=int)
    room = forms.CharField(label=pgettext_lazy("school", "Room"), max_length=20, required=False)

    def clean_room(self) -> str:
        return arabic_digits(clean(self.cleaned_data["room"]))


class PupilForm(forms.Form):
    # `prefix` is what Django calls the form itself.
    title = forms.CharField(label=_("Prefix"), max_length=40, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "–"), *Sex.choices], required=False)
    born = BirthField(label=_("Birth date"), required=False)
    number = forms.CharField(label=_("Pupil number"), max_length=40, required=False)
    seat = forms.IntegerField(label=_("Number in class"), min_value=1, max_value=999, required=False)
    section = forms.ModelChoiceField(label=_("Class"), queryset=Section.objects.none(), required=False)
    entered_on = DayField(label=_("Came on"), required=False)
    national_id = forms.CharField(
        label=_("National ID number"),
        max_length=30,
        required=False,
        help_text=_("Only if it is known. It is kept encrypted."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *arguments: Any, sections: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]  # as declared

    def clean_number(self) -> str:
        return arabic_digits(clean(self.cleaned_data["number"]))

    def clean_national_id(self) -> str:
        text = self.cleaned_data["national_id"]
        try:
            return parse_national_id(text) if text else ""
        except ThaiTextError as refusal:
            raise forms.ValidationError(_("This is no national ID number: please check its 13 digits.")) from refusal


class CalendarForm(forms.Form):
    """The open days of each month as ticks."""

    def __init__(self, *arguments: Any, school_year: int, masks: tuple[int, ...], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.months = months_of(school_year)
        for (year, month), mask in zip(self.months, masks, strict=True):
            days = range(1, days_in(school_year, month) + 1)
            self.fields[f"m{month}"] = forms.TypedMultipleChoiceField(
                choices=[(day, day) for day in days],
                coerce=int,
                required=False,
                initial=[day for day in days if mask >> (day - 1) & 1],
                label=f"{year}-{month:02}",
                widget=forms.CheckboxSelectMultiple,
            )

    def masks(self) -> list[int]:
        return [mask_of(self.cleaned_data[f"m{month}"]) for _year, month in self.months]


class TeacherForm(forms.Form):
    username = forms.CharField(label=_("Sign-in name"), max_length=150)


class InviteTeacherForm(forms.Form):
    display_name = forms.CharField(label=_("Name shown to colleagues"), max_length=120)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters and digits without spaces, for example somchai.r"),
    )
