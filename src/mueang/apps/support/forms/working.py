"""What may be typed when a case is assessed, agreed, planned, referred, placed and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.models import Organization
from mueang.apps.people.enums import Relation
from mueang.apps.support.actions.endings import Ending
from mueang.apps.support.actions.placements import Carer
from mueang.apps.support.actions.planning import Agreed, Found, Given, NewStep
from mueang.apps.support.actions.referrals import Override
from mueang.apps.support.enums.cases import (
    CLOSED,
    SERVICE_DAYS,
    SHAREABLE,
    Basis,
    CaseState,
    Cause,
    DurableOutcome,
    Medium,
    Need,
    NeedLevel,
    Severity,
    StepState,
    StillHolds,
)
from mueang.apps.support.enums.concerns import RecordFault
from mueang.apps.support.models.planning import Agency
from mueang.lib.fields import CountField, DayField, NameField, PhoneField
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    _Agency = forms.ModelChoiceField[Agency]
    _Agencies = forms.ModelMultipleChoiceField[Agency]
    _Organization = forms.ModelChoiceField[Organization]
else:
    _Agency = _Organization = forms.ModelChoiceField
    _Agencies = forms.ModelMultipleChoiceField


class _AgencyChoice(_Agency):
    """An agency by its name in the reader's language."""

    def label_from_instance(self, obj: Agency) -> str:
        return name(obj.organization)


class _AgencyChoices(_Agencies):
    """Several of them."""

    def label_from_instance(self, obj: Agency) -> str:
        return name(obj.organization)


class _OrganizationChoice(_Organization):
    """A partner by its name in the reader's language."""

    def label_from_instance(self, obj: Organization) -> str:
        return name(obj)


RELATIONS = [("", "–"), *((one.value, one.label) for one in Relation)]
PARTS = [(part.value, part.label) for part in SHAREABLE]
LONG = forms.Textarea({"rows": 3})
N_STEPS = 5


class AssessForm(forms.Form):
    """One line an area; an area nobody asked about stays empty."""

    severity = forms.TypedChoiceField(label=_("How urgent"), choices=Severity.choices, coerce=int)
    cause = forms.ChoiceField(
        label=_("Why the child left or may leave"), choices=[("", "–"), *Cause.choices], required=False
    )
    needs_words = forms.CharField(label=_("About the needs"), max_length=2000, required=False, widget=LONG)
    health_words = forms.CharField(label=_("Health and disability"), max_length=2000, required=False, widget=LONG)
    risk_words = forms.CharField(label=_("Danger to the child"), max_length=2000, required=False, widget=LONG)
    strengths = forms.CharField(label=_("Strengths to build on"), max_length=2000, required=False, widget=LONG)
    wishes = forms.CharField(label=_("What the child wants"), max_length=2000, required=False, widget=LONG)
    was_seen = forms.BooleanField(label=_("I saw and spoke with the child"), required=False)
    next_on = DayField(label=_("Look again on"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        levels = [("", _("Not asked")), *NeedLevel.choices]
        for need in Need:
            self.fields[f"need_{need}"] = forms.ChoiceField(label=need.label, choices=levels, required=False)

    @property
    def need_fields(self) -> list[Any]:
        return [self[f"need_{need}"] for need in Need]

    def found(self) -> Found:
        typed = {name: value for name, value in self.cleaned_data.items() if not name.startswith("need_")}
        typed.pop("version")
        asked = {str(need): self.cleaned_data[f"need_{need}"] for need in Need}
        return Found(needs={need: int(level) for need, level in asked.items() if level}, **typed)


class ConsentForm(forms.Form):
    """What may be told to whom, by what right."""

    basis = forms.ChoiceField(label=_("By what right"), choices=Basis.choices)
    given_by_name = forms.CharField(label=_("Who agrees"), max_length=200, required=False)
    relation = forms.ChoiceField(label=_("Who that is to the child"), choices=RELATIONS, required=False)
    has_legal_authority = forms.BooleanField(
        label=_("Has the legal authority (parent with parental power, or guardian by court order)"), required=False
    )
    child_agrees = forms.TypedChoiceField(
        label=_("Does the child agree?"),
        choices=[("", _("Not asked")), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    medium = forms.ChoiceField(label=_("How it was given"), choices=[("", "–"), *Medium.choices], required=False)
    basis_reason = forms.CharField(
        label=_("Where it is another right: why it applies"), max_length=500, required=False, widget=LONG
    )
    purpose = forms.CharField(label=_("What for"), max_length=500)
    agencies = _AgencyChoices(
        label=_("Which agencies"), queryset=Agency.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    parts = forms.MultipleChoiceField(label=_("What may be told"), choices=PARTS, widget=forms.CheckboxSelectMultiple)
    withheld = forms.MultipleChoiceField(
        label=_("What the family wants withheld"), choices=PARTS, required=False, widget=forms.CheckboxSelectMultiple
    )
    withheld_reason = forms.CharField(label=_("Why it is withheld"), max_length=500, required=False)
    until_on = DayField(label=_("Until"), required=False)

    def __init__(self, *arguments: Any, agencies: QuerySet[Agency], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["agencies"].queryset = agencies  # type: ignore[attr-defined]  # the stubs type every field alike

    def given(self) -> Given:
        return Given(**{**self.cleaned_data, "agencies": list(self.cleaned_data["agencies"])})


class WordsForm(forms.Form):
    words = forms.CharField(label=_("In their words"), max_length=500, required=False)


class PlanForm(forms.Form):
    """A goal, up to five steps at once, and who of the family agreed."""

    goal = forms.CharField(label=_("What is to be reached"), max_length=500)
    agreed_on = DayField(label=_("Agreed on"), required=False)
    agreed_by_name = forms.CharField(label=_("Who of the family agreed"), max_length=200, required=False)
    agreed_relation = forms.ChoiceField(label=_("Who that is to the child"), choices=RELATIONS, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, agencies: QuerySet[Agency], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for n in range(N_STEPS):
            self.fields |= {f"{name}_{n}": field for name, field in _step_fields(agencies).items()}

    @property
    def step_fields(self) -> list[list[Any]]:
        return [[self[f"{name}_{n}"] for name in ("words", "due_on", "agency", "owner_name")] for n in range(N_STEPS)]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        for n in range(N_STEPS):
            if typed.get(f"words_{n}") and f"due_on_{n}" in typed and not typed[f"due_on_{n}"]:
                self.add_error(f"due_on_{n}", _("Write the day by which this is done."))
        if typed.get("agreed_on") and not typed.get("agreed_by_name"):
            self.add_error("agreed_by_name", _("Write who agreed."))
        return typed

    def steps(self) -> list[NewStep]:
        typed = self.cleaned_data
        return [step_of(typed, suffix=f"_{n}") for n in range(N_STEPS) if typed[f"words_{n}"]]

    def agreed(self) -> Agreed | None:
        typed = self.cleaned_data
        if not typed["agreed_on"]:
            return None
        return Agreed(on=typed["agreed_on"], by_name=typed["agreed_by_name"], relation=typed["agreed_relation"])


def _step_fields(agencies: QuerySet[Agency], *, is_required: bool = False) -> dict[str, forms.Field]:
    return {
        "words": forms.CharField(label=_("What is done"), max_length=300, required=is_required),
        "due_on": DayField(label=_("To be done by"), required=is_required),
        "agency": _AgencyChoice(label=_("Agency"), queryset=agencies, required=False, empty_label="–"),
        "owner_name": forms.CharField(label=_("Or who does it"), max_length=120, required=False),
    }


def step_of(typed: dict[str, Any], *, suffix: str = "") -> NewStep:
    return NewStep(**{name: typed[f"{name}{suffix}"] for name in ("words", "due_on", "agency", "owner_name")})


class StepForm(forms.Form):
    """One more step."""

    def __init__(self, *arguments: Any, agencies: QuerySet[Agency], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields |= _step_fields(agencies, is_required=True)

    def step(self) -> NewStep:
        return step_of(self.cleaned_data)


class AgreedForm(forms.Form):
    on = DayField(label=_("Agreed on"))
    by_name = forms.CharField(label=_("Who of the family agreed"), max_length=200)
    relation = forms.ChoiceField(label=_("Who that is to the child"), choices=RELATIONS, required=False)

    def agreed(self) -> Agreed:
        return Agreed(**self.cleaned_data)


class StepStateForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=StepState.choices)
    words = forms.CharField(label=_("What holds it up"), max_length=300, required=False)


class ReferForm(forms.Form):
    """What an agency is asked, and which parts it would see."""

    agency = _AgencyChoice(label=_("Agency"), queryset=Agency.objects.none(), empty_label="–")
    need = forms.ChoiceField(label=_("Need"), choices=Need.choices)
    words = forms.CharField(
        label=_("What they are asked to do"),
        max_length=1000,
        widget=LONG,
        help_text=_("Write no name and no more about the child than is ticked below."),
    )
    parts = forms.MultipleChoiceField(
        label=_("What is sent"), choices=PARTS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, agencies: QuerySet[Agency], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]  # the stubs type every field alike


class OverrideForm(forms.Form):
    """By which other right, and why here."""

    basis = forms.ChoiceField(
        label=_("By what right"), choices=[(one.value, one.label) for one in Basis if one != Basis.CONSENT]
    )
    reason = forms.CharField(label=_("Why it applies to this child"), min_length=10, max_length=500, widget=LONG)

    def override(self) -> Override:
        return Override(**self.cleaned_data)


class AnswerForm(forms.Form):
    """What an agency answers."""

    answer = forms.ChoiceField(
        label=_("What the agency can do"),
        choices=[
            ("accepted", _("We take it on")),
            ("done", _("It is done")),
            ("declined", _("We cannot")),
            ("ask", _("We have a question")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Reason, question, or what was done"), max_length=500, required=False, widget=LONG)


class PlaceForm(forms.Form):
    release_on = DayField(label=_("Give the seat to others, if nobody takes it, on"), required=False)


class SeatForm(forms.Form):
    """Who of the family comes along, as the activity will know them."""

    carer = NameField(label=_("Carer's name"), required=False)
    relation = forms.ChoiceField(label=_("Who that is to the child"), choices=RELATIONS, required=False)
    phone = PhoneField(label=_("Carer's phone"), max_length=40, required=False)
    agreed = forms.BooleanField(label=_("The family agrees that the child's name stands on this activity's list"))

    def who(self) -> Carer | None:
        typed = self.cleaned_data
        name = typed["carer"]
        if name is None:
            return None
        return Carer(name.given, name.family, name.prefix, typed["phone"], typed["relation"])


class CloseForm(forms.Form):
    """How the case ends, and how that is known."""

    state = forms.ChoiceField(
        label=_("How it ends"),
        choices=[(one.value, one.label) for one in CaseState if one in CLOSED],
        widget=forms.RadioSelect,
    )
    outcome = forms.ChoiceField(
        label=_("Durable outcome"), choices=[("", "–"), *DurableOutcome.choices], required=False
    )
    record_error = forms.ChoiceField(
        label=_("Why the record was wrong"), choices=[("", "–"), *RecordFault.choices], required=False
    )
    evidence = forms.CharField(label=_("How it is known"), max_length=1000, widget=LONG)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("state") == CaseState.DURABLE and not typed.get("outcome"):
            self.add_error("outcome", _("Say which outcome it is."))
        if typed.get("state") == CaseState.RECORD_ERROR and not typed.get("record_error"):
            self.add_error("record_error", _("Say why the record was wrong."))
        return typed

    def ending(self) -> Ending:
        typed = self.cleaned_data
        return Ending(
            state=typed["state"],
            evidence=typed["evidence"],
            outcome=typed["outcome"] if typed["state"] == CaseState.DURABLE else "",
            record_error=typed["record_error"] if typed["state"] == CaseState.RECORD_ERROR else "",
        )


class ReCheckForm(forms.Form):
    holds = forms.ChoiceField(label=_("Does it hold?"), choices=StillHolds.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("How it is known"), max_length=500, widget=LONG)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=LONG)


class AgencyForm(forms.Form):
    organization = _OrganizationChoice(label=_("Partner"), queryset=Organization.objects.none(), empty_label="–")
    needs = forms.MultipleChoiceField(
        label=_("Needs it takes on"), choices=Need.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    contact_name = forms.CharField(label=_("Whom to call"), max_length=120, required=False)
    contact_phone = PhoneField(label=_("Their phone"), max_length=40, required=False)
    is_active = forms.BooleanField(label=_("Takes referrals now"), required=False, initial=True)

    def __init__(self, *arguments: Any, organizations: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["organization"].queryset = organizations  # type: ignore[attr-defined]  # stubs type fields alike


class ServiceLevelForm(forms.Form):
    """Days each need may wait."""

    def __init__(self, *arguments: Any, days: dict[str, int], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for need in Need:
            start = days.get(need, SERVICE_DAYS[need])
            self.fields[need.value] = CountField(label=need.label, min_value=1, max_value=365, initial=start)
