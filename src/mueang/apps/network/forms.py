"""What a person may type about partners, agreements and contributions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.enums import ContributionKind, OrganizationKind
from mueang.lib.fields import AmountField, DayField

SATANG = 100


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


class ContributionForm(forms.Form):
    """`promised` and `given` are typed in baht for money and cleaned to satang."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContributionKind.choices)
    what = forms.CharField(label=_("What is promised"), max_length=200)
    promised = AmountField(label=_("Promised"), help_text=_("Money in baht; the rest as a number."))
    given = AmountField(label=_("Given so far"), required=False)
    due_on = DayField(label=_("Promised by"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_money = values.get("kind") == ContributionKind.MONEY
        values["given"] = values.get("given") or Decimal(0)
        for name in ("promised", "given"):
            amount = values.get(name)
            if amount is not None and not is_money and amount != int(amount):
                self.add_error(name, _("Write a whole number."))
            elif amount is not None:
                values[name] = int(amount * SATANG) if is_money else int(amount)
        return values


def shown_amounts(*, kind: str, promised: int, given: int) -> dict[str, Any]:
    """Stored amounts as the form shows them."""
    if kind != ContributionKind.MONEY:
        return {"promised": promised, "given": given}
    return {name: _baht(value) for name, value in (("promised", promised), ("given", given))}


def _baht(satang: int) -> str:
    return f"{satang // SATANG}" if satang % SATANG == 0 else f"{Decimal(satang) / SATANG:.2f}"
