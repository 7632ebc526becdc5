"""What may be typed about a practice, and between cities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.models import City
from mueang.apps.practices.enums import Came
from mueang.apps.practices.models import Practice
from mueang.apps.practices.queries import choices_of
from mueang.lib.fields import AmountField, CountField, DayField
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
    _Choices = forms.ModelMultipleChoiceField[Any]
else:
    _Choice, _Choices = forms.ModelChoiceField, forms.ModelMultipleChoiceField


class NamedChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return name(obj)


class NamedChoices(_Choices):
    def label_from_instance(self, obj: Any) -> str:
        return name(obj)


def _text(label: Any, *, rows: int = 4, needed: bool = False, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, max_length=8_000, required=needed, widget=area, help_text=help_text)


class PracticeForm(forms.Form):
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    why_th = _text(_("Why: what was the trouble, in Thai"), rows=3)
    why_en = _text(_("Why, in English"), rows=3)
    what_th = _text(_("What was done, step by step, in Thai"), rows=6)
    what_en = _text(_("What was done, in English"), rows=6)
    for_whom_th = forms.CharField(label=_("For whom, in Thai"), max_length=300, required=False)
    for_whom_en = forms.CharField(label=_("For whom, in English"), max_length=300, required=False)
    result_th = _text(
        _("What came of it, in Thai"), help_text=_("What you saw, not what you believe: others will build on it.")
    )
    result_en = _text(_("What came of it, in English"))
    hard_th = _text(_("What was hard or did not work, in Thai"), rows=3)
    hard_en = _text(_("What was hard, in English"), rows=3)
    started_on = DayField(label=_("Began on"))
    ended_on = DayField(label=_("Ended on"), required=False)
    n_people = CountField(label=_("How many people took part"), required=False)
    hours = CountField(label=_("Hours of work of staff and volunteers"), required=False)
    cost = AmountField(label=_("Cost in baht"), required=False)
    heritage = NamedChoices(
        label=_("Local heritage it builds on"), queryset=Practice.objects.none(), required=False, to_field_name="slug"
    )
    indicators = NamedChoices(
        label=_("Figures to look at beside it"),
        queryset=Practice.objects.none(),
        required=False,
        to_field_name="uuid",
        help_text=_("Shown before and since, without a claim that one caused the other."),
    )

    def __init__(self, *arguments: Any, city: City, **options: Any) -> None:
        super().__init__(*arguments, **options)
        items, indicators = choices_of(city)
        cast("_Choices", self.fields["heritage"]).queryset = items
        cast("_Choices", self.fields["indicators"]).queryset = indicators

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("started_on"), typed.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", _("It ends before it begins."))
        return typed

    def words(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        cost = typed.pop("cost")
        return {**typed, "cost_satang": None if cost is None else round(cost * 100)}


def practice_initial(practice: Practice) -> dict[str, Any]:
    said = {key: getattr(practice, key) for key in PracticeForm.base_fields if hasattr(practice, key)}
    cost = None if practice.cost_satang is None else practice.cost_satang / 100
    return {
        **said,
        "cost": cost,
        "heritage": [item.slug for item in practice.heritage.all()],
        "indicators": [str(row.uuid) for row in practice.indicators.all()],
    }


class ReturnForm(forms.Form):
    note = forms.CharField(label=_("What is missing"), max_length=600, widget=forms.Textarea({"rows": 3}))


class QuestionForm(forms.Form):
    words = forms.CharField(label=_("Ask the city that did it"), max_length=600, widget=forms.Textarea({"rows": 3}))


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea({"rows": 4}))


class AdoptForm(forms.Form):
    starts_on = DayField(label=_("Begins on"))
    ends_on = DayField(label=_("Ends on"))
    changes = forms.CharField(
        label=_("What you will do differently"), max_length=600, required=False, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("starts_on"), typed.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It ends before it begins."))
        return typed


class CameForm(forms.Form):
    came = forms.ChoiceField(label=_("What came of it here"), choices=Came, widget=forms.RadioSelect)
    report = forms.CharField(label=_("In words"), max_length=4000, widget=forms.Textarea({"rows": 5}))


class TwinForm(forms.Form):
    other = NamedChoice(label=_("City"), queryset=City.objects.none(), to_field_name="slug")
    about = forms.CharField(label=_("What to learn from each other"), max_length=300, required=False)

    def __init__(self, *arguments: Any, city: City, **options: Any) -> None:
        super().__init__(*arguments, **options)
        cast("_Choice", self.fields["other"]).queryset = City.objects.exclude(pk=city.pk).order_by("name_th")
