"""Doors of the account itself: the invitation, one's own preferences and roles. Signing in is allauth's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.actions import accept_invitation, change_preferences
from mueang.apps.accounts.errors import LinkSpent
from mueang.apps.accounts.forms import FirstPasswordForm, PreferencesForm
from mueang.apps.accounts.queries import invited_account, own_grants, permission_table, table_roles
from mueang.apps.accounts.rules import SignedInRequest


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, account: UUID, key: str) -> HttpResponse:
    """Whoever holds the link chooses the first password; a spent link says so and what to do."""
    user = invited_account(account, key=key)
    if user is None:
        return render(request, "accounts/link_spent.html", status=404)
    form = FirstPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(user=user, key=key, password=form.cleaned_data["password"])
        except LinkSpent:
            return render(request, "accounts/link_spent.html", status=404)
        messages.success(request, _("Your password is set. Please sign in with it now."))
        return redirect("account_login")
    return render(request, "accounts/welcome.html", {"form": form, "account": user})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedInRequest) -> HttpResponse:
    """How one is called, in which language one is addressed, and which roles one holds."""
    user = request.user
    initial = {"display_name": user.display_name or user.username, "language": user.language}
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_preferences(user=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(translate_url(reverse("accounts:preferences"), user.language))
    return render(request, "accounts/preferences.html", {"form": form, "grants": own_grants(user)})


@login_required
@require_safe
def roles(request: SignedInRequest) -> HttpResponse:
    """The whole table: what each role may do."""
    return render(request, "accounts/roles.html", {"roles": table_roles(), "lines": permission_table()})
