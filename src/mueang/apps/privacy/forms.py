"""What is typed at the desk of data protection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.people.enums import Purpose, RefusalReason, RequestKind, RequestOutcome
from mueang.apps.people.models import Person
from mueang.apps.privacy.enums import BreachKind, BreachRisk, ResearchTable, StepKind
from mueang.apps.privacy.models.research import LEAST_K
from mueang.lib.fields import CountField, DayField

NAME_NOBODY = _("Please name nobody.")


class AnswerForm(forms.Form):
    """What was done about a request."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=RequestOutcome.choices, widget=forms.RadioSelect)
    refusal = forms.ChoiceField(
        label=_("Ground of a refusal"),
        help_text=_("Only where something is refused. The record of processing shows how many were, never whose."),
        choices=[("", "–"), *RefusalReason.choices],
        required=False,
    )
    answer = forms.CharField(
        label=_("What was done and answered"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"outcome": RequestOutcome.GRANTED}, **options})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") in (RequestOutcome.REFUSED, RequestOutcome.PARTLY) and not said.get("refusal"):
            self.add_error("refusal", _("Choose the ground of the refusal: the person has a right to know it."))
        return said


class OwnRequestForm(forms.Form):
    """What somebody asks for themself, or for a child they answer for."""

    person = forms.ChoiceField(label=_("Whose data"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What is asked for"), choices=RequestKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In your own words"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, circle: Iterable[Person]) -> None:
        self.circle = {str(one.uuid): one for one in circle}
        super().__init__(data, initial={"person": next(iter(self.circle), "")})
        field = self.fields["person"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, one.full_name) for key, one in self.circle.items()]

    @property
    def chosen(self) -> Person:
        return self.circle[self.cleaned_data["person"]]


class TextForm(forms.Form):
    """The next version of a notice."""

    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    version = forms.SlugField(label=_("Version"), help_text=_("Such as 2026-02"), max_length=20, allow_unicode=False)
    text_th = forms.CharField(label=_("Text in Thai"), max_length=8_000, widget=forms.Textarea(attrs={"rows": 10}))
    text_en = forms.CharField(
        label=_("Text in English"), max_length=8_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    what_changed = forms.CharField(label=_("What changed"), max_length=300, required=False)
    asks_again = forms.BooleanField(
        label=_("Ask everybody again who agreed to an earlier text"),
        help_text=_("Needed where the purpose, the recipients or the time change, not for a corrected word."),
        required=False,
    )


class _MomentMixin:
    """A day and a time of the day are one moment here."""

    def moment(self: Any, day: str, clock: str) -> datetime | None:
        on, at = self.cleaned_data.get(day), self.cleaned_data.get(clock)
        if on is None or at is None:
            return None
        return timezone.make_aware(datetime.combine(on, at))


def _clock(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}), required=required)


class BreachForm(_MomentMixin, forms.Form):
    """A breach, as far as it is known now."""

    kind = forms.ChoiceField(label=_("What kind of breach"), choices=BreachKind.choices, widget=forms.RadioSelect)
    risk = forms.ChoiceField(label=_("What it may do to people"), choices=BreachRisk.choices, widget=forms.RadioSelect)
    known_on = DayField(label=_("Day on which the city knew of it"))
    known_clock = _clock(_("At what time"))
    happened_on = DayField(label=_("Day on which it happened, if known"), required=False)
    happened_clock = _clock(_("At what time"), required=False)
    data_kinds = forms.CharField(label=_("Which kinds of data"), max_length=300)
    n_people = CountField(label=_("How many people, as far as known"), required=False)
    what = forms.CharField(
        label=_("What happened"), help_text=NAME_NOBODY, max_length=4_000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        now = timezone.localtime()
        initial = {"known_on": now.date(), "known_clock": now.strftime("%H:%M"), "risk": BreachRisk.RISK}
        super().__init__(*args, **{"initial": initial, **options})

    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        known_at = self.moment("known_on", "known_clock")
        happened_at = self.moment("happened_on", "happened_clock")
        plain = {name: typed[name] for name in ("kind", "risk", "data_kinds", "n_people", "what")}
        return {**plain, "known_at": known_at, "happened_at": happened_at}


class StepForm(_MomentMixin, forms.Form):
    """One thing that was done about a breach."""

    kind = forms.ChoiceField(label=_("What was done"), choices=StepKind.choices)
    on = DayField(label=_("Day"))
    clock = _clock(_("At what time"))
    words = forms.CharField(
        label=_("How"), help_text=NAME_NOBODY, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    pdpc_number = forms.CharField(label=_("Number the PDPC gave it"), max_length=60, required=False)
    late_reason = forms.CharField(label=_("Why the PDPC is told after 72 hours"), max_length=1_000, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        now = timezone.localtime()
        super().__init__(*args, **{"initial": {"on": now.date(), "clock": now.strftime("%H:%M")}, **options})

    def said(self) -> dict[str, Any]:
        plain = {name: self.cleaned_data[name] for name in ("kind", "words", "pdpc_number", "late_reason")}
        return {**plain, "at": self.moment("on", "clock")}


class RiskForm(forms.Form):
    """How much harm it may do, judged anew."""

    risk = forms.ChoiceField(label=_("What it may do to people"), choices=BreachRisk.choices, widget=forms.RadioSelect)
    n_people = CountField(label=_("How many people, as far as known"), required=False)


class CloseForm(forms.Form):
    """What was learned."""

    lesson = forms.CharField(
        label=_("What was learned, and what is done so that it does not happen again"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    late_reason = forms.CharField(
        label=_("If somebody was not told: why not"), max_length=1_000, required=False, help_text=NAME_NOBODY
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Beside the form of a step, which asks for a reason of its own: their ids differ."""
        super().__init__(*args, **{"auto_id": "id_close_%s", **options})


class RuleForm(forms.Form):
    """How long a table is kept."""

    days = CountField(label=_("Days that rows are kept"), min_value=1, max_value=36_500)


class ResearchForm(forms.Form):
    """An agreement with research, and which rows go out under it."""

    title = forms.CharField(label=_("What is studied"), max_length=300)
    purpose = forms.CharField(
        label=_("What the data are for"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    researcher = forms.CharField(label=_("Researcher who answers for the data"), max_length=200)
    institution = forms.CharField(label=_("Institution"), max_length=200)
    agreement = forms.CharField(
        label=_("Agreement"), help_text=_("Number and date of the signed agreement or licence"), max_length=200
    )
    ethics = forms.CharField(label=_("Number of the ethics approval, if there is one"), max_length=200, required=False)
    ends_on = DayField(label=_("The data are to be deleted by"))
    tables = forms.MultipleChoiceField(
        label=_("Tables"), choices=ResearchTable.choices, widget=forms.CheckboxSelectMultiple
    )
    k = CountField(
        label=_("Smallest group allowed (k)"),
        help_text=_("At least 5. A row goes out only where so many people share its age band, year and field."),
        min_value=LEAST_K,
        max_value=1_000,
        initial=LEAST_K,
    )

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day
