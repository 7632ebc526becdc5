"""Guardians, consents and data requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.people.enums import LawfulBasis, Purpose, Relation, RequestKind
from mueang.apps.people.forms.fields import DateField
from mueang.apps.people.models import Person
from mueang.apps.people.queries.consents import givers_of

TEXT_VERSION = "2026-01"


class GuardianForm(forms.Form):
    relation = forms.ChoiceField(
        label=_("Relation to the child"),
        choices=[choice for choice in Relation.choices if choice[0] != Relation.SELF],
        widget=forms.RadioSelect,
    )
    has_legal_authority = forms.BooleanField(
        label=_("Holds legal authority (parental power or guardianship)"), required=False
    )


class ConsentForm(forms.Form):
    """Who gave it comes from a short list: the person, and those who answer for them now."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    lawful_basis = forms.ChoiceField(label=_("Lawful basis"), choices=LawfulBasis.choices)
    given_by = forms.ChoiceField(label=_("Given by"), widget=forms.RadioSelect)
    text_version = forms.CharField(label=_("Version of the text they agreed to"), max_length=20, initial=TEXT_VERSION)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self._givers = {str(giver.person.uuid): giver for giver in givers_of(person)}
        given_by = self.fields["given_by"]
        assert isinstance(given_by, forms.ChoiceField)  # noqa: S101 (tells the type checker what stands above)
        given_by.choices = [(key, giver.says) for key, giver in self._givers.items()]

    def said(self) -> dict[str, Any]:
        """What was stated, as the action takes it."""
        typed = self.cleaned_data
        giver = self._givers[typed["given_by"]]
        return {
            "given_by": giver.person,
            "relation": giver.relation,
            "has_legal_authority": giver.has_legal_authority,
            **{name: typed[name] for name in ("purpose", "lawful_basis", "text_version")},
        }


class DataRequestForm(forms.Form):
    """What is asked, by whom: the person, or somebody who answers for them now."""

    kind = forms.ChoiceField(label=_("What is asked for"), choices=RequestKind.choices, widget=forms.RadioSelect)
    asked_by = forms.ChoiceField(label=_("Who asks"), widget=forms.RadioSelect)
    known_by = forms.CharField(
        label=_("How you know that it is they"),
        help_text=_("Such as: ID card seen, known in person, called back on the number on the list. No ID number."),
        max_length=200,
    )
    received_on = DateField(label=_("Received on"))
    note = forms.CharField(
        label=_("In their words"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        initial = {"received_on": timezone.localdate(), "asked_by": str(person.uuid)}
        super().__init__(*args, **{"initial": initial, **options})
        links = person.guardians_link.filter(until_on=None).select_related("guardian")
        self._askers = {str(person.uuid): person} | {str(link.guardian.uuid): link.guardian for link in links}
        asked_by = self.fields["asked_by"]
        assert isinstance(asked_by, forms.ChoiceField)  # noqa: S101 (tells the type checker what stands above)
        asked_by.choices = [(key, one.full_name) for key, one in self._askers.items()]

    def said(self) -> dict[str, Any]:
        """What was stated, as the action takes it."""
        return {**self.cleaned_data, "asked_by": self._askers[self.cleaned_data["asked_by"]]}
