"""What a city says of an expense, of a report, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.grants.actions import Receipt
from mueang.apps.grants.enums import Payee, Service
from mueang.apps.grants.forms.fields import BahtField, PaperField, account_choices
from mueang.apps.grants.queries.taxes import proposed_taxes
from mueang.lib.fields import DayField
from mueang.ui.templatetags.ui import field as field_of


class ExpenseForm(forms.Form):
    """A receipt, as it lies on the table. Taxes left empty are proposed from what is said."""

    activity = forms.ChoiceField(label=_("Activity"))
    account = forms.ChoiceField(label=_("Kind of expense"), choices=account_choices)
    words = forms.CharField(label=_("What was bought or done"), max_length=200)
    payee = forms.CharField(label=_("Who was paid"), max_length=200, help_text=_("As on the receipt. No child's name."))
    payee_kind = forms.ChoiceField(label=_("They are"), choices=Payee.choices, widget=forms.RadioSelect)
    service = forms.ChoiceField(label=_("Paid for"), choices=Service.choices)
    number = forms.CharField(label=_("Number of the receipt"), max_length=60, required=False)
    paid_on = DayField(label=_("Paid on"))
    satang = BahtField(label=_("Amount on the receipt, tax included, baht"))
    has_vat = forms.BooleanField(label=_("The receipt shows 7% value added tax"), required=False)
    vat_satang = BahtField(
        label=_("Value added tax in it, baht"), required=False, help_text=_("Left empty, it is worked out: 7/107.")
    )
    withheld_satang = BahtField(
        label=_("Tax withheld, baht"),
        required=False,
        help_text=_("Left empty, it is proposed: 1% from 10,000 baht to a person, from 500 baht to others."),
    )
    paper = PaperField(label=_("Photo or PDF of the receipt"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, activities: Sequence[Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.known = {str(activity.uuid): activity for activity in activities}
        choice = self.fields["activity"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- for the type checker
        choice.choices = [(uuid, field_of(activity, "title")) for uuid, activity in self.known.items()]

    def receipt(self) -> Receipt:
        typed = self.cleaned_data
        proposed = proposed_taxes(
            typed["satang"], has_vat=typed["has_vat"], payee=typed["payee_kind"], service=typed["service"]
        )
        vat, withheld = typed["vat_satang"], typed["withheld_satang"]
        return Receipt(
            words=typed["words"],
            payee=typed["payee"],
            paid_on=typed["paid_on"],
            satang=typed["satang"],
            account=typed["account"],
            payee_kind=typed["payee_kind"],
            service=typed["service"],
            vat_satang=proposed.vat if vat is None else vat,
            withheld_satang=proposed.withheld if withheld is None else withheld,
            number=typed["number"],
        )


class WordsForm(forms.Form):
    words = forms.CharField(label=_("Why, in a sentence"), max_length=300, required=False)


class DayForm(forms.Form):
    on = DayField(label=_("On which day"))


class ReportForm(forms.Form):
    period_from = DayField(label=_("From"))
    period_to = DayField(label=_("Until"))
    words = forms.CharField(
        label=_("What happened, in the city's own words"),
        widget=forms.Textarea({"rows": 6}),
        max_length=6000,
        help_text=_("Money, milestones and evidence are drawn from the rows below. Name no child."),
    )
