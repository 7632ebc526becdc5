"""What an officer may type about learners."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mueang.apps.catalog.enums import Mode, SeatGroup
from mueang.apps.enrollment.actions import Elsewhere, NewMember
from mueang.apps.enrollment.actions.rounds import NewRound
from mueang.apps.enrollment.enums import (
    AssessmentResult,
    CallResult,
    CreditScheme,
    EnrollmentState,
    RecognitionRoute,
    RoundMethod,
)
from mueang.lib.fields import DayField
from mueang.methods.thai import ThaiTextError, parse_date, parse_phone, split_name
from mueang.ui.words import current_language, thai_date


class StateFilterForm(forms.Form):
    """Which learners to list; an unknown state lists all but the withdrawn."""

    state = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("All but withdrawn")), *EnrollmentState.choices]
    )

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""


class BadgesForm(forms.Form):
    since = DayField(
        label=_("Joined since"), required=False, help_text=_("Empty for everybody. For example 4/11/2566.")
    )


class AssessForm(forms.Form):
    result = forms.ChoiceField(label=_("Judgement"), choices=AssessmentResult.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note on the work"), max_length=400, required=False)
    back = forms.CharField(required=False, widget=forms.HiddenInput)


class AssessEverybodyForm(forms.Form):
    result = forms.ChoiceField(choices=AssessmentResult.choices)


class CorrectionForm(forms.Form):
    """What an entry of the ledger should have said."""

    mode = forms.ChoiceField(label=_("Mode"), choices=Mode.choices)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, help_text=_("0 takes the entry back and enters nothing instead.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Shown beside both entries, for good."))


class ElsewhereForm(forms.Form):
    """Hours learned at another institution, and the document that shows them."""

    institution = forms.CharField(label=_("Institution where it was learned"), max_length=200)
    title = forms.CharField(label=_("What was learned"), max_length=200)
    route = forms.ChoiceField(label=_("Route of the credit bank"), choices=RecognitionRoute.choices)
    lecture = forms.DecimalField(label=_("Lecture, hours"), required=False, min_value=0, decimal_places=2)
    lab = forms.DecimalField(label=_("Lab or workshop, hours"), required=False, min_value=0, decimal_places=2)
    practice = forms.DecimalField(
        label=_("Practice or field work, hours"), required=False, min_value=0, decimal_places=2
    )
    evidence = forms.CharField(
        label=_("Document that you saw"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kind, number and date of the document, and where the copy is kept."),
    )

    def elsewhere(self) -> Elsewhere:
        typed = self.cleaned_data
        return Elsewhere(typed["institution"], typed["title"], typed["route"], typed["evidence"])

    def minutes_by_mode(self) -> dict[str, int]:
        return {mode: int((self.cleaned_data[mode] or 0) * 60) for mode in Mode.values}


class CallForm(forms.Form):
    """What was heard when somebody asked."""

    result = forms.ChoiceField(label=_("What they said"), choices=CallResult.choices)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class AbsenceRuleForm(forms.Form):
    """When absences of this activity are asked about."""

    n_in_a_row = forms.IntegerField(
        label=_("Ask after how many absences in a row"),
        min_value=1,
        max_value=20,
        required=False,
        help_text=_("Empty: after 2 of weekly sessions, after 3 of daily ones. Excused sessions do not count."),
    )
    least_share_percent = forms.IntegerField(
        label=_("Counts as away when there for less than (percent of the session)"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("0: whoever came at all was there, even if they came late or left early."),
    )


class CreditRuleForm(forms.Form):
    """Which rule counts from which day."""

    scheme = forms.ChoiceField(label=_("Rule"), choices=CreditScheme.choices, widget=forms.RadioSelect)
    since = forms.CharField(label=_("From which day"), max_length=40, help_text=_("Such as 4/11/2566 or 4 Nov 2023."))
    document = forms.CharField(
        label=_("Document of the institution that gives the credit"), max_length=200, help_text=_("Name and number.")
    )

    def clean_since(self) -> date:
        try:
            return parse_date(str(self.cleaned_data["since"]), today=timezone.localdate())
        except ThaiTextError as error:
            raise forms.ValidationError(_("This cannot be a date. Example: 4/11/2566.")) from error


class SearchForm(forms.Form):
    words = forms.CharField(label=_("Name or phone"), max_length=100, required=False)


class ExceptionForm(forms.Form):
    """Why somebody is let in against the age band or another seat at the same time; usually empty."""

    exception = forms.CharField(
        label=_("By exception: reason"),
        max_length=200,
        required=False,
        help_text=_("Only where age or another seat at that time stands in the way. It is kept on record."),
    )


class PersonForm(ExceptionForm):
    """Which person of the register to enter."""

    person = forms.UUIDField(widget=forms.HiddenInput)


class NewMemberForm(ExceptionForm):
    """Somebody who is not in the register yet."""

    request_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name and family name"), max_length=200, help_text=_("With or without a title."))
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    birth = forms.CharField(
        label=_("Birth date"), max_length=40, required=False, help_text=_("Such as 4/11/2535 or 4 Nov 1992.")
    )

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not split_name(name).given:
            raise forms.ValidationError(_("Please type the name."))
        return name

    def clean_phone(self) -> str:
        text = str(self.cleaned_data["phone"])
        try:
            return parse_phone(text) if text else ""
        except ThaiTextError as error:
            raise forms.ValidationError(_("This cannot be a phone number. Example: 081 234 5678.")) from error

    def clean_birth(self) -> date | None:
        text, today = str(self.cleaned_data["birth"]), timezone.localdate()
        try:
            born = parse_date(text, today=today) if text else None
        except ThaiTextError as error:
            raise forms.ValidationError(_("This cannot be a date. Example: 4/11/2535.")) from error
        if born and born > today:
            raise forms.ValidationError(_("This date is in the future."))
        return born

    agreed = forms.BooleanField(
        label=_("Agreed aloud that the city keeps these details"),
        required=False,
        help_text=_("Without it the city's public task is the lawful basis."),
    )
    field_order = ["name", "phone", "birth", "agreed", "exception"]

    def member(self) -> NewMember:
        typed = self.cleaned_data
        name = split_name(typed["name"])
        return NewMember(
            name.given,
            name.family,
            name.prefix,
            phone=typed["phone"],
            birth_on=typed["birth"],
            agreed_aloud=typed["agreed"],
        )


class RosterForm(forms.Form):
    """Which checked list to enter."""

    def __init__(self, *arguments: Any, rosters: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["roster"] = forms.ChoiceField(label=_("List"), choices=list(rosters), widget=forms.RadioSelect)


class RemovalForm(forms.Form):
    """Why somebody's seat is taken away."""

    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("The person reads it too."))


class HoldForm(forms.Form):
    """How many seats to hold, and until when."""

    n_seats = forms.IntegerField(
        label=_("Seats to hold"), min_value=1, max_value=50, widget=forms.NumberInput({"inputmode": "numeric"})
    )
    release_on = DayField(
        label=_("Given to everybody on"), required=False, help_text=_("Left empty: three days before the first day.")
    )


class LineHoursForm(forms.Form):
    """How long an offer of the waiting line stands."""

    hours = forms.IntegerField(
        label=_("Hours to answer"),
        min_value=1,
        max_value=168,
        help_text=_("The night from 20:00 to 08:00 does not count."),
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class OfferByHandForm(forms.Form):
    """A party out of its turn, and why."""

    party = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class RoundForm(forms.Form):
    """A round as an officer plans it. Times are the city's own."""

    request_key = forms.CharField(max_length=64, min_length=20, widget=forms.HiddenInput)
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    offerings = forms.MultipleChoiceField(
        label=_("Activities that share their seats"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("From the moment you announce the round, nobody joins these by coming first."),
    )
    method = forms.ChoiceField(
        label=_("How seats are shared"),
        choices=RoundMethod.choices,
        initial=RoundMethod.WISHES,
        widget=forms.RadioSelect,
        help_text=_("Each activity says how many seats are kept for whom. Ties are always broken by the draw."),
    )
    hard_groups = forms.MultipleChoiceField(
        label=_("Kept seats that stay empty if their group does not ask for them"),
        choices=SeatGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave out what may go to others then: that is usual."),
    )
    first_groups = forms.MultipleChoiceField(
        label=_("Goes before everybody at every activity"),
        choices=SeatGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Stronger than kept seats. Choose this only where a rule of the city says so."),
    )
    opens_on = DayField(label=_("Wishes open on"))
    opens_time = forms.TimeField(label=_("at"), initial="08:30", widget=forms.TextInput({"type": "time"}))
    closes_on = DayField(label=_("Wishes close on"))
    closes_time = forms.TimeField(label=_("at"), initial="16:30", widget=forms.TextInput({"type": "time"}))

    def __init__(self, *arguments: Any, offerings: Iterable[Any], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["request_key"].initial = get_random_string(40)
        choices = [(str(one.uuid), self._words(one)) for one in offerings]
        self.has_offerings = bool(choices)
        self.fields["offerings"] = forms.MultipleChoiceField(
            label=self.fields["offerings"].label,
            help_text=self.fields["offerings"].help_text,
            widget=forms.CheckboxSelectMultiple,
            choices=choices,
        )

    @staticmethod
    def _words(offering: Any) -> str:
        is_thai = current_language() == "th"
        program, place = (
            one.name_th if is_thai else one.name_en or one.name_th for one in (offering.program, offering.place)
        )
        seats = ngettext("%(n)d seat left", "%(n)d seats left", offering.seats_left) % {"n": offering.seats_left}
        return f"{program} · {place} · {thai_date(offering.starts_on)} · {seats}"

    def request(self) -> dict[str, Any]:
        """What `open_round` takes."""
        typed = self.cleaned_data
        plan = NewRound(
            name_th=typed["name_th"],
            name_en=typed["name_en"],
            method=typed["method"],
            opens_at=make_aware(datetime.combine(typed["opens_on"], typed["opens_time"])),
            closes_at=make_aware(datetime.combine(typed["closes_on"], typed["closes_time"])),
            hard_groups=typed["hard_groups"],
            first_groups=typed["first_groups"],
        )
        chosen = [UUID(one) for one in typed["offerings"]]
        return {"plan": plan, "offerings": chosen, "request_key": typed["request_key"]}


class InviteForm(forms.Form):
    group = forms.ChoiceField(label=_("Seats kept for"))
    count = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=500, initial=20)

    def __init__(self, *arguments: Any, groups: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["group"] = forms.ChoiceField(label=_("Seats kept for"), choices=list(groups))
