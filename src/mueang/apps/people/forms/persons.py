"""A person's own facts, and the words to find one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.people.actions.persons import PersonChanges
from mueang.apps.people.forms.fields import DateField, NationalIdField, PhoneField
from mueang.apps.people.models import Person

_FIELDS = (
    "given_name",
    "family_name",
    "name_en",
    "birth_on",
    "phone",
    "email",
    "organization_name",
    "position",
)


class SearchForm(forms.Form):
    """Sent by POST: names and numbers of people do not belong into an address."""

    words = forms.CharField(
        label=_("Name, phone or national ID number"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class PersonForm(forms.Form):
    """Only the given name must be there. An empty national ID keeps the number; the box below takes it away."""

    name_prefix = forms.CharField(label=_("Prefix"), max_length=40, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    birth_on = DateField(label=_("Birth date"), required=False)
    phone = PhoneField(label=pgettext_lazy("person", "Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    organization_name = forms.CharField(label=pgettext_lazy("person", "Organization"), max_length=200, required=False)
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    national_id = NationalIdField(label=_("National ID number"), required=False)
    forget_national_id = forms.BooleanField(label=_("Take the national ID number away"), required=False)
    is_another = forms.BooleanField(label=_("This is another person of the same name: add"), required=False)

    def __init__(self, *args: Any, person: Person | None = None, **options: Any) -> None:
        if person:
            held = {name: getattr(person, name) for name in _FIELDS}
            options["initial"] = {**held, "name_prefix": person.prefix}
        super().__init__(*args, **options)
        number: forms.Field = self.fields["national_id"]
        if person and person.national_id_hash:
            number.help_text = _("Kept encrypted; ends with %(digits)s. Leave empty to keep it.") % {
                "digits": person.national_id_ending
            }
        else:
            del self.fields["forget_national_id"]
            number.help_text = _("13 digits. Not needed; kept encrypted.")

    def changes(self) -> PersonChanges:
        """What was typed, as the actions take it."""
        typed = self.cleaned_data
        changes: dict[str, Any] = {name: typed[name] for name in _FIELDS} | {"prefix": typed["name_prefix"]}
        if typed.get("national_id") or typed.get("forget_national_id"):
            changes["national_id"] = typed.get("national_id") or ""
        return changes  # type: ignore[return-value]  # the keys are those above
