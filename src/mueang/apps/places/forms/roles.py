"""What a person may type to give a role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.enums import Role


class _RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    at = forms.ChoiceField(label=_("Holds at"))

    def __init__(
        self, *arguments: Any, roles: Iterable[str], scopes: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.fields["role"].choices = [(role, Role(role).label) for role in roles]  # type: ignore[attr-defined]  # as declared
        self.fields["at"].choices = list(scopes)  # type: ignore[attr-defined]  # as declared


class GiveRoleForm(_RoleForm):
    username = forms.CharField(label=_("Sign-in name"), max_length=150)
    field_order = ("username", "role", "at")


class InviteForm(_RoleForm):
    display_name = forms.CharField(label=_("Name shown to colleagues"), max_length=120)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters and digits without spaces, for example somchai.r"),
    )
    field_order = ("display_name", "username", "role", "at")
