"""What an officer may type about heritage and its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from mueang.apps.heritage.actions import ItemDetails
from mueang.apps.heritage.enums import AgeBand, Category, Risk, Willingness
from mueang.apps.heritage.models import HeritageItem, Holder
from mueang.apps.network.models import City
from mueang.apps.people.models import Consent, Person
from mueang.apps.places.models import Neighbourhood, Place
from mueang.methods.thai import arabic_digits, clean
from mueang.ui.templatetags.ui import name
from mueang.ui.words import thai_date

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
else:
    _Choice = forms.ModelChoiceField

ERA_OFFSET = 543
FIRST_BUDDHIST_YEAR = 2400
FIRST_YEAR = 1800


class PlaceChoice(_Choice):
    def label_from_instance(self, obj: Any) -> str:
        return name(obj)


class YearField(forms.CharField):
    """A year of the Buddhist or the common era; cleans to the common era."""

    def clean(self, value: Any) -> int | None:
        text = arabic_digits(clean(super().clean(value)))
        if not text:
            return None
        digits = text.removeprefix("พ.ศ.").removeprefix("ค.ศ.").strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) == 4):
            raise forms.ValidationError(_("Write the year with four digits, like 2566 or 2023."))
        year = int(digits) - (ERA_OFFSET if int(digits) >= FIRST_BUDDHIST_YEAR else 0)
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Please check the year."))
        return year


def month_choices() -> list[tuple[str, str]]:
    return [("", "–"), *((str(number), str(word)) for number, word in MONTHS.items())]


class MonthField(forms.TypedChoiceField):
    """A month of the year, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=month_choices, coerce=int, empty_value=None, required=False, **options)


class ItemForm(forms.Form):
    category = forms.ChoiceField(label=_("Category"), choices=[("", "–"), *Category.choices])
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    story_th = forms.CharField(
        label=_("Its story, in Thai"), max_length=8_000, required=False, widget=forms.Textarea({"rows": 5})
    )
    story_en = forms.CharField(
        label=_("Its story, in English"), max_length=8_000, required=False, widget=forms.Textarea({"rows": 5})
    )
    place = PlaceChoice(
        label=_("Place"), queryset=Place.objects.none(), to_field_name="slug", required=False, empty_label="–"
    )
    neighbourhood = PlaceChoice(
        label=_("Community"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="code",
        required=False,
        empty_label="–",
    )
    season = forms.CharField(
        label=_("Season"), max_length=120, required=False, help_text=_("When it is made, grown or celebrated.")
    )
    season_from = MonthField(label=_("Season from"))
    season_to = MonthField(label=_("Season until"), help_text=_("Leave both months empty for the whole year."))
    ingredients = forms.CharField(label=_("Ingredients or materials"), max_length=400, required=False)
    risk = forms.ChoiceField(label=_("Who carries it on"), choices=Risk, initial=Risk.FEW)
    is_sacred = forms.BooleanField(
        label=_("Sacred"), required=False, help_text=_("Never shown in public, and no open lesson is made from it.")
    )
    is_family_secret = forms.BooleanField(
        label=_("A family's secret"),
        required=False,
        help_text=_("Never shown in public, and no open lesson is made from it."),
    )
    is_city_only = forms.BooleanField(label=_("Only for the city's own list"), required=False)
    may_be_sold = forms.BooleanField(label=_("Its people permit that it is made for sale"), required=False)

    def __init__(self, *arguments: Any, city: City, **options: Any) -> None:
        super().__init__(*arguments, **options)
        cast("_Choice", self.fields["place"]).queryset = Place.objects.filter(city=city)
        cast("_Choice", self.fields["neighbourhood"]).queryset = Neighbourhood.objects.filter(city=city)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if (typed.get("season_from") is None) != (typed.get("season_to") is None):
            self.add_error("season_to", _("Choose both months of the season, or neither."))
        return typed

    def details(self) -> ItemDetails:
        return cast("ItemDetails", {name: self.cleaned_data[name] for name in self.fields})


class FilterForm(forms.Form):
    """Filters of the keepers' list; whatever is not understood filters nothing."""

    words = forms.CharField(label=_("Search"), max_length=100, required=False)
    category = forms.ChoiceField(label=_("Category"), choices=[("", _("All")), *Category.choices], required=False)
    shown = forms.ChoiceField(
        label=_("Shown in public"),
        choices=[("", _("All")), ("public", _("Shown")), ("hidden", _("Not shown"))],
        required=False,
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class WordsForm(forms.Form):
    words = forms.CharField(label=_("Name or phone number"), max_length=100, required=False)

    def typed(self) -> str:
        self.is_valid()
        words: str = self.cleaned_data.get("words", "")
        return words


class HolderForm(forms.Form):
    """What a holder is willing to do; naming them in public needs their standing consent."""

    willingness = forms.ChoiceField(label=_("Willing to teach?"), choices=Willingness)
    age_band = forms.ChoiceField(label=_("Age"), choices=[("", _("Not known")), *AgeBand.choices], required=False)
    last_taught_year = YearField(
        label=_("Last taught in which year"), max_length=12, required=False, help_text=_("For example 2566 or 2023.")
    )
    is_named = forms.BooleanField(label=_("Name this person in public"), required=False)

    def __init__(self, *arguments: Any, consent: Consent | None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.consent = consent
        field = self.fields["is_named"]
        if consent is None:
            field.disabled, field.initial = True, False
            field.help_text = _("This person has not consented to be named in public. Record the consent first.")
        else:
            field.help_text = _("Consent given on %(day)s.") % {"day": thai_date(consent.given_at)}

    def chosen(self) -> dict[str, Any]:
        """What an action is told."""
        typed = self.cleaned_data
        return {
            "willingness": typed["willingness"],
            "age_band": typed["age_band"],
            "last_taught_year": typed["last_taught_year"],
            "consent": self.chosen_consent(),
        }

    def chosen_consent(self) -> Consent | None:
        return self.consent if self.cleaned_data["is_named"] else None


class LineageForm(forms.Form):
    """Who learned it from whom, among the holders and the people found."""

    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    teacher = forms.ChoiceField(label=_("Who taught it"))
    learner = forms.ChoiceField(label=_("Who learned it"))
    since_year = YearField(label=_("Since which year"), max_length=12, help_text=_("For example 2566 or 2023."))

    def __init__(self, *arguments: Any, people: Sequence[Person], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.people = {str(person.uuid): person for person in people}
        choices = [("", "–"), *((key, person.full_name) for key, person in self.people.items())]
        for name_of_field in ("teacher", "learner"):
            cast("forms.ChoiceField", self.fields[name_of_field]).choices = choices

    def pair(self) -> tuple[Person, Person]:
        return self.people[self.cleaned_data["teacher"]], self.people[self.cleaned_data["learner"]]


def holder_initial(holder: Holder) -> dict[str, Any]:
    said = {name: getattr(holder, name) for name in ("willingness", "age_band", "last_taught_year")}
    return {**said, "is_named": holder.consent_id is not None}


def item_initial(item: HeritageItem) -> dict[str, Any]:
    shown = {name: getattr(item, name) for name in ItemForm.base_fields if name not in ("place", "neighbourhood")}
    area = item.neighbourhood.code if item.neighbourhood else None
    return {**shown, "place": item.place.slug if item.place else None, "neighbourhood": area}


class DescribeForm(forms.Form):
    """What may be said of a picture."""

    alt_th = forms.CharField(
        label=_("What the picture shows, in Thai"),
        max_length=200,
        help_text=_("Read aloud to people who cannot see it. Name nobody."),
    )
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=200, required=False)
    credit = forms.CharField(label=_("Photograph by"), max_length=120, required=False)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("alt_th", "alt_en", "credit")}


class PictureForm(DescribeForm):
    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        allow_empty_file=True,
        help_text=_("JPEG, PNG or WebP up to 10 MB. The place and time it was taken are removed."),
    )
    agreed = forms.BooleanField(
        label=_("Everybody who can be recognised agreed to be shown; for a child, a parent did.")
    )
    field_order = ("picture", "alt_th", "alt_en", "credit", "agreed")

    def data_of_picture(self) -> Any:
        return self.cleaned_data["picture"].read()
