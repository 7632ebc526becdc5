"""What may be typed about what is sold: the product, its seller, what they agreed to, an income, a sheet of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.heritage.forms.items import YearField
from mueang.apps.heritage.models import Product
from mueang.apps.network.models import Organization
from mueang.apps.people.models import Person
from mueang.lib.fields import AmountField
from mueang.ui.templatetags.ui import name

SATANG = 100
LARGEST_SHEET = 5_000_000


class ProductForm(forms.Form):
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    name_th = forms.CharField(label=_("What is sold, in Thai"), max_length=200)
    name_en = forms.CharField(label=_("What is sold, in English"), max_length=200, required=False)
    seller = forms.ChoiceField(label=_("Who sells it"))
    since_year = YearField(
        label=_("Sold since which year"), max_length=12, required=False, help_text=_("For example 2566 or 2023.")
    )
    is_shown = forms.BooleanField(
        label=_("The seller agrees that everybody sees it"),
        required=False,
        help_text=_("A person is named only under their own consent to be named in public."),
    )
    shows_income = forms.BooleanField(label=_("The seller agrees that the stated income is shown too"), required=False)

    def __init__(
        self, *arguments: Any, people: Sequence[Person], partners: Sequence[Organization], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.sellers: dict[str, Person | Organization] = {f"person:{one.uuid}": one for one in people}
        self.sellers |= {f"group:{one.uuid}": one for one in partners}
        choices = [(key, one.full_name if isinstance(one, Person) else name(one)) for key, one in self.sellers.items()]
        cast("forms.ChoiceField", self.fields["seller"]).choices = [("", "–"), *choices]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("shows_income") and not typed.get("is_shown"):
            self.add_error("shows_income", _("An income is shown only with what is sold."))
        return typed

    def chosen(self) -> dict[str, Any]:
        told = ("name_th", "name_en", "since_year", "is_shown", "shows_income")
        return {key: self.cleaned_data[key] for key in told} | {"seller": self.sellers[self.cleaned_data["seller"]]}


def product_initial(product: Product) -> dict[str, Any]:
    told = ("name_th", "name_en", "since_year", "is_shown", "shows_income")
    seller = f"person:{product.person.uuid}" if product.person else ""
    seller = f"group:{product.organization.uuid}" if product.organization else seller
    return {key: getattr(product, key) for key in told} | {"seller": seller}


class IncomeForm(forms.Form):
    year = YearField(label=_("Year"), max_length=12, help_text=_("For example 2566 or 2023."))
    income = AmountField(
        label=_("Income in baht, as the seller states it"),
        required=False,
        help_text=_("Empty takes the year back."),
    )

    def satang(self) -> int | None:
        baht = self.cleaned_data["income"]
        return None if baht is None else int(baht * SATANG)


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("The sheet, filled in"),
        help_text=_("Take the list out as Excel, fill in the incomes, and bring it back. Leave the codes as they are."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_SHEET:
            raise forms.ValidationError(_("This file is larger than 5 MB."))
        return file
