"""What is new in a release, and why one is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ChangeForm(forms.Form):
    change = forms.CharField(
        label=_("What is new, or what was corrected"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Shown with the version to everybody who takes the data"),
    )


class ReasonForm(forms.Form):
    why = forms.CharField(label=_("Why is it withdrawn?"), max_length=300)
