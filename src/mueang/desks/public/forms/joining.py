"""Who wants a seat: one person, or a carer with up to four children, as one party."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mueang.apps.enrollment.actions import NewMember
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import AgeNotAllowed, EnrollmentRefused
from mueang.apps.people.enums import Relation
from mueang.apps.people.errors import PeopleRefused
from mueang.lib.fields import Birth, BirthField, NameField, PhoneField

MOST_CHILDREN = 4
GROWN_UP = 18
CARER_RELATIONS = [
    (value, label) for value, label in Relation.choices if value not in {Relation.SELF, Relation.INSTITUTION}
]


class _Shared(dict[str, forms.Field]):
    """Fields of which every form copies only those it changes: copying all of them takes a twentieth of a press."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: deepcopy(field, memo) if name in _CHANGED else field for name, field in self.items()}


_CHANGED = ("birth", "takes_part")


class JoinForm(forms.Form):
    """One person, or a carer with children. An age band makes the birth date of each participant a must."""

    # The server's own words are kinder than the browser's, and a carer may leave out what a participant may not.
    use_required_attribute = False

    request_key = forms.CharField(max_length=64, min_length=20, widget=forms.HiddenInput)
    name = NameField(label=_("Your name and family name"), widget=forms.TextInput({"autocomplete": "name"}))
    phone = PhoneField(
        label=_("Telephone number"),
        max_length=30,
        help_text=_("We call only if something changes. No e-mail is needed."),
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    birth = BirthField(
        label=_("Your birth date"),
        required=False,
        error_messages={"required": _("This activity has an age limit: please give your birth date.")},
    )
    relation = forms.ChoiceField(
        label=_("What are you to the children?"), choices=[("", _("Please choose")), *CARER_RELATIONS], required=False
    )
    takes_part = forms.BooleanField(
        label=_("I take part too"),
        help_text=_("Leave this out if you only bring the children: then the seats are for them alone."),
        initial=True,
        required=False,
    )
    agree = forms.BooleanField(
        label=_("I agree that the city keeps these details to run this activity and to give proof of learning."),
        error_messages={"required": _("Please tick this, so that we may keep your details.")},
    )

    def __init__(self, *arguments: Any, age_min: int | None = None, age_max: int | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.is_for_children = age_max is not None and age_max < GROWN_UP
        self.fields["takes_part"].initial = not self.is_for_children
        if age_min is not None or age_max is not None:
            self.fields["birth"].required = True
            self.fields["birth"].help_text = _(
                "This activity has an age limit. Leave this empty if only the children take part."
            )
        if self.has_children:
            self._add_child_fields()

    def _add_child_fields(self) -> None:
        """The lines for children: most people come alone, and a press of theirs does without (0.3 ms)."""
        for number in range(1, MOST_CHILDREN + 1):
            self.fields[f"child{number}_name"] = NameField(label=_("Child's name and family name"), required=False)
            self.fields[f"child{number}_birth"] = BirthField(label=_("Child's birth date or year"), required=False)

    @property
    def child_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        if "child1_name" not in self.fields:
            self._add_child_fields()
        return [(self[f"child{n}_name"], self[f"child{n}_birth"]) for n in range(1, MOST_CHILDREN + 1)]

    @cached_property
    def has_children(self) -> bool:
        """Whether anything was typed about a child."""
        return self.is_bound and any(
            str(self.data.get(f"child{number}_{part}", "")).strip()
            for number in range(1, MOST_CHILDREN + 1)
            for part in ("name", "birth")
        )

    @property
    def shows_children(self) -> bool:
        return self.has_children or self.is_for_children

    @property
    def wants_waitlist(self) -> bool:
        return "waitlist" in self.data

    @property
    def lead_takes_part(self) -> bool:
        """Whoever comes alone takes part, whatever is ticked in the part for families."""
        return not self.has_children or bool(self.cleaned_data.get("takes_part"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for number in range(1, MOST_CHILDREN + 1) if self.has_children else ():
            self._check_child(typed, f"child{number}_name", f"child{number}_birth")
        if self.has_children and not typed.get("relation") and "relation" not in self.errors:
            self.add_error("relation", _("Please say what you are to the children."))
        if self.has_error("birth", "required") and not self.lead_takes_part:
            del self.errors["birth"]
            typed["birth"] = None
        return typed

    def _check_child(self, typed: dict[str, Any], name: str, birth: str) -> None:
        if typed.get(name) and not typed.get(birth) and birth not in self.errors:
            self.add_error(birth, _("Please give the child's birth date: it decides who must agree."))
        if typed.get(birth) and not typed.get(name) and name not in self.errors:
            self.add_error(name, _("Whose birth date is this? Please give the name."))

    def request(self) -> dict[str, Any]:
        """Who asks for seats, as enrollment takes it; a carer without a seat leads the children."""
        lead, children = self._lead(), self._children() if self.has_children else []
        who = {"members": [lead, *children]} if self.lead_takes_part else {"members": children, "lead": lead}
        via = Via.CARER if children else Via.SELF
        return {**who, "via": via, "request_key": self.cleaned_data["request_key"]}

    def _lead(self) -> NewMember:
        name, typed = self.cleaned_data["name"], self.cleaned_data
        born = typed["birth"] or Birth()
        return NewMember(
            name.given, name.family, name.prefix, phone=typed["phone"], birth_on=born.on, birth_year=born.year
        )

    def _children(self) -> list[NewMember]:
        typed = self.cleaned_data
        rows = [(typed[f"child{n}_name"], typed[f"child{n}_birth"]) for n in range(1, MOST_CHILDREN + 1)]
        return [
            NewMember(
                name.given,
                name.family,
                name.prefix,
                birth_on=birth.on,
                birth_year=birth.year,
                relation=typed["relation"],
            )
            for name, birth in rows
            if name
        ]

    def add_refusal(self, refusal: EnrollmentRefused | PeopleRefused) -> None:
        """Say why nobody got a seat; to a carer outside the age band, how the children still can."""
        self.add_error(None, refusal.sentence)
        if isinstance(refusal, AgeNotAllowed) and self.has_children and refusal.name == self._lead().full_name:
            self.add_error("takes_part", _("If only the children take part, please take this tick away."))


JoinForm.base_fields = _Shared(JoinForm.base_fields)
