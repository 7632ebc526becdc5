"""Partners of a city: who they are, what was agreed, promised and given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.actions import (
    add_organization,
    change_agreement,
    change_contribution,
    change_organization,
    record_contribution,
    sign_agreement,
)
from mueang.apps.network.errors import OrganizationAlreadyKnown
from mueang.apps.network.forms import AgreementForm, ContributionForm, OrganizationForm, PromiseForm, shown_amount
from mueang.apps.network.queries import partner_page, promise_table
from mueang.apps.network.rules import (
    may_change_network,
    visible_agreements,
    visible_contributions,
    visible_organizations,
)
from mueang.apps.network.views.found import city_with
from mueang.lib.downloads import EXCEL
from mueang.lib.workbook import write_workbook


@login_required
@require_safe
def partners(request: SignedInRequest, city: str) -> HttpResponse:
    """Everybody the city works with, and how promises stand."""
    found = city_with(request, city, Permission.CITY_READ)
    page = partner_page(found)
    if request.GET.get("format") == "xlsx":
        book = write_workbook([promise_table(page)], language=get_language() or "th")
        headers = {"Content-Disposition": f'attachment; filename="partners-{found.slug}.xlsx"'}
        return HttpResponse(book, content_type=EXCEL, headers=headers)
    may_change = may_change_network(request.user, found)
    return render(
        request,
        "network/partners.html",
        {"city": found, "page": page, "may_change": may_change, "today": timezone.localdate()},
    )


@login_required
@require_http_methods(["GET", "POST"])
def organization_add(request: SignedInRequest, city: str) -> HttpResponse:
    found = changeable(request, city)
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_organization(city=found, actor=request.user, **form.cleaned_data)
        except OrganizationAlreadyKnown:
            form.add_error("name_th", _("A partner of this name is in the list already."))
        else:
            return saved(request, found, row)
    return form_page(request, found, form=form, title=_("Add a partner"))


@login_required
@require_http_methods(["GET", "POST"])
def organization_change(request: SignedInRequest, city: str, organization: UUID) -> HttpResponse:
    found = changeable(request, city)
    row = get_object_or_404(visible_organizations(request.user).filter(city=found), uuid=organization)
    form = OrganizationForm(request.POST or None, initial=_initial(row, OrganizationForm))
    if request.method == "POST" and form.is_valid():
        try:
            change_organization(organization=row, actor=request.user, **form.cleaned_data)
        except OrganizationAlreadyKnown:
            form.add_error("name_th", _("A partner of this name is in the list already."))
        else:
            return saved(request, found, row)
    return form_page(request, found, form=form, title=_("Change a partner"))


@login_required
@require_http_methods(["GET", "POST"])
def agreement_add(request: SignedInRequest, city: str, organization: UUID) -> HttpResponse:
    found = changeable(request, city)
    partner = get_object_or_404(visible_organizations(request.user), uuid=organization)
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sign_agreement(city=found, organization=partner, actor=request.user, **form.cleaned_data)
        return saved(request, found, partner)
    return form_page(request, found, form=form, title=_("Add an agreement"), about=partner)


@login_required
@require_http_methods(["GET", "POST"])
def agreement_change(request: SignedInRequest, city: str, agreement: UUID) -> HttpResponse:
    found = changeable(request, city)
    row = get_object_or_404(visible_agreements(request.user).filter(city=found), uuid=agreement)
    form = AgreementForm(request.POST or None, initial=_initial(row, AgreementForm))
    if request.method == "POST" and form.is_valid():
        change_agreement(agreement=row, actor=request.user, **form.cleaned_data)
        return saved(request, found, row.organization)
    return form_page(request, found, form=form, title=_("Change an agreement"), about=row.organization)


@login_required
@require_http_methods(["GET", "POST"])
def contribution_add(request: SignedInRequest, city: str, agreement: UUID) -> HttpResponse:
    found = changeable(request, city)
    row = get_object_or_404(visible_agreements(request.user).filter(city=found), uuid=agreement)
    form = ContributionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_contribution(agreement=row, actor=request.user, **form.cleaned_data)
        return saved(request, found, row.organization)
    return form_page(request, found, form=form, title=_("Add a contribution"), about=row.organization)


@login_required
@require_http_methods(["GET", "POST"])
def contribution_change(request: SignedInRequest, city: str, contribution: UUID) -> HttpResponse:
    found = changeable(request, city)
    rows = visible_contributions(request.user).filter(agreement__city=found).select_related("agreement__organization")
    row = get_object_or_404(rows, uuid=contribution)
    shown = {"promised": shown_amount(kind=row.kind, promised=row.promised)}
    form = PromiseForm(request.POST or None, initial={**_initial(row, PromiseForm), **shown})
    if request.method == "POST" and form.is_valid():
        change_contribution(contribution=row, actor=request.user, **form.cleaned_data)
        return saved(request, found, row.agreement.organization)
    partner = row.agreement.organization
    return form_page(request, found, form=form, title=_("Change a promise"), about=partner)


def changeable(request: SignedInRequest, slug: str) -> Any:
    found = city_with(request, slug, Permission.CITY_READ)
    if not may_change_network(request.user, found):
        raise PermissionDenied
    return found


def _initial(row: Any, form: type[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields}


def saved(request: SignedInRequest, city: Any, partner: Any) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("network:partner", city.slug, partner.uuid)


def form_page(request: SignedInRequest, city: Any, *, form: Any, title: str, about: Any = None) -> HttpResponse:
    back = [city.slug, about.uuid] if about else [city.slug]
    cancel_url = reverse("network:partner" if about else "network:partners", args=back)
    context = {"city": city, "form": form, "title": title, "about": about, "cancel_url": cancel_url}
    return render(request, "network/form.html", context)
