"""What is asked when somebody leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User


def _choices(people: Iterable[User]) -> list[tuple[str, str]]:
    return [("", "–"), *((str(one.uuid), f"{one} ({one.username})") for one in people)]


class HandoverForm(forms.Form):
    """To whom, with which roles, and what they should know."""

    successor = forms.ChoiceField(label=_("Successor"), help_text=_("Somebody who has a role in this city already."))
    takes_roles = forms.BooleanField(
        label=_("The successor takes the roles over"),
        help_text=_("Roles of trust with children are never passed on: appoint somebody for them under Roles."),
        required=False,
    )
    rotates_keys = forms.BooleanField(
        label=_("Begin new signing keys"),
        help_text=_("Certificates signed until now stay valid; new ones are signed with a key the leaver never used."),
        required=False,
    )
    note = forms.CharField(
        label=_("What the successor should know"),
        help_text=_("Stands in the handover book. Please name no child and no case."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any = None, *, successors: Iterable[User]) -> None:
        super().__init__(data, initial={"takes_roles": True})
        self.people = {str(one.uuid): one for one in successors}
        field = self.fields["successor"]
        if isinstance(field, forms.ChoiceField):
            field.choices = _choices(self.people.values())

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["successor"]]


class CasesForm(forms.Form):
    """Which worker answers for the cases from now on, and what they must know of all of them."""

    to = forms.ChoiceField(label=_("Who takes the cases"))
    note = forms.CharField(
        label=_("Note for every case"),
        help_text=_(
            "Stands in the protected zone only. What concerns one case alone is written on that case's page, first."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, workers: Iterable[User]) -> None:
        super().__init__(data, prefix="cases")
        self.people = {str(one.uuid): one for one in workers}
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = _choices(self.people.values())

    @property
    def worker(self) -> User:
        return self.people[self.cleaned_data["to"]]
