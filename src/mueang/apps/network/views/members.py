"""Members of a network from a table: choose the file, see what it would change, take it in."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.actions.member_tables import take_in_members
from mueang.apps.network.forms import MemberTableForm
from mueang.apps.network.queries import network_called
from mueang.apps.network.queries.member_tables import MemberLine, compared, read_members
from mueang.apps.network.rules import may_open_city
from mueang.apps.network.views.found import city_with
from mueang.lib.workbook import WorkbookError

_SALT, _KEPT_SECONDS = "network.members", 24 * 3600


@login_required
@require_http_methods(["GET", "POST"])
def members(request: SignedInRequest, city: str) -> HttpResponse:
    """For whoever may open cities: a network's list is of every city."""
    found = city_with(request, city, Permission.CITY_READ)
    if not may_open_city(request.user):
        raise Http404
    if "table" in request.POST:
        return _taken(request, city)
    form = MemberTableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"city": found, "form": form}
    if request.method == "POST" and form.is_valid():
        file, network = form.cleaned_data["file"], form.cleaned_data["network"]
        try:
            lines = read_members(file.read(), name=file.name, source=form.cleaned_data["source"])
        except WorkbookError:
            form.add_error("file", _("No table of members was found in this file. Its first line should name them."))
        else:
            kept = [asdict(replace(line, fault=str(line.fault))) for line in lines]
            sealed = signing.dumps([request.user.pk, network.code, kept], salt=_SALT, compress=True)
            context |= {"network": network, "preview": compared(network, lines), "sealed": sealed}
    return render(request, "network/members.html", context)


def _taken(request: SignedInRequest, city: str) -> HttpResponse:
    """The very table that was shown, and by whoever looked at it."""
    try:
        by, code, kept = signing.loads(request.POST["table"], salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("That was too long ago. Please choose the file again."))
        return redirect("network:members", city)
    if by != request.user.pk:
        raise Http404
    network = get_object_or_404(network_called(code))
    n = take_in_members(network=network, lines=[MemberLine(**line) for line in kept], actor=request.user)
    said = ngettext("%(n)d member written.", "%(n)d members written.", n) if n else _("Nothing was new in this table.")
    messages.success(request, said % {"n": n})
    return redirect("network:networks", city)
