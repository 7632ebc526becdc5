"""Who may do what in a city: the roles people hold, giving and ending them, inviting new people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.errors import OwnRole, RoleAlreadyEnded, RoleAlreadyHeld, UsernameTaken
from mueang.apps.accounts.queries import account_by_name, permission_table, table_roles
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.places.actions import end_role, give_role, invite
from mueang.apps.places.forms import GiveRoleForm, InviteForm
from mueang.apps.places.queries import city_roles, role_scopes
from mueang.apps.places.rules import cities_giving_roles, roles_to_give, staff_of, visible_grants_of
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


@login_required
@require_safe
def roles(request: SignedInRequest, city: str) -> HttpResponse:
    """Everybody with a role in the city, and the table of what each role may do."""
    found = get_object_or_404(cities_giving_roles(request.user), slug=city)
    lines = city_roles(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        headings = [_("Name"), _("Sign-in name"), _("Role"), _("Holds at"), _("Since")]
        rows = [
            [str(g.user), g.user.username, g.get_role_display(), name(line.at), g.granted_at]
            for line in lines
            for g in [line.grant]
        ]
        return excel_response(file_name=f"roles-{found.slug}", title=_("Roles"), headings=headings, rows=rows)
    context = {"lines": lines, "table_roles": table_roles(), "table": permission_table()}
    context |= {"staff": set(staff_of(request.user, found).values_list("pk", flat=True))}
    return render(request, "places/roles.html", {"city": found, **context})


@login_required
@require_http_methods(["GET", "POST"])
def role_give(request: SignedInRequest, city: str) -> HttpResponse:
    """Give a role to somebody who signs in already."""
    found, scopes, choices = _choices(request, city)
    form = GiveRoleForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        user = account_by_name(values["username"])
        try:
            if user is not None:
                give_role(user=user, role=values["role"], city=found, at=scopes[values["at"]], actor=request.user)
                messages.success(request, _("The role is given; it holds at once."))
                return redirect("places:roles", found.slug)
            form.add_error("username", _("No account signs in by this name. Invite the person instead."))
        except RoleAlreadyHeld:
            form.add_error(None, _("This person holds this role there already."))
        except OwnRole:
            form.add_error(None, _("Nobody gives themselves this role. A colleague who gives roles must do it."))
    context = {"form": form, "title": _("Give a role")}
    return render(request, "places/role_form.html", {"city": found, **context})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def role_invite(request: SignedInRequest, city: str) -> HttpResponse:
    """Open an account for a new colleague; the answer shows the one-time link, once."""
    found, scopes, choices = _choices(request, city)
    form = InviteForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        at = scopes[values.pop("at")]
        try:
            invitation = invite(city=found, at=at, actor=request.user, **values)
        except UsernameTaken:
            form.add_error("username", _("This sign-in name is taken. Choose another, or give that account a role."))
        else:
            return render(request, "places/invited.html", {"city": found, "invitation": invitation})
    context = {"form": form, "title": _("Invite a colleague")}
    return render(request, "places/role_form.html", {"city": found, **context})


@login_required
@require_POST
def role_end(request: SignedInRequest, city: str, grant: int) -> HttpResponse:
    found = get_object_or_404(cities_giving_roles(request.user), slug=city)
    row = get_object_or_404(visible_grants_of(request.user, found), pk=grant)
    at = next(line.at for line in city_roles(viewer=request.user, city=found) if line.grant.pk == row.pk)
    try:
        end_role(grant=row, city=found, at=at, actor=request.user)
    except OwnRole:
        messages.error(request, _("You cannot end the role by which you give roles. A colleague must do it."))
    except RoleAlreadyEnded:
        messages.info(request, _("Somebody else ended it first."))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("places:roles", found.slug)


def _choices(request: SignedInRequest, slug: str) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """The city, its scopes by form value, and the form's choices."""
    found = get_object_or_404(cities_giving_roles(request.user), slug=slug)
    scopes = role_scopes(found)
    names = [(key, name(row)) for key, row in scopes.items()]
    return found, scopes, {"roles": roles_to_give(request.user, found), "scopes": names}
