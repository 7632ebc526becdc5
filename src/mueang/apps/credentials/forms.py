"""What an officer types about issuers and awards, and what anyone uploads to be checked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.models import Achievement, Issuer
from mueang.apps.credentials.queries.addresses import own_address
from mueang.lib.fields import DayField
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
        required=False,
        help_text=_("The credential as .json, .jwt, or a badge picture (.png, .svg). Up to 10 MB."),
    )

    text = forms.CharField(
        label=_("Or what is in it"),
        required=False,
        strip=True,
        max_length=settings.UPLOAD_LIMIT_BYTES,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=_("Paste the whole text of the credential, or the address of a certificate of ours."),
    )

    def clean(self) -> dict[str, Any]:
        """A file or a text; addresses elsewhere are not followed, or we could be sent anywhere."""
        data = super().clean() or {}
        text = data.get("text", "")
        if self.errors:
            return data
        if not text and not data.get("file"):
            raise forms.ValidationError(_("Choose a file, or paste what is in it."))
        data["own"] = own_address(text)
        if data["own"] is None and text.lower().startswith(("http://", "https://")):
            self.add_error("text", _("We do not open addresses elsewhere. Open it yourself, and upload what you get."))
        return data

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file is None:
            return b""
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
        field.initial = next(iter(achievements), None)


class AlignForm(forms.Form):
    """A line of a published framework."""

    framework = forms.CharField(label=_("Framework"), max_length=200, required=False)
    code = forms.CharField(label=_("Its code there"), max_length=60, required=False)
    name = forms.CharField(label=_("What the line says"), max_length=200)
    url = forms.URLField(label=_("Where it is published"), assume_scheme="https")


class EndorseForm(forms.Form):
    """Another issuer of the city signs, or what was signed elsewhere is brought."""

    endorser = NamedChoice(
        label=_("Signed here by"),
        queryset=Issuer.objects.none(),
        required=False,
        empty_label=_("It was signed elsewhere"),
    )
    comment = forms.CharField(
        label=_("In the endorser's words"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    document = forms.CharField(
        label=_("Or the endorsement signed elsewhere"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=_("Paste the whole EndorsementCredential, as JSON or JWT."),
    )
    controller = forms.CharField(
        label=_("Its endorser's did.json"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        help_text=_("Only for a did:web: take it from the endorser's own site. We fetch nothing."),
    )

    def __init__(self, *arguments: Any, endorsers: QuerySet[Issuer], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["endorser"].queryset = endorsers  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("endorser")) == bool(data.get("document")):
            raise forms.ValidationError(_("Choose who signs here, or paste what was signed elsewhere."))
        if data.get("endorser") and not data.get("comment"):
            self.add_error("comment", _("Say in a sentence what the endorser stands behind."))
        return data


class RevokeForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=RevocationReason.choices)


class UnsafeForm(forms.Form):
    """From when on somebody else may have had a key."""

    since = DayField(label=_("Since which day it may have been in other hands"))
    clock = forms.TimeField(
        label=_("Since what time"),
        widget=forms.TimeInput({"type": "time"}),
        help_text=_("If you do not know, the beginning of the day: 00:00."),
    )

    @property
    def since_when(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["since"], self.cleaned_data["clock"]))


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
