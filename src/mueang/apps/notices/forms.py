"""What an officer may look for in the outbox."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.notices.enums import Channel, NoticeState


class OutboxFilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *NoticeState.choices], required=False)
    channel = forms.ChoiceField(label=_("Way of delivery"), choices=[("", _("All")), *Channel.choices], required=False)

    def typed(self) -> dict[str, str]:
        """What is in order; anything else filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
