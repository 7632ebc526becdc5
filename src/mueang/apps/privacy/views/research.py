"""Pseudonymous data for research: the agreements, what goes out under one, its end."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.privacy.actions.research import close_export, open_export, take_export
from mueang.apps.privacy.enums import ResearchTable
from mueang.apps.privacy.errors import PrivacyRefused
from mueang.apps.privacy.forms import ResearchForm
from mueang.apps.privacy.queries.research import exports_table, research_tables
from mueang.apps.privacy.rules import visible_exports
from mueang.apps.privacy.views.doors import as_workbook, city_to_keep


@login_required
@never_cache
@require_safe
def exports(request: SignedInRequest, city: str) -> HttpResponse:
    """Every agreement; as a file with ?format=xlsx."""
    found = city_to_keep(request, city)
    rows = visible_exports(request.user).filter(city=found)
    if request.GET.get("format") == "xlsx":
        return as_workbook([exports_table(rows)], file_name=f"research-{found.slug}")
    return render(request, "privacy/research.html", {"city": found, "exports": rows})


@login_required
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, city: str) -> HttpResponse:
    """Record an agreement and count what may go out under it."""
    found = city_to_keep(request, city)
    form = ResearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = open_export(city=found, actor=request.user, **form.cleaned_data)
        except PrivacyRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("privacy:export", city, row.uuid)
    status = 422 if form.errors else 200
    return render(request, "privacy/research_form.html", {"city": found, "form": form}, status=status)


@login_required
@never_cache
@require_safe
def export(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One agreement: who answers, what goes out, how many rows are held back."""
    found = city_to_keep(request, city)
    row = get_object_or_404(visible_exports(request.user), uuid=uuid, city=found)
    counts = [(str(table.label), row.counts[table]) for table in ResearchTable if table in row.counts]
    return render(request, "privacy/export.html", {"city": found, "export": row, "counts": counts})


@login_required
@never_cache
@require_POST
def data(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The workbook to hand over; that it was taken is on record."""
    found = city_to_keep(request, city)
    row = get_object_or_404(visible_exports(request.user), uuid=uuid, city=found)
    try:
        rows = take_export(export=row, actor=request.user)
    except PrivacyRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("privacy:export", city, uuid)
    return as_workbook(research_tables(row, rows), file_name=f"research-{row.uuid}")


@login_required
@require_POST
def close(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """End the agreement and destroy its key."""
    found = city_to_keep(request, city)
    row = get_object_or_404(visible_exports(request.user), uuid=uuid, city=found)
    try:
        close_export(export=row, actor=request.user)
    except PrivacyRefused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Closed. The key is destroyed."))
    return redirect("privacy:export", city, uuid)
