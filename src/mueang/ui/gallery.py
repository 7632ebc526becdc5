"""What the gallery shows: invented people and places of an invented city, one of each component's states."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from mueang.facts.areas import Area, subdistricts
from mueang.facts.boundaries import boundary
from mueang.methods.thai import fiscal_year
from mueang.ui.icons import ICONS
from mueang.ui.words import current_language

CITY = {"name_th": "เทศบาลนครตัวอย่าง", "name_en": "Tua Yang City", "is_invented": True}
NEIGHBOURHOODS = ("ตลาดเก่า", "สะเตง", "เวฬุวัน", "ธนวิถี", "จารู", "ผังเมือง", "คูหามุข", "บ้านสะโต")
YALA_TOWN_DISTRICT = "9501"


class EnrolForm(forms.Form):
    """Every kind of field a page may ask for."""

    full_name = forms.CharField(label=_("Full name"), help_text=_("As on the ID card, with its prefix."))
    phone = forms.CharField(
        label=_("Phone"), required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"})
    )
    born_on = forms.DateField(label=_("Date of birth"), help_text=_("For example 4/11/2566 or 4/11/2023."))
    neighbourhood = forms.ChoiceField(
        label=_("Neighbourhood"), choices=[("", "–"), *((str(i), name) for i, name in enumerate(NEIGHBOURHOODS))]
    )
    coming = forms.ChoiceField(
        label=_("Who is coming?"),
        choices=[("me", _("Only me")), ("party", _("Me and the children I look after"))],
        widget=forms.RadioSelect,
    )
    interests = forms.MultipleChoiceField(
        label=_("What would you like to learn?"),
        choices=[("craft", _("Weaving and crafts")), ("food", _("Cooking")), ("tech", _("Computers and phones"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label=_("Anything we should know?"), widget=forms.Textarea({"rows": 3}), required=False)
    workbook = forms.FileField(label=_("List of names (.xlsx)"), required=False)
    agrees = forms.BooleanField(label=_("I agree that the city keeps this to arrange my seat."))


def faulty_form() -> EnrolForm:
    form = EnrolForm({"full_name": "", "phone": "081-234-5678", "born_on": "31/2/2566", "coming": "me"})
    form.is_valid()
    return form


def areas() -> list[tuple[str, dict[str, Any]]]:
    """Real boundaries, so that the map has real work to do."""
    known = ((_name(place), boundary(place.code)) for place in subdistricts(YALA_TOWN_DISTRICT))
    return [(name, geometry) for name, geometry in known if geometry]


def markers() -> list[tuple[float, float, str, str]]:
    return [
        (6.5402, 101.2811, "อุทยานการเรียนรู้ตัวอย่าง", "#p1"),
        (6.5403, 101.2812, "หอสมุดประชาชน", "#p2"),
        (6.5331, 101.2640, "ศูนย์ทอผ้าบ้านสะโต", "#p3"),
        (6.5560, 101.2700, "ตลาดเก่า", "#p4"),
    ]


def page_of_places() -> Page[str]:
    return Paginator([f"แหล่งเรียนรู้ {i}" for i in range(240)], 20).page(4)


def show() -> dict[str, Any]:
    """The context of the gallery."""
    return {
        "city": CITY,
        "day": date(2023, 11, 4),
        "budget_year": fiscal_year(2024),
        "starts_at": datetime(2023, 11, 4, 2, 0, tzinfo=UTC),
        "ends_at": datetime(2023, 11, 4, 5, 0, tzinfo=UTC),
        "form": EnrolForm(auto_id="a_%s"),
        "faulty_form": faulty_form(),
        "page_obj": page_of_places(),
        "tabs": [(_("Sessions"), "#s", True), (_("People"), "#p", False), (_("Hours"), "#h", False)],
        "steps": [_("Choose file"), _("Check the rows"), _("Confirm")],
        "bars": [("การทอผ้าและงานหัตถกรรม", 128), ("อาหารพื้นบ้าน", 96), ("ภาษามลายูถิ่น", 41), ("ดนตรี", None)],
        "areas": areas(),
        "markers": markers(),
        "people": [
            {"name_th": "นางสาวสมมติ ใจดี", "name_en": "Ms Sommut Jaidee", "phone": "0812345678", "hours": 45},
            {"name_th": "นายอับดุลเลาะ ตัวอย่าง", "name_en": "Mr Abdulloh Tuayang", "phone": "", "hours": 39},
            {"name_th": "ด.ญ.ฟ้าใส สมมติกุล", "name_en": "Fasai Sommutkul", "phone": "073212345", "hours": 12},
        ],
        "icon_names": sorted(ICONS),
        "marks": [("present", _("present")), ("late", _("late")), ("absent", _("absent"))],
    }


def _name(place: Area) -> str:
    return place.name_th if current_language() == "th" else place.name_en
