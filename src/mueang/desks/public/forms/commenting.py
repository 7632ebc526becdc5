"""What a citizen may say of a published scenario of places."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mueang.apps.planning.enums import Stance


class CommentForm(forms.Form):
    """Shown to everybody, so it asks for little: one word, the reasons, a name only if one likes."""

    stance = forms.ChoiceField(label=_("What do you think of it?"), choices=Stance.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Tell us why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Please write nothing private about anybody: everybody can read it."),
    )
    name = forms.CharField(
        label=_("Your name, if you like"),
        max_length=80,
        required=False,
        help_text=_("It stands under your words. You may leave it empty."),
    )
