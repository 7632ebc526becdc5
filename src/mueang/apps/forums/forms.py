"""What the office may type about a forum and who speaks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.forums.actions import SpeakerWords
from mueang.apps.forums.models import Forum, Speaker
from mueang.apps.forums.queries import forums_to_open
from mueang.apps.network.models import City
from mueang.apps.people.enums import Purpose
from mueang.ui.words import clock, current_language, in_language, thai_date

_PICTURES = "image/jpeg,image/png,image/webp"


if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Offering]
else:
    _Choice = forms.ModelChoiceField


class OfferingChoice(_Choice):
    """Activities by name and first day."""

    def label_from_instance(self, obj: Any) -> str:
        program = obj.program
        return f"{in_language(current_language(), program.name_th, program.name_en)} · {thai_date(obj.starts_on)}"


class OpenForumForm(forms.Form):
    """Which activity becomes a forum."""

    offering = OfferingChoice(label=_("Activity"), queryset=None, to_field_name="uuid")

    def __init__(self, *arguments: Any, viewer: Viewer, city: City, **options: Any) -> None:
        super().__init__(*arguments, **options)
        cast("OfferingChoice", self.fields["offering"]).queryset = forums_to_open(viewer=viewer, city=city)


class SpeakerForm(forms.Form):
    """A speaker with their sessions; the name only while they are new."""

    name = forms.CharField(label=_("Name and family name"), max_length=200)
    position_th = forms.CharField(label=_("Position and body, in Thai"), max_length=160, required=False)
    position_en = forms.CharField(label=_("Position and body, in English"), max_length=160, required=False)
    about_th = forms.CharField(
        label=_("About them, in Thai"), max_length=600, required=False, widget=forms.Textarea({"rows": 3})
    )
    about_en = forms.CharField(
        label=_("About them, in English"), max_length=600, required=False, widget=forms.Textarea({"rows": 3})
    )
    sessions = forms.MultipleChoiceField(
        label=_("Speaks in"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    may_name = forms.BooleanField(
        label=_("They agreed to be named in the public programme"),
        required=False,
        help_text=_(
            "Without this the programme says only that there is a speaker. A consent is withdrawn at the person."
        ),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _PICTURES}),
        help_text=_("JPEG, PNG or WebP up to 10 MB. The place and time it was taken are removed."),
    )
    may_show = forms.BooleanField(label=_("They agreed to be shown in the public programme"), required=False)

    def __init__(self, *arguments: Any, forum: Forum, speaker: Speaker | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        rows = Session.objects.planned().filter(offering=forum.offering_id)
        cast("forms.MultipleChoiceField", self.fields["sessions"]).choices = [_named(row) for row in rows]
        if speaker is not None:
            del self.fields["name"]
            named = ("position_th", "position_en", "about_th", "about_en")
            agreed = set(speaker.person.consents.filter(withdrawn_at=None).values_list("purpose", flat=True))
            self.initial = {name: getattr(speaker, name) for name in named} | {
                "may_name": Purpose.PUBLIC_NAME in agreed,
                "may_show": Purpose.PHOTO in agreed,
                "sessions": [str(talk.session.uuid) for talk in speaker.talks.select_related("session")],
            }

    def words(self) -> SpeakerWords:
        typed = self.cleaned_data
        return SpeakerWords(
            position_th=typed["position_th"],
            position_en=typed["position_en"],
            about_th=typed["about_th"],
            about_en=typed["about_en"],
        )

    def agreed(self) -> list[str]:
        said = {"may_name": Purpose.PUBLIC_NAME, "may_show": Purpose.PHOTO}
        return [purpose for name, purpose in said.items() if self.cleaned_data[name]]

    def said(self) -> dict[str, Any]:
        """What an action takes, the name aside."""
        sent = self.cleaned_data["picture"]
        return {
            "words": self.words(),
            "sessions": [UUID(key) for key in self.cleaned_data["sessions"]],
            "agreed": self.agreed(),
            "picture": sent.read() if sent else b"",
        }


def _named(row: Session) -> tuple[str, str]:
    language = current_language()
    room, topic = (in_language(language, *pair) for pair in ((row.room_th, row.room_en), (row.topic_th, row.topic_en)))
    when = f"{thai_date(row.starts_at, 'weekday')} {clock(row.starts_at)}"
    return str(row.uuid), " · ".join(filter(None, (when, room, topic)))
