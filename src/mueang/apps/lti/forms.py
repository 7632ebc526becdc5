"""What an officer copies from the other system's page for tools."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class PlatformForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As your colleagues call it: Moodle of the university.")
    )
    issuer = forms.URLField(label=_("Platform ID (issuer)"), max_length=255, assume_scheme="https")
    client_id = forms.CharField(label=_("Client ID"), max_length=120)
    deployment_ids = forms.CharField(
        label=_("Deployment ID"), max_length=500, help_text=_("Several are parted by commas.")
    )
    login_url = forms.URLField(label=_("Authentication request URL"), max_length=500, assume_scheme="https")
    keyset_url = forms.URLField(label=_("Public keyset URL"), max_length=500, assume_scheme="https")

    def clean_deployment_ids(self) -> list[str]:
        return [one.strip() for one in self.cleaned_data["deployment_ids"].split(",") if one.strip()]

    def clean_login_url(self) -> str:
        return _secure(self.cleaned_data["login_url"])

    def clean_keyset_url(self) -> str:
        return _secure(self.cleaned_data["keyset_url"])


def _secure(url: str) -> str:
    """https only, but where this installation itself is tried out without."""
    if settings.SESSION_COOKIE_SECURE and not url.startswith("https://"):
        raise forms.ValidationError(_("This address must begin with https://."))
    return url
