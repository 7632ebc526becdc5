"""What a citizen may type: what they look for, and who comes along."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.enums import When
from mueang.apps.enrollment.actions import NewMember
from mueang.apps.enrollment.enums import Via
from mueang.apps.people.enums import Relation
from mueang.methods.thai import ThaiTextError, parse_date, parse_phone, split_name

MOST_CHILDREN = 4
AGES = [(str(age), str(age)) for age in range(3, 100)]
CARER_RELATIONS = [(value, label) for value, label in Relation.choices if value not in {Relation.SELF, Relation.INSTITUTION}]


class BrowseForm(forms.Form):
    """Filters of the catalog; whatever is not understood filters nothing."""

    words = forms.CharField(label=_("Search"), max_length=100, required=False)
    interest = forms.SlugField(required=False, widget=forms.HiddenInput)
    when = forms.ChoiceField(label=_("When"), choices=[("", _("Any time")), *When.choices], required=False)
    age = forms.ChoiceField(label=_("Age"), choices=[("", _("Any age")), *AGES], required=False)
    free = forms.BooleanField(label=_("Free of charge"), required=False)
    open = forms.BooleanField(label=_("Seats left"), required=False)

    def wanted(self) -> dict[str, Any]:
        """The filters that were set, as the catalog takes them."""
        self.is_valid()
        typed = self.cleaned_data
        found = {name: typed[name] for name in ("words", "interest", "when") if typed.get(name)}
        if typed.get("age"):
            found["age"] = int(typed["age"])
        if typed.get("free"):
            found["free"] = True
        if typed.get("open"):
            found["seats_left"] = 1
        return found


class ThaiNameField(forms.CharField):
    """A full name on one line, with or without a title."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)


class BirthField(forms.CharField):
    """A birth date in either era; cleans to a date or None."""

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        today = timezone.localdate()
        try:
            found = parse_date(text, today=today)
        except ThaiTextError as error:
            raise forms.ValidationError(_("Write the date like 4/11/2558 or 4 พ.ย. 2558.")) from error
        if found > today:
            raise forms.ValidationError(_("This date is in the future."))
        return found


class PhoneField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return parse_phone(text) if text else ""
        except ThaiTextError as error:
            raise forms.ValidationError(_("Write a phone number of ten digits, such as 081 234 5678.")) from error


class JoinForm(forms.Form):
    """One person, or a carer with up to four children, as one party."""

    request_key = forms.CharField(max_length=64, min_length=20, widget=forms.HiddenInput)
    name = ThaiNameField(label=_("Your name and family name"), widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField(
        label=_("Phone number"),
        max_length=30,
        help_text=_("We call only if something changes. No e-mail needed."),
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    birth = BirthField(
        label=_("Your birth date"),
        max_length=40,
        required=False,
        help_text=_("Only needed where there is an age limit. Write it as you like: 4/11/2535 or 4 Nov 1992."),
    )
    agree = forms.BooleanField(
        label=_("I agree that the city keeps these details to run this activity and to give proof of learning."),
        error_messages={"required": _("Please tick this so that we may keep your details.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for number in range(1, MOST_CHILDREN + 1):
            self.fields[f"child{number}_name"] = ThaiNameField(label=_("Child's name and family name"), required=False)
            self.fields[f"child{number}_birth"] = BirthField(label=_("Child's birth date"), max_length=40, required=False)
        self.fields["relation"] = forms.ChoiceField(
            label=_("You are the children's"), choices=[("", "—"), *CARER_RELATIONS], required=False
        )

    @property
    def child_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"child{n}_name"], self[f"child{n}_birth"]) for n in range(1, MOST_CHILDREN + 1)]

    @property
    def has_children(self) -> bool:
        return self.is_bound and any(str(self.data.get(f"child{n}_name", "")).strip() for n in range(1, MOST_CHILDREN + 1))

    @property
    def wants_waitlist(self) -> bool:
        return "waitlist" in self.data

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for number in range(1, MOST_CHILDREN + 1):
            name, birth = f"child{number}_name", f"child{number}_birth"
            if typed.get(name) and not typed.get(birth) and birth not in self.errors:
                self.add_error(birth, _("Please give the child's birth date: it decides who must agree."))
            if typed.get(birth) and not typed.get(name):
                self.add_error(name, _("Whose birth date is this? Please give the name."))
        if self.has_children and not typed.get("relation"):
            self.add_error("relation", _("Please say what you are to the children."))
        return typed

    def members(self) -> list[NewMember]:
        """The lead first, then the children in the order typed."""
        typed = self.cleaned_data
        lead = split_name(typed["name"])
        found = [NewMember(lead.given, lead.family, lead.prefix, phone=typed["phone"], birth_on=typed["birth"])]
        for number in range(1, MOST_CHILDREN + 1):
            if typed[f"child{number}_name"]:
                child = split_name(typed[f"child{number}_name"])
                found.append(
                    NewMember(
                        child.given,
                        child.family,
                        child.prefix,
                        birth_on=typed[f"child{number}_birth"],
                        relation=typed["relation"],
                    )
                )
        return found

    def via(self) -> str:
        return Via.CARER if self.has_children else Via.SELF
