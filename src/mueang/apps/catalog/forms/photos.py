"""What a keeper may say of a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DescribeForm(forms.Form):
    alt_th = forms.CharField(
        label=_("What the picture shows, in Thai"),
        max_length=200,
        help_text=_("Read aloud to people who cannot see it. Name nobody."),
    )
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=200, required=False)
    credit = forms.CharField(label=_("Photograph by"), max_length=120, required=False)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("alt_th", "alt_en", "credit")}


class PhotoForm(DescribeForm):
    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        allow_empty_file=True,
        help_text=_("JPEG, PNG or WebP up to 10 MB. The place and time it was taken are removed."),
    )
    agreed = forms.BooleanField(
        label=_("Everybody who can be recognised agreed to be shown; for a child, a parent did.")
    )
    field_order = ("picture", "alt_th", "alt_en", "credit", "agreed")

    def data_of_picture(self) -> Any:
        return self.cleaned_data["picture"].read()
