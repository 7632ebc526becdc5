"""What an officer types for a campaign, and when it is to go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.campaigns.actions import WORDS
from mueang.apps.campaigns.models import Campaign, MessageTemplate
from mueang.apps.campaigns.queries import WAYS, Segment, faults_in, segment_of
from mueang.apps.notices.enums import NoticeKind
from mueang.lib.fields import CountField, DayField

_LABELS = {
    "subject_th": _("Subject in Thai"),
    "subject_en": _("Subject in English"),
    "body_th": _("Text in Thai"),
    "body_en": _("Text in English"),
    "short_th": _("Short text for SMS in Thai"),
    "short_en": _("Short text for SMS in English"),
}


class WordsForm(forms.Form):
    """Words in both languages; what no message may say is refused at its own field."""

    subject_th = forms.CharField(label=_LABELS["subject_th"], max_length=120)
    subject_en = forms.CharField(label=_LABELS["subject_en"], max_length=120, required=False)
    body_th = forms.CharField(
        label=_LABELS["body_th"],
        max_length=4_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("You may use {name} {city} {activity} {place} {day} {link}; each is filled in for the reader."),
    )
    body_en = forms.CharField(
        label=_LABELS["body_en"], max_length=4_000, required=False, widget=forms.Textarea({"rows": 8})
    )
    short_th = forms.CharField(
        label=_LABELS["short_th"],
        max_length=335,
        required=False,
        help_text=_("70 letters cost one SMS, 134 two. Empty: the subject is sent."),
    )
    short_en = forms.CharField(label=_LABELS["short_en"], max_length=335, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in WORDS:
            for fault in faults_in(data.get(name, "")):
                self.add_error(name, fault)
        return data

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


class TemplateForm(WordsForm):
    name = forms.CharField(label=_("Name of the template"), max_length=120)
    field_order = ("name", *WORDS)

    @classmethod
    def showing(cls, template: MessageTemplate | None) -> TemplateForm:
        names = ("name", *WORDS)
        return cls(initial={name: getattr(template, name) for name in names} if template else None)


class CampaignForm(WordsForm):
    """Words, ways and people on one page."""

    kind = forms.ChoiceField(
        label=_("What about"),
        choices=[(NoticeKind.NEWS.value, NoticeKind.NEWS.label), (NoticeKind.URGENT.value, NoticeKind.URGENT.label)],
        help_text=_("News go to whoever agreed to be contacted and wait for the morning. Urgent words ring at once."),
    )
    channels = forms.MultipleChoiceField(
        label=_("Ways of delivery"),
        choices=[(one.value, one.label) for one in WAYS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Each person is written to by the first of these that reaches them, in this order; the app beside it."
        ),
    )
    about = forms.ChoiceField(label=_("Activity it is about"), required=False)
    interests = forms.MultipleChoiceField(label=_("Interested in"), required=False, widget=forms.CheckboxSelectMultiple)
    neighbourhood = forms.ChoiceField(label=_("Neighbourhood"), required=False)
    age_from = CountField(label=_("From age"), required=False, max_value=120)
    age_to = CountField(label=_("To age"), required=False, max_value=120)
    offering = forms.ChoiceField(
        label=_("Has or had a seat in"),
        required=False,
        help_text=_("A cohort of the course, too, is an activity whose members you can choose here."),
    )

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in choices.items():
            field = self.fields[name]
            empty = [] if name == "interests" else [("", _("Any") if name != "about" else _("None"))]
            field.choices = [*empty, *found]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("age_from"), data.get("age_to")
        if first is not None and last is not None and first > last:
            self.add_error("age_to", _("The ages are in the wrong order."))
        return data

    @property
    def segment(self) -> Segment:
        data = self.cleaned_data
        return Segment(
            interests=tuple(data["interests"]),
            neighbourhood=data["neighbourhood"],
            age_from=data["age_from"],
            age_to=data["age_to"],
            offering=data["offering"],
        )

    @staticmethod
    def initial_of(campaign: Campaign) -> dict[str, Any]:
        found = {name: getattr(campaign, name) for name in (*WORDS, "kind", "channels")}
        found["about"] = str(campaign.about.uuid) if campaign.about else ""
        return {**found, **segment_of(campaign).as_json()}


class GoForm(forms.Form):
    """When a campaign goes: at once, or at a day and hour."""

    day = DayField(label=_("Day"), required=False, help_text=_("Empty: at once"))
    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput({"type": "time"}),
        initial="09:00",
        input_formats=["%H:%M"],
    )

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has passed."))
        return day

    def send_at(self) -> datetime:
        """The moment asked for; now where no day is."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if day is None:
            return timezone.now()
        at = datetime.combine(day, hour) if hour else datetime.combine(day, datetime.min.time().replace(hour=9))
        return timezone.make_aware(at)


class NewsForm(forms.Form):
    """What somebody wants to hear of."""

    interests = forms.MultipleChoiceField(
        label=_("I want to hear of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    neighbourhood = forms.ChoiceField(label=_("I live in"), required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interests"].choices = choices["interests"]  # type: ignore[attr-defined]
        self.fields["neighbourhood"].choices = [("", _("Not said")), *choices["neighbourhood"]]  # type: ignore[attr-defined]
