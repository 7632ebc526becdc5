"""What may be typed when somebody says who else a child is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.support.enums.cases import LinkKind


class LinkForm(forms.Form):
    """Which row, as the page showed it."""

    kind = forms.ChoiceField(choices=LinkKind.choices)
    row = forms.UUIDField()
    reason = forms.CharField(max_length=300, required=False)


class LookForm(forms.Form):
    """Another name to look for among pupils; it travels in the body, never in the address."""

    use_required_attribute = False

    words = forms.CharField(label=_("Look under another name"), max_length=80, required=False)
