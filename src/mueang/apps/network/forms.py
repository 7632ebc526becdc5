"""What a person may type about partners, agreements and contributions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.enums import ActionArea, ContributionKind, OrganizationKind, Verdict
from mueang.apps.network.models import Network
from mueang.lib.fields import AmountField, DayField
from mueang.ui.templatetags.ui import name as name_of

SATANG = 100
LARGEST_TABLE = 5_000_000


class OrganizationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganizationKind.choices)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    contact = forms.CharField(
        label=_("Contact"),
        max_length=200,
        required=False,
        help_text=_("The office's telephone or e-mail; no private numbers."),
    )


class AgreementForm(forms.Form):
    title = forms.CharField(label=_("What was agreed"), max_length=200)
    signed_on = DayField(label=_("Signed on"))
    ends_on = DayField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        signed_on, ends_on = values.get("signed_on"), values.get("ends_on")
        if signed_on and ends_on and ends_on < signed_on:
            self.add_error("ends_on", _("An agreement cannot end before it was signed."))
        return values


class PromiseForm(forms.Form):
    """What is promised; typed in baht for money and cleaned to satang."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContributionKind.choices)
    what = forms.CharField(label=_("What is promised"), max_length=200)
    area = forms.ChoiceField(
        label=_("Area of work"),
        choices=[("", _("Not said")), *ActionArea.choices],
        required=False,
        help_text=_("Tells on the map who does what, and where nobody does anything yet."),
    )
    promised = AmountField(label=_("Promised"), help_text=_("Money in baht; the rest as a number."))
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("Such as persons, rooms, hours a month.")
    )
    due_on = DayField(label=_("Promised by"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_money = values.get("kind") == ContributionKind.MONEY
        for name in ("promised", "given"):
            amount = values.get(name)
            if amount is not None and not is_money and amount != int(amount):
                self.add_error(name, _("Write a whole number."))
            elif amount is not None:
                values[name] = int(amount * SATANG) if is_money else int(amount)
        return values


class ContributionForm(PromiseForm):
    """A promise of which something may have been given already."""

    given = AmountField(label=_("Given so far"), required=False)

    def clean_given(self) -> Decimal:
        return self.cleaned_data["given"] or Decimal(0)


class GiftForm(forms.Form):
    """What was given of one promise; baht for money, cleaned to satang."""

    amount = AmountField(label=_("How much was given"))
    given_on = DayField(label=_("Given on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False, help_text=_("No names of people."))

    def __init__(self, *arguments: Any, is_money: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.is_money = is_money

    def clean_amount(self) -> int:
        amount: Decimal = self.cleaned_data["amount"]
        if amount <= 0:
            raise forms.ValidationError(_("Write more than nothing."))
        if not self.is_money and amount != int(amount):
            raise forms.ValidationError(_("Write a whole number."))
        return int(amount * SATANG) if self.is_money else int(amount)


class RenewForm(AgreementForm):
    keep_promises = forms.BooleanField(
        label=_("Promise the same again"), required=False, initial=True, help_text=_("Amounts are kept, days are not.")
    )


class FileForm(forms.Form):
    file = forms.FileField(label=_("File"))


class AnswerForm(forms.Form):
    """What a partner answers by its link."""

    verdict = forms.ChoiceField(label=_("Is it right?"), choices=Verdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What is not right?"), widget=forms.Textarea({"rows": 4}), max_length=2000, required=False
    )
    position = forms.CharField(
        label=_("Your position"), max_length=120, help_text=_("Such as director of the school; a name is not needed.")
    )
    may_show = forms.BooleanField(
        label=_("The city may show publicly what we give"),
        required=False,
        help_text=_("Only the organization's name and what it gives; the city takes it down when you ask."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("verdict") == Verdict.DIFFERS and not values.get("words"):
            self.add_error("words", _("Please say what is not right."))
        return values


class MemberTableForm(forms.Form):
    """A table of one network's members, and who made it."""

    network = forms.ModelChoiceField(
        label=_("Network"), queryset=Network.objects.all(), to_field_name="code", empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel, OpenDocument or CSV, one member a row: name, since, until, source. Years of either era."),
    )
    source = forms.CharField(
        label=_("Source of the table"),
        max_length=300,
        required=False,
        help_text=_("Who published it, where and when; for lines that name no source of their own."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["network"].label_from_instance = name_of  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_TABLE:
            raise forms.ValidationError(_("This file is larger than 5 MB."))
        return file


def shown_amount(*, kind: str, promised: int) -> str | int:
    """A stored amount as the form shows it."""
    return promised if kind != ContributionKind.MONEY else _baht(promised)


def _baht(satang: int) -> str:
    return f"{satang // SATANG}" if satang % SATANG == 0 else f"{Decimal(satang) / SATANG:.2f}"
