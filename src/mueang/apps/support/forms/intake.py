"""What may be typed when a concern becomes a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.support.forms.cases import OpenForm


class OpenFromForm(OpenForm):
    """The child as found, and why a case is opened; what was said goes along by itself."""

    field_order = ["reason"]
    reason = forms.CharField(label=_("Why is a case needed?"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # handed on as they came
        del self.fields["words"]
