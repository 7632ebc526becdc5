"""What a keeper may type on a roll: a mark a person, people who walked in, and why it is changed later."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.enrollment.actions import NewMember, RollMark, WalkIn
from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.queries import RollLine, RollSheet
from mueang.methods.thai import ThaiTextError, parse_date, parse_phone, split_name

# Short enough for five buttons beside a name on a phone.
MARK_CHOICES = (
    (Mark.PRESENT.value, pgettext_lazy("roll", "Here")),
    (Mark.LATE.value, pgettext_lazy("roll", "Late")),
    (Mark.LEFT_EARLY.value, pgettext_lazy("roll", "Left early")),
    (Mark.ABSENT.value, pgettext_lazy("roll", "Absent")),
    (Mark.EXCUSED.value, pgettext_lazy("roll", "Excused")),
)
WALK_IN_LINES = 2


class MarkForm(forms.Form):
    """One person's mark."""

    mark = forms.ChoiceField(choices=MARK_CHOICES, required=False, widget=forms.RadioSelect)
    why = forms.CharField(label=_("Reason"), required=False, max_length=200)

    def __init__(
        self, data: Mapping[str, Any] | None, *, line: RollLine, session_minutes: int, face: UUID | None = None
    ) -> None:
        self.face = face
        initial = {"mark": line.mark, "late": line.minutes_missed, "why": line.reason}
        super().__init__(data, prefix=str(line.enrollment.uuid), initial=initial)
        self.line = line
        self.session_minutes = session_minutes
        self.fields["late"] = forms.IntegerField(
            label=_("Minutes missed"),
            required=False,
            min_value=0,
            max_value=session_minutes,
            widget=forms.NumberInput({"inputmode": "numeric"}),
        )

    def roll_mark(self) -> RollMark | None:
        """The mark, or None for somebody left unmarked."""
        typed = self.cleaned_data
        if not typed["mark"]:
            return None
        is_late = typed["mark"] in (Mark.LATE, Mark.LEFT_EARLY) and typed["late"] is not None
        why = "" if typed["mark"] == Mark.PRESENT else typed["why"]
        return RollMark(typed["mark"], self.session_minutes - typed["late"] if is_late else None, why)


class WalkInForm(forms.Form):
    """Somebody who came without being enrolled; an empty line is nobody."""

    name = forms.CharField(label=_("Name and family name"), max_length=200, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    birth = forms.CharField(label=_("Birth date"), max_length=40, required=False)

    def clean_phone(self) -> str:
        text = str(self.cleaned_data["phone"])
        try:
            return parse_phone(text) if text else ""
        except ThaiTextError as error:
            raise forms.ValidationError(_("This cannot be a phone number. Example: 081 234 5678.")) from error

    def clean_birth(self) -> date | None:
        text = str(self.cleaned_data["birth"])
        try:
            return parse_date(text, today=timezone.localdate()) if text else None
        except ThaiTextError as error:
            raise forms.ValidationError(_("This cannot be a date. Example: 4/11/2535.")) from error

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if (typed.get("phone") or typed.get("birth")) and not split_name(typed.get("name", "")).given:
            self.add_error("name", _("Please type the name."))
        return typed

    def member(self) -> NewMember | None:
        typed = self.cleaned_data
        name = split_name(typed["name"])
        if not name.given:
            return None
        return NewMember(name.given, name.family, name.prefix, phone=typed["phone"], birth_on=typed["birth"])


class SavingForm(forms.Form):
    """What goes with one saving of the sheet."""

    request_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why is the roll changed?"), max_length=200, required=False)
    adds_seat = forms.BooleanField(label=_("Add a seat where none is left"), required=False)


class RollEntry:
    """The whole sheet as typed: marks, walk-ins, and what goes with the saving.

    `faces` are the pictures there are, by person; None where the roll shows none.
    """

    def __init__(
        self, data: Mapping[str, Any] | None, *, sheet: RollSheet, faces: Mapping[int, UUID] | None = None
    ) -> None:
        self.sheet = sheet
        self.has_faces = faces is not None
        known = faces or {}
        minutes = sheet.session.minutes
        self.marks = [
            MarkForm(data, line=line, session_minutes=minutes, face=known.get(line.person.pk)) for line in sheet.lines
        ]
        self.walk_ins = [WalkInForm(data, prefix=f"walkin{number}") for number in range(WALK_IN_LINES)]
        initial = {"request_key": secrets.token_urlsafe(24), "seen": sheet.seen}
        self.saving = SavingForm(data, initial=initial)

    @property
    def forms(self) -> Sequence[forms.Form]:
        return [*self.marks, *self.walk_ins, self.saving]

    def is_valid(self) -> bool:
        # Every form is asked, so that every mistake shows at once.
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def has_walk_ins(self) -> bool:
        """Whether something stands in the lines for walk-ins."""
        return any(form.has_changed() for form in self.walk_ins)

    def chosen_marks(self) -> dict[UUID, RollMark]:
        marks = {form.line.enrollment.uuid: form.roll_mark() for form in self.marks}
        return {key: mark for key, mark in marks.items() if mark is not None}

    def people_at_the_door(self) -> list[WalkIn]:
        adds_seat = self.saving.cleaned_data["adds_seat"]
        members = [form.member() for form in self.walk_ins]
        return [WalkIn(member, adds_seat=adds_seat) for member in members if member is not None]
