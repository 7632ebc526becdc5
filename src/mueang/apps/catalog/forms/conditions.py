"""What a keeper may type about the conditions of an offering: seats kept, cost waived, supports, kit, online."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.catalog.actions.offerings import OfferingDetails
from mueang.apps.catalog.enums import Delivery, KitFrom, SeatGroup, Support
from mueang.apps.catalog.forms.fields import BahtField
from mueang.apps.catalog.models import KitLine, Offering
from mueang.lib.fields import CountField
from mueang.methods.thai import arabic_digits, clean

_LONGEST_NAME = 120
_MOST_LINES = 12


class KitField(forms.CharField):
    """A thing a line: `ผ้าขาว / White cloth = 120`; the English and the price in baht may be left out."""

    def __init__(self, *, source: KitFrom, **options: Any) -> None:
        self.source = source
        super().__init__(**{"widget": forms.Textarea({"rows": 3}), "required": False, **options})

    def clean(self, value: Any) -> Any:
        lines = [line for line in map(clean, (super().clean(value) or "").splitlines()) if line]
        if len(lines) > _MOST_LINES:
            raise forms.ValidationError(_("Please write at most %(most)s lines.") % {"most": _MOST_LINES})
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> dict[str, Any]:
        words, _equals, amount = line.partition("=")
        name_th, _slash, name_en = (part.strip() for part in words.partition("/"))
        if not name_th or max(len(name_th), len(name_en)) > _LONGEST_NAME:
            raise forms.ValidationError(_("This line is empty or too long: %(line)s") % {"line": line[:40]})
        return {
            "name_th": name_th,
            "name_en": name_en,
            "source": self.source.value,
            "cost_satang": _satang(amount, line) if amount.strip() else 0,
        }

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(_written, value)) if isinstance(value, list) else value


class ConditionsForm(forms.Form):
    delivery = forms.ChoiceField(label=_("How it is held"), choices=Delivery, initial=Delivery.ONSITE)
    online_url = forms.URLField(
        label=_("Address of the online room"),
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text=_("Shown only to those who have a seat."),
    )
    cost_note_th = forms.CharField(label=_("Note on the cost, in Thai"), max_length=200, required=False)
    cost_note_en = forms.CharField(label=_("Note on the cost, in English"), max_length=200, required=False)
    waiver_how_th = forms.CharField(label=_("How to ask for a fee waiver, in Thai"), max_length=200, required=False)
    waiver_how_en = forms.CharField(label=_("How to ask for a fee waiver, in English"), max_length=200, required=False)
    accessibility = forms.MultipleChoiceField(
        label=_("Provided for everybody to take part"),
        choices=Support.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "row"}),
        required=False,
    )
    access_note_th = forms.CharField(label=_("Note on taking part, in Thai"), max_length=200, required=False)
    access_note_en = forms.CharField(label=_("Note on taking part, in English"), max_length=200, required=False)
    kit_bring = KitField(
        source=KitFrom.BRING,
        label=_("Bring along"),
        help_text=_("One thing a line: Thai / English. A price in baht may follow: = 120"),
    )
    kit_provided = KitField(source=KitFrom.PROVIDED, label=_("Provided there"))
    kit_buy = KitField(source=KitFrom.BUY, label=_("Can be bought there"))

    def __init__(self, *arguments: Any, offering: Offering, **options: Any) -> None:
        super().__init__(*arguments, **{"initial": conditions_initial(offering), **options})
        self.offering = offering
        for group in SeatGroup:
            self.fields[f"reserved_{group.value}"] = CountField(label=group.label, required=False)
            self.fields[f"waiver_{group.value}"] = BahtField(label=group.label, required=False)

    @property
    def reserved_fields(self) -> list[forms.BoundField]:
        return [self[f"reserved_{group.value}"] for group in SeatGroup]

    @property
    def waiver_fields(self) -> list[forms.BoundField]:
        return [self[f"waiver_{group.value}"] for group in SeatGroup]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if sum(typed.get(f"reserved_{group.value}") or 0 for group in SeatGroup) > self.offering.seats:
            self.add_error(
                f"reserved_{SeatGroup.values[0]}",
                _("There are %(seats)s seats. Please reserve fewer.") % {"seats": self.offering.seats},
            )
        for group in SeatGroup:
            if (typed.get(f"waiver_{group.value}") or 0) > self.offering.cost_satang:
                self.add_error(f"waiver_{group.value}", _("This is more than the cost itself."))
        if typed.get("delivery") == Delivery.ONLINE and not typed.get("online_url"):
            self.add_error("online_url", _("Please give the address of the online room."))
        return typed

    def changes(self) -> OfferingDetails:
        typed = self.cleaned_data
        plain = ("delivery", "online_url", "cost_note_th", "cost_note_en", "waiver_how_th", "waiver_how_en")
        noted = ("accessibility", "access_note_th", "access_note_en")
        details: OfferingDetails = {
            **{name: typed[name] for name in (*plain, *noted)},  # type: ignore[typeddict-item]  # names of the same fields
            "reserved_seats": {g.value: n for g in SeatGroup if (n := typed[f"reserved_{g.value}"])},
            "fee_waivers": {g.value: n for g in SeatGroup if (n := typed[f"waiver_{g.value}"]) is not None},
            "kit": [*typed["kit_bring"], *typed["kit_provided"], *typed["kit_buy"]],
        }
        return details


def conditions_initial(offering: Offering) -> dict[str, Any]:
    names = ("delivery", "online_url", "cost_note_th", "cost_note_en", "waiver_how_th", "waiver_how_en")
    return {
        **{name: getattr(offering, name) for name in (*names, "accessibility", "access_note_th", "access_note_en")},
        **{f"reserved_{group}": n for group, n in offering.reserved_seats.items()},
        **{f"waiver_{group}": satang for group, satang in offering.fee_waivers.items()},
        **{f"kit_{source.value}": [line for line in offering.kit_lines if line.source == source] for source in KitFrom},
    }


def _satang(amount: str, line: str) -> int:
    try:
        satang = int(Decimal(arabic_digits(amount).replace(",", "").replace("บาท", "").strip()) * 100)
    except (InvalidOperation, ValueError, OverflowError):
        satang = -1
    if not 0 <= satang <= 100_000_000:
        raise forms.ValidationError(_("The price is no number: %(line)s") % {"line": line[:40]})
    return satang


def _written(line: KitLine) -> str:
    names = f"{line.name_th} / {line.name_en}" if line.name_en else line.name_th
    return f"{names} = {line.cost_satang / 100:g}" if line.cost_satang else names
