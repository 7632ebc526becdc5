"""What may be typed about a recording: its title, its words, who tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.heritage.models import Holder, ItemTelling

TOLD = ("title_th", "title_en", "words_th", "words_en")


class TellingWordsForm(forms.Form):
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    words_th = forms.CharField(
        label=_("What is told, written down in Thai"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("For people who cannot hear it. Name nobody who did not agree."),
    )
    words_en = forms.CharField(
        label=_("What is told, in English"), max_length=20_000, required=False, widget=forms.Textarea({"rows": 8})
    )
    holder = forms.ChoiceField(
        label=_("Who tells it"),
        required=False,
        help_text=_("Named in public only under their own consent to be named."),
    )

    def __init__(self, *arguments: Any, holders: Sequence[Holder], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.holders = {str(one.pk): one for one in holders}
        choices = [(key, one.person.full_name) for key, one in self.holders.items()]
        cast("forms.ChoiceField", self.fields["holder"]).choices = [("", _("Not said")), *choices]

    def words(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {name: typed[name] for name in TOLD} | {"holder": self.holders.get(typed["holder"])}


class TellingForm(TellingWordsForm):
    recording = forms.FileField(
        label=_("Recording"),
        widget=forms.FileInput(attrs={"accept": "audio/mpeg,audio/mp4,audio/x-m4a,audio/wav,.mp3,.m4a,.wav"}),
        allow_empty_file=True,
        help_text=_("MP3, M4A or WAV up to 10 MB, about ten minutes. Where and by whom it was made is removed."),
    )
    agreed = forms.BooleanField(
        label=_("Everybody who can be heard agreed that it is heard; for a child, a parent did.")
    )
    field_order = ("recording", *TOLD, "holder", "agreed")

    def data_of_recording(self) -> Any:
        return self.cleaned_data["recording"].read()


def telling_initial(telling: ItemTelling) -> dict[str, Any]:
    return {name: getattr(telling, name) for name in TOLD} | {"holder": str(telling.holder_id or "")}
