"""What may be typed about the second opinion: how many visits the team can make."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.flags.enums.opinions import MOST_VISITS, USUAL_VISITS


class VisitsForm(forms.Form):
    """Sent by GET."""

    visits = forms.IntegerField(
        label=_("Visits your team can make after one look"), min_value=1, max_value=MOST_VISITS, initial=USUAL_VISITS
    )

    def typed(self) -> int:
        """What is no number of visits is the usual one."""
        return int(self.cleaned_data["visits"]) if self.is_bound and self.is_valid() else USUAL_VISITS
