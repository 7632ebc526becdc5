"""One partner's own page: gifts against promises, papers, renewal, and the private link to confirm it all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.network.actions import (
    attach_document,
    make_partner_link,
    record_gift,
    renew_agreement,
    settle_answer,
    show_partner,
    take_back_gift,
)
from mueang.apps.network.errors import PromiseRefused
from mueang.apps.network.forms import FileForm, GiftForm, RenewForm
from mueang.apps.network.queries import document_bytes, own_page
from mueang.apps.network.rules import (
    may_change_network,
    visible_agreements,
    visible_contributions,
    visible_documents,
    visible_gifts,
    visible_organizations,
    visible_partner_links,
)
from mueang.apps.network.views.found import city_with
from mueang.apps.network.views.partners import changeable, form_page, saved

ENDINGS = {"application/pdf": "pdf", "image/webp": "webp"}


@login_required
@require_safe
def partner(request: SignedInRequest, city: str, organization: UUID) -> HttpResponse:
    """What this partner promised and gave, under which agreements, and what it said itself."""
    found = city_with(request, city, Permission.CITY_READ)
    row = get_object_or_404(visible_organizations(request.user), uuid=organization)
    page = own_page(viewer=request.user, city=found, organization=row)
    context = {
        "city": found,
        "page": page,
        "organization": row,
        "may_change": may_change_network(request.user, found),
        "today": timezone.localdate(),
        "file_form": FileForm(),
    }
    return render(request, "network/own_page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def give(request: SignedInRequest, city: str, contribution: UUID) -> HttpResponse:
    """Write down what was given of one promise."""
    found = changeable(request, city)
    rows = visible_contributions(request.user).filter(agreement__city=found).select_related("agreement__organization")
    row = get_object_or_404(rows, uuid=contribution)
    form = GiftForm(request.POST or None, is_money=row.is_money, initial={"given_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            record_gift(contribution=row, actor=request.user, **form.cleaned_data)
        except PromiseRefused as refusal:
            form.add_error("given_on", refusal.sentence)
        else:
            return saved(request, found, row.agreement.organization)
    title = _("Given: %(what)s") % {"what": row.what}
    return form_page(request, found, form=form, title=title, about=row.agreement.organization)


@login_required
@require_POST
def take_back(request: SignedInRequest, city: str, gift: UUID) -> HttpResponse:
    found = changeable(request, city)
    rows = visible_gifts(request.user).filter(contribution__agreement__city=found)
    row = get_object_or_404(rows.select_related("contribution__agreement__organization"), uuid=gift)
    return _done(request, found, row.contribution.agreement.organization, take_back_gift, gift=row)


@login_required
@require_http_methods(["GET", "POST"])
def renew(request: SignedInRequest, city: str, agreement: UUID) -> HttpResponse:
    """Sign the next agreement with the same partner."""
    found = changeable(request, city)
    rows = visible_agreements(request.user).filter(city=found).select_related("organization")
    row = get_object_or_404(rows, uuid=agreement)
    form = RenewForm(request.POST or None, initial={"title": row.title, "signed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            renew_agreement(agreement=row, actor=request.user, **form.cleaned_data)
        except PromiseRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return saved(request, found, row.organization)
    title = _("Renew an agreement")
    return form_page(request, found, form=form, title=title, about=row.organization)


@login_required
@require_POST
def attach(request: SignedInRequest, city: str, agreement: UUID) -> HttpResponse:
    found = changeable(request, city)
    rows = visible_agreements(request.user).filter(city=found).select_related("organization")
    row = get_object_or_404(rows, uuid=agreement)
    form = FileForm(request.POST, request.FILES)
    content, name = b"", ""
    if form.is_valid():
        file = form.cleaned_data["file"]
        content, name = file.read(), file.name
    return _done(request, found, row.organization, attach_document, agreement=row, file_name=name, content=content)


@login_required
@never_cache
@require_safe
def document(request: SignedInRequest, city: str, document: UUID) -> HttpResponse:
    """A signed paper as it was attached."""
    found = city_with(request, city, Permission.CITY_READ)
    row = get_object_or_404(visible_documents(request.user).filter(agreement__city=found), uuid=document)
    name = f"{row.uuid}.{ENDINGS[row.media_type]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(document_bytes(row), content_type=row.media_type, headers=headers)


@login_required
@never_cache
@require_POST
def ask(request: SignedInRequest, city: str, organization: UUID) -> HttpResponse:
    """Make the private link, shown this once."""
    found = changeable(request, city)
    row = get_object_or_404(visible_organizations(request.user), uuid=organization)
    try:
        key = make_partner_link(city=found, organization=row, actor=request.user)
    except PromiseRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("network:partner", found.slug, row.uuid)
    link = request.build_absolute_uri(reverse("partner_answer:page", args=[key]))
    return render(request, "network/asked.html", {"city": found, "organization": row, "link": link})


@login_required
@require_POST
def settle(request: SignedInRequest, city: str, link: UUID) -> HttpResponse:
    found = changeable(request, city)
    rows = visible_partner_links(request.user).filter(city=found).select_related("organization")
    row = get_object_or_404(rows, uuid=link)
    return _done(request, found, row.organization, settle_answer, link=row)


@login_required
@require_POST
def show(request: SignedInRequest, city: str, organization: UUID) -> HttpResponse:
    """Show the partner publicly as it agreed on paper, or take it down."""
    found = changeable(request, city)
    row = get_object_or_404(visible_organizations(request.user).filter(city=found), uuid=organization)
    is_shown = request.POST.get("is_shown") == "yes"
    return _done(request, found, row, show_partner, city=found, organization=row, is_shown=is_shown)


def _done(request: SignedInRequest, found: Any, partner: Any, /, action: Any, **values: Any) -> HttpResponse:
    """Run one action and go back to the partner's page, with what it refused."""
    try:
        action(actor=request.user, **values)
    except PromiseRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("network:partner", found.slug, partner.uuid)
    return saved(request, found, partner)
