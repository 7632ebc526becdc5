"""What is known about the networks, and the city's own audit record."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.views import events_page
from mueang.apps.network.queries import network_pages
from mueang.apps.network.rules import may_open_city
from mueang.apps.network.views.found import city_with
from mueang.lib.downloads import excel_response


@login_required
@require_safe
def networks(request: SignedInRequest, city: str) -> HttpResponse:
    """Who belongs to which network since when, and how the networks grew, each figure with its source."""
    found = city_with(request, city, Permission.CITY_READ)
    pages = network_pages()
    if request.GET.get("format") == "xlsx":
        headings = [
            _("Network"),
            _("Member"),
            _("Member in English"),
            _("Since"),
            _("Until"),
            _("Grantee"),
            _("Source"),
        ]
        rows = [
            [
                page.network.name_th,
                m.member_th,
                m.member_en,
                m.since_year,
                m.until_year,
                str(m.grantee or ""),
                _(m.source),
            ]
            for page in pages
            for m in page.memberships
        ]
        return excel_response(file_name="networks", title=_("Networks"), headings=headings, rows=rows)
    context = {"city": found, "pages": pages, "may_take_in": may_open_city(request.user)}
    return render(request, "network/networks.html", context)


@login_required
@require_safe
def events(request: SignedInRequest, city: str) -> HttpResponse:
    """The city's book of the audit record."""
    found = city_with(request, city, Permission.AUDIT_READ)
    return events_page(request, book=found.slug, template="network/events.html", context={"city": found})
