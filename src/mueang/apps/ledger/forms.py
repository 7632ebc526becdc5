"""What one says when a month is closed or opened again."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.Form):
    first_on = forms.DateField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why, in a sentence"), max_length=300, required=False)
