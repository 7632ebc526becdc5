"""The one file of a ministry's list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    sheet = forms.FileField(label=_("The list as the ministry sent it (Excel)"))
