"""A class as its teacher brings it: a contact, and a list of names with a birth year each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mueang.apps.enrollment.actions import NewMember
from mueang.lib.fields import Birth, NameField, PhoneField, parse_birth, parse_name

MOST_BYTES = 300_000
_NUMBERING = re.compile(r"^\s*[0-9๐-๙]{1,3}\s*[.)]?[\s\t]+")
_YEAR_AT_END = re.compile(r"^(?P<name>.+?)[\s,;\t]+(?P<born>(?:พ\.ศ\.|ค\.ศ\.)?\s*[0-9๐-๙][^\s,;\t]*)$")


class GroupForm(forms.Form):
    """Who brings whom."""

    use_required_attribute = False

    request_key = forms.CharField(max_length=64, min_length=20, widget=forms.HiddenInput)
    group = forms.CharField(
        label=gettext_lazy("Class or group"),
        max_length=120,
        help_text=gettext_lazy("For example: class 5/1, the school"),
    )
    teacher = NameField(
        label=gettext_lazy("Your name and family name"), widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = PhoneField(
        label=gettext_lazy("Telephone number"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    pupils = forms.CharField(
        label=gettext_lazy("List of pupils"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=gettext_lazy("One a line: name, then the year of birth. You can paste it from Excel."),
    )
    sheet = forms.FileField(label=gettext_lazy("Or a small Excel file"), required=False)
    agree = forms.BooleanField(
        label=gettext_lazy("The parents know, and the school answers for this list."),
        error_messages={"required": gettext_lazy("Please tick this: without it we may not keep the list.")},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        lines = typed.get("pupils", "").splitlines()
        if typed.get("sheet") and "sheet" not in self.errors:
            try:
                lines = lines_of_sheet(typed["sheet"])
            except ValidationError as refusal:
                self.add_error("sheet", refusal)
                return typed
        field = "sheet" if typed.get("sheet") else "pupils"
        typed["members"], faults = read_pupils(lines)
        if faults:
            self.add_error(field, faults)
        elif not typed["members"]:
            self.add_error(field, _("Please give at least one name."))
        return typed

    def request(self) -> dict[str, Any]:
        typed = self.cleaned_data
        name = typed["teacher"]
        return {
            "teacher": NewMember(name.given, name.family, name.prefix, phone=typed["phone"]),
            "pupils": typed["members"],
            "name": typed["group"],
            "request_key": typed["request_key"],
        }


def read_pupils(lines: Iterable[str]) -> tuple[list[NewMember], list[str]]:
    """The pupils of the lines, and what is wrong with which line."""
    members, faults = [], []
    for number, line in enumerate(lines, start=1):
        text = _NUMBERING.sub("", line.replace("\t", " ")).strip()
        if not text:
            continue
        try:
            members.append(_pupil(text))
        except ValidationError as refusal:
            faults.append(_("Line %(n)d: %(what)s") % {"n": number, "what": " ".join(refusal.messages)})
    return members, faults[:10]


def _pupil(text: str) -> NewMember:
    found = _YEAR_AT_END.match(text)
    born = parse_birth(found["born"].strip()) if found else Birth()
    name = parse_name(found["name"] if found else text)
    return NewMember(name.given, name.family, name.prefix, birth_on=born.on, birth_year=born.year)


def lines_of_sheet(upload: Any) -> list[str]:
    """The filled rows of the first sheet, cell beside cell, without its heading. Raises ValidationError."""
    if upload.size > MOST_BYTES:
        raise ValidationError(_("The file is too large for one class. Please paste the list instead."))
    # Late: most visitors bring no file.
    from mueang.lib.workbook import WorkbookError, open_workbook

    try:
        rows = open_workbook(upload.read(), name=upload.name).sheets[0].rows
    except (WorkbookError, IndexError) as refusal:
        raise ValidationError(_("This file could not be read. Please paste the list instead.")) from refusal
    lines = [" ".join(_written(cell.value) for cell in row if cell.value not in (None, "")) for row in rows]
    return [line for line in lines if re.search("[0-9๐-๙]", line)]


def _written(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
