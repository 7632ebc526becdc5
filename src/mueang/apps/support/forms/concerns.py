"""What may be typed about a concern: by staff, and by anybody who tells the city about a child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User
from mueang.apps.support.actions.concerns import TellerWords, Told
from mueang.apps.support.enums.concerns import Channel, RecordFault, TryHow, Urgency
from mueang.lib.fields import CountField, DayField, PhoneField

if TYPE_CHECKING:
    _UserChoice = forms.ModelChoiceField[User]
else:
    _UserChoice = forms.ModelChoiceField

OLDEST = 25


class TellForm(forms.Form):
    """Short on purpose: one question must be answered, the others help."""

    use_required_attribute = False

    said = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_("In your own words. What makes you worry, since when, where can the child be found?"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
    )
    about = forms.CharField(
        label=_("Who is the child?"),
        help_text=_("A name or nickname, if you know it"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    age = CountField(label=_("About how old?"), required=False, max_value=OLDEST)
    area = forms.CharField(
        label=_("Where?"), help_text=_("A community, lane, school or landmark"), max_length=250, required=False
    )
    urgency = forms.ChoiceField(
        label=_("How soon should somebody look?"),
        choices=[
            (Urgency.ROUTINE, _("In the coming days")),
            (Urgency.SOON, _("Very soon")),
            (Urgency.NOW, _("Today: the child may be in danger")),
        ],
        initial=Urgency.ROUTINE,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    phone = PhoneField(label=_("Your telephone number"), max_length=30, required=False)
    may_team_know = forms.BooleanField(
        label=_("Whoever looks after the child may know that it was I who told"), required=False
    )

    def told(self) -> Told:
        typed = self.cleaned_data
        return Told(
            said=typed["said"],
            about=typed["about"],
            age_years=typed["age"],
            area=typed["area"],
            urgency=typed["urgency"],
        )

    def teller(self) -> TellerWords:
        typed = self.cleaned_data
        return TellerWords(
            name=typed["name"],
            phone=typed["phone"],
            relation=typed.get("relation", ""),
            may_team_know=typed["may_team_know"],
        )


class AddForm(forms.Form):
    """More about something told before."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("The code you were given"), max_length=20, widget=forms.TextInput({"autocomplete": "off"})
    )
    said = forms.CharField(label=_("What do you want to add?"), max_length=3000, widget=forms.Textarea({"rows": 5}))


class RaiseForm(TellForm):
    """The same for staff, with the channel, and the teller's relation."""

    channel = forms.ChoiceField(label=_("How did it come in?"), choices=Channel.choices)
    relation = forms.CharField(label=_("What they are to the child"), max_length=120, required=False)

    def __init__(self, *arguments: Any, is_for_anyone: bool = True, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not is_for_anyone:
            channel = self.fields["channel"]
            assert isinstance(channel, forms.ChoiceField)  # noqa: S101 -- for the type checker
            channel.choices = [(Channel.SCHOOL.value, Channel.SCHOOL.label)]
            channel.widget = channel.hidden_widget()
            channel.initial = Channel.SCHOOL
        self.fields["name"].label = _("Who told it")
        self.fields["phone"].label = _("Their telephone number")
        self.fields["may_team_know"].label = _("They allowed whoever looks after the child to know")
        urgency = self.fields["urgency"]
        assert isinstance(urgency, forms.ChoiceField)  # noqa: S101 -- for the type checker
        urgency.choices = Urgency.choices


class AboutPupilForm(TellForm):
    """What a school saw of a child of its register: who the child is, the register knows."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in set(self.fields) - {"said", "urgency"}:
            del self.fields[name]
        self.fields["said"].help_text = _("In your own words. What makes you worry, and since when?")


class AssignForm(forms.Form):
    """Who looks into it."""

    to = _UserChoice(label=_("Who looks into it?"), queryset=User.objects.none(), empty_label="–")

    def __init__(self, *arguments: Any, workers: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the type checker
        field.queryset = workers
        field.to_field_name = "uuid"


class TryForm(forms.Form):
    """One attempt to reach somebody."""

    on = DayField(label=_("Day"), initial=timezone.localdate)
    how = forms.ChoiceField(label=_("How?"), choices=TryHow.choices)
    note = forms.CharField(label=_("How it went"), max_length=400, required=False)


class SettleForm(forms.Form):
    """A decision that opens no case, with its reason."""

    CHOICES = [
        ("record_wrong", _("The record was wrong: the child is not out of school")),
        ("unreachable", _("Could not be reached, after trying")),
        ("unfounded", _("Looked into: not so")),
    ]
    state = forms.ChoiceField(label=_("What was found?"), choices=CHOICES, widget=forms.RadioSelect)
    record_fault = forms.ChoiceField(
        label=_("What is true instead? (where the record was wrong)"),
        choices=[("", "–"), *RecordFault.choices],
        required=False,
    )
    reason = forms.CharField(label=_("Why do you think so?"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("state") == "record_wrong" and not typed.get("record_fault"):
            self.add_error("record_fault", _("Please say what is true instead."))
        if typed.get("state") != "record_wrong":
            typed["record_fault"] = ""
        return typed
