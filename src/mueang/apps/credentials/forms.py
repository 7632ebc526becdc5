"""What an officer types about issuers and awards, and what anyone uploads to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.models import Achievement, Issuer
from mueang.ui.templatetags.ui import name

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Any]
else:
    _Choice = forms.ModelChoiceField


class NamedChoice(_Choice):
    """A choice among rows with a Thai and an English name."""

    def label_from_instance(self, obj: Any) -> str:
        return name(obj)


class UploadForm(forms.Form):
    """A certificate file: PDF is for people; JSON, JWT, PNG and SVG hold the credential."""

    file = forms.FileField(
        label=_("Certificate file"),
        help_text=_("The credential as .json, .jwt, or a badge picture (.png, .svg). Up to 10 MB."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. A credential is a few kilobytes."))
        content: bytes = file.read()
        return content


class NumberForm(forms.Form):
    """The number printed on a certificate."""

    number = forms.CharField(label=_("Number on the certificate"), max_length=40)


class AwardCohortForm(forms.Form):
    achievement = NamedChoice(label=_("Award"), queryset=Achievement.objects.none())

    def __init__(self, *arguments: Any, achievements: QuerySet[Achievement], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["achievement"]
        field.queryset = achievements  # type: ignore[attr-defined]  # the stubs type every field alike
        field.initial = achievements.first()


class RevokeForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=RevocationReason.choices)


class IssuerForm(forms.Form):
    slug = forms.SlugField(
        label=_("Web address"),
        max_length=60,
        help_text=_("Becomes part of the issuer's identifier and can never change."),
    )
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    signatory_name = forms.CharField(label=_("Who signs"), max_length=200, required=False)
    signatory_position_th = forms.CharField(label=_("Position in Thai"), max_length=200, required=False)
    signatory_position_en = forms.CharField(label=_("Position in English"), max_length=200, required=False)


class AchievementForm(forms.Form):
    issuer = NamedChoice(label=_("Issuer"), queryset=Issuer.objects.none())
    name_th = forms.CharField(label=_("Name in Thai"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    description_th = forms.CharField(label=_("What the holder did, in Thai"), widget=forms.Textarea({"rows": 3}))
    description_en = forms.CharField(label=_("What the holder did, in English"), widget=forms.Textarea({"rows": 3}))
    criteria_th = forms.CharField(label=_("What it took, in Thai"), widget=forms.Textarea({"rows": 3}))
    criteria_en = forms.CharField(label=_("What it took, in English"), widget=forms.Textarea({"rows": 3}))
    valid_for_days = forms.IntegerField(
        label=_("Valid for (days)"), required=False, min_value=1, help_text=_("Empty: it never expires.")
    )

    def __init__(self, *arguments: Any, issuers: QuerySet[Issuer], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["issuer"].queryset = issuers  # type: ignore[attr-defined]  # as above
        self.fields["issuer"].initial = issuers.first()
