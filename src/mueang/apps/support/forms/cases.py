"""What a worker may type about a case."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User
from mueang.apps.people.enums import Relation
from mueang.apps.support.actions.cases import NewChild
from mueang.apps.support.enums.cases import NoteKind, Part, Severity, Sex
from mueang.lib.fields import BirthField, DayField, NameField, PhoneField

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[User]
else:
    _Choice = forms.ModelChoiceField

RELATIONS = [("", "–"), *((one.value, one.label) for one in Relation)]
LONG = forms.Textarea({"rows": 4})


class WorkerChoice(_Choice):
    """A colleague by the name they are called."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"queryset": User.objects.none(), "empty_label": "–", **options})


class OpenForm(forms.Form):
    """A new case: a name is enough, the rest when it is known."""

    name = NameField(label=_("Child's name"), help_text=_("With the title if known. One name is enough."))
    nickname = forms.CharField(label=_("Nickname"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, initial=Sex.UNSTATED)
    birth = BirthField(label=_("Birth date or year"), required=False)
    phone = PhoneField(label=_("Child's phone"), max_length=40, required=False)
    address = forms.CharField(label=_("Where the child lives"), max_length=300, required=False)
    carer_name = forms.CharField(label=_("Lives with"), max_length=200, required=False)
    carer_relation = forms.ChoiceField(label=_("Who that is to the child"), choices=RELATIONS, required=False)
    carer_phone = PhoneField(label=_("Carer's phone"), max_length=40, required=False)
    school = forms.CharField(label=_("School, or last school"), max_length=200, required=False)
    severity = forms.TypedChoiceField(
        label=_("How urgent"), choices=Severity.choices, coerce=int, initial=Severity.YELLOW, widget=forms.RadioSelect
    )
    main_worker = WorkerChoice(label=_("Who answers for the case"), required=False)
    words = forms.CharField(label=_("What is known"), max_length=4000, required=False, widget=LONG)

    def __init__(self, *arguments: Any, workers: QuerySet[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["main_worker"].queryset = workers  # type: ignore[attr-defined]  # the stubs type every field alike

    def child(self) -> NewChild:
        typed = self.cleaned_data
        name, birth = typed["name"], typed["birth"]
        same = ("nickname", "sex", "phone", "address", "carer_name", "carer_relation", "carer_phone", "school")
        return NewChild(
            given_name=name.given,
            family_name=name.family,
            prefix=name.prefix,
            birth_on=birth.on if birth else None,
            birth_year=birth.year if birth else None,
            **{field: typed[field] for field in same},
        )


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(one.value, one.label) for one in (NoteKind.NOTE, NoteKind.CALL, NoteKind.VISIT)]
    )
    words = forms.CharField(label=_("What happened"), max_length=4000, widget=LONG)
    corrects = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # A second press, or one repeated because no answer came, writes nothing twice.
    request_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


class GlassForm(forms.Form):
    """Why somebody else's case must be seen at once."""

    number = forms.CharField(label=_("Case number"), max_length=12)
    reason = forms.CharField(
        label=_("Why you must see it now"),
        min_length=10,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Supervisors and the main worker are told at once. You see the case for 24 hours."),
    )


class ReviewForm(forms.Form):
    review_on = DayField(label=_("Look again on"))
    severity = forms.TypedChoiceField(label=_("How urgent"), choices=Severity.choices, coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TrustForm(forms.Form):
    """A colleague joins the team."""

    worker = WorkerChoice(label=_("Colleague"))
    reason = forms.CharField(label=_("Why"), max_length=300)
    until = DayField(label=_("Until"), required=False)
    withheld = forms.MultipleChoiceField(
        label=_("Withheld from this colleague"),
        choices=Part.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, workers: QuerySet[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["worker"].queryset = workers  # type: ignore[attr-defined]  # the stubs type every field alike


class HandOverForm(forms.Form):
    to_worker = WorkerChoice(label=_("Next main worker"))
    note = forms.CharField(
        label=_("What the next worker must know"),
        max_length=4000,
        widget=LONG,
        help_text=_("What was promised, what is open, whom to call, what to beware of."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, workers: QuerySet[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["to_worker"].queryset = workers  # type: ignore[attr-defined]  # the stubs type every field alike
