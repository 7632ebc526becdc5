"""A workbook to be checked: the file, its columns, one row, the confirmation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.people.enums import Decision, RosterField, RowState
from mueang.apps.people.forms.fields import WorkbookField
from mueang.apps.people.queries.roster_columns import ColumnSample
from mueang.apps.people.queries.roster_file import ColumnsPage
from mueang.apps.people.queries.roster_preview import RowView


class RosterUploadForm(forms.Form):
    workbook = WorkbookField(
        label=_("File"),
        help_text=_("Excel (.xlsx, .xls), OpenDocument (.ods) or CSV, up to 10 MB. Titles and merged cells are fine."),
    )


class CorrectionUploadForm(forms.Form):
    corrections = WorkbookField(label=_("The corrected file"))


class ColumnsForm(forms.Form):
    """The header's row of one sheet, and for each column what it holds."""

    sheet = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    header = forms.IntegerField(
        label=_("Row of the header"),
        min_value=0,
        max_value=20_000,
        help_text=_("The last row above the first person, as Excel numbers it; 0 if there is none."),
    )

    def __init__(self, *args: Any, page: ColumnsPage, **options: Any) -> None:
        initial = {"sheet": page.layout.sheet, "header": page.layout.header}
        super().__init__(*args, **{"initial": initial, **options})
        self.samples = page.samples
        held = {place: name for name, places in page.layout.columns.items() for place in places}
        for sample in page.samples:
            self.fields[self._name(sample)] = forms.ChoiceField(
                label=_("Column %(letters)s") % {"letters": sample.letters},
                choices=[("", _("Not used")), *RosterField.choices],
                initial=held.get(sample.index, ""),
                required=False,
            )

    @property
    def rows(self) -> list[tuple[ColumnSample, forms.BoundField]]:
        """Each column beside its choice."""
        return [(sample, self[self._name(sample)]) for sample in self.samples]

    def columns(self) -> dict[str, list[int]]:
        """The chosen columns by field."""
        chosen: dict[str, list[int]] = {}
        for sample in self.samples:
            name = self.cleaned_data[self._name(sample)]
            if name:
                chosen.setdefault(name, []).append(sample.index)
        return chosen

    @staticmethod
    def _name(sample: ColumnSample) -> str:
        return f"column_{sample.index}"


class RowForm(forms.Form):
    """One row as text: read again on saving, so that a correction meets the same checks as the file."""

    def __init__(self, *args: Any, texts: Mapping[str, str], fields: Sequence[str], view: RowView) -> None:
        super().__init__(*args)
        whose = RosterField.FULL_NAME if RosterField.FULL_NAME in fields else RosterField.GIVEN_NAME
        for name in fields:
            is_id = name == RosterField.NATIONAL_ID
            self.fields[name] = forms.CharField(
                label=RosterField(name).label,
                max_length=1_000,
                required=name == whose,
                help_text=" ".join(fault.what for fault in view.faults if fault.field == name),
                initial="" if is_id else texts.get(name, ""),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        if RosterField.NATIONAL_ID in self.fields and texts.get(RosterField.NATIONAL_ID):
            self._explain(self.fields[RosterField.NATIONAL_ID], ending=view.id_ending)

    def _explain(self, number: forms.Field, *, ending: str) -> None:
        shown = _("ends with %(digits)s") % {"digits": ending} if ending else _("cannot be read")
        number.help_text = _(
            "%(fault)s In the file: %(shown)s. Leave empty to keep it, type 13 digits to replace it, or - to clear it."
        ) % {"fault": number.help_text, "shown": shown}

    def values(self) -> dict[str, str]:
        """What was typed; an empty national ID means: as it was."""
        typed = dict(self.cleaned_data)
        if not typed.get(RosterField.NATIONAL_ID):
            typed.pop(RosterField.NATIONAL_ID, None)
        return typed


class DecisionForm(forms.Form):
    """What to do with one row, or with all rows of one state; an empty decision takes the last one back."""

    decision = forms.ChoiceField(choices=[("", "-"), *Decision.choices], required=False)
    state = forms.ChoiceField(choices=[("", "-"), *RowState.choices], required=False)


class ConfirmForm(forms.Form):
    """Asks for a tick where people without a telephone would be added."""

    accepts_missing_phones = forms.BooleanField(
        label=_("Add them without a phone number"),
        error_messages={"required": _("Please tick the box, or go back and add the phone numbers.")},
    )

    def __init__(self, *args: Any, n_without_phone: int, **options: Any) -> None:
        super().__init__(*args, **options)
        if not n_without_phone:
            del self.fields["accepts_missing_phones"]
